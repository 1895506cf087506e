// RC4 encryption of XLS and DOC with a key of 40 bits ([MS-OFFCRYPTO] 2.3.6), as Excel 97 to 2003 lock files by
// default.
//
// No protection of ours: MD5 (RFC 1321) and RC4 are here because the format demands them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trawl::extractors {

std::array<unsigned char, 16> md5(std::string_view bytes);

class Rc4Lock {
 public:
  // header: EncryptionHeader of 2.3.6.1: version 1.1, salt, verifier and its hash. nullopt where it is of another kind
  // or the password (UTF-8) does not open it.
  static std::optional<Rc4Lock> open(std::string_view header, std::string_view password);

  // Decrypts bytes that stand at `offset` of the stream.
  void apply(std::string& stream, std::size_t offset, std::size_t size);

 private:
  void start_block(std::uint32_t block);
  unsigned char next();

  std::string key_;  // of which that of each block is made
  std::array<unsigned char, 256> state_{};
  unsigned char i_ = 0, j_ = 0;
  std::size_t at_ = ~std::size_t{0};  // of the next byte of the key stream
};

}  // namespace trawl::extractors
