// Reading forwards: see media_stream.h.
#include "extractors/media_stream.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace trawl::extractors {

std::size_t MediaStream::next(std::span<char> out) {
  if (error_) return 0;
  if (descriptor_ < 0) {
    const auto count = source_.read(out);
    if (!count) error_ = count.error();
    at_ += count.value_or(0);
    return count.value_or(0);
  }
  ssize_t count = 0;
  do {
    count = pread(descriptor_, out.data(), out.size(), static_cast<off_t>(at_));
  } while (count < 0 && errno == EINTR);
  if (count < 0) error_ = Error{ErrorKind::io, "reading failed"};
  at_ += static_cast<std::uint64_t>(std::max<ssize_t>(count, 0));
  return static_cast<std::size_t>(std::max<ssize_t>(count, 0));
}

std::string MediaStream::read(std::size_t size) {
  constexpr std::size_t kPiece = 1 << 20;  // a length that the file only claims costs no memory
  std::string bytes;
  while (bytes.size() < size) {
    const std::size_t before = bytes.size();
    bytes.resize(before + std::min(size - before, kPiece));
    const std::size_t count = next({bytes.data() + before, bytes.size() - before});
    bytes.resize(before + count);
    if (count == 0) break;
  }
  return bytes;
}

bool MediaStream::skip(std::uint64_t size) {
  if (descriptor_ >= 0) {
    if (size > (1ull << 62) - at_) return false;
    at_ += size;
    const auto end = source_.size();
    return !end || at_ <= *end;
  }
  std::array<char, 64 * 1024> piece;
  while (size > 0) {
    const std::size_t count = next(std::span(piece).first(std::min<std::uint64_t>(size, piece.size())));
    if (count == 0) return false;
    size -= count;
  }
  return true;
}

}  // namespace trawl::extractors
