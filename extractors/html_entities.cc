// Character references: see html_entities.h.
#include "extractors/html_entities.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/utf8.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

struct Entity {
  std::string_view name;  // with its semicolon; without for those that need none
  std::string_view text;
};

constexpr Entity kEntities[] = {
#include "extractors/html_entities.inc"
};

const Entity* find(std::string_view name) {
  const auto at = std::lower_bound(std::begin(kEntities), std::end(kEntities), name,
                                   [](const Entity& entity, std::string_view wanted) { return entity.name < wanted; });
  return at != std::end(kEntities) && at->name == name ? at : nullptr;
}

// 0x80 to 0x9F are read as windows-1252 (13.2.5.80).
char32_t numbered(std::uint32_t number) {
  constexpr std::array<char16_t, 32> kWindows = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                 0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (number >= 0x80 && number < 0xA0) return kWindows[number - 0x80];
  return number == 0 ? kReplacement : number;
}

bool append_number(std::string_view text, std::size_t& at, std::string& out) {
  std::size_t i = at + 2;
  const bool hexadecimal = i < text.size() && (text[i] | 32) == 'x';
  if (hexadecimal) ++i;
  std::uint32_t number = 0;
  const std::size_t first = i;
  for (; i < text.size(); ++i) {
    const int value = hex_value(text[i]);
    if (value < 0 || (value > 9 && !hexadecimal)) break;
    number = std::min<std::uint32_t>(number * (hexadecimal ? 16 : 10) + static_cast<std::uint32_t>(value), 0x110000);
  }
  if (i == first) return false;
  append_utf8(out, numbered(number));
  at = i < text.size() && text[i] == ';' ? i + 1 : i;
  return true;
}

bool append_named(std::string_view text, std::size_t& at, bool attribute, std::string& out) {
  const std::string_view rest = text.substr(at + 1, kLongestReference);
  std::size_t size = 0;
  while (size < rest.size() && is_ascii_word(rest[size])) ++size;
  if (size < rest.size() && rest[size] == ';') {
    if (const Entity* entity = find(rest.substr(0, size + 1))) {
      out += entity->text;
      at += size + 2;
      return true;
    }
  }
  constexpr std::size_t kLongestWithoutSemicolon = 6;
  for (std::size_t length = std::min(size, kLongestWithoutSemicolon); length >= 2; --length) {
    const Entity* entity = find(rest.substr(0, length));
    if (entity == nullptr) continue;
    const char next = length < rest.size() ? rest[length] : '\0';
    if (attribute && (next == '=' || is_ascii_word(next))) return false;
    out += entity->text;
    at += length + 1;
    return true;
  }
  return false;
}

}  // namespace

void append_reference(std::string_view text, std::size_t& at, bool attribute, std::string& out) {
  const char next = at + 1 < text.size() ? text[at + 1] : '\0';
  if (next == '#' && append_number(text, at, out)) return;
  if (is_ascii_word(next) && append_named(text, at, attribute, out)) return;
  out += '&';
  ++at;
}

void append_decoded(std::string_view text, bool attribute, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = std::min(text.find('&', at), text.size());
    out += text.substr(at, next - at);
    at = next;
    if (at < text.size()) append_reference(text, at, attribute, out);
  }
}

std::string decoded(std::string_view text, bool attribute) {
  std::string out;
  out.reserve(text.size());
  append_decoded(text, attribute, out);
  return out;
}

}  // namespace trawl::extractors
