// OdfLock: how a member of an OpenDocument package is encrypted (ODF 1.3 part 2, 3.8), as the manifest tells.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "extractors/ciphers.h"
#include "extractors/office_xml.h"

namespace trawl::extractors {

class OdfLock {
 public:
  // Told of the start of encryption-data and of each element in it.
  void see(const XmlReader& xml);

  // Whether its algorithms are known here.
  bool known() const;

  // The member's deflated bytes; nullopt where the password (UTF-8) is not the right one.
  std::optional<std::string> opened(std::string stored, std::string_view password) const;

 private:
  enum class Cipher : std::uint8_t { unknown, aes_cbc, blowfish_cfb };

  Cipher cipher_ = Cipher::unknown;
  std::optional<Digest> checksum_kind_;
  std::string checksum_, iv_, salt_;
  Digest start_key_ = Digest::sha1;
  std::size_t key_bytes_ = 16;
  std::uint32_t rounds_ = 0;
  bool derivation_known_ = false;
};

}  // namespace trawl::extractors
