// Key: the one secret of an index, and what is derived from it: a cipher that seals what is readable
// (XChaCha20-Poly1305, libsodium) and a keyed hash that turns words and values into tokens
// (SipHash-2-4, https://www.aumasson.jp/siphash/).
//
// A Key is made from a key file of mode 0600 (32 random bytes, written as hexadecimal), or from a
// passphrase (Argon2id, RFC 9106, with the salt and cost kept in the index). Its memory is locked and wiped.
// Everything here is const and may be used by any number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/sensitive.h"

namespace trawl::index {

using Token = std::uint64_t;

class Key {
 public:
  static constexpr std::size_t kBytes = 32;

  // Makes a new key file; it must not exist. Mode 0600, synced to disk.
  static Result<Key> create_file(const std::filesystem::path& path);
  // Refuses a file that others may read (denied, with the chmod that mends it).
  static Result<Key> from_file(const std::filesystem::path& path);

  struct PassphraseCost {
    std::array<unsigned char, 16> salt{};
    std::uint64_t operations = 0;
    std::uint64_t memory_bytes = 0;
  };
  static PassphraseCost new_passphrase_cost();
  static Result<Key> from_passphrase(const Sensitive& passphrase, const PassphraseCost& cost);

  Key(Key&&) noexcept;
  Key& operator=(Key&&) noexcept;
  ~Key();

  // nonce, ciphertext and tag. `purpose` is authenticated with it, so that a blob cannot be moved to
  // another place.
  std::string seal(std::string_view plain, std::string_view purpose) const;
  // wrong_key when it was not sealed with this key and purpose, or was altered.
  Result<std::string> open(std::string_view sealed, std::string_view purpose) const;

  // The token of a text in a domain ("word", "email", "sound"); domains keep kinds apart.
  Token token(std::string_view domain, std::string_view text) const;

 private:
  Key();
  static Result<Key> from_bytes(const unsigned char* master);  // kBytes of them
  struct Secrets;
  Secrets* secrets_;  // in memory from sodium_malloc: locked, guarded, wiped when freed
};

}  // namespace trawl::index
