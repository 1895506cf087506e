// Deflated bytes as a stream: see inflated.h.
#include "extractors/inflated.h"

#include <zlib.h>

#include <algorithm>

namespace trawl::extractors {
namespace {

class Inflated final : public Pull {
 public:
  Inflated(std::string_view bytes, Deflate kind) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), ~uInt{0}));
    ready_ = inflateInit2(&stream_, kind == Deflate::raw ? -MAX_WBITS : MAX_WBITS) == Z_OK;
  }
  ~Inflated() override {
    if (ready_) inflateEnd(&stream_);
  }
  Inflated(const Inflated&) = delete;
  Inflated& operator=(const Inflated&) = delete;

  Result<std::size_t> read(std::span<char> out) override {
    if (done_ || out.empty()) return std::size_t{0};
    if (!ready_) return fail(ErrorKind::damaged, "compressed data is damaged");
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(out.size(), ~uInt{0}));
    const uInt room = stream_.avail_out;
    const int state = inflate(&stream_, Z_NO_FLUSH);
    const std::size_t given = room - stream_.avail_out;
    done_ = state == Z_STREAM_END;
    if (given == 0 && !done_) return fail(ErrorKind::damaged, "compressed data is damaged");
    return given;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<Pull> inflated(std::string_view bytes, Deflate kind) {
  return std::make_unique<Inflated>(bytes, kind);
}

}  // namespace trawl::extractors
