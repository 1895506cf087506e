// data: URIs: see data_uri.h.
#include "extractors/data_uri.h"

#include "extractors/mime_text.h"
#include "extractors/mime_transfer.h"

namespace trawl::extractors {
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
  const bool base64 = head.size() >= 7 && equal_ignoring_case(head.substr(head.size() - 7), ";base64");
  const bool escaped = body.find('%') != body.npos;
  if (base64) {
    result.bytes = decoded_base64(escaped ? percent_decoded(body) : body);
  } else {
    result.bytes = percent_decoded(body);
  }
  return result;
}

}  // namespace trawl::extractors
