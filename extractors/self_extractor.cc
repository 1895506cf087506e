// Programs: of self-extracting archives (ZIP, 7z, RAR, CAB behind a program) the archive is a child part; other
// programs hold nothing that is read. Where the archive begins: a ZIP's by its end record, others by their signature
// behind the program's last section (Microsoft's PE format, 3 and 4).
#include <algorithm>
#include <optional>

#include "extractors/extractor.h"
#include "extractors/little_endian.h"
#include "extractors/random_access.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kSearched = 1u << 20;  // bytes behind the program in which an archive may begin
constexpr std::uint64_t kTail = 22 + 0xFFFF;   // a ZIP's end record with the longest comment

// The bytes from a place to the end.
class Rest final : public Pull {
 public:
  Rest(const RandomAccess& file, std::uint64_t at) : file_(file), at_(at) {}
  Result<std::size_t> read(std::span<char> out) override {
    const std::size_t count = file_.read(at_, out);
    at_ += count;
    return count;
  }

 private:
  const RandomAccess& file_;
  std::uint64_t at_;
};

// Of a ZIP with a sound end record: its first local header. Offsets in it count from the start of the archive, or
// of the program.
std::optional<std::uint64_t> zip_begin(const RandomAccess& file) {
  const std::uint64_t tail_at = file.size() - std::min(file.size(), kTail);
  const std::string tail = file.bytes(tail_at, kTail);
  const std::size_t end = tail.rfind("PK\5\6");
  if (end == std::string::npos || tail.size() - end < 22) return std::nullopt;
  const std::uint64_t size = little32(tail, end + 12), offset = little32(tail, end + 16);
  if (size == 0 || size > tail_at + end) return std::nullopt;
  const std::uint64_t directory = tail_at + end - size;
  const std::string first = file.bytes(directory, 46);
  if (!first.starts_with("PK\1\2") || directory < offset) return std::nullopt;
  const std::uint64_t begin = directory - offset + little32(first, 42);
  return file.bytes(begin, 4) == "PK\3\4" ? std::optional(begin) : std::nullopt;
}

// Behind the last section of a PE program; 0 for other programs, which are searched from their start.
std::uint64_t program_end(const RandomAccess& file) {
  const std::uint64_t header = little32(file.bytes(0, 64), 60);
  const std::string fields = file.bytes(header, 24);
  if (!fields.starts_with("PE\0\0"sv)) return 0;
  const std::uint64_t sections = little16(fields, 6);
  const std::string table = file.bytes(header + 24 + little16(fields, 20), sections * 40);
  std::uint64_t end = 0;
  for (std::size_t at = 0; at + 40 <= table.size(); at += 40) {
    end = std::max<std::uint64_t>(end, std::uint64_t{little32(table, at + 16)} + little32(table, at + 20));
  }
  return end;
}

std::optional<std::uint64_t> archive_begin(const RandomAccess& file) {
  if (const auto zip = zip_begin(file)) return zip;
  const std::uint64_t from = program_end(file);
  const std::string searched = file.bytes(from, kSearched);
  std::size_t first = std::string::npos;
  for (const std::string_view signature :
       {"7z\xBC\xAF\x27\x1C\0"sv, "Rar!\x1A\7\0"sv, "Rar!\x1A\7\1\0"sv, "MSCF\0\0\0\0"sv}) {
    first = std::min(first, searched.find(signature));
  }
  return first == std::string::npos ? std::nullopt : std::optional(from + first);
}

class SelfExtractor final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const Outcome program{OutcomeKind::unsupported, "no extractor for " + std::string(media_type_of(out.format()))};
    const auto file = RandomAccess::open(source, out.limits().whole_bytes);
    if (!file) return program;
    const auto begin = archive_begin(*file);
    if (!begin) return program;
    Rest rest(*file, *begin);
    PartHeader header;
    header.name = "archive";
    header.size = file->size() - *begin;
    return out.child(header, *pull_source(rest, header.size)) ? Outcome{} : out.stopped();
  }
};

}  // namespace

const Extractor& self_extractor_extractor() {
  static const SelfExtractor extractor;
  return extractor;
}

}  // namespace trawl::extractors
