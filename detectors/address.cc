// Postal addresses: number, street and kind of street, with what follows up to the postcode (BS 7666 names
// the parts). Streets without a number or a known kind are found by their postcode only.
#include <algorithm>
#include <array>

#include "detectors/address_parts.h"
#include "detectors/bytes.h"
#include "detectors/email_domain.h"
#include "detectors/numbers.h"
#include "detectors/words_before.h"

namespace trawl::detectors {
namespace {

// Behind a flat or the like the house may have a name instead of a number: "Flat 9, Marlowe Court".
#define TRAWL_NUMBER R"(\d{1,4}[A-Za-z]?(?:[-/]\d{1,4}[A-Za-z]?)?,? )"
#define TRAWL_NAME R"([A-Z][A-Za-z'.-]{0,24} (?:[A-Za-z][A-Za-z'.-]{0,24} ){0,3}?)"
#define TRAWL_BUILDING R"([A-Z][A-Za-z'.-]{0,24}(?: [A-Z][A-Za-z'.-]{0,24}){0,2},\s{1,2})"
#define TRAWL_STREET                                                                                             \
  "street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|court|ct|gardens|gdns|place|pl|terrace|ter|way|crescent|" \
  "cres|square|sq|grove|hill|park|rise|row|mews|walk|green|view|parade|quay|wharf|circus|broadway|mount|vale|"   \
  "meadow|meadows|fields|bank|brae|wynd|loan|gate|croft|heights|villas|yard|yd|fold|garth|cl|lawn|lonnen|loke|"  \
  "chase|paddocks?|orchard|drove|spinney|copse|nook|esplanade|promenade|embankment|cottages|boulevard|knoll"
constexpr const char* kPattern =
    R"(\b(?:(?i:(?:flat|apartment|apt|unit|room|rm|suite|caravan|plot|studio|maisonette|uned|pitch|berth) )"
    R"(\d{1,4}(?:[a-z]|/\d{1,2})?,?\s{1,2})(?:)" TRAWL_BUILDING ")?(?:" TRAWL_NUMBER ")?" TRAWL_NAME "(?i:" TRAWL_STREET
    "|house|hse|lodge|hall|buildings?|mansions|tower|chambers|grange|apartments|manor)|(?:\\d{1,2}/"
    "\\d{1,2},?\\s{1,2})?" TRAWL_NUMBER TRAWL_NAME "(?i:" TRAWL_STREET ")|" TRAWL_NUMBER
    R"((?:Heol|Stryd|Ffordd|Lon|Maes|Rhodfa|Clos|Tan|Trem|Cae)[ -](?:yr?[ -][A-Za-z]|[A-Z])[A-Za-z'-]{1,24})"
    R"()\b\.?)";
#undef TRAWL_NUMBER
#undef TRAWL_NAME
#undef TRAWL_BUILDING
#undef TRAWL_STREET

// "PO Box 12, Leeds LS1 1AA", "BFPO 58".
constexpr const char* kBoxPattern = R"((?i)\b(?:P\.?O\.? ?Box(?: No\.?)?|BFPO) ?\d{1,6}\b)";

constexpr std::string_view kWords[] = {TRAWL_ADDRESS_WORDS};

bool is_flat_word(std::string_view word) {
  const std::string lower = in_small_letters(word);
  constexpr std::string_view kFlats[] = {"flat",    "apartment", "apt",    "unit",       "room", "rm",    "suite",
                                         "caravan", "plot",      "studio", "maisonette", "uned", "pitch", "berth"};
  return std::find(std::begin(kFlats), std::end(kFlats), lower) != std::end(kFlats);
}

// "2/1, 14 High Street", as tenements are numbered in Scotland: the mark is the first digit.
bool number_follows_flat(std::string_view text, Mark mark) {
  std::int64_t at = mark.end;
  if (mark.length() > 2 || byte_at(text, at) != '/') return false;
  const std::int64_t digits = ++at;
  while (at - digits < 2 && is_digit(byte_at(text, at))) ++at;
  if (at == digits) return false;
  if (byte_at(text, at) == ',') ++at;
  const std::int64_t blanks = at;
  while (at - blanks < 2 && is_space(byte_at(text, at))) ++at;
  return at > blanks && is_digit(byte_at(text, at));
}

Starts find_starts(std::string_view text, Mark mark) {
  if (mark.length() > 4) return Starts::none();
  Starts starts;
  const std::int64_t at = mark.at;
  const char before = byte_at(text, at - 1);
  if (is_word(before)) return starts;
  if (before == ' ') {
    std::int64_t word = at - 1;
    while (at - word <= 10 && is_alpha(byte_at(text, word - 1))) --word;
    const bool flat =
        !is_word(byte_at(text, word - 1)) &&
        is_flat_word(text.substr(static_cast<std::size_t>(word), static_cast<std::size_t>(at - 1 - word)));
    if (flat) starts.add(word);
  }
  if (street_follows(text, mark.end) || number_follows_flat(text, mark)) starts.add(at);
  return starts;
}

// Where the address ends that begins with the match and goes on to a postcode; 0: another text stands before the next.
std::uint32_t end_with_postcode(const Match& match) {
  const std::uint32_t end = postcode_end(match.text, match.end);
  if (end == 0) return 0;
  const std::uint32_t postcode = postcode_start(match.text, end);
  const std::string_view rest = match.text.substr(match.end, std::max(postcode, match.end) - match.end);
  const bool another = is_digit(match.text[match.start]) && std::any_of(rest.begin(), rest.end(), is_digit);
  return !another && !has_columns(rest) && reads_as_address(rest, is_lower(match.text[postcode])) ? end : 0;
}

// "60 Sea View Parade": the last of two kinds of street.
std::uint32_t street_end(const Match& match) {
  if (byte_at(match.text, match.end) != ' ' || !is_upper(byte_at(match.text, std::int64_t{match.end} + 1)))
    return match.end;
  std::uint32_t end = match.end + 1;
  while (is_alpha(byte_at(match.text, end))) ++end;
  constexpr std::string_view kLast[] = {"street",  "road",  "avenue",   "lane",   "close", "drive",  "gardens",
                                        "terrace", "way",   "crescent", "square", "rise",  "parade", "grove",
                                        "court",   "north", "south",    "east",   "west"};
  return word_before(match.text, end, kLast).empty() ? match.end : end;
}

// "5 Tolpuddle Gardens.": the full stop is that of the sentence, but that of "12 Mill Ln." is not.
std::uint32_t without_full_stop(const Match& match) {
  const std::string_view street = match.view();
  const std::size_t word = street.find_last_of(" \n") + 1;
  return street.ends_with('.') && street.size() - word > 4 ? match.end - 1 : street_end(match);
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const std::string_view street = match.view();
  const bool named = std::any_of(street.begin(), street.end(), is_upper);
  const std::uint32_t end = end_with_postcode(match);
  const Hint hint = context.hint(match);
  if (!stands_alone(match) || (end == 0 && !hint.any() && !named)) return false;
  // "3 days in Park", "2 Mark Street": every word of a street's name begins with a capital.
  const std::size_t first_word = street.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  if (end == 0 && !hint.labelled() && !is_upper(street[first_word])) return false;
  if (end == 0 && !hint.any() && street.find('\n') != std::string_view::npos) return false;
  verdict.end = end == 0 ? places_end(match.text, without_full_stop(match)) : end;
  verdict.value = canonical_address(match.text.substr(match.start, verdict.end - match.start));
  verdict.confidence = end == 0 ? (hint.labelled() ? Confidence::likely : Confidence::possible)
                                : (hint.labelled() ? Confidence::certain : Confidence::likely);
  explain(verdict, end == 0 ? "number and street" : "number, street and postcode", hint);
  return true;
}

// Behind the mark's word: the longest is "P.O. Box No. ".
Starts find_box_starts(std::string_view text, Mark mark) {
  const char last = byte_at(text, std::int64_t{mark.at} - (byte_at(text, std::int64_t{mark.at} - 1) == ' ' ? 2 : 1));
  if (to_lower(last) != 'x' && to_lower(last) != 'o' && last != '.') return Starts::none();
  for (std::int64_t start = mark.at; mark.at - start <= 14; --start) {
    const char c = to_lower(byte_at(text, start));
    if (c != 'p' && c != 'b') continue;
    const bool bfpo = c == 'b' && to_lower(byte_at(text, start + 1)) == 'f';
    if ((bfpo || (c == 'p' && start != mark.at)) && !is_word(byte_at(text, start - 1))) return Starts::one(start);
  }
  return Starts::none();
}

bool check_box(const Match& match, Context& context, Verdict& verdict) {
  const std::uint32_t end = postcode_end(match.text, match.end);
  if (!stands_alone(match)) return false;
  verdict.end = end == 0 ? places_end(match.text, match.end) : end;
  verdict.value = canonical_address(match.text.substr(match.start, verdict.end - match.start));
  verdict.confidence = end == 0 ? Confidence::possible : Confidence::likely;
  explain(verdict, end == 0 ? "number of a post box" : "number of a post box, and postcode", context.hint(match));
  return true;
}

}  // namespace

const Detector& box_address_detector() {
  static const Detector detector = {{"address", "Postal address", Risk::medium},
                                    kBoxPattern,
                                    Trigger::digits,
                                    lengths(1, 6),
                                    find_box_starts,
                                    check_box,
                                    kWords};
  return detector;
}

const Detector& address_detector() {
  static const Detector detector = {{"address", "Postal address", Risk::medium},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(1, 4),
                                    find_starts,
                                    check,
                                    kWords};
  return detector;
}

}  // namespace trawl::detectors
