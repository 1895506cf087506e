// Addresses that only their postcode tells: houses with a name instead of a number ("Foxglove Cottage, Pound Lane,
// Mere, BA12 6LD"), and streets without one of the usual kinds or in small letters ("3 Stryd y Bont, Bala, LL23 7AB",
// "5 smithy fold, wigan, wn1 2ns"). All are looked for from the postcode, or from the number of the street, backwards.
#include <algorithm>
#include <array>

#include "detectors/address_parts.h"
#include "detectors/bytes.h"
#include "detectors/gazetteer.h"
#include "detectors/numbers.h"
#include "detectors/words_before.h"

namespace trawl::detectors {
namespace {

constexpr Kind kKind = {"address", "Postal address", Risk::medium};
constexpr std::string_view kWords[] = {TRAWL_ADDRESS_WORDS};

// What stands between; everything else ends an address.
#define TRAWL_BODY R"([^\x00\d<>:;@|=/"()])"
#define TRAWL_POSTCODE R"(\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[a-z]{1,2}\d[a-z\d]? \d[a-z]{2})\b)"
#define TRAWL_NUMBER R"(\b\d{1,4}[A-Za-z]?(?:[-/]\d{1,4}[A-Za-z]?)?,? )"
#define TRAWL_WORD "[A-Z][A-Za-z'.-]{0,24} "
// Heads: "The Old Mill", "The Willows", "Plas Newydd", "Hillcrest", "1st Floor", "Flat C".
constexpr const char* kHousePattern =
    R"(\b(?:)" TRAWL_WORD "(?:" TRAWL_WORD
    R"(){0,2}?(?i:cottages?|house|hse|lodge|farm|farmhouse|barn|hall|court|villa|manor|bungalow|grange|rectory|)"
    R"(vicarage|manse|mill|stables|chambers|mansions|apartments|flats?|buildings?|towers?|floor|croft|steading|view|home|centre|annexe?|hospice|gatehouse)|)"
    R"((?:The|Ty|Plas|Llys|Maes|Pant|Hafod|Cae|Craig|Nant|Cwm|Bryn) (?:)" TRAWL_WORD R"(){0,2}[A-Z][A-Za-z'.-]{0,24}|)"
    R"([A-Z][a-z]{2,14}(?:view|crest|dene|haven|side|wood|bank|hurst|holme|fields?|lands|lea|house)|)"
    R"(\d{1,2}(?:st|nd|rd|th) (?i:floor)|)"
    R"((?i:flat|apartment|apt|unit|room|rm|suite|block) [A-Za-z]),\s{1,2})" TRAWL_BODY "{0,60}(?:" TRAWL_NUMBER
    "[A-Z]|" TRAWL_POSTCODE ")";
constexpr const char* kNumberedPattern =
    R"(\b(?:(?i:flat|apartment|apt|unit|uned|room|rm|suite|studio|caravan|plot|pitch|berth) )?)" TRAWL_NUMBER TRAWL_BODY
    "{3,90}" TRAWL_POSTCODE;
#undef TRAWL_BODY
#undef TRAWL_POSTCODE
#undef TRAWL_NUMBER
#undef TRAWL_WORD

constexpr std::string_view kHouses[] = {
    "cottage",  "cottages",  "house",   "hse",      "lodge",    "farm",       "farmhouse", "barn",
    "hall",     "court",     "villa",   "manor",    "bungalow", "grange",     "rectory",   "vicarage",
    "manse",    "mill",      "stables", "chambers", "mansions", "apartments", "flat",      "flats",
    "building", "buildings", "tower",   "towers",   "floor",    "croft",      "steading",  "view",
    "home",     "centre",    "annexe",  "annex",    "hospice",  "gatehouse"};
constexpr std::string_view kFlats[] = {"flat", "apartment", "apt", "unit", "room", "rm", "suite", "block"};
constexpr std::string_view kNumberedFlats[] = {
    "flat",  "apartment", "apt",     "unit", "uned",  "room", "rm",
    "suite", "studio",    "caravan", "plot", "pitch", "berth"};  // as in the patterns
constexpr std::string_view kBeforeNames[] = {"The",   "Ty",  "Plas",  "Llys", "Maes", "Pant",
                                             "Hafod", "Cae", "Craig", "Nant", "Cwm",  "Bryn"};
constexpr std::string_view kSuffixes[] = {"view",  "crest", "dene",  "haven",  "side",  "wood", "bank",
                                          "hurst", "holme", "field", "fields", "lands", "lea",  "house"};
constexpr int kLongestWord = 25;
constexpr int kMostWords = 3;

bool in_body(char c) {
  return !(c >= '/' && c <= '@' && c != '?') && c != '\0' && c != '"' && c != '(' && c != ')' && c != '|';
}

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

// Where a postcode begins whose first digits are at the mark, or -1.
std::int64_t outward_start(std::string_view text, Mark mark) {
  if (!is_alpha(byte_at(text, std::int64_t{mark.at} - 1)) || mark.length() > 3) return -1;
  std::int64_t start = mark.at;
  while (start > std::int64_t{mark.at} - 2 && is_alpha(byte_at(text, start - 1))) --start;
  if (start == std::int64_t{mark.at} || is_word(byte_at(text, start - 1))) return -1;
  const bool capitals = is_upper(text[static_cast<std::size_t>(start)]);
  const auto letter = [&](std::int64_t at) {
    return capitals ? is_upper(byte_at(text, at)) : is_lower(byte_at(text, at));
  };
  for (std::int64_t at = start; at < std::int64_t{mark.at}; ++at) {
    if (!letter(at)) return -1;
  }
  const auto inward = [&](std::int64_t at) {
    const bool spaced = byte_at(text, at) == ' ';
    if (spaced) ++at;
    return (spaced || capitals) && is_digit(byte_at(text, at)) && letter(at + 1) && letter(at + 2) &&
           !is_word(byte_at(text, at + 3));
  };
  const std::int64_t second = std::int64_t{mark.at} + 1;
  const bool third = letter(second) || is_digit(byte_at(text, second));
  return inward(second) || (third && inward(second + 1)) ? start : -1;
}

// Where words stand that end at the comma, one space between two: starts[0] is that of the last. A word has at most
// kLongestWord letters, hyphens and the like.
struct LastWords {
  std::array<std::int64_t, kMostWords + 1> start{};
  std::array<std::int64_t, kMostWords + 1> end{};
  int count = 0;
};

LastWords words_to(std::string_view text, std::int64_t comma) {
  LastWords words;
  const auto in_word = [](char c) { return is_alpha(c) || c == '\'' || c == '.' || c == '-'; };
  for (std::int64_t end = comma; words.count <= kMostWords; end = words.start[words.count - 1] - 1) {
    std::int64_t start = end;
    while (end - start <= kLongestWord && in_word(byte_at(text, start - 1))) --start;
    if (start == end) break;
    words.start[words.count] = start;
    words.end[words.count++] = end;
    const bool whole = end - start <= kLongestWord && is_upper(byte_at(text, start));
    if ((!whole && words.count > 1) || byte_at(text, start - 1) != ' ') break;
  }
  return words;
}

// Whether the word is one of a name, as a whole.
bool is_name_word(std::string_view text, const LastWords& words, int i) {
  return i < words.count && is_upper(byte_at(text, words.start[i])) && words.end[i] - words.start[i] <= kLongestWord &&
         byte_at(text, words.start[i] - 1) == ' ';
}

// The leftmost place from `floor` on where a word of a name can begin that ends with words[i] ("St.Mary": two), or -1.
std::int64_t word_start(std::string_view text, const LastWords& words, int i, std::int64_t floor) {
  if (i >= words.count) return -1;
  for (std::int64_t at = std::max(words.start[i], floor); at < words.end[i]; ++at) {
    if (is_upper(byte_at(text, at)) && !is_word(byte_at(text, at - 1)) && words.end[i] - at <= kLongestWord) return at;
  }
  return -1;
}

// "The Willows,", "Plas Newydd,": the word before the names, in its spelling.
std::int64_t before_names(std::string_view text, std::int64_t end) {
  for (const std::string_view word : kBeforeNames) {
    const std::int64_t start = end - static_cast<std::int64_t>(word.size());
    const bool there = start >= 0 && text.substr(static_cast<std::size_t>(start), word.size()) == word;
    if (there && !is_word(byte_at(text, start - 1))) return start;
  }
  return -1;
}

// "Hillcrest,"
std::int64_t suffixed_start(std::string_view text, std::int64_t comma) {
  std::int64_t start = comma;
  while (comma - start < 24 && is_lower(byte_at(text, start - 1))) --start;
  if (!is_upper(byte_at(text, --start)) || is_word(byte_at(text, start - 1))) return -1;
  const std::string_view word = text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(comma - start));
  const bool fits = std::any_of(std::begin(kSuffixes), std::end(kSuffixes), [&](std::string_view suffix) {
    return word.ends_with(suffix) && word.size() >= suffix.size() + 3 && word.size() <= suffix.size() + 15;
  });
  return fits ? start : -1;
}

// "1st Floor,"
std::int64_t floor_start(std::string_view text, std::int64_t comma) {
  if (!ends_with_word(text, comma, "floor") || byte_at(text, comma - 6) != ' ') return -1;
  std::int64_t start = comma - 6 - 2;
  constexpr std::string_view kOrdinals[] = {"st", "nd", "rd", "th"};
  if (start < 0 || std::find(std::begin(kOrdinals), std::end(kOrdinals),
                             text.substr(static_cast<std::size_t>(start), 2)) == std::end(kOrdinals))
    return -1;
  const std::int64_t end = start;
  while (end - start < 2 && is_digit(byte_at(text, start - 1))) --start;
  return start < end && !is_word(byte_at(text, start - 1)) ? start : -1;
}

// Where the leftmost head begins, not before `floor`, that ends at the comma, as in the pattern; -1: none.
std::int64_t head_start(std::string_view text, std::int64_t comma, std::int64_t floor) {
  std::int64_t best = -1;
  const auto take = [&](std::int64_t start) {
    if (start >= floor && start >= 0 && (best < 0 || start < best)) best = start;
  };
  if (is_alpha(byte_at(text, comma - 1)) && byte_at(text, comma - 2) == ' ') {
    const std::string_view flat = word_before(text, comma - 2, kFlats);
    if (!flat.empty()) take(comma - 2 - static_cast<std::int64_t>(flat.size()));
  }
  take(floor_start(text, comma));
  take(suffixed_start(text, comma));
  const LastWords words = words_to(text, comma);
  if (words.count < 2) return best;
  const std::string_view kind = word_before(text, comma, kHouses);
  const bool house = !kind.empty() && byte_at(text, comma - 1 - static_cast<std::int64_t>(kind.size())) == ' ';
  for (int i = 1; house && i <= kMostWords; ++i) {
    take(word_start(text, words, i, floor));
    if (!is_name_word(text, words, i)) break;
  }
  for (int i = 0; i < 3 && is_name_word(text, words, i); ++i) take(before_names(text, words.start[i] - 1));
  return best;
}

Starts find_house_starts(std::string_view text, Mark mark) {
  std::int64_t end = outward_start(text, mark);
  if (end < 0) {
    if (is_word(byte_at(text, std::int64_t{mark.at} - 1)) || mark.length() > 4 || !street_follows(text, mark.end))
      return Starts::none();
    end = mark.at;
  }
  std::int64_t best = -1;
  int characters = 0;
  for (std::int64_t at = end - 1; at >= std::int64_t{mark.free} && characters <= 62; --at) {
    const char c = text[static_cast<std::size_t>(at)];
    if (!in_body(c)) break;
    if (c == ',' && is_blank(byte_at(text, at + 1))) {
      const int blanks = at + 2 < end && is_blank(text[static_cast<std::size_t>(at + 2)]) ? 2 : 1;
      const std::int64_t start = characters - blanks <= 60 ? head_start(text, at, mark.free) : -1;
      if (start >= 0) best = start;
    }
    characters += continues_character(c) ? 0 : 1;
  }
  return best < 0 ? Starts::none() : Starts::one(best);
}

// At the flat, the first number of a range, and the number before the street.
Starts find_numbered_starts(std::string_view text, Mark mark) {
  const std::int64_t outward = outward_start(text, mark);
  if (outward < 0) return Starts::none();
  std::int64_t at = outward;
  while (outward - at <= 4 * 95 && in_body(byte_at(text, at - 1))) --at;
  const auto digits_start = [&](std::int64_t end) {
    std::int64_t start = end;
    while (end - start <= 4 && is_digit(byte_at(text, start - 1))) --start;
    const bool fits = start < end && end - start <= 4 && !is_word(byte_at(text, start - 1));
    return fits ? start : -1;
  };
  const std::int64_t number = digits_start(at);
  if (number < 0) return Starts::none();
  std::int64_t first = number;
  const char range = byte_at(text, number - 1);
  if (range == '-' || range == '/') {
    const std::int64_t end = number - 1;
    const std::int64_t before = digits_start(end - (is_alpha(byte_at(text, end - 1)) ? 1 : 0));
    if (before >= 0) first = before;
  }
  Starts starts;
  const std::string_view flat =
      byte_at(text, first - 1) == ' ' ? word_before(text, first - 1, kNumberedFlats) : std::string_view();
  if (!flat.empty()) starts.add(first - 1 - static_cast<std::int64_t>(flat.size()));
  if (first < number) starts.add(first);
  starts.add(number);
  return starts;
}

// Words of a sentence in front of a name.
bool is_lead_in(std::string_view word) {
  constexpr std::string_view kWordsBefore[] = {"At", "From", "To", "In", "Visit", "Near", "Of", "Re", "Property"};
  return std::find(std::begin(kWordsBefore), std::end(kWordsBefore), word) != std::end(kWordsBefore);
}

// "Lesley-Ann Croft, 9 Poplar Way", "Bryn Jones", "Winterbank", "The Manager": somebody, not a house. name: without the
// comma.
bool is_somebody(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  const std::string_view last = name.substr(space + 1);
  const WordFacts facts = look_up(last);
  if (space == std::string_view::npos) return facts.surname >= 2;
  std::string_view before = name.substr(0, space);
  if (before == "The") return facts.kind == WordClass::role || facts.kind == WordClass::title;
  before.remove_prefix(before.find_last_of(" -") + 1);
  const WordFacts first = look_up(before);
  if (before == "Bryn") return facts.surname >= 3;
  const bool given = first.given >= 3 && first.ordinary == 0;  // not "Holly Croft"
  return (last == "Hall" || last == "Croft") && (given || before.size() == 1 || first.kind == WordClass::title);
}

// "Larch Nursing Home, 9-11 Ashford Road, Maidstone": no postcode, but a number and a street right behind the house.
bool check_house_and_number(const Match& match, std::uint32_t comma, Context& context, Verdict& verdict) {
  const std::string_view between = match.view().substr(comma + 1);
  const std::size_t digit = between.find_first_of("0123456789");
  if (digit > 2 || !is_upper(between.back()) || !stands_alone(match)) return false;
  const std::uint32_t end = street_with_places(match.text, match.end - 1);
  if (end == 0) return false;
  verdict.end = end;
  const Hint hint = context.hint({match.text, verdict.start, verdict.end});
  verdict.value = canonical_address(match.text.substr(verdict.start, verdict.end - verdict.start));
  verdict.confidence = hint.labelled() ? Confidence::likely : Confidence::possible;
  explain(verdict, "name of a house, number and street", hint);
  return true;
}

bool check_house(const Match& match, Context& context, Verdict& verdict) {
  const std::string_view view = match.view();
  const auto comma = static_cast<std::uint32_t>(view.find(','));
  if (is_lead_in(view.substr(0, view.find(' ')))) verdict.start += static_cast<std::uint32_t>(view.find(' ')) + 1;
  verdict.end = postcode_end(match.text, match.start + comma);
  if (is_somebody(view.substr(0, comma))) return false;
  if (verdict.end == 0) return check_house_and_number(match, comma, context, verdict);
  const std::uint32_t postcode = postcode_start(match.text, verdict.end);
  const std::string_view rest = match.text.substr(match.start + comma, postcode - match.start - comma);
  if (!reads_as_address(rest, is_lower(match.text[postcode])) || !stands_alone(match)) return false;
  const Hint hint = context.hint({match.text, verdict.start, verdict.end});
  verdict.value = canonical_address(match.text.substr(verdict.start, verdict.end - verdict.start));
  verdict.confidence = hint.labelled() ? Confidence::certain : Confidence::likely;
  explain(verdict, "name of a house and postcode", hint);
  return true;
}

// Whether a word of the text is a kind of street.
bool names_street(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_alpha(text[end])) ++end;
    if (end > at && look_up(text.substr(at, end - at)).kind == WordClass::street) return true;
    at = end + 1;
  }
  return false;
}

bool is_month(std::string_view word) {
  return look_up(word).kind == WordClass::month;
}

bool check_numbered(const Match& match, Context& context, Verdict& verdict) {
  const std::string_view view = match.view();
  const std::size_t digit = view.find_first_of("0123456789");
  const std::size_t space = view.find(' ', digit);
  const std::uint32_t postcode = postcode_start(match.text, match.end);
  const std::string_view rest = match.text.substr(match.start + space + 1, postcode - match.start - space - 1);
  const bool small = is_lower(match.text[postcode]);
  const bool parted = rest.find_first_of(",\n") != std::string_view::npos;
  if (rest.find("\n\n") != std::string_view::npos || std::count(rest.begin(), rest.end(), '\n') > 4) return false;
  if (!is_alpha(rest[0]) || is_month(rest.substr(0, rest.find_first_of(" ,\n"))) || !stands_alone(match)) return false;
  if (has_columns(rest) || !(parted || names_street(rest)) || !reads_as_address(rest, small)) return false;
  const Hint hint = context.hint(match);
  const std::string_view number = view.substr(digit, view.find_first_not_of("0123456789", digit) - digit);
  const bool year = number.size() == 4 && (number[0] == '1' || number[0] == '2');
  if (year && !hint.labelled()) return false;
  verdict.value = canonical_address(view);
  verdict.confidence = hint.labelled() ? Confidence::certain : Confidence::likely;
  explain(verdict, "number, names and postcode", hint);
  return true;
}

}  // namespace

const Detector& house_address_detector() {
  static const Detector detector = {
      kKind, kHousePattern, Trigger::digits, lengths(1, 4), find_house_starts, check_house, kWords, {}, Refused::skip};
  return detector;
}

const Detector& numbered_address_detector() {
  static const Detector detector = {
      kKind, kNumberedPattern, Trigger::digits, lengths(1, 3), find_numbered_starts, check_numbered, kWords};
  return detector;
}

}  // namespace trawl::detectors
