// CMS (RFC 5652, earlier PKCS #7) in BER as far as it can be read without keys: what signed mail (RFC 8551) wraps around
// its content.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

struct CmsContent {
  enum class Kind : std::uint8_t { signed_data, enveloped_data, compressed_data, other };
  Kind kind = Kind::other;
  std::string content;  // what was signed, empty in detached signatures; what zlib compressed
};

// `other` for bytes that are no CMS.
CmsContent read_cms(std::string_view der);

// The texts in DER: the names and addresses in certificates. UTF-8.
std::vector<std::string> der_texts(std::string_view der);

}  // namespace trawl::extractors
