// RandomAccess: see random_access.h.
#include "extractors/random_access.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace trawl::extractors {

Result<RandomAccess> RandomAccess::open(Source& source, std::uint64_t limit) {
  RandomAccess access;
  if (source.descriptor() >= 0 && source.size()) {
    access.descriptor_ = source.descriptor();
    access.size_ = *source.size();
    return access;
  }
  const auto whole = source.whole(limit);
  if (!whole) return tl::unexpected(whole.error());
  access.whole_ = *whole;
  access.size_ = whole->size();
  return access;
}

std::size_t RandomAccess::read(std::uint64_t offset, std::span<char> out) const {
  if (offset >= size_) return 0;
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size_ - offset));
  if (descriptor_ < 0) return whole_.copy(out.data(), wanted, static_cast<std::size_t>(offset));
  std::size_t done = 0;
  while (done < wanted) {
    const ssize_t count = pread(descriptor_, out.data() + done, wanted - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

std::string RandomAccess::bytes(std::uint64_t offset, std::uint64_t size) const {
  if (offset >= size_) return {};
  std::string bytes(static_cast<std::size_t>(std::min(size, size_ - offset)), '\0');
  bytes.resize(read(offset, bytes));
  return bytes;
}

}  // namespace trawl::extractors
