// Pages of B-trees and the ways through them: see pst_tree.h.
#include "extractors/pst_tree.h"

#include <algorithm>
#include <vector>

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr unsigned kLevels = 8;                // [MS-PST] 2.2.2.7.7.1
constexpr std::size_t kRemembered = 2u << 20;  // bytes of pages

// The bytes of an entry at a level (2.2.2.7.7.2 to 4).
std::size_t entry_size(const PstLayout& layout, PstPageType type, unsigned level) {
  return layout.word * (level == 0 && type == PstPageType::nodes ? 4 : 3);
}

// Blocks are where blocks can be; so are pages below a page.
bool plausible(const PstLayout& layout, PstPageType type, unsigned level, std::string_view entry) {
  if (little_endian(entry, 0, layout.word) == 0) return false;
  if (level > 0) return little_endian(entry, layout.word * 2, layout.word) % 64 == 0;
  if (type == PstPageType::nodes) return little_endian(entry, layout.word, layout.word) != 0;
  return little_endian(entry, layout.word, layout.word) % 64 == 0 && little16(entry, layout.word * 2) != 0;
}

bool ordered(const PstPage& page, std::size_t word) {
  for (std::size_t i = 1; i < page.count; ++i) {
    if (little_endian(page.at(i - 1), 0, word) >= little_endian(page.at(i), 0, word)) return false;
  }
  return true;
}

// Keeps those entries of a damaged page that look like entries.
void sift(const PstLayout& layout, PstPageType type, PstPage& page) {
  std::string kept;
  for (std::size_t i = 0; i < page.count; ++i) {
    if (plausible(layout, type, page.level, page.at(i))) kept += page.at(i);
  }
  page.bytes = std::move(kept);
  page.count = page.bytes.size() / page.entry;
}

}  // namespace

std::optional<PstPage> pst_page(const PstLayout& layout, PstPageType type, std::string bytes,
                                std::optional<unsigned> expected) {
  if (bytes.size() < layout.page) return std::nullopt;
  const std::size_t meta = layout.page_entries, wide = layout.large() ? 2 : 1;
  const PstTrailer trailer = pst_trailer(layout, std::string_view(bytes).substr(layout.page_trailer));
  const std::uint32_t kind = static_cast<std::uint32_t>(type);
  const bool first = (trailer.head & 0xFF) == kind, second = trailer.head >> 8 == kind;
  if (!first && !second) return std::nullopt;
  PstPage page;
  page.id = trailer.id;
  page.count = static_cast<std::size_t>(little_endian(bytes, meta, wide));
  page.level = byte_at(bytes, meta + wide * 2 + 1);
  const unsigned level = expected.value_or(page.level);
  page.entry = byte_at(bytes, meta + wide * 2);
  const std::size_t entry = entry_size(layout, type, level);
  const bool checked =
      trailer.checksum == 0 || trailer.checksum == pst_checksum(std::string_view(bytes).substr(0, layout.page_trailer));
  page.sound = first && second && checked && page.level == level && level <= kLevels && page.entry >= entry &&
               page.count * page.entry <= meta;
  if (!page.sound) {
    if (level > kLevels) return std::nullopt;
    page.level = level;
    page.entry = entry;
    if (page.count == 0 || page.count > meta / entry) page.count = meta / entry;
  }
  page.bytes = std::move(bytes);
  page.sound = page.sound && ordered(page, layout.word);
  if (!page.sound) sift(layout, type, page);
  return page;
}

std::uint64_t PstTree::key_of(std::string_view entry) const {
  const std::uint64_t key = little_endian(entry, 0, layout_.word);
  return type_ == PstPageType::blocks ? key & ~1ull : key & 0xFFFFFFFF;
}

std::uint64_t PstTree::child_of(std::string_view entry) const {
  return little_endian(entry, layout_.word * 2, layout_.word);
}

PstTree::Page PstTree::page(std::uint64_t offset, std::optional<unsigned> expected) {
  if (const auto known = known_.find(offset); known != known_.end()) {
    recent_.splice(recent_.begin(), recent_, known->second);
    return !expected || known->second->second->level == *expected ? known->second->second : nullptr;
  }
  auto read = pst_page(layout_, type_, file_.bytes(offset, layout_.page), expected);
  if (!read) return nullptr;
  recent_.emplace_front(offset, std::make_shared<const PstPage>(*std::move(read)));
  known_[offset] = recent_.begin();
  if (recent_.size() > kRemembered / layout_.page) {
    known_.erase(recent_.back().first);
    recent_.pop_back();
  }
  return recent_.front().second;
}

PstTree::Page PstTree::root_page() {
  return page(root_, std::nullopt);
}

// The last entry whose key is not above the one wanted; entries of damaged pages may be out of order.
std::optional<std::size_t> PstTree::place_of(const PstPage& page, std::uint64_t key, bool& exact) const {
  std::optional<std::size_t> best;
  std::size_t low = 0, high = page.count;
  while (page.sound && low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (key_of(page.at(middle)) <= key)
      low = middle + 1;
    else
      high = middle;
  }
  if (page.sound && low > 0) best = low - 1;
  for (std::size_t i = 0; !page.sound && i < page.count; ++i) {
    const std::uint64_t present = key_of(page.at(i));
    if (present <= key && (!best || present >= key_of(page.at(*best)))) best = i;
  }
  exact = best && key_of(page.at(*best)) == key;
  return best;
}

PstTree::Found PstTree::find(std::uint64_t key) {
  if (type_ == PstPageType::blocks) key &= ~1ull;
  Found found;
  Page at = root_page();
  while (at != nullptr) {
    found.certain = found.certain && at->sound;
    bool exact = false;
    const auto place = place_of(*at, key, exact);
    if (!place) return found;
    if (at->level == 0) {
      if (exact) found.entry = std::string(at->at(*place));
      return found;
    }
    at = page(child_of(at->at(*place)), at->level - 1);
  }
  found.certain = false;
  return found;
}

bool PstTree::for_each(const std::function<bool(std::string_view)>& take) {
  struct Open {
    Page page;
    std::size_t next = 0;
  };
  bool sound = true;
  // No more pages than the file has room for, whatever they say about each other.
  std::uint64_t left = file_.size() / layout_.page + 1;
  std::vector<Open> open;
  if (Page root = root_page())
    open.push_back({std::move(root)});
  else
    return false;
  while (!open.empty()) {
    Open& top = open.back();
    sound = sound && top.page->sound;
    if (top.next == top.page->count) {
      open.pop_back();
      continue;
    }
    const std::string_view entry = top.page->at(top.next++);
    if (top.page->level == 0) {
      if (!take(entry)) return sound;
      continue;
    }
    Page child = left == 0 ? nullptr : page(child_of(entry), top.page->level - 1);
    left -= left > 0 ? 1 : 0;
    if (child != nullptr)
      open.push_back({std::move(child)});
    else
      sound = false;
  }
  return sound;
}

}  // namespace trawl::extractors
