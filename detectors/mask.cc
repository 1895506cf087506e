// Masks: a value shown so that its owner recognises it and nobody else can use it.
#include "core/utf8.h"
#include "detectors/bytes.h"
#include "detectors/detector_set.h"

namespace trawl::detectors {
namespace {

std::string_view first_character(std::string_view text) {
  std::size_t end = 0;
  if (!text.empty()) decode(text, end);
  return text.substr(0, end);
}

// The first character, stars, and what stands from the last `tail` bytes on.
std::string starred(std::string_view part, std::size_t tail = 0) {
  std::string out(first_character(part));
  out += "***";
  if (tail < part.size()) out += part.substr(character_start(part, part.size() - tail));
  return out;
}

std::string masked_email(std::string_view value) {
  const std::size_t at = value.rfind('@');
  if (at == std::string_view::npos) return starred(value);
  const std::string_view domain = value.substr(at + 1);
  const std::size_t dot = domain.find('.');
  std::string out = starred(value.substr(0, at)) + '@' + starred(domain.substr(0, dot));
  if (dot != std::string_view::npos) out += domain.substr(dot);
  return out;
}

// The first and last letter or digit of each word stay where it has at least five.
std::string masked_words(std::string_view value) {
  std::string out;
  while (!value.empty()) {
    const std::size_t end = value.find(' ');
    const std::string_view word = value.substr(0, end);
    if (!word.empty()) out += starred(word);
    if (end == std::string_view::npos) break;
    out += ' ';
    value.remove_prefix(end + 1);
  }
  return out;
}

// Letters and digits become stars but for the first `head` and the last `tail` of them.
std::string masked_middle(std::string_view value, std::size_t head, std::size_t tail) {
  std::size_t count = 0;
  for (const char c : value) count += is_alnum(c);
  if (count < head + tail + 4) head = count >= 5 ? 1 : 0, tail = count >= 5 ? 1 : 0;
  std::string out;
  std::size_t seen = 0;
  for (const char c : value) {
    const bool shown = !is_alnum(c) || seen < head || seen + tail >= count;
    seen += is_alnum(c);
    out += shown ? c : '*';
  }
  return out;
}

}  // namespace

std::string masked(std::string_view kind, std::string_view value) {
  if (kind == "credential" || kind == "cvv") return "........";
  if (kind == "special_category_hint") return std::string(value);  // a category, no value
  if (kind == "email") return masked_email(value);
  if (kind == "person" || kind == "address" || kind == "username") return masked_words(value);
  if (kind == "card") return masked_middle(value, 0, 4);
  if (kind == "phone") return masked_middle(value, 3, 3);
  if (kind == "postcode") return masked_middle(value, 2, 0);
  if (kind == "date_of_birth") return value.substr(0, 4) == value ? "****" : std::string(value.substr(0, 4)) + "-**-**";
  if (kind == "nino") return masked_middle(value, 2, 3);
  return masked_middle(value, 2, 2);
}

}  // namespace trawl::detectors
