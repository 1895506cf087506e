// XOR obfuscation of XLS: see ole_xor.h.
#include "extractors/ole_xor.h"

#include <algorithm>
#include <iterator>

#include "extractors/ciphers.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestPassword = 15;

// Tables of 2.3.7.2: where the key begins, by the length of the password, what stands behind it, and the first of seven
// numbers for each of its characters; the others follow from it, as in a CRC of the polynomial 0x1021.
constexpr std::uint16_t kFirstKeys[kLongestPassword] = {0xE1F0, 0x1D0F, 0xCC9C, 0x84C0, 0x110C, 0x0E10, 0xF1CE, 0x313E,
                                                        0x1872, 0xE139, 0xD40F, 0x84F9, 0x280C, 0xA96A, 0x4EC3};
constexpr unsigned char kFill[] = {0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80,
                                   0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00};
constexpr std::uint16_t kCharacters[kLongestPassword] = {0xAEFC, 0x7B61, 0x4563, 0x0375, 0xD849, 0x6F45, 0xEB23, 0x47D3,
                                                         0xB861, 0x45A0, 0xAA51, 0x76B4, 0x3730, 0x3331, 0x1021};

std::uint32_t key_of(std::string_view password) {
  std::uint32_t key = kFirstKeys[password.size() - 1];
  for (std::size_t i = 0; i < password.size(); ++i) {
    std::uint32_t mixed = kCharacters[kLongestPassword - password.size() + i];
    for (std::uint32_t bit = 1; bit < 0x80; bit <<= 1) {
      if ((byte_at(password, i) & bit) != 0) key ^= mixed;
      mixed = (mixed << 1 ^ ((mixed & 0x8000) != 0 ? 0x1021u : 0u)) & 0xFFFF;
    }
  }
  return key;
}

// 2.3.7.1.
std::uint32_t verifier_of(std::string_view password) {
  std::uint32_t verifier = 0;
  const auto mix = [&verifier](std::uint32_t byte) {
    verifier = (verifier >> 14 & 1) | (verifier << 1 & 0x7FFF);
    verifier ^= byte;
  };
  for (std::size_t i = password.size(); i-- > 0;) mix(byte_at(password, i));
  mix(static_cast<std::uint32_t>(password.size()));
  return verifier ^ 0xCE4B;
}

unsigned char turned_left(std::uint32_t byte, unsigned bits) {
  return static_cast<unsigned char>(byte << bits | byte >> (8 - bits));
}

}  // namespace

std::optional<XorLock> XorLock::open(std::uint32_t key, std::uint32_t verifier, std::string_view password) {
  std::string bytes = utf16_password(password);
  for (std::size_t i = 0; i * 2 < bytes.size(); ++i) bytes[i] = bytes[i * 2];  // characters of one byte only
  bytes.resize(std::min(bytes.size() / 2, kLongestPassword));
  if (bytes.empty() || key_of(bytes) != key || verifier_of(bytes) != verifier) return std::nullopt;
  bytes.append(reinterpret_cast<const char*>(kFill), std::size(kFill));
  XorLock lock;
  for (std::size_t i = 0; i < lock.bytes_.size(); ++i) {
    lock.bytes_[i] = turned_left(byte_at(bytes, i) ^ (key >> (i % 2 * 8) & 0xFF), 7);
  }
  return lock;
}

std::optional<XorLock> XorLock::open_any(std::uint32_t key, std::uint32_t verifier,
                                         const std::vector<std::string>& passwords) {
  std::optional<XorLock> lock = open(key, verifier, "VelvetSweatshop");
  for (std::size_t i = 0; i < passwords.size() && !lock; ++i) lock = open(key, verifier, passwords[i]);
  return lock;
}

void XorLock::apply(std::string& stream, std::size_t at, std::size_t size, std::size_t plain) const {
  for (std::size_t i = plain; i < size && at + i < stream.size(); ++i) {
    const std::uint32_t byte = static_cast<unsigned char>(stream[at + i]);
    stream[at + i] = static_cast<char>(turned_left(byte ^ bytes_[(at + size + i) % bytes_.size()], 3));
  }
}

}  // namespace trawl::extractors
