// Postal addresses: number, street and kind of street, with what follows up to the postcode (BS 7666 names
// the parts). Streets without a number or a known kind are found by their postcode only.
#include <algorithm>
#include <array>

#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern =
    R"(\b(?:(?i:(?:flat|apartment|apt|unit|room|suite) \d{1,4}(?:[a-z]|/\d{1,2})?,?\s{1,2}))?\d{1,4}[A-Za-z]?(?:[-/]\d{1,4}[A-Za-z]?)?,? [A-Z][A-Za-z'.-]{0,24} )"
    R"((?:[A-Za-z][A-Za-z'.-]{0,24} ){0,3}?(?i:street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|court|ct|gardens|gdns|place|pl|)"
    R"(terrace|way|crescent|cres|square|sq|grove|hill|park|rise|row|mews|walk|green|view|parade|quay|wharf|circus|)"
    R"(broadway|mount|vale|meadow|meadows|fields|bank|brae|wynd|loan|gate|croft|heights|villas|yard)\b\.?)";

// "PO Box 12, Leeds LS1 1AA", "BFPO 58".
constexpr const char* kBoxPattern = R"((?i)\b(?:P\.?O\.? ?Box(?: No\.?)?|BFPO) ?\d{1,6}\b)";

constexpr std::array<std::string_view, 12> kWords = {
    "address",   "home address",    "postal address",   "addr",           "residence",  "lives at",
    "living at", "billing address", "delivery address", "address line 1", "resides at", "address line"};

bool is_flat_word(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  constexpr std::array<std::string_view, 6> kFlats = {"flat", "apartment", "apt", "unit", "room", "suite"};
  return std::find(kFlats.begin(), kFlats.end(), lower) != kFlats.end();
}

// Behind a number: perhaps a letter, perhaps a second number, perhaps a comma; then a space and a capital.
bool street_follows(std::string_view text, std::int64_t at) {
  if (is_alpha(byte_at(text, at))) ++at;
  if (byte_at(text, at) == '-' || byte_at(text, at) == '/') {
    const std::int64_t digits = ++at;
    while (at - digits < 4 && is_digit(byte_at(text, at))) ++at;
    if (at == digits) return false;
    if (is_alpha(byte_at(text, at))) ++at;
  }
  if (byte_at(text, at) == ',') ++at;
  return byte_at(text, at) == ' ' && is_upper(byte_at(text, at + 1));
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
  if (street_follows(text, mark.end)) starts.add(at);
  return starts;
}

// A postcode in the text behind a street, at most 160 bytes and five lines on: its end, or 0.
std::uint32_t postcode_end(std::string_view text, std::uint32_t from) {
  const auto limit = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), from + 160));
  int lines = 0;
  for (std::uint32_t i = from; i + 2 < limit; ++i) {
    if (text[i] == '<' || text[i] == '>') return 0;  // another element of HTML or XML
    if (text[i] == '\n' && (++lines > 5 || text[i + 1] == '\n')) return 0;
    if (!is_digit(text[i]) || !is_upper(text[i + 1]) || !is_upper(text[i + 2]) || is_word(byte_at(text, i + 3)))
      continue;
    std::int64_t back = std::int64_t{i} - 1;
    if (byte_at(text, back) == ' ') --back;
    std::int64_t outward = back;
    while (back - outward < 4 && is_alnum(byte_at(text, outward))) --outward;
    const auto size = back - outward;
    const bool formed = size >= 2 && size <= 4 && outward >= std::int64_t{from} - 1 &&
                        is_upper(text[static_cast<std::size_t>(outward + 1)]) && !is_word(byte_at(text, outward));
    if (formed) return i + 3;
  }
  return 0;
}

// The address on one line, in lower case, without commas.
std::string canonical(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_alnum(c) || c == '\'' || c == '-' || c == '/' || (static_cast<unsigned char>(c) & 0x80) != 0) {
      out += to_lower(c);
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const std::string_view street = match.view();
  const bool named = std::any_of(street.begin(), street.end(), is_upper);
  const std::uint32_t end = postcode_end(match.text, match.end);
  const Hint hint = context.hint(match);
  if (!stands_alone(match) || (end == 0 && !hint.any() && !named)) return false;
  // "3 days in Park", "2 Mark Street": every word of a street's name begins with a capital.
  const std::size_t first_word = street.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  if (end == 0 && !hint.labelled() && !is_upper(street[first_word])) return false;
  if (end == 0 && !hint.any() && street.find('\n') != std::string_view::npos) return false;
  verdict.end = end == 0 ? match.end : end;
  verdict.value = canonical(match.text.substr(match.start, verdict.end - match.start));
  verdict.confidence = end == 0 ? (hint.labelled() ? Confidence::likely : Confidence::possible)
                                : (hint.labelled() ? Confidence::certain : Confidence::likely);
  explain(verdict, end == 0 ? "number and street" : "number, street and postcode", hint);
  return true;
}

// Behind the mark's word: the longest is "P.O. Box No. ".
Starts find_box_starts(std::string_view text, Mark mark) {
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
  if (end != 0) verdict.end = end;
  verdict.value = canonical(match.text.substr(match.start, verdict.end - match.start));
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
