// RC4 encryption of XLS and DOC: see ole_rc4.h.
#include "extractors/ole_rc4.h"

#include <bit>
#include <cmath>
#include <utility>

#include "core/utf8.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kBlock = 1024;  // bytes that one key is for
constexpr std::size_t kKeyBytes = 5;

std::string bytes_of(const std::array<unsigned char, 16>& hash, std::size_t size) {
  return {reinterpret_cast<const char*>(hash.data()), size};
}

std::string utf16_bytes(std::string_view text) {
  std::string out;
  const auto add = [&out](char32_t unit) { out.append({static_cast<char>(unit), static_cast<char>(unit >> 8)}); };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code = decode(text, at);
    if (code < 0x10000) {
      add(code);
      continue;
    }
    add(0xD800 + ((code - 0x10000) >> 10));
    add(0xDC00 + ((code - 0x10000) & 0x3FF));
  }
  return out;
}

// RFC 1321, 3.4: one block of 64 bytes.
void md5_block(std::array<std::uint32_t, 4>& state, std::string_view block) {
  constexpr int kShifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  auto [a, b, c, d] = state;
  for (std::uint32_t i = 0; i < 64; ++i) {
    std::uint32_t mixed = c ^ (b | ~d);
    std::uint32_t word = 7 * i % 16;
    if (i < 16) mixed = (b & c) | (~b & d), word = i;
    else if (i < 32) mixed = (d & b) | (~d & c), word = (5 * i + 1) % 16;
    else if (i < 48) mixed = b ^ c ^ d, word = (3 * i + 5) % 16;
    const auto sine = static_cast<std::uint32_t>(std::floor(std::fabs(std::sin(i + 1.0)) * 4294967296.0));
    mixed += a + sine + little32(block, 4 * word);
    a = std::exchange(d, std::exchange(c, b));
    b += std::rotl(mixed, kShifts[i / 16][i % 4]);
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

}  // namespace

std::array<unsigned char, 16> md5(std::string_view bytes) {
  std::string padded(bytes);
  padded += '\x80';
  while (padded.size() % 64 != 56) padded += '\0';
  for (int shift = 0; shift < 64; shift += 8) padded += static_cast<char>(std::uint64_t{bytes.size()} * 8 >> shift);
  std::array<std::uint32_t, 4> state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
  for (std::size_t at = 0; at < padded.size(); at += 64) md5_block(state, bytes_at(padded, at, 64));
  std::array<unsigned char, 16> hash{};
  for (std::size_t i = 0; i < hash.size(); ++i) hash[i] = static_cast<unsigned char>(state[i / 4] >> (8 * (i % 4)));
  return hash;
}

std::optional<Rc4Lock> Rc4Lock::open(std::string_view header, std::string_view password) {
  if (header.size() < 52 || little16(header, 0) != 1 || little16(header, 2) != 1) return std::nullopt;
  const std::string first = bytes_of(md5(utf16_bytes(password)), kKeyBytes);
  std::string mixed;
  for (int i = 0; i < 16; ++i) mixed.append(first).append(header.substr(4, 16));
  Rc4Lock lock;
  lock.key_ = bytes_of(md5(mixed), kKeyBytes);
  std::string verifier(header.substr(20, 32));
  lock.apply(verifier, 0, verifier.size());
  if (bytes_of(md5(verifier.substr(0, 16)), 16) != verifier.substr(16)) return std::nullopt;
  return lock;
}

void Rc4Lock::apply(std::string& stream, std::size_t offset, std::size_t size) {
  for (std::size_t at = offset; at < offset + size && at < stream.size(); ++at) {
    if (at_ != at || at % kBlock == 0) {
      start_block(static_cast<std::uint32_t>(at / kBlock));
      for (std::size_t skipped = 0; skipped < at % kBlock; ++skipped) next();
    }
    stream[at] = static_cast<char>(static_cast<unsigned char>(stream[at]) ^ next());
    at_ = at + 1;
  }
}

void Rc4Lock::start_block(std::uint32_t block) {
  std::string numbered = key_;
  for (int shift = 0; shift < 32; shift += 8) numbered += static_cast<char>(block >> shift);
  const std::array<unsigned char, 16> key = md5(numbered);
  for (std::size_t i = 0; i < state_.size(); ++i) state_[i] = static_cast<unsigned char>(i);
  i_ = j_ = 0;
  for (std::size_t i = 0; i < state_.size(); ++i) {
    j_ = static_cast<unsigned char>(j_ + state_[i] + key[i % key.size()]);
    std::swap(state_[i], state_[j_]);
  }
  j_ = 0;
}

unsigned char Rc4Lock::next() {
  j_ = static_cast<unsigned char>(j_ + state_[++i_]);
  std::swap(state_[i_], state_[j_]);
  return state_[static_cast<unsigned char>(state_[i_] + state_[j_])];
}

}  // namespace trawl::extractors
