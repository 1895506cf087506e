// Looks up the words, then a person near each.
#include "detectors/special_category.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include "detectors/bytes.h"

namespace trawl::detectors {
namespace {

enum Category : unsigned { health, religion, ethnicity, membership, sexuality, politics, offences, biometric };
constexpr unsigned kCategories = 8;
constexpr std::array<std::string_view, kCategories> kNames = {
    "health",    "religion", "ethnicity", "union membership",
    "sexuality", "politics", "offences",  "genetic or biometric data"};

constexpr std::uint32_t kPersonReach = 100;  // bytes
constexpr std::uint32_t kSecondWordReach = 160;
constexpr std::uint32_t kStretch = 400;  // one hint of a category
constexpr std::size_t kLongestValue = 80;

constexpr std::string_view kPeople[] = {
    "he",       "she",    "his",      "her",         "him",          "i",      "my",        "mr",        "mrs",
    "ms",       "miss",   "employee", "patient",     "claimant",     "tenant", "defendant", "client",    "pupil",
    "husband",  "wife",   "daughter", "son",         "mother",       "father", "colleague", "applicant", "candidate",
    "resident", "worker", "member",   "complainant", "service user", "me",     "herself",   "himself"};

struct Word {
  Category category;
  Meaning meaning;
  std::string_view phrase;
};

// strong: Meaning::words; weak: Meaning::more; label: Meaning::other. Bits are categories.
constexpr Meaning strong(unsigned category) {
  return {std::uint64_t{1} << category, 0, 0};
}
constexpr Meaning weak(unsigned category) {
  return {0, std::uint64_t{1} << category, 0};
}
constexpr Meaning label(unsigned category) {
  return {0, 0, std::uint64_t{1} << category};
}

constexpr Word kWords[] = {
#define TRAWL_HINT(category, strength, phrase) {category, strength(category), phrase},
#include "detectors/data/special_categories.inc"
#undef TRAWL_HINT
};

Finding hint_at(const NormalText& normal, std::uint32_t start, std::uint32_t end, unsigned category, std::string why) {
  Finding finding;
  finding.kind = kSpecialCategory.name;
  finding.value = Sensitive(std::string(kNames[category]));
  finding.confidence = Confidence::possible;
  finding.evidence = std::string(kNames[category]) + ": " + std::move(why);
  finding.tags = "hint";
  finding.start = normal.original_start(start);
  finding.end = normal.original_end(end);
  return finding;
}

std::string quoted(std::string_view phrase) {
  return '\'' + std::string(phrase) + '\'';
}

// The value behind a label on its line ("Religion: none stated"): its end, or 0.
std::uint32_t value_end(std::string_view text, std::uint32_t label_end, std::uint32_t& start) {
  std::uint32_t at = label_end;
  while (at < text.size() && (text[at] == '"' || text[at] == ' ')) ++at;
  if (byte_at(text, at) != ':' && byte_at(text, at) != '\t') return 0;
  while (at < text.size() && std::string_view(":\t \"").find(text[at]) != std::string_view::npos) ++at;
  start = at;
  while (at < text.size() && at - start < kLongestValue &&
         std::string_view("\r\n\t\",;").find(text[at]) == std::string_view::npos)
    ++at;
  while (at > start && text[at - 1] == ' ') --at;
  return at - start >= 2 ? at : 0;
}

}  // namespace

SpecialCategories::SpecialCategories() {
  for (const Word& word : kWords) words_.add(std::span(&word.phrase, 1), word.meaning);
  people_.add(kPeople, {1, 0, 0});
}

bool SpecialCategories::person_near(std::string_view text, const NormalText& normal, const Hit& hit,
                                    std::span<const Finding> found) {
  std::uint32_t from = hit.start > kPersonReach ? hit.start - kPersonReach : 0;
  while (from > 0 && from < hit.start && is_alnum(text[from - 1])) ++from;
  const auto to = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), hit.end + kPersonReach));
  near_.clear();
  people_.find(text, from, to, false, near_);
  if (!near_.empty()) return true;
  const std::uint32_t original_from = normal.original_start(from), original_to = normal.original_end(to);
  return std::any_of(found.begin(), found.end(), [&](const Finding& f) {
    const bool of_person =
        f.kind == "person" || f.kind == "nino" || f.kind == "nhs_number" || f.kind == "date_of_birth";
    return of_person && f.start < original_to && f.end > original_from;
  });
}

bool SpecialCategories::second_word(std::size_t index, std::uint64_t category) const {
  const auto speaks = [&](const Hit& other) {
    return ((other.meaning.words | other.meaning.more) & category) != 0 && other.phrase != hits_[index].phrase;
  };
  for (std::size_t i = index; i-- > 0 && hits_[index].start - hits_[i].end < kSecondWordReach;) {
    if (speaks(hits_[i])) return true;
  }
  for (std::size_t i = index + 1; i < hits_.size() && hits_[i].start - hits_[index].end < kSecondWordReach; ++i) {
    if (speaks(hits_[i])) return true;
  }
  return false;
}

// A cell below "Religion", the field "ethnicOrigin".
void SpecialCategories::find_labelled_block(const TextBlock& block, std::string_view text, const NormalText& normal,
                                            std::vector<Finding>& out) {
  hits_.clear();
  words_.find(block.label, 0, static_cast<std::uint32_t>(block.label.size()), true, hits_);
  for (const Hit& hit : hits_) {
    if (hit.meaning.other == 0) continue;
    const auto category = static_cast<unsigned>(std::countr_zero(hit.meaning.other));
    out.push_back(hint_at(normal, 0, static_cast<std::uint32_t>(text.size()), category, "label " + quoted(hit.phrase)));
    return;
  }
}

void SpecialCategories::find(const TextBlock& block, const NormalText& normal, std::span<const Finding> found,
                             std::vector<Finding>& out) {
  const std::string_view text = normal.text();
  const bool labelled = block.kind == BlockKind::cell || block.kind == BlockKind::field;
  if (labelled && text.size() >= 2 && text.size() <= kLongestValue) find_labelled_block(block, text, normal, out);
  hits_.clear();
  words_.find(text, 0, static_cast<std::uint32_t>(text.size()), false, hits_);
  std::array<std::uint32_t, kCategories> free{};  // text before it has its hint
  for (std::size_t i = 0; i < hits_.size(); ++i) {
    const Hit& hit = hits_[i];
    std::uint32_t start = hit.start;
    if (const std::uint32_t end = hit.meaning.other == 0 ? 0 : value_end(text, hit.end, start); end != 0) {
      const auto category = static_cast<unsigned>(std::countr_zero(hit.meaning.other));
      out.push_back(hint_at(normal, start, end, category, "label " + quoted(hit.phrase)));
      free[category] = end;
      continue;
    }
    for (std::uint64_t left = hit.meaning.words | hit.meaning.more; left != 0; left &= left - 1) {
      const auto category = static_cast<unsigned>(std::countr_zero(left));
      const std::uint64_t bit = std::uint64_t{1} << category;
      const bool tells = (hit.meaning.words & bit) != 0 || second_word(i, bit);
      if (hit.start < free[category] || !tells || !person_near(text, normal, hit, found)) continue;
      out.push_back(hint_at(normal, hit.start, hit.end, category, quoted(hit.phrase) + ", a person near"));
      free[category] = hit.end + kStretch;
    }
  }
}

}  // namespace trawl::detectors
