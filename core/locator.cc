// Printing and parsing of locators; the escapes follow RFC 3986 section 2.1.
#include "core/locator.h"

#include "core/utf8.h"

namespace trawl {
namespace {

void append_escaped(std::string& out, std::string_view bytes) {
  constexpr char kHex[] = "0123456789ABCDEF";
  for (const char c : bytes) {
    out += '%';
    out += kHex[static_cast<unsigned char>(c) >> 4];
    out += kHex[static_cast<unsigned char>(c) & 15];
  }
}

// Characters that would end the line, hide, or turn the direction of what is printed.
bool needs_escape(char32_t c) {
  if (c < 0x20 || c == '%' || c == '!' || c == '#') return true;
  if (c >= 0x7F && c < 0xA0) return true;
  if (c >= 0x200B && c <= 0x200F) return true;
  if (c >= 0x2028 && c <= 0x202E) return true;
  return (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

// ASCII that is printed as it stands.
bool stands_as_it_is(char c) { return c >= 0x20 && c < 0x7F && c != '%' && c != '!' && c != '#'; }

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

Result<std::string> unescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      return fail(ErrorKind::invalid_argument, "a locator has a '%' without two hexadecimal digits; write '%' as %25");
    }
    out += static_cast<char>(high << 4 | low);
    i += 2;
  }
  return out;
}

}  // namespace

std::string escape_hop(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t start = at;
    while (at < raw.size() && stands_as_it_is(raw[at])) ++at;
    out += raw.substr(start, at - start);
    if (at == raw.size()) break;
    const std::size_t special = at;
    const char32_t c = decode(raw, at);
    const std::string_view bytes = raw.substr(special, at - special);
    const bool invalid = c == kReplacement && bytes.size() == 1;
    if (invalid || needs_escape(c)) {
      append_escaped(out, bytes);
    } else {
      out += bytes;
    }
  }
  return out;
}

std::string print(const Locator& locator) {
  std::string out;
  for (std::size_t i = 0; i < locator.hops.size(); ++i) {
    if (i > 0) out += "!/";
    out += escape_hop(locator.hops[i]);
  }
  if (!locator.anchor.empty()) {
    out += '#';
    out += escape_hop(locator.anchor);
  }
  return out;
}

Result<Locator> parse_locator(std::string_view printed) {
  Locator locator;
  const std::size_t hash = printed.find('#');
  if (hash != std::string_view::npos) {
    auto anchor = unescaped(printed.substr(hash + 1));
    if (!anchor) return tl::unexpected(anchor.error());
    locator.anchor = std::move(*anchor);
    printed = printed.substr(0, hash);
  }
  if (printed.empty()) return locator;
  for (;;) {
    const std::size_t end = printed.find("!/");
    auto hop = unescaped(printed.substr(0, end));
    if (!hop) return tl::unexpected(hop.error());
    locator.hops.push_back(std::move(*hop));
    if (end == std::string_view::npos) return locator;
    printed.remove_prefix(end + 2);
  }
}

}  // namespace trawl
