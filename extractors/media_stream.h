// MediaStream: the bytes of sound or film, read where its structure lies and passed over elsewhere: a film of many
// gigabytes is not read as a whole for the few bytes that say who made it.
#pragma once

#include <cstdint>
#include <string>

#include "extractors/source.h"

namespace trawl::extractors {

class MediaStream {
 public:
  explicit MediaStream(Source& source) : source_(source), descriptor_(source.descriptor()) {}

  // The next bytes, at most size of them; fewer only at the end.
  std::string read(std::size_t size);
  // False when the bytes end before.
  bool skip(std::uint64_t size);

  std::uint64_t at() const { return at_; }
  const std::optional<Error>& error() const { return error_; }

 private:
  std::size_t next(std::span<char> out);

  Source& source_;
  int descriptor_;  // of a file: passed over without reading
  std::uint64_t at_ = 0;
  std::optional<Error> error_;
};

}  // namespace trawl::extractors
