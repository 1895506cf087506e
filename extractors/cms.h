// CMS (RFC 5652, earlier PKCS #7) in BER as far as it can be read without keys: what signed mail (RFC 8551) wraps around
// its content.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace trawl::extractors {

struct CmsContent {
  enum class Kind : std::uint8_t { signed_data, enveloped_data, compressed_data, other };
  Kind kind = Kind::other;
  std::string content;  // what was signed, empty in detached signatures; what zlib compressed
  bool cut = false;     // the bytes end before it does
};

// `other` for bytes that are no CMS.
CmsContent read_cms(std::string_view der);

// Calls `take` with each text in DER, the names and addresses in certificates, as UTF-8 until it returns false.
void each_der_text(std::string_view der, const std::function<bool(const std::string&)>& take);

}  // namespace trawl::extractors
