// data: URIs: see data_uri.h.
#include "extractors/data_uri.h"

#include <array>
#include <cstdint>

namespace trawl::extractors {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
  return -1;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

std::string base64_decoded(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const int value = base64_value(c);
    if (value < 0) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xFF);
  }
  return bytes;
}

}  // namespace

std::string percent_decoded(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low < 0) {
      bytes += text[i];
      continue;
    }
    bytes += static_cast<char>(high << 4 | low);
    i += 2;
  }
  return bytes;
}

DataUri parse_data_uri(std::string_view uri) {
  DataUri result;
  uri.remove_prefix(std::string_view("data:").size());
  const std::size_t comma = uri.find(',');
  const std::string_view head = uri.substr(0, comma);
  const std::string_view body = comma == uri.npos ? std::string_view() : uri.substr(comma + 1);
  result.media_type = head.substr(0, head.find(';'));
  const bool base64 = head.size() >= 7 && (head.ends_with(";base64") || head.ends_with(";BASE64"));
  const bool escaped = body.find('%') != body.npos;
  if (base64) {
    result.bytes = base64_decoded(escaped ? percent_decoded(body) : body);
  } else {
    result.bytes = percent_decoded(body);
  }
  return result;
}

}  // namespace trawl::extractors
