// Reading of plain text in process, and the choice between that and a worker.
#include "scanner/file_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "core/utf8.h"
#include "extractors/sniff.h"
#include "extractors/source.h"
#include "scanner/walk/listing.h"

namespace trawl::scanner {
namespace {

// The upper half of windows-1252 that differs from ISO 8859-1 (Unicode's CP1252.TXT); unassigned bytes stay controls.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

void append_windows_1252(std::string& out, unsigned char byte) {
  append_utf8(out, byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80] : byte);
}

constexpr std::string_view kPlainType = "text/plain";
constexpr std::string_view kEmptyType = "application/x-empty";
constexpr std::size_t kPlainBlock = 1u << 20;

}  // namespace

Result<int> open_for_reading(int directory, const char* path) {
  constexpr int kFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
  int descriptor = openat(directory, path, kFlags | O_NOATIME);
  if (descriptor < 0 && errno == EPERM) descriptor = openat(directory, path, kFlags);
  if (descriptor < 0) return tl::unexpected(system_error(errno, "it could not be opened"));
  return descriptor;
}

Result<std::size_t> read_at(int descriptor, char* buffer, std::size_t size, std::uint64_t offset) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = pread(descriptor, buffer + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::unexpected(system_error(errno, "reading failed"));
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

std::optional<std::uint64_t> next_data(int descriptor, std::uint64_t offset) {
  const off_t data = lseek(descriptor, static_cast<off_t>(offset), SEEK_DATA);
  if (data >= 0) return static_cast<std::uint64_t>(data);
  if (errno == ENXIO) return std::nullopt;
  return offset;
}

bool reads_in_process(std::string_view head, bool whole, std::string_view name) {
  extractors::Head sniffed;
  sniffed.bytes = head;
  sniffed.name = name;
  sniffed.whole = whole;
  return extractors::plain_utf8(sniffed);
}

bool PlainText::pass(std::string_view bytes, std::uint64_t line) {
  TextBlock block;
  block.line = line;
  block.text = bytes;
  std::size_t good = valid_prefix(bytes);
  if (good != bytes.size()) {
    repaired_.clear();
    while (true) {
      repaired_.append(bytes.substr(0, good));
      if (good == bytes.size()) break;
      append_windows_1252(repaired_, static_cast<unsigned char>(bytes[good]));
      bytes.remove_prefix(good + 1);
      good = valid_prefix(bytes);
    }
    block.text = repaired_;
  }
  return sink_.text(block);
}

std::size_t cut_at_line(std::string_view buffer) {
  const std::size_t end = buffer.rfind('\n');
  if (end != std::string_view::npos) return end + 1;
  const std::size_t start = character_start(buffer, buffer.empty() ? 0 : buffer.size() - 1);
  return start == 0 ? buffer.size() : start;
}

std::uint64_t count_lines(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

FileReader::FileReader(Host& host, const Limits& limits)
    : host_(host), limits_(limits), head_(extractors::Source::kPeek) {}

Status FileReader::read(int descriptor, const PartHeader& header, PartSink& sink) {
  // No more than the file is known to have: to see its end takes a second call. The size of those of /proc is 0.
  const std::uint64_t known_size = header.size == 0 ? kUnknownSize : header.size;
  auto got = read_at(descriptor, head_.data(), std::min<std::uint64_t>(head_.size(), known_size), 0);
  PartHeader known = header;
  if (!got) {
    sink.enter(known);
    sink.leave(outcome_of(got.error()));
    return {};
  }
  const std::string_view head(head_.data(), *got);
  const bool whole = *got < head_.size();
  if (!head.empty() && !reads_in_process(head, whole, header.name)) return host_.read(descriptor, header, sink);
  known.media_type = head.empty() ? kEmptyType : kPlainType;
  if (!sink.enter(known)) {
    sink.leave({});
    return {};
  }
  if (whole) {
    PlainText(sink).pass(head, 1);
    sink.leave({});
    return {};
  }
  sink.leave(pass_plain(descriptor, sink));
  return {};
}

// Block by block from the start.
Outcome FileReader::pass_plain(int descriptor, PartSink& sink) {
  buffer_.resize(std::min<std::uint64_t>(limits_.block_bytes, kPlainBlock));
  PlainText plain(sink);
  std::size_t held = 0;
  std::uint64_t offset = 0, line = 1;
  for (;;) {
    if (held == 0) {  // holes of a sparse file hold no text
      const auto data = next_data(descriptor, offset);
      if (!data) return {};
      offset = *data;
    }
    auto got = read_at(descriptor, buffer_.data() + held, buffer_.size() - held, offset);
    if (!got) return outcome_of(got.error());
    offset += *got;
    held += *got;
    if (held == 0) return {};
    const std::string_view bytes(buffer_.data(), held);
    const std::size_t cut = held < buffer_.size() ? held : cut_at_line(bytes);
    if (!plain.pass(bytes.substr(0, cut), line)) return {};
    if (offset > limits_.text_bytes) return {OutcomeKind::over_limit, "more text than the limit for one part"};
    line += count_lines(bytes.substr(0, cut));
    std::memmove(buffer_.data(), buffer_.data() + cut, held - cut);
    held -= cut;
  }
}

}  // namespace trawl::scanner
