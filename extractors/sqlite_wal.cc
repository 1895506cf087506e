// Write-ahead logs of SQLite: see sqlite_wal.h.
#include "extractors/sqlite_wal.h"

#include <map>

#include "extractors/random_access.h"
#include "extractors/sqlite_pages.h"
#include "extractors/sqlite_rows.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kHeader = 32;
constexpr std::size_t kFrameHeader = 24;

// Where the last version of each page is that belongs to a finished transaction. Frames of an older log that was
// begun anew have other salts; their pages are in the database file.
class Frames {
 public:
  Frames(const RandomAccess& bytes, std::string_view header) : bytes_(bytes), page_size_(big32(header, 8)) {
    if (page_size_ < 512 || page_size_ > 65'536) return;
    const std::string_view salts = header.substr(16, 8);
    std::map<std::uint32_t, std::uint64_t> open;
    for (std::uint64_t at = kHeader; at + kFrameHeader + page_size_ <= bytes.size(); at += kFrameHeader + page_size_) {
      const std::string frame = bytes.bytes(at, kFrameHeader);
      if (std::string_view(frame).substr(8, 8) != salts) break;
      open[big32(frame, 0)] = at + kFrameHeader;
      if (big32(frame, 4) == 0) continue;
      for (const auto& [page, place] : open) places_[page] = place;
      open.clear();
    }
    unfinished_ = !open.empty();
  }

  const std::map<std::uint32_t, std::uint64_t>& places() const { return places_; }
  bool usable() const { return page_size_ >= 512 && page_size_ <= 65'536; }
  bool unfinished() const { return unfinished_; }

  std::string page(std::uint32_t number) const {
    const auto place = places_.find(number);
    return place == places_.end() ? std::string() : bytes_.bytes(place->second, page_size_);
  }

 private:
  const RandomAccess& bytes_;
  std::uint32_t page_size_;
  std::map<std::uint32_t, std::uint64_t> places_;
  bool unfinished_ = false;
};

}  // namespace

bool is_sqlite_wal(std::string_view head) {
  return head.size() >= kHeader && (big32(head, 0) & ~1u) == 0x377F0682;
}

Outcome read_sqlite_wal(Source& source, Extraction& out) {
  const auto bytes = RandomAccess::open(source, out.limits().whole_bytes);
  if (!bytes) return outcome_of(bytes.error());
  const std::string header = bytes->bytes(0, kHeader);
  const Frames frames(*bytes, header);
  if (!frames.usable()) return {OutcomeKind::damaged, "the page size of the log is none"};
  if (frames.unfinished()) out.missed("a transaction that was not finished is not read");
  const std::string first = frames.page(1);
  const std::size_t reserved = first.size() > 20 ? static_cast<unsigned char>(first[20]) : 0;
  SqliteRows rows(out);
  std::string other;
  const SqlitePageOf page_of = [&](std::uint32_t number) -> std::string_view { return other = frames.page(number); };
  for (const auto& [number, place] : frames.places()) {
    if (!rows.page(number, frames.page(number), true, reserved, page_of)) return out.stopped();
  }
  if (rows.cut()) out.missed("values go on in the database file to which this log belongs");
  return {};
}

}  // namespace trawl::extractors
