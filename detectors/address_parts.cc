// Postcodes behind streets, and what may stand between.
#include "detectors/address_parts.h"

#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/gazetteer.h"

namespace trawl::detectors {
namespace {

constexpr std::uint32_t kReach = 160;
// Of names in small letters, and those common words that name streets in an address all in small letters.
constexpr std::string_view kSmallWords[] = {"y",    "yr",    "ar",    "on",  "upon", "le", "la", "de",
                                            "the",  "of",    "in",    "and", "by",   "nr", "en", "o",
                                            "near", "under", "super", "cum", "st",   "sub"};
constexpr std::string_view kStreetWords[] = {"high", "new", "old", "upper", "lower", "long", "great", "back"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// Whether text[outward, inward) is the first half of a postcode and what separates it from the second. In small letters
// it ends in a space and a digit stands in it.
bool is_outward(std::string_view half, bool capitals) {
  const bool spaced = half.ends_with(' ');
  if (spaced) half.remove_suffix(1);
  if (half.size() < 2 || half.size() > 4) return false;
  if (capitals) return is_upper(half[0]);
  const bool digit = is_digit(half[1]) || (half.size() > 2 && is_digit(half[2]));
  return spaced && is_lower(half[0]) && digit;
}

// Where the first half of a postcode ends that stands alone behind a place: "Washington NE38", "Borth, SY24".
std::uint32_t with_outward(std::string_view text, std::uint32_t place) {
  std::int64_t at = std::int64_t{place} + (byte_at(text, place) == ',' ? 1 : 0);
  if (byte_at(text, at++) != ' ') return place;
  const std::int64_t start = at;
  while (at - start < 2 && is_upper(byte_at(text, at))) ++at;
  if (at == start || !is_digit(byte_at(text, at))) return place;
  ++at;
  if (is_digit(byte_at(text, at)) || is_upper(byte_at(text, at))) ++at;
  return is_word(byte_at(text, at)) ? place : static_cast<std::uint32_t>(at);
}

}  // namespace

std::uint32_t postcode_end(std::string_view text, std::uint32_t from) {
  const auto limit = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), from + kReach));
  constexpr std::string_view kNever = "cikmov";  // not in the second half
  int lines = 0;
  for (std::uint32_t i = from; i + 2 < limit; ++i) {
    if (text[i] == '<' || text[i] == '>') return 0;  // another element of HTML or XML
    if (text[i] == '\n' && (++lines > 5 || text[i + 1] == '\n')) return 0;
    if (!is_digit(text[i]) || !is_alpha(text[i + 1]) || is_word(byte_at(text, i + 3))) continue;
    const bool capitals = is_upper(text[i + 1]) && is_upper(text[i + 2]);
    const bool small = is_lower(text[i + 1]) && is_lower(text[i + 2]) &&
                       kNever.find(text[i + 1]) == std::string_view::npos &&
                       kNever.find(text[i + 2]) == std::string_view::npos;
    if (!capitals && !small) continue;
    std::int64_t outward = std::int64_t{i} - (byte_at(text, std::int64_t{i} - 1) == ' ' ? 1 : 0);
    for (int size = 0; size < 4 && is_alnum(byte_at(text, outward - 1)); ++size) --outward;
    if (outward < std::int64_t{from} || is_word(byte_at(text, outward - 1))) continue;
    if (is_outward(text.substr(static_cast<std::size_t>(outward), i - static_cast<std::size_t>(outward)), capitals))
      return i + 3;
  }
  return 0;
}

std::uint32_t postcode_start(std::string_view text, std::uint32_t end) {
  std::uint32_t start = end - 3;
  if (text[start - 1] == ' ') --start;
  while (is_alnum(byte_at(text, std::int64_t{start} - 1))) --start;
  return start;
}

bool has_columns(std::string_view text) {
  return text.find("   ") != std::string_view::npos || text.find_first_of(";\t") != std::string_view::npos;
}

std::uint32_t places_end(std::string_view text, std::uint32_t from) {
  constexpr int kMostPlaces = 3;
  std::uint32_t end = from, at_part = from;
  for (int places = 0; places < kMostPlaces && text.substr(at_part).starts_with(", "); ++places) {
    std::uint32_t at = at_part + 2, part_end = at_part + 2, words = 0;
    bool place = false, plain = true;
    while (words < 4 && is_upper(byte_at(text, at))) {
      std::uint32_t word = at;
      while (is_alpha(byte_at(text, word)) || byte_at(text, word) == '-' || byte_at(text, word) == '\'') ++word;
      if (is_digit(byte_at(text, word))) break;  // half a postcode
      const WordFacts facts = look_up(text.substr(at, word - at));
      place |= facts.kind == WordClass::place;
      plain &= facts.given == 0 && facts.ordinary == 0 && (facts.kind == WordClass::none || place);
      part_end = word;
      ++words;
      at = byte_at(text, word) == ' ' ? word + 1 : word;
      if (at == word) break;
    }
    const char next = byte_at(text, part_end);
    const bool closed = next == '\0' || std::string_view(",.;)\n\"").find(next) != std::string_view::npos;
    const bool sure = place || (plain && closed && part_end - at_part > 5);
    if (words == 0 || !(sure || next == ',')) break;
    at_part = part_end;
    if (sure) end = part_end;  // else the place behind it decides: "Heaton, Bolton"
  }
  return end == from ? end : with_outward(text, end);
}

std::uint32_t street_with_places(std::string_view text, std::uint32_t from) {
  constexpr int kMostStreetWords = 4;
  std::uint32_t at = from;
  for (int words = 0; words < kMostStreetWords && is_upper(byte_at(text, at)); ++words) {
    std::uint32_t end = at;
    while (is_alpha(byte_at(text, end)) || byte_at(text, end) == '\'' || byte_at(text, end) == '-') ++end;
    if (words > 0 && look_up(text.substr(at, end - at)).kind == WordClass::street) return places_end(text, end);
    if (byte_at(text, end) != ' ') break;
    at = end + 1;
  }
  return 0;
}

std::string canonical_address(std::string_view text) {
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

bool reads_as_address(std::string_view text, bool small) {
  int words = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == ',') words = 0;
    if (!is_alpha(c) && (static_cast<unsigned char>(c) & 0x80) == 0) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && (is_alpha(text[end]) || text[end] == '\'' || text[end] == '-' ||
                                 (static_cast<unsigned char>(text[end]) & 0x80) != 0))
      ++end;
    const std::string_view word = text.substr(at, end - at);
    if (byte_at(text, static_cast<std::int64_t>(end)) == '.' && word.size() > 3) return false;  // of a sentence
    const bool names = small && (is_one_of(word, kStreetWords) || look_up(word).ordinary != 3);
    if (is_lower(c) && !names && !is_one_of(word, kSmallWords)) return false;
    if (++words > (small ? 4 : 6)) return false;
    at = end;
  }
  return true;
}

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

}  // namespace trawl::detectors
