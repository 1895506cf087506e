// The digests and ciphers that locked documents demand, by libnettle; RC4 is our own. Only what undoes a lock, with a key that the user
// gave: no protection of ours rests on them.
//
// Re-entrant. Keys and blocks that do not have the size a cipher demands decrypt nothing and leave the bytes as they
// are.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace trawl::extractors {

enum class Digest : std::uint8_t { md5, sha1, sha256, sha384, sha512 };

std::string digest(Digest kind, std::string_view bytes);

// "SHA512", "SHA-256", "http://www.w3.org/2000/09/xmldsig#sha1": by the letters and digits that it ends with.
std::optional<Digest> digest_named(std::string_view name);

// PBKDF2 with HMAC-SHA1 (RFC 8018, 5.2).
std::string pbkdf2_key(std::string_view password, std::string_view salt, std::uint32_t rounds, std::size_t size);

// The key of 7-Zip: SHA-256 of salt, password (as UTF-16LE) and a counter of 8 bytes, for each of 2^power numbers; with a power of 63
// the two as they are.
std::string counted_sha256_key(std::string_view password, std::string_view salt, unsigned power);

// AES with a key of 16, 24 or 32 bytes; whole blocks of 16 only, in place.
void decrypt_aes_cbc(std::string_view key, std::string_view iv, std::span<char> bytes);
void decrypt_aes_ecb(std::string_view key, std::span<char> bytes);
// Blowfish in CFB mode with 64 bits of feedback, in place.
void decrypt_blowfish_cfb(std::string_view key, std::string_view iv, std::span<char> bytes);

// RC4 with a key of 1 to 256 bytes: one stream of key bytes, from its beginning.
class Rc4 {
 public:
  explicit Rc4(std::string_view key);
  void apply(std::span<char> bytes);  // in place, with the next bytes of the stream
  void skip(std::size_t bytes);

 private:
  std::uint8_t next();

  std::array<std::uint8_t, 256> values_;
  std::uint8_t i_ = 0, j_ = 0;
};

// A number as the 4 bytes, the lowest first, that keys are made of.
std::string key_bytes(std::uint32_t number);

// A password (UTF-8) as UTF-16LE, of which the locks of Microsoft Office make their keys.
std::string utf16_password(std::string_view password);

}  // namespace trawl::extractors
