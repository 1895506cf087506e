// OdfLock: see odf_lock.h.
#include "extractors/odf_lock.h"

#include <charconv>

#include "extractors/mime_transfer.h"

namespace trawl::extractors {
namespace {

std::uint32_t count(std::string_view digits) {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// "#aes256-cbc" of a URI or the whole name.
bool names(std::string_view name, std::string_view algorithm) {
  return name == algorithm || (name.ends_with(algorithm) && name[name.size() - algorithm.size() - 1] == '#');
}

}  // namespace

void OdfLock::see(const XmlReader& xml) {
  const std::string_view element = xml.local();
  if (element == "encryption-data") {
    checksum_kind_ = digest_named(xml.value("checksum-type"));
    checksum_ = decoded_base64(xml.value("checksum"));
  } else if (element == "algorithm") {
    const std::string_view name = xml.value("algorithm-name");
    iv_ = decoded_base64(xml.value("initialisation-vector"));
    if (names(name, "aes128-cbc") || names(name, "aes192-cbc") || names(name, "aes256-cbc")) cipher_ = Cipher::aes_cbc;
    if (names(name, "blowfish") || name == "Blowfish CFB") cipher_ = Cipher::blowfish_cfb;
  } else if (element == "key-derivation") {
    const std::string_view name = xml.value("key-derivation-name");
    derivation_known_ = name == "PBKDF2" || names(name, "pbkdf2");
    salt_ = decoded_base64(xml.value("salt"));
    rounds_ = count(xml.value("iteration-count"));
    if (xml.has("key-size")) key_bytes_ = count(xml.value("key-size"));
  } else if (element == "start-key-generation") {
    start_key_ = digest_named(xml.value("start-key-generation-name")).value_or(Digest::sha1);
  }
}

bool OdfLock::known() const {
  constexpr std::uint32_t kMostRounds = 10'000'000;
  return cipher_ != Cipher::unknown && derivation_known_ && checksum_kind_ && key_bytes_ <= 56 &&
         rounds_ <= kMostRounds;
}

std::optional<std::string> OdfLock::opened(std::string stored, std::string_view password) const {
  constexpr std::size_t kChecked = 1024;  // bytes that the checksum is of
  const std::string key = pbkdf2_key(digest(start_key_, password), salt_, rounds_, key_bytes_);
  if (cipher_ == Cipher::aes_cbc)
    decrypt_aes_cbc(key, iv_, stored);
  else
    decrypt_blowfish_cfb(key, iv_, stored);
  // Padding of 1 to 16 bytes, of which the last tells how many (W3C XML Encryption, 5.2), may be within what is
  // checked.
  std::size_t size = stored.size();
  if (cipher_ == Cipher::aes_cbc && !stored.empty())
    size -= std::min<std::size_t>(size, static_cast<unsigned char>(stored.back()));
  for (const std::size_t end : {size, stored.size()}) {
    const std::string_view checked = std::string_view(stored).substr(0, std::min(end, kChecked));
    if (digest(*checksum_kind_, checked) == checksum_) return stored.substr(0, end);
  }
  return std::nullopt;
}

}  // namespace trawl::extractors
