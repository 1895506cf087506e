// RC4 encryption of XLS, DOC and PPT: see ole_rc4.h.
#include "extractors/ole_rc4.h"

#include <algorithm>
#include <span>

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
std::optional<Rc4Lock> Rc4Lock::open(std::string_view header, std::string_view password, std::size_t block) {
  const std::uint32_t major = little16(header, 0);
  const std::uint32_t minor = little16(header, 2);
  std::optional<Rc4Lock> lock;
  if (major == 1 && minor == 1) lock = of_standard(header, password);
  else if (major >= 2 && major <= 4 && minor == 2) lock = of_provider(header, password);
  if (lock) {
    lock->block_ = block;
    lock->at_ = ~std::size_t{0};
  }
  return lock;
}

std::optional<Rc4Lock> Rc4Lock::open_any(std::string_view header, const std::vector<std::string>& passwords,
                                         std::size_t block) {
  std::optional<Rc4Lock> lock = open(header, "VelvetSweatshop", block);
  for (std::size_t i = 0; i < passwords.size() && !lock; ++i) lock = open(header, passwords[i], block);
  return lock;
}

// Version, salt, verifier, its hash. The key of a block is that of MD5 over 40 bits and its number.
std::optional<Rc4Lock> Rc4Lock::of_standard(std::string_view header, std::string_view password) {
  constexpr std::size_t kKeyBytes = 5;
  if (header.size() < 52) return std::nullopt;
  const std::string first = digest(Digest::md5, utf16_password(password)).substr(0, kKeyBytes);
  std::string mixed;
  for (int i = 0; i < 16; ++i) mixed.append(first).append(header.substr(4, 16));
  Rc4Lock lock;
  lock.base_ = digest(Digest::md5, mixed).substr(0, kKeyBytes);
  if (!lock.opens(header.substr(20, 16), header.substr(36, 16))) return std::nullopt;
  return lock;
}

// Version, flags, the size of EncryptionHeader (2.3.2) and that, EncryptionVerifier (2.3.3).
std::optional<Rc4Lock> Rc4Lock::of_provider(std::string_view header, std::string_view password) {
  constexpr std::uint32_t kRc4 = 0x6801;
  constexpr std::uint32_t kBitsWhereNoneAreTold = 40;
  const std::string_view algorithm = bytes_at(header, 12, little32(header, 8));
  const std::string_view verifier = bytes_at(header, 12 + algorithm.size());
  const std::uint32_t named = little32(algorithm, 8);
  if ((named != kRc4 && named != 0) || verifier.size() < 60 || little32(verifier, 0) != 16) return std::nullopt;
  std::uint32_t bits = little32(algorithm, 16);
  if (bits == 0) bits = kBitsWhereNoneAreTold;
  Rc4Lock lock;
  lock.digest_ = Digest::sha1;
  lock.key_bytes_ = std::clamp<std::size_t>(bits / 8, 5, 16);
  lock.base_ = digest(Digest::sha1, std::string(verifier.substr(4, 16)) + utf16_password(password));
  if (!lock.opens(verifier.substr(20, 16), verifier.substr(40, 20))) return std::nullopt;
  return lock;
}

bool Rc4Lock::opens(std::string_view verifier, std::string_view hash) {
  std::string both = std::string(verifier).append(hash);
  apply(both, 0, both.size());
  return digest(digest_, both.substr(0, verifier.size())) == both.substr(verifier.size());
}

void Rc4Lock::apply(std::string& stream, std::size_t offset, std::size_t size) {
  const std::size_t end = std::min(size, stream.size() - std::min(offset, stream.size())) + offset;
  for (std::size_t at = offset; at < end;) {
    if (at_ != at || at % block_ == 0) {
      cipher_ = Rc4(block_key(static_cast<std::uint32_t>(at / block_)));
      cipher_.skip(at % block_);
    }
    const std::size_t count = std::min(end - at, block_ - at % block_);
    cipher_.apply(std::span(stream).subspan(at, count));
    at_ = at += count;
  }
}

void Rc4Lock::apply_object(std::string& stream, std::size_t offset, std::size_t size, std::uint32_t block) const {
  offset = std::min(offset, stream.size());
  Rc4(block_key(block)).apply(std::span(stream).subspan(offset, std::min(size, stream.size() - offset)));
}

std::string Rc4Lock::block_key(std::uint32_t block) const {
  std::string key = digest(digest_, base_ + key_bytes(block)).substr(0, key_bytes_);
  if (key_bytes_ == 5) key.resize(16, '\0');  // 2.3.5.2: 40 bits are filled up
  return key;
}

}  // namespace trawl::extractors
