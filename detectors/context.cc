// Looks for words around a place.
#include "detectors/context.h"

#include <algorithm>

#include "core/sensitive.h"
#include "detectors/bytes.h"
#include "detectors/label_gap.h"
#include "detectors/modulus.h"

namespace trawl::detectors {
namespace {

constexpr std::uint32_t kLineReach = 200;  // bytes before a place that can hold its words
constexpr std::uint32_t kBehindReach = 28;
constexpr std::uint32_t kSight = kLineReach + kLineReach / 2 + 64;  // more than any match looks before its mark
constexpr std::uint32_t kSightBehind = kBehindReach + 96;
constexpr std::uint32_t kReadAhead = 512;
constexpr std::size_t kLongestCellLabel = 64;
constexpr std::size_t kMostLabels = 4096;

// Where the line that holds text[at] begins, not more than `reach` before it.
std::uint32_t line_start(std::string_view text, std::uint32_t at, std::uint32_t reach) {
  const std::uint32_t limit = at > reach ? at - reach : 0;
  while (at > limit && text[at - 1] != '\n') --at;
  return at;
}

// Whether a label of another kind is that of the value: nothing but "no", "is" and the like stands between them.
// "I rang the user on 0113 ..." names no user.
bool names_value(std::string_view gap) {
  constexpr std::string_view kPlain[] = {"no",  "nos",       "number", "num", "nr", "id",
                                         "ref", "reference", "code",   "is",  "was"};
  while (!gap.empty()) {
    std::size_t end = 0;
    while (end < gap.size() && is_alpha(gap[end])) ++end;
    std::string word(gap.substr(0, end));
    std::transform(word.begin(), word.end(), word.begin(), to_lower);
    if (end > 0 && std::find(std::begin(kPlain), std::end(kPlain), word) == std::end(kPlain)) return false;
    gap.remove_prefix(std::min(gap.size(), end + 1));
  }
  return true;
}

// Part of an address or a name of a host ("jo@mail.example.org"): no word of the text.
bool is_inside_address(std::string_view text, const Hit& hit) {
  const char before = byte_at(text, std::int64_t{hit.start} - 1);
  const bool goes_on = byte_at(text, hit.end) == '.' && is_lower(byte_at(text, std::int64_t{hit.end} + 1)) &&
                       is_lower(byte_at(text, std::int64_t{hit.end} + 2));
  return before == '@' || byte_at(text, hit.end) == '@' || (goes_on && is_lower(text[hit.start]));
}

// "Driving licence (NI) number": the bracket adds to a label and is none itself.
bool is_bracketed(std::string_view text, const Hit& hit) {
  return byte_at(text, std::int64_t{hit.start} - 1) == '(' &&
         text.substr(hit.start, hit.end + 1 - hit.start).find(')') != std::string_view::npos;
}

// "07700 900123 (mobile)", "12/11/2006 (dob)": a label in brackets behind a number is that number's.
bool is_of_number_before(std::string_view text, const Hit& hit) {
  std::int64_t at = std::int64_t{hit.start} - 1;
  if (byte_at(text, at) != '(' || byte_at(text, hit.end) != ')') return false;
  while (byte_at(text, at - 1) == ' ') --at;
  return is_digit(byte_at(text, at - 1));
}

// Aligned cells with the label in the first: "DOB   18/03/1991   27/11/1989". `line` is what stands before the value.
bool is_label_of_row(std::string_view line, std::uint32_t label_end) {
  constexpr std::string_view kBlanks = TextTable::kBlanks;
  const std::size_t first_end = line.find(kBlanks, line.find_first_not_of(' '));
  return line.ends_with(kBlanks) && first_end != std::string_view::npos && label_end <= first_end;
}

}  // namespace

Context::Context(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

Context::~Context() {
  wipe(cell_before_.data(), cell_before_.size());
  wipe(this_cell_.data(), this_cell_.size());
  wipe(row_note_.data(), row_note_.size());
}

void Context::set_modulus_table(ModulusTable table) {
  modulus_table_ = std::make_unique<const ModulusTable>(std::move(table));
}

void Context::begin_part() {
  labels_.clear();
  row_note_.clear();
  cell_before_.clear();
  this_cell_.clear();
  row_ = 0;
}

void Context::begin_block(const TextBlock& block, std::string_view text) {
  block_ = &block;
  text_ = text;
  table_.begin(text);
  tables_.clear();
  last_header_ = nullptr;
  hits_.clear();
  covered_from_ = covered_to_ = 0;
  label_hits_ = nullptr;
  cell_hits_known_ = false;
  block_words_known_ = false;
  asked_at_ = kNowhere;
  first_near_ = 0;
  if (block.row == 0 || block.row != row_) {
    cell_before_.clear();
    row_note_.clear();
  } else {
    cell_before_.swap(this_cell_);
  }
  row_ = block.row;
  this_cell_.clear();
  if (row_ != 0 && text.size() <= kLongestCellLabel) this_cell_.assign(text);
}

std::string_view Context::line_before(const Match& match) const {
  const std::uint32_t from = line_start(text_, match.start, kLineReach);
  return text_.substr(from, match.start - from);
}

std::string_view Context::line_behind(const Match& match) const {
  const std::string_view rest = text_.substr(match.end, kLineReach);
  return rest.substr(0, rest.find('\n'));
}

const std::vector<Hit>& Context::label_hits() {
  if (label_hits_ == nullptr) label_hits_ = &hits_of_label(label());
  return *label_hits_;
}

const std::vector<Hit>& Context::hits_of_label(std::string_view label) {
  if (labels_.size() > kMostLabels) {
    labels_.clear();
    label_hits_ = nullptr;
  }
  const auto [place, fresh] = labels_.try_emplace(std::string(label));
  if (fresh) vocabulary_.find(label, 0, static_cast<std::uint32_t>(label.size()), true, place->second);
  return place->second;
}

std::uint64_t Context::named_by_label() {
  return label().empty() ? 0 : named_by(label());
}

Hint Context::from_block(List list) {
  Hint hint;
  for (const Hit& hit : label_hits()) {
    if (means(hit, list)) {
      return {Link::labelled, hit.phrase, block_->kind == BlockKind::cell ? "column" : "label", 0, false};
    }
    hint.contradicted |= contradicts(hit);
  }
  if (cell_before_.empty()) return hint;
  for (const Hit& hit : cell_hits()) {
    if (means(hit, list)) return {Link::labelled, hit.phrase, "cell before", 1, false};
  }
  return hint;
}

const std::vector<Hit>& Context::cell_hits() {
  if (cell_hits_known_) return cell_hits_;
  cell_hits_.clear();
  vocabulary_.find(cell_before_, 0, static_cast<std::uint32_t>(cell_before_.size()), false, cell_hits_);
  cell_hits_known_ = true;
  return cell_hits_;
}

std::uint64_t Context::words_around(Mark mark) {
  if (mark.at == asked_at_) return asked_words_;
  if (!block_words_known_) {
    block_words_ = 0;
    if (!label().empty()) {
      for (const Hit& hit : label_hits()) block_words_ |= hit.meaning.words | hit.meaning.more;
    }
    if (!cell_before_.empty()) {
      for (const Hit& hit : cell_hits()) block_words_ |= hit.meaning.words | hit.meaning.more;
    }
    block_words_known_ = true;
  }
  const std::uint32_t from = mark.at > kSight ? mark.at - kSight : 0;
  cover(from, std::min(static_cast<std::uint32_t>(text_.size()), mark.end + kSightBehind));
  while (first_near_ < hits_.size() && hits_[first_near_].end < from) ++first_near_;
  std::uint64_t words = block_words_;
  for (std::size_t i = first_near_; i < hits_.size(); ++i) words |= hits_[i].meaning.words | hits_[i].meaning.more;
  for (const Hit& hit : table_header(mark.at)) words |= hit.meaning.words | hit.meaning.more;
  asked_at_ = mark.at;
  asked_words_ = words;
  return words;
}

void Context::cover(std::uint32_t from, std::uint32_t to) {
  if (from < covered_from_ || from > covered_to_ || hits_.size() > 4096) {
    hits_.clear();
    first_near_ = 0;
    while (from > 0 && is_alnum(text_[from - 1]) && is_alnum(text_[from])) --from;
    covered_from_ = covered_to_ = from;
  }
  if (to <= covered_to_) return;
  to = static_cast<std::uint32_t>(std::min<std::size_t>(text_.size(), std::size_t{to} + kReadAhead));
  for (int i = 0; i < 64 && to < text_.size() && is_alnum(text_[to]); ++i) ++to;
  // Begin with the last words that were read, so that a phrase across the seam is found.
  std::uint32_t resume = covered_to_ > covered_from_ + 40 ? covered_to_ - 40 : covered_from_;
  while (resume > covered_from_ && is_alnum(text_[resume - 1])) --resume;
  while (!hits_.empty() && hits_.back().end > resume) {
    resume = std::min(resume, hits_.back().start);
    hits_.pop_back();
  }
  first_near_ = std::min(first_near_, hits_.size());
  vocabulary_.find(text_, resume, to, false, hits_);
  covered_to_ = to;
}

bool Context::other_numbers_before(const Match& match) {
  const std::uint32_t line = line_start(text_, match.start, kLineReach);
  cover(line, match.start);
  return std::any_of(hits_.begin(), hits_.end(), [&](const Hit& hit) {
    return hit.meaning.other != 0 && hit.start >= line && hit.end <= match.start;
  });
}

Hint Context::from_text(const Match& match, List list) {
  const std::uint32_t line = line_start(text_, match.start, kLineReach);
  const bool in_table = !table_header(match.start).empty();  // the line above is a row of its own
  const std::uint32_t before = in_table ? line : line > 0 ? line_start(text_, line - 1, kLineReach / 2) : 0;
  const auto size = static_cast<std::uint32_t>(text_.size());
  const std::uint32_t behind = std::min(size, match.end + kBehindReach);
  cover(before, behind);
  Hint hint;
  bool nearest = true;
  auto hit = std::partition_point(hits_.begin(), hits_.end(), [&](const Hit& h) { return h.end <= match.start; });
  const auto first_behind = hit;
  while (hit != hits_.begin()) {
    --hit;
    if (hit->end < before) break;
    if (is_inside_address(text_, *hit) || is_of_number_before(text_, *hit)) continue;
    const std::uint32_t gap = match.start - hit->end;
    const bool joined = nearest && joins(text_.substr(hit->end, gap));
    if (means(*hit, list)) {
      if (joined) return {Link::labelled, hit->phrase, "label", gap, false};
      if (nearest && hit->start >= line && is_label_of_row(text_.substr(line, match.start - line), hit->end - line))
        return {Link::labelled, hit->phrase, "row", gap, false};
      hint.link = Link::near;
      hint.phrase = hit->phrase;
      hint.source = "word near";
      hint.distance = gap + (hit->end < line ? 100 : 0);
      return hint;
    }
    if (is_bracketed(text_, *hit)) continue;
    hint.contradicted |= joined && contradicts(*hit) && names_value(text_.substr(hit->end, gap));
    nearest = nearest && (hit->meaning.words | hit->meaning.other) == 0;  // words that are only ever near
  }
  for (auto h = first_behind; h != hits_.end() && h->start < behind; ++h) {
    if (h->start < match.end || !means(*h, list)) continue;
    if (text_.substr(match.end, h->start - match.end).find('\n') != std::string_view::npos) break;
    const bool own = is_of_number_before(text_, *h) && h->start - match.end <= 3;
    if (own) return {Link::labelled, h->phrase, "label behind", h->start - match.end, false};
    return {Link::near, h->phrase, "word behind", 40 + h->start - match.end, hint.contradicted};
  }
  return hint;
}

// Lines with commas are often prose, so that one word above them says nothing.
std::span<const Hit> Context::table_header(std::uint32_t at) {
  const std::string_view header = table_.header_above(at);
  if (header.empty()) return {};
  const std::vector<Hit>& hits = hits_of_label(header);
  if (hits.size() < (table_.separator() == "," ? 2u : 1u)) return {};
  if (header.data() != last_header_) tables_.push_back(at);
  last_header_ = header.data();
  return hits;
}

std::uint64_t Context::named_by(std::string_view label) {
  std::uint64_t named = 0;
  for (const Hit& hit : hits_of_label(label)) named |= hit.meaning.words;
  return named;
}

void Context::look_for_table_below(std::uint32_t at) {
  const std::size_t line_end = text_.find('\n', at);
  if (line_end - at < kLineReach && line_end + 1 < text_.size()) table_header(static_cast<std::uint32_t>(line_end + 1));
}

Hint Context::from_column(const Match& match, List list) {
  Hint hint;
  if (table_header(match.start).empty()) return hint;
  for (const Hit& hit : hits_of_label(table_.column_above(match.start))) {
    if (means(hit, list)) return {Link::labelled, hit.phrase, "column", 1, false};
    hint.contradicted |= contradicts(hit);
  }
  return hint;
}

Hint Context::find(const Match& match, List list) {
  const Hint of_block = from_block(list);
  if (of_block.labelled()) return of_block;
  Hint hint = from_text(match, list);
  if (hint.labelled()) return hint;
  const Hint of_column = from_column(match, list);
  if (of_column.labelled()) return of_column;
  hint.contradicted |= of_column.contradicted;
  hint.contradicted |= of_block.contradicted && !hint.labelled();
  return hint;
}

Hint Context::hint_or_near(const Match& match) {
  const Hint hint = find(match, &Meaning::words);
  if (hint.any()) return hint;
  Hint near = find(match, &Meaning::more);
  near.contradicted = hint.contradicted;
  if (near.any()) near.link = Link::near;
  return near;
}

std::string in_words(const Hint& hint) {
  if (!hint.any()) return {};
  std::string words(hint.source);
  words += " '";
  words += hint.phrase;
  words += '\'';
  return words;
}

}  // namespace trawl::detectors
