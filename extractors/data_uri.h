// data: URIs (RFC 2397) and percent-encoding (RFC 3986, 2.1).
#pragma once

#include <string>
#include <string_view>

namespace trawl::extractors {

struct DataUri {
  std::string media_type;  // "image/png"; empty where none is given
  std::string bytes;
};

// uri begins with "data:". Never fails: what is not base64 in it is passed over.
DataUri parse_data_uri(std::string_view uri);

std::string percent_decoded(std::string_view text);

}  // namespace trawl::extractors
