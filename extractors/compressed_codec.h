// Decompressors of single files, one piece at a time: gzip (RFC 1952), bzip2, xz, lzip, zstd (RFC 8878), lz4 frames
// and compress (.Z).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "core/result.h"
#include "extractors/sniff.h"

namespace trawl::extractors {

class Codec {
 public:
  enum class State : std::uint8_t {
    more,        // gives more when it gets more input or more space
    stream_end,  // one stream is complete; another one may follow
    damaged,
    over_limit,  // would need more memory than it may have
    unsupported,
  };
  struct Step {
    std::size_t taken = 0;  // bytes of the input
    std::size_t given = 0;  // bytes of the output
    State state = State::more;
  };

  virtual ~Codec() = default;
  // last: no input follows.
  virtual Step step(std::string_view in, std::span<char> out, bool last) = 0;
  // Begins anew where another stream follows the one that ended.
  virtual bool restart(std::string_view ahead) = 0;
};

// Null for formats that are no compressed file.
std::unique_ptr<Codec> codec_of(Format format);

// The .Z format, in compressed_lzw.cc.
std::unique_ptr<Codec> lzw_codec();

}  // namespace trawl::extractors
