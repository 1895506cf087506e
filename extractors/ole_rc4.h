// RC4 encryption of XLS, DOC and PPT: with a key of 40 bits ([MS-OFFCRYPTO] 2.3.6), as Excel and Word 97 to 2003 lock
// files by default, and by a provider of Windows' CryptoAPI (2.3.5) with up to 128.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/ciphers.h"

namespace trawl::extractors {

class Rc4Lock {
 public:
  static constexpr std::size_t kSheetBlock = 1024;  // bytes that one key is for, in XLS
  static constexpr std::size_t kWordBlock = 512;    // in DOC

  // header: EncryptionHeader of 2.3.6.1 (version 1.1) or 2.3.5.1. nullopt where it is of another kind or the password
  // (UTF-8) does not open it.
  static std::optional<Rc4Lock> open(std::string_view header, std::string_view password,
                                     std::size_t block = kSheetBlock);
  // With Excel's own password ("VelvetSweatshop"), then with each of these.
  static std::optional<Rc4Lock> open_any(std::string_view header, const std::vector<std::string>& passwords,
                                         std::size_t block = kSheetBlock);

  // Decrypts bytes that stand at `offset` of the stream.
  void apply(std::string& stream, std::size_t offset, std::size_t size);
  // Decrypts bytes that have the key of one block, however many they are.
  void apply_object(std::string& stream, std::size_t offset, std::size_t size, std::uint32_t block) const;

 private:
  static std::optional<Rc4Lock> of_standard(std::string_view header, std::string_view password);
  static std::optional<Rc4Lock> of_provider(std::string_view header, std::string_view password);
  bool opens(std::string_view verifier, std::string_view hash);
  std::string block_key(std::uint32_t block) const;

  Digest digest_ = Digest::md5;
  std::string base_;            // of which the key of each block is made
  std::size_t key_bytes_ = 16;  // of a block's key
  std::size_t block_ = kSheetBlock;
  Rc4 cipher_{"-"};                   // of the block that at_ is in
  std::size_t at_ = ~std::size_t{0};  // of its next byte
};

}  // namespace trawl::extractors
