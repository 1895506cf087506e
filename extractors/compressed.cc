// Files compressed on their own (gzip, bzip2, xz, lzip, lzma, zstd, lz4, compress): one child, with the name that the file
// tells, or its own without the suffix. Streams that follow each other are one file.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "extractors/charset.h"
#include "extractors/compressed_codec.h"
#include "extractors/extractor.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kReadSize = 64 * 1024;
constexpr std::size_t kMagicSize = 8;  // enough to tell whether another stream follows

// The unpacked bytes. Where they end too soon, they end with an error.
class Unpacked final : public Pull {
 public:
  Unpacked(Codec& codec, Source& source) : codec_(codec), source_(source) {}

  Result<std::size_t> read(std::span<char> out) override {
    while (!done_ && !out.empty()) {
      if (const Status filled = fill(1); !filled) return tl::unexpected(filled.error());
      const Codec::Step step = codec_.step(rest(), out, ended_);
      at_ += step.taken;
      given_ = given_ || step.given > 0;
      if (const Status settled = settle(step); !settled) return tl::unexpected(settled.error());
      if (step.given > 0) return step.given;
    }
    if (problem_) return tl::unexpected(*problem_);
    return std::size_t{0};
  }

  // Why not all could be unpacked.
  const std::optional<Error>& problem() const { return problem_; }
  bool has_trailing_bytes() const { return trailing_; }
  bool gave_any() const { return given_; }

 private:
  std::string_view rest() const { return std::string_view(bytes_).substr(at_); }

  Status fill(std::size_t size) {
    while (!ended_ && bytes_.size() - at_ < size) {
      bytes_.erase(0, at_);
      at_ = 0;
      const std::size_t filled = bytes_.size();
      bytes_.resize(filled + kReadSize);
      const Result<std::size_t> count = source_.read({bytes_.data() + filled, kReadSize});
      bytes_.resize(filled + count.value_or(0));
      if (!count) return tl::unexpected(count.error());
      ended_ = *count == 0;
    }
    return {};
  }

  Status settle(const Codec::Step& step) {
    switch (step.state) {
      case Codec::State::more:
        if (ended_ && rest().empty() && step.given == 0)
          stop({ErrorKind::damaged, "compressed data is cut short"});
        else if (step.given == 0 && step.taken == 0 && !rest().empty())
          stop({ErrorKind::damaged, "compressed data is damaged"});
        return {};
      case Codec::State::damaged: stop({ErrorKind::damaged, "compressed data is damaged"}); return {};
      case Codec::State::over_limit: stop({ErrorKind::over_limit, "unpacking needs too much memory"}); return {};
      case Codec::State::unsupported: stop({ErrorKind::unsupported, "compressed with an unknown method"}); return {};
      case Codec::State::stream_end: return next_stream();
    }
    return {};
  }

  Status next_stream() {
    Status filled = fill(kMagicSize);
    while (filled && !rest().empty() && rest().front() == '\0') {  // padding, as on tapes
      at_ += std::min(rest().find_first_not_of('\0'), rest().size());
      filled = fill(kMagicSize);
    }
    if (!filled) return filled;
    done_ = rest().empty() || !codec_.restart(rest());
    trailing_ = done_ && !rest().empty();
    return {};
  }

  void stop(Error error) {
    problem_ = std::move(error);
    done_ = true;
  }

  Codec& codec_;
  Source& source_;
  std::string bytes_;
  std::size_t at_ = 0;
  bool ended_ = false;
  bool done_ = false;
  bool given_ = false;
  bool trailing_ = false;
  std::optional<Error> problem_;
};

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// The name that a gzip header tells (RFC 1952 section 2.3), and the time.
// Returns the comment. Both it and the name are in ISO 8859-1, or what the writer's system had.
std::string read_gzip_header(std::string_view head, PartHeader& header) {
  constexpr unsigned kExtra = 4, kName = 8, kComment = 16;
  const auto byte = [&](std::size_t at) { return static_cast<std::uint32_t>(static_cast<unsigned char>(head[at])); };
  if (head.size() < 12) return {};
  const std::uint32_t time = byte(4) | byte(5) << 8 | byte(6) << 16 | byte(7) << 24;
  if (time != 0) header.modified = time;
  std::size_t at = 10;
  if ((byte(3) & kExtra) != 0) at += 2 + (byte(10) | byte(11) << 8);
  const auto field = [&](unsigned flag) {
    const std::size_t end = (byte(3) & flag) == 0 ? head.npos : head.find('\0', at);
    if (end == head.npos) return std::string();
    const std::size_t begin = std::exchange(at, end + 1);
    return to_utf8(head.substr(begin, end - begin), "iso-8859-1");
  };
  header.name = base_name(field(kName));
  return field(kComment);
}

std::string name_without_suffix(std::string_view name) {
  struct Suffix {
    std::string_view packed, unpacked;
  };
  constexpr std::array<Suffix, 21> kSuffixes = {
      {{".tgz", ".tar"}, {".taz", ".tar"}, {".tbz2", ".tar"}, {".tbz", ".tar"},  {".tb2", ".tar"},
       {".txz", ".tar"}, {".tlz", ".tar"}, {".tzst", ".tar"}, {".svgz", ".svg"}, {".emz", ".emf"},
       {".wmz", ".wmf"}, {".gz", ""},      {".bz2", ""},      {".bz", ""},       {".xz", ""},
       {".lzma", ""},    {".lz", ""},      {".zst", ""},     {".lz4", ""},      {".Z", ""},        {".z", ""}}};
  name = base_name(name);
  for (const Suffix& suffix : kSuffixes) {
    if (name.size() > suffix.packed.size() && name.ends_with(suffix.packed)) {
      return std::string(name.substr(0, name.size() - suffix.packed.size())) + std::string(suffix.unpacked);
    }
  }
  return "file";
}

class CompressedExtractor final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const std::unique_ptr<Codec> codec = codec_of(out.format());
    if (codec == nullptr) return {OutcomeKind::unsupported, "compressed with an unknown method"};
    PartHeader header;
    if (out.format() == Format::gzip) {
      const auto head = source.peek(Source::kPeek);
      const std::string comment = head ? read_gzip_header(*head, header) : std::string();
      const TextBlock block{.kind = BlockKind::comment, .text = comment, .label = {}, .anchor = {}};
      if (!comment.empty() && !out.text(block)) return out.stopped();
    }
    if (header.name.empty()) header.name = name_without_suffix(out.part().name);
    Unpacked unpacked(*codec, source);
    const std::unique_ptr<Source> content = pull_source(unpacked);
    static_cast<void>(content->peek(1));
    if (unpacked.problem() && !unpacked.gave_any()) return outcome_of(*unpacked.problem());
    const bool wanted = out.child(header, *content);
    if (unpacked.problem()) out.missed(unpacked.problem()->message);
    if (unpacked.has_trailing_bytes()) out.missed("bytes after the end of the compressed data");
    return wanted ? Outcome{} : out.stopped();
  }
};

}  // namespace

const Extractor& compressed_extractor() {
  static const CompressedExtractor extractor;
  return extractor;
}

}  // namespace trawl::extractors
