// Decompressors: see compressed_codec.h. Each wraps the streaming interface of its own library, because libarchive's
// filters throw away what they had unpacked when the input ends too soon.
#include "extractors/compressed_codec.h"

#include <bzlib.h>
#include <lz4frame.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <limits>

namespace trawl::extractors {
namespace {

constexpr std::uint64_t kMemory = 256ull << 20;  // bytes that one decompressor may take

template <typename Size>
Size bounded(std::size_t size) {
  return static_cast<Size>(std::min<std::size_t>(size, std::numeric_limits<Size>::max()));
}

class Gzip final : public Codec {
 public:
  Gzip() { ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK; }  // 16: with gzip's header
  ~Gzip() override { inflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  Step step(std::string_view in, std::span<char> out, bool) override {
    if (!ready_) return {0, 0, State::over_limit};
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = bounded<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = bounded<uInt>(out.size());
    const uInt in_before = stream_.avail_in, out_before = stream_.avail_out;
    const int code = inflate(&stream_, Z_NO_FLUSH);
    Step step{in_before - stream_.avail_in, out_before - stream_.avail_out, State::more};
    if (code == Z_STREAM_END) step.state = State::stream_end;
    if (code == Z_DATA_ERROR || code == Z_NEED_DICT || code == Z_STREAM_ERROR) step.state = State::damaged;
    if (code == Z_MEM_ERROR) step.state = State::over_limit;
    return step;
  }
  bool restart(std::string_view ahead) override {
    return ahead.starts_with("\x1F\x8B") && inflateReset(&stream_) == Z_OK;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

class Bzip2 final : public Codec {
 public:
  Bzip2() { ready_ = BZ2_bzDecompressInit(&stream_, 0, 0) == BZ_OK; }
  ~Bzip2() override { BZ2_bzDecompressEnd(&stream_); }
  Bzip2(const Bzip2&) = delete;
  Bzip2& operator=(const Bzip2&) = delete;

  Step step(std::string_view in, std::span<char> out, bool) override {
    if (!ready_) return {0, 0, State::over_limit};
    stream_.next_in = const_cast<char*>(in.data());
    stream_.avail_in = bounded<unsigned>(in.size());
    stream_.next_out = out.data();
    stream_.avail_out = bounded<unsigned>(out.size());
    const unsigned in_before = stream_.avail_in, out_before = stream_.avail_out;
    const int code = BZ2_bzDecompress(&stream_);
    Step step{in_before - stream_.avail_in, out_before - stream_.avail_out, State::more};
    if (code == BZ_STREAM_END) step.state = State::stream_end;
    if (code < 0) step.state = code == BZ_MEM_ERROR ? State::over_limit : State::damaged;
    return step;
  }
  bool restart(std::string_view ahead) override {
    if (!ahead.starts_with("BZh")) return false;
    BZ2_bzDecompressEnd(&stream_);
    stream_ = {};
    ready_ = BZ2_bzDecompressInit(&stream_, 0, 0) == BZ_OK;
    return ready_;
  }

 private:
  bz_stream stream_{};
  bool ready_ = false;
};

// xz, lzip and bare LZMA, which share a library.
class Lzma final : public Codec {
 public:
  explicit Lzma(Format format) : format_(format) { begin(); }
  ~Lzma() override { lzma_end(&stream_); }
  Lzma(const Lzma&) = delete;
  Lzma& operator=(const Lzma&) = delete;

  Step step(std::string_view in, std::span<char> out, bool last) override {
    if (!ready_) return {0, 0, State::over_limit};
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    stream_.avail_in = in.size();
    stream_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    stream_.avail_out = out.size();
    const lzma_ret code = lzma_code(&stream_, last && in.empty() ? LZMA_FINISH : LZMA_RUN);
    Step step{in.size() - stream_.avail_in, out.size() - stream_.avail_out, State::more};
    switch (code) {
      case LZMA_OK:
      case LZMA_BUF_ERROR: break;
      case LZMA_STREAM_END: step.state = State::stream_end; break;
      case LZMA_MEM_ERROR:
      case LZMA_MEMLIMIT_ERROR: step.state = State::over_limit; break;
      case LZMA_OPTIONS_ERROR: step.state = State::unsupported; break;
      default: step.state = State::damaged;
    }
    return step;
  }
  bool restart(std::string_view ahead) override {
    constexpr std::string_view kXz("\xFD" "7zXZ", 5);
    const std::string_view magic = format_ == Format::lzip ? std::string_view("LZIP") : kXz;
    if (format_ == Format::lzma || !ahead.starts_with(magic)) return false;
    begin();
    return ready_;
  }

 private:
  void begin() {
    lzma_ret begun = LZMA_PROG_ERROR;
    if (format_ == Format::xz) begun = lzma_stream_decoder(&stream_, kMemory, 0);
    if (format_ == Format::lzip) begun = lzma_lzip_decoder(&stream_, kMemory, 0);
    if (format_ == Format::lzma) begun = lzma_alone_decoder(&stream_, kMemory);
    ready_ = begun == LZMA_OK;
  }

  Format format_;
  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool ready_ = false;
};

class Zstd final : public Codec {
 public:
  Step step(std::string_view in, std::span<char> out, bool) override {
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    const std::size_t code = ZSTD_decompressStream(stream_.get(), &to, &from);
    Step step{from.pos, to.pos, code == 0 ? State::stream_end : State::more};
    if (!ZSTD_isError(code)) return step;
    switch (ZSTD_getErrorCode(code)) {
      case ZSTD_error_memory_allocation:
      case ZSTD_error_frameParameter_windowTooLarge: step.state = State::over_limit; break;
      case ZSTD_error_dictionary_wrong: step.state = State::unsupported; break;
      default: step.state = State::damaged;
    }
    return step;
  }
  bool restart(std::string_view ahead) override {
    const bool frame = ahead.starts_with("\x28\xB5\x2F\xFD");
    const bool skippable = ahead.size() >= 4 && (ahead[0] & 0xF0) == 0x50 && ahead.substr(1, 3) == "\x2A\x4D\x18";
    return frame || skippable;
  }

 private:
  struct Free {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  std::unique_ptr<ZSTD_DStream, Free> stream_{ZSTD_createDStream()};
};

class Lz4 final : public Codec {
 public:
  Lz4() {
    LZ4F_dctx* context = nullptr;
    if (!LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION))) context_.reset(context);
  }
  Step step(std::string_view in, std::span<char> out, bool) override {
    if (!context_) return {0, 0, State::over_limit};
    std::size_t taken = in.size(), given = out.size();
    const std::size_t code = LZ4F_decompress(context_.get(), out.data(), &given, in.data(), &taken, nullptr);
    if (LZ4F_isError(code)) return {0, 0, State::damaged};
    return {taken, given, code == 0 ? State::stream_end : State::more};
  }
  bool restart(std::string_view ahead) override {
    const bool skippable = ahead.size() >= 4 && (ahead[0] & 0xF0) == 0x50 && ahead.substr(1, 3) == "\x2A\x4D\x18";
    return skippable || ahead.starts_with("\x04\x22\x4D\x18");
  }

 private:
  struct Free {
    void operator()(LZ4F_dctx* context) const { LZ4F_freeDecompressionContext(context); }
  };
  std::unique_ptr<LZ4F_dctx, Free> context_;
};

}  // namespace

std::unique_ptr<Codec> codec_of(Format format) {
  switch (format) {
    case Format::gzip: return std::make_unique<Gzip>();
    case Format::bzip2: return std::make_unique<Bzip2>();
    case Format::xz:
    case Format::lzip:
    case Format::lzma: return std::make_unique<Lzma>(format);
    case Format::zstd: return std::make_unique<Zstd>();
    case Format::lz4: return std::make_unique<Lz4>();
    case Format::compress: return lzw_codec();
    default: return nullptr;
  }
}

}  // namespace trawl::extractors
