// Digests and ciphers: see ciphers.h.
#include "extractors/ciphers.h"

#include <nettle/aes.h>
#include <nettle/blowfish.h>
#include <nettle/cbc.h>
#include <nettle/cfb.h>
#include <nettle/md5.h>
#include <nettle/nettle-meta.h>
#include <nettle/pbkdf2.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/utf8.h"

namespace trawl::extractors {
namespace {

const std::uint8_t* octets(std::string_view bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}
std::uint8_t* octets(std::span<char> bytes) {
  return reinterpret_cast<std::uint8_t*>(bytes.data());
}

template <typename Context, auto kInit, auto kUpdate, auto kDigest, std::size_t kSize>
std::string hashed(std::string_view bytes) {
  Context context;
  kInit(&context);
  kUpdate(&context, bytes.size(), octets(bytes));
  std::string hash(kSize, '\0');
  kDigest(&context, kSize, reinterpret_cast<std::uint8_t*>(hash.data()));
  return hash;
}

// Calls run(context, cipher) with the key schedule of AES for a key of this size.
template <typename Run>
void with_aes(std::string_view key, Run run) {
  if (key.size() == AES128_KEY_SIZE) {
    aes128_ctx context;
    aes128_set_decrypt_key(&context, octets(key));
    run(&context, reinterpret_cast<nettle_cipher_func*>(aes128_decrypt));
  } else if (key.size() == AES192_KEY_SIZE) {
    aes192_ctx context;
    aes192_set_decrypt_key(&context, octets(key));
    run(&context, reinterpret_cast<nettle_cipher_func*>(aes192_decrypt));
  } else if (key.size() == AES256_KEY_SIZE) {
    aes256_ctx context;
    aes256_set_decrypt_key(&context, octets(key));
    run(&context, reinterpret_cast<nettle_cipher_func*>(aes256_decrypt));
  }
}

}  // namespace

std::string digest(Digest kind, std::string_view bytes) {
  switch (kind) {
    case Digest::md5: return hashed<md5_ctx, md5_init, md5_update, md5_digest, MD5_DIGEST_SIZE>(bytes);
    case Digest::sha1: return hashed<sha1_ctx, sha1_init, sha1_update, sha1_digest, SHA1_DIGEST_SIZE>(bytes);
    case Digest::sha256:
      return hashed<sha256_ctx, sha256_init, sha256_update, sha256_digest, SHA256_DIGEST_SIZE>(bytes);
    case Digest::sha384:
      return hashed<sha512_ctx, sha384_init, sha512_update, sha384_digest, SHA384_DIGEST_SIZE>(bytes);
    case Digest::sha512:
      return hashed<sha512_ctx, sha512_init, sha512_update, sha512_digest, SHA512_DIGEST_SIZE>(bytes);
  }
  return {};
}

std::optional<Digest> digest_named(std::string_view name) {
  std::string letters;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z')
      letters += static_cast<char>(c + 32);
    else if (c != '-')
      letters += c;
  }
  if (letters.ends_with("/1k")) letters.resize(letters.size() - 3);
  constexpr std::pair<std::string_view, Digest> kNames[] = {
      {"md5", Digest::md5},       {"sha1", Digest::sha1},  {"sha256", Digest::sha256},  {"sha384", Digest::sha384},
      {"sha512", Digest::sha512}, {"sha1k", Digest::sha1}, {"sha2561k", Digest::sha256}};
  for (const auto& [ending, kind] : kNames) {
    if (letters.ends_with(ending)) return kind;
  }
  return std::nullopt;
}

std::string pbkdf2_key(std::string_view password, std::string_view salt, std::uint32_t rounds, std::size_t size) {
  std::string key(size, '\0');
  pbkdf2_hmac_sha1(password.size(), octets(password), std::max(rounds, 1u), salt.size(), octets(salt), size,
                   reinterpret_cast<std::uint8_t*>(key.data()));
  return key;
}

std::string counted_sha256_key(std::string_view password, std::string_view salt, unsigned power) {
  std::string unit = std::string(salt) + std::string(password);
  if (power == 63) {
    unit.resize(SHA256_DIGEST_SIZE);
    return unit;
  }
  const std::size_t counter = unit.size();
  unit.resize(counter + 8);
  sha256_ctx context;
  sha256_init(&context);
  for (std::uint64_t i = 0; i < std::uint64_t{1} << power; ++i) {
    for (std::size_t byte = 0; byte < 8; ++byte) unit[counter + byte] = static_cast<char>(i >> (8 * byte));
    sha256_update(&context, unit.size(), octets(std::string_view(unit)));
  }
  std::string key(SHA256_DIGEST_SIZE, '\0');
  sha256_digest(&context, key.size(), reinterpret_cast<std::uint8_t*>(key.data()));
  return key;
}

void decrypt_aes_cbc(std::string_view key, std::string_view iv, std::span<char> bytes) {
  if (iv.size() < AES_BLOCK_SIZE) return;
  std::array<std::uint8_t, AES_BLOCK_SIZE> chain;
  std::copy_n(octets(iv), chain.size(), chain.begin());
  const std::size_t whole = bytes.size() / AES_BLOCK_SIZE * AES_BLOCK_SIZE;
  with_aes(key, [&](const void* context, nettle_cipher_func* cipher) {
    cbc_decrypt(context, cipher, AES_BLOCK_SIZE, chain.data(), whole, octets(bytes), octets(bytes));
  });
}

void decrypt_aes_ecb(std::string_view key, std::span<char> bytes) {
  const std::size_t whole = bytes.size() / AES_BLOCK_SIZE * AES_BLOCK_SIZE;
  with_aes(key, [&](const void* context, nettle_cipher_func* cipher) {
    cipher(context, whole, octets(bytes), octets(bytes));
  });
}

void decrypt_blowfish_cfb(std::string_view key, std::string_view iv, std::span<char> bytes) {
  if (iv.size() < BLOWFISH_BLOCK_SIZE || key.size() < BLOWFISH_MIN_KEY_SIZE || key.size() > BLOWFISH_MAX_KEY_SIZE)
    return;
  blowfish_ctx context;
  blowfish_set_key(&context, key.size(), octets(key));
  std::array<std::uint8_t, BLOWFISH_BLOCK_SIZE> chain;
  std::copy_n(octets(iv), chain.size(), chain.begin());
  cfb_decrypt(&context, reinterpret_cast<nettle_cipher_func*>(blowfish_encrypt), BLOWFISH_BLOCK_SIZE, chain.data(),
              bytes.size(), octets(bytes), octets(bytes));
}

Rc4::Rc4(std::string_view key) {
  std::iota(values_.begin(), values_.end(), std::uint8_t{0});
  std::uint8_t j = 0;
  for (std::size_t i = 0; i < values_.size() && !key.empty(); ++i) {
    j = static_cast<std::uint8_t>(j + values_[i] + octets(key)[i % key.size()]);
    std::swap(values_[i], values_[j]);
  }
}

std::uint8_t Rc4::next() {
  j_ = static_cast<std::uint8_t>(j_ + values_[++i_]);
  std::swap(values_[i_], values_[j_]);
  return values_[static_cast<std::uint8_t>(values_[i_] + values_[j_])];
}

void Rc4::apply(std::span<char> bytes) {
  for (char& byte : bytes) byte = static_cast<char>(static_cast<std::uint8_t>(byte) ^ next());
}

void Rc4::skip(std::size_t bytes) {
  for (; bytes > 0; --bytes) next();
}

std::string key_bytes(std::uint32_t number) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(number >> shift);
  return bytes;
}

std::string utf16_password(std::string_view password) {
  std::string out;
  const auto add = [&out](char32_t unit) { out.append({static_cast<char>(unit), static_cast<char>(unit >> 8)}); };
  for (std::size_t at = 0; at < password.size();) {
    const char32_t code = decode(password, at);
    if (code < 0x10000) {
      add(code);
      continue;
    }
    add(0xD800 + ((code - 0x10000) >> 10));
    add(0xDC00 + ((code - 0x10000) & 0x3FF));
  }
  return out;
}

}  // namespace trawl::extractors
