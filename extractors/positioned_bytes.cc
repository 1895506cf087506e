// Bytes at any position of a part: see positioned_bytes.h.
#include "extractors/positioned_bytes.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace trawl::extractors {

Result<PositionedBytes> PositionedBytes::open(Source& source, std::uint64_t limit) {
  PositionedBytes bytes;
  if (source.descriptor() >= 0 && source.size()) {
    bytes.descriptor_ = source.descriptor();
    bytes.size_ = *source.size();
    return bytes;
  }
  const auto whole = source.whole(limit);
  if (!whole) return tl::unexpected(whole.error());
  bytes.bytes_ = *whole;
  bytes.size_ = whole->size();
  return bytes;
}

std::size_t PositionedBytes::read(std::uint64_t offset, std::span<char> out) const {
  if (offset >= size_) return 0;
  out = out.first(std::min<std::uint64_t>(out.size(), size_ - offset));
  if (descriptor_ < 0) return bytes_.copy(out.data(), out.size(), offset);
  std::size_t filled = 0;
  while (filled < out.size()) {
    const ssize_t count =
        pread(descriptor_, out.data() + filled, out.size() - filled, static_cast<off_t>(offset + filled));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    filled += static_cast<std::size_t>(count);
  }
  return filled;
}

std::string PositionedBytes::read(std::uint64_t offset, std::size_t size) const {
  std::string bytes(offset < size_ ? std::min<std::uint64_t>(size, size_ - offset) : 0, '\0');
  bytes.resize(read(offset, std::span(bytes.data(), bytes.size())));
  return bytes;
}

}  // namespace trawl::extractors
