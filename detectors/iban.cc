// International bank account numbers: ISO 13616, structures by country from SWIFT's IBAN registry (version
// 101), ISO 7064 check digits. Spaces and hyphens between groups and one line break are accepted;
// other groups than of four, and capitals beside small letters, with a word near them.
#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b[A-Z]{2}\d{2}(?:(?:[ -]?|\r?\n)[A-Z0-9]){11,30})";

constexpr std::string_view kWords[] = {"iban", "iban no", "iban number", "international bank account number"};
constexpr std::string_view kNear[] = {"bank", "bic", "swift", "payment", "account"};

// Countries and what stands behind their check digits: so many digits (n), letters (a), or either (c).
constexpr std::string_view kRegistry =
    "AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4c4n16c CH5n12c CR18n "
    "CY8n16c CZ20n DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n FK2a12n FO14n FR10n11c2n GB4a14n GE2a16n "
    "GI4a15c GL14n GR7n16c GT24c HN4a20n HR17n HU24n IE4a14n IL19n IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c "
    "KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n MC10n11c2n MD20c ME18n MK3n10c2n MN16n MR23n "
    "MT4a5n18c MU4a19n3a NI4a20n NL4a10n NO11n OM3n16c PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n RU14n15c "
    "SA2n18c SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n "
    "VG4a16n XK16n YE4a4n18c ";

// The country's structure ("4a14n"); empty for none.
std::string_view structure_of(std::string_view country) {
  for (std::size_t at = 0; at < kRegistry.size();) {
    const std::string_view row = kRegistry.substr(at, kRegistry.find(' ', at) - at);
    if (row.starts_with(country)) return row.substr(2);
    at += row.size() + 1;
  }
  return {};
}

// Calls visit(class, count) for each stretch of a structure, until it returns false.
template <typename Visit>
bool visit_stretches(std::string_view structure, const Visit& visit) {
  std::size_t count = 0;
  for (const char c : structure) {
    if (is_digit(c)) {
      count = count * 10 + static_cast<std::size_t>(digit_of(c));
      continue;
    }
    if (!visit(c, count)) return false;
    count = 0;
  }
  return true;
}

std::size_t length_of(std::string_view structure) {
  std::size_t length = structure.empty() ? 0 : 4;
  visit_stretches(structure, [&](char, std::size_t count) { return (length += count) > 0; });
  return length;
}

bool has_structure(std::string_view number, std::string_view structure) {
  std::size_t at = 4;
  return visit_stretches(structure, [&](char kind, std::size_t count) {
    const std::string_view part = number.substr(at, count);
    at += count;
    return kind == 'c' || std::all_of(part.begin(), part.end(), kind == 'n' ? is_digit : is_alpha);
  });
}

// In groups of four or none, in capitals or small letters: as people and programs write them.
bool is_regular(std::string_view text) {
  std::size_t count = 0;
  bool upper = false, lower = false;
  for (const char c : text) {
    if (is_alnum(c))
      ++count;
    else if (count % 4 != 0)
      return false;
    upper |= is_upper(c);
    lower |= is_lower(c);
  }
  return !(upper && lower);
}

Starts find_starts(std::string_view text, Mark mark) {
  const Starts starts = at_letters(text, mark, 2, 2);
  if (starts.count == 0 || mark.length() < 2) return Starts::none();
  const char next = byte_at(text, std::int64_t{mark.at} + 2);
  return is_alnum(next) || next == ' ' || next == '-' || next == '\n' || next == '\r' ? starts : Starts::none();
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const std::string_view text = match.text;
  const char country[] = {to_upper(text[match.start]), to_upper(text[match.start + 1])};
  const std::string_view structure = structure_of({country, 2});
  const std::size_t length = length_of(structure);
  if (length == 0) return false;
  std::uint32_t end = match.start;
  for (; end < match.end && verdict.value.size() < length; ++end) {
    if (is_alnum(text[end])) verdict.value += to_upper(text[end]);
  }
  if (verdict.value.size() != length || is_word(byte_at(text, end)) || !iban_check(verdict.value)) return false;
  const Match iban{text, match.start, end};
  const Hint near = context.hint_or_near(iban);
  if (!has_structure(verdict.value, structure) || (!is_regular(iban.view()) && !near.any())) return false;
  verdict.end = end;
  verdict.confidence = Confidence::certain;
  if (verdict.value == "GB82WEST12345698765432" || verdict.value == "GB29NWBK60161331926819" ||
      verdict.value == "DE89370400440532013000") {
    verdict.tags = "example";  // of the standard, of the registry, of Wikipedia
  }
  explain(verdict, "check digits and form of the country valid", near);
  verdict.distance = 0;
  return true;
}

}  // namespace

const Detector& iban_detector() {
  static const Detector detector = {{"iban", "International bank account number", Risk::high},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(2, 31),
                                    find_starts,
                                    check,
                                    kWords,
                                    kNear};
  return detector;
}

}  // namespace trawl::detectors
