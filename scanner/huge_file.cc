// Slices of plain text.
#include "scanner/huge_file.h"

#include <sys/stat.h>
#include <time.h>

#include <algorithm>
#include <vector>

#include "core/utf8.h"
#include "extractors/source.h"
#include "scanner/file_reader.h"

namespace trawl::scanner {
namespace {

constexpr std::size_t kOverlap = 64 * 1024;

// Passes a slice's text to the analysis.
class SliceSink final : public PartSink {
 public:
  SliceSink(Analysis& analysis, PartContent& content) : analysis_(analysis), content_(content) {}
  bool enter(const PartHeader&) override { return true; }
  bool text(const TextBlock& block) override {
    analysis_.add(block, content_);
    return true;
  }
  void leave(const Outcome&) override {}

 private:
  Analysis& analysis_;
  PartContent& content_;
};

// Where the text that belongs to a boundary begins in `bytes`, whose first byte stands just before the boundary: behind
// the first line end, or at the boundary where no line ends within the overlap.
std::size_t boundary(std::string_view bytes) {
  const std::size_t end = bytes.substr(0, kOverlap).find('\n');
  if (end != std::string_view::npos) return end + 1;
  std::size_t start = 1;
  while (start < bytes.size() && start < 4 && (static_cast<unsigned char>(bytes[start]) & 0xC0) == 0x80) ++start;
  return start;
}

}  // namespace

Slice SliceCutter::next() {
  Slice slice;
  slice.offset = at_;
  slice.size = std::min(kBytes, size_ - at_);
  at_ += slice.size;
  slice.last = at_ == size_;
  return slice;
}

std::string shown_path_of(const DirectoryJob& job, std::size_t entry) {
  const std::string& name = job.walked.entries[entry].listed.name;
  return name == "." ? job.walked.below_root : path_in(job.walked.below_root, name);
}

ExaminedFile examine(int descriptor) {
  ExaminedFile examined;
  struct stat stat;
  if (fstat(descriptor, &stat) != 0) return examined;
  const auto nanoseconds = [](const timespec& t) { return t.tv_sec * 1'000'000'000 + t.tv_nsec; };
  examined.regular = S_ISREG(stat.st_mode);
  examined.modified = stat.st_mtim.tv_sec;
  examined.identity = {static_cast<std::uint64_t>(stat.st_size), nanoseconds(stat.st_mtim), nanoseconds(stat.st_ctim),
                       stat.st_ino};
  // The kernel stamps files with this clock: a file that changes again within the present tick keeps its stamp.
  timespec now{};
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  examined.stamped_now = examined.identity.changed_ns >= nanoseconds(now);
  return examined;
}

std::shared_ptr<HugeFile> HugeFile::open(const DirectoryJob& job, std::size_t entry) {
  const std::string& name = job.walked.entries[entry].listed.name;
  auto opened = open_for_reading(job.walked.descriptor->number(), name.c_str());
  if (!opened) return nullptr;
  auto file = std::make_shared<HugeFile>();
  file->descriptor = Descriptor(*opened);
  const ExaminedFile examined = examine(*opened);
  std::vector<char> head(extractors::Source::kPeek);
  const auto got = read_at(*opened, head.data(), head.size(), 0);
  const bool plain = got && reads_in_process({head.data(), *got}, *got < head.size(), name);
  if (!plain || !examined.regular || examined.identity.size < kMinBytes) return nullptr;
  file->entry = entry;
  file->path = path_of(job.walked, entry);
  file->shown_path = shown_path_of(job, entry);
  file->name = name;
  file->size = examined.identity.size;
  file->modified = examined.modified;
  file->identity = examined.identity;
  file->stamped_now = examined.stamped_now;
  return file;
}

SliceYield read_slice(const HugeFile& file, const Slice& slice, Recorder& recorder) {
  SliceYield yield;
  yield.last = slice.last;
  yield.content = recorder.new_content();
  const std::uint64_t from = slice.offset == 0 ? 0 : slice.offset - 1;
  const std::uint64_t to = std::min(file.size, slice.offset + slice.size + kOverlap);
  if (next_data(file.descriptor.number(), from).value_or(to) >= to) return yield;  // a hole of a sparse file
  std::vector<char> buffer(to - from);
  const auto got = read_at(file.descriptor.number(), buffer.data(), buffer.size(), from);
  if (!got) {
    yield.outcome = outcome_of(got.error());
    return yield;
  }
  std::string_view bytes(buffer.data(), *got);
  const std::size_t end = slice.offset + slice.size - from;  // in bytes
  std::size_t stop = bytes.size();
  if (!slice.last && end <= bytes.size()) {
    const std::string_view tail = bytes.substr(end - 1);
    const std::size_t line_end = tail.substr(0, kOverlap).find('\n');
    stop = line_end != std::string_view::npos ? end + line_end : character_start(bytes, bytes.size() - 1);
  }
  const std::size_t start = slice.offset == 0 ? 0 : boundary(bytes);
  if (start >= stop) return yield;
  bytes = bytes.substr(start, stop - start);
  recorder.analysis().begin_part("text/plain", file.name);
  SliceSink sink(recorder.analysis(), *yield.content);
  PlainText(sink).pass(bytes, 1);
  yield.lines = count_lines(bytes);
  if (slice.offset == 0) {
    TextBlock name;
    name.kind = BlockKind::name;
    const std::string shown = repaired_utf8(file.shown_path);
    name.text = shown;
    recorder.analysis().add(name, *yield.content);
    yield.content->text_bytes -= shown.size();
  }
  yield.tokens = yield.content->tokens().take();
  return yield;
}

bool HugeFile::gather(SliceYield slice) {
  if (!slice.outcome.complete()) outcome_ = slice.outcome;
  if (!content_) {
    content_ = std::move(slice.content);
  } else {
    content_->merge(std::move(*slice.content), lines_);
  }
  lines_ += slice.lines;
  return slice.last;
}

index::FileIdentity HugeFile::finish(const index::Key& key, Yield& yield) {
  const bool changed = examine(descriptor.number()).identity != identity;
  index::PartRecord record;
  record.locator.hops = {path};
  record.media_type = "text/plain";
  record.size = size;
  record.modified = modified;
  record.outcome = changed ? Outcome{OutcomeKind::changed, "it changed while it was read"} : outcome_;
  yield.entries.push_back(sealed_entry(key, id, record, *content_));
  yield.ids = {{id, id}};
  yield.bytes = yield.entries.back().sealed.size();
  yield.outcome = record.outcome;
  yield.tally[static_cast<std::size_t>(record.outcome.kind)] = 1;
  yield.text_bytes = record.text_bytes;
  yield.findings = record.findings.size() + record.findings_left_out;
  return changed || stamped_now || !record.outcome.complete() ? index::FileIdentity{} : identity;
}

}  // namespace trawl::scanner
