// Source: the bytes of one part, read once from start to end; random access through whole().
//
// A source is used by one thread. Bytes are passed as std::string_view/char.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace trawl::extractors {

class Source {
 public:
  virtual ~Source() = default;
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  // Up to out.size() bytes from the present position; 0 only at the end.
  virtual Result<std::size_t> read(std::span<char> out) = 0;

  // All bytes of the part as one piece of memory, from its first byte, whatever was read so far. The
  // view lives as long as the source. over_limit when there are more than limit bytes. A source over a
  // function keeps no more than its first kPeek bytes: ask before more than that was read.
  virtual Result<std::string_view> whole(std::uint64_t limit) = 0;

  // The first bytes, at most size of them, without moving the position; fewer only at the end.
  // Valid until the next call. size is at most kPeek.
  virtual Result<std::string_view> peek(std::size_t size) = 0;

  virtual std::optional<std::uint64_t> size() const { return std::nullopt; }

  // Why the bytes end too soon, once they have ended: a damaged container still gives what it holds.
  virtual std::optional<Error> broken() const { return std::nullopt; }

  // A descriptor that pread(2) reads the part's bytes from, or -1 where there is none.
  virtual int descriptor() const { return -1; }

  static constexpr std::size_t kPeek = 64 * 1024;
};

// Over memory that outlives the source.
std::unique_ptr<Source> memory_source(std::string_view bytes);

// Over a file; borrows the descriptor, reads with pread(2) from offset 0.
std::unique_ptr<Source> file_source(int descriptor);

// Over a function that yields the next bytes like read(); for members of containers. `size` where
// the container tells one (not to be trusted). A `damaged` error behind the first byte ends the bytes: see broken().
class Pull {
 public:
  virtual ~Pull() = default;
  virtual Result<std::size_t> read(std::span<char> out) = 0;
};
std::unique_ptr<Source> pull_source(Pull& pull, std::optional<std::uint64_t> size = std::nullopt);

}  // namespace trawl::extractors
