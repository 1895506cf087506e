// Parts -> sealed records.
#include "scanner/recorder.h"

#include <algorithm>

#include "core/utf8.h"

namespace trawl::scanner {
namespace {

constexpr std::size_t kSpillBytes = 4u << 20;
constexpr std::uint64_t kMaxBunch = 256;  // ids allocated at once inside a large container

void append_id(std::vector<index::IdRange>& ids, index::PartId id) {
  if (!ids.empty() && ids.back().last + 1 == id) {
    ids.back().last = id;
    return;
  }
  ids.push_back({id, id});
}

std::size_t memory_of(const index::PartEntry& entry) {
  return sizeof entry + entry.sealed.size() + entry.tokens.size() * sizeof(index::Token);
}

}  // namespace

void add_to(Tally& sum, const Tally& more) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

index::PartEntry sealed_entry(const index::Key& key, index::PartId id, index::PartRecord& record, PartContent& content) {
  content.take_findings(record);
  index::PartEntry entry;
  entry.id = id;
  entry.tokens = content.tokens().take();
  std::string packed = index::pack(record);
  entry.sealed = key.seal(packed, index::part_purpose(id));
  wipe(packed.data(), packed.size());
  return entry;
}

void Recorder::begin(std::string path, std::string_view shown_path, Spill spill, LastWord last_word) {
  yield_ = {};
  status_ = {};
  open_.clear();
  locator_.hops.clear();
  locator_.hops.push_back(std::move(path));
  shown_path_ = shown_path;
  spill_ = std::move(spill);
  last_word_ = std::move(last_word);
  id_bunch_ = 1;
  if (id_end_ - id_ > 1) id_ = id_end_ = 0;  // what a large container left over is not worth keeping
}

std::unique_ptr<PartContent> Recorder::new_content() const {
  return std::make_unique<PartContent>(context_.key, context_.words);
}

index::PartId Recorder::next_id() {
  if (id_ == id_end_) {
    id_ = context_.allocate(id_bunch_);
    id_end_ = id_ + id_bunch_;
    id_bunch_ = std::min(id_bunch_ * 4, kMaxBunch);
  }
  return id_++;
}

bool Recorder::enter(const PartHeader& header) {
  if (!open_.empty()) locator_.hops.push_back(header.name);
  OpenPart part;
  part.id = next_id();
  part.header = header;
  if (spare_.empty()) spare_.push_back(new_content());
  part.content = std::move(spare_.back());
  spare_.pop_back();
  append_id(yield_.ids, part.id);
  analysis_.begin_part(header.media_type, header.name);
  name_block(open_.empty() ? std::string_view(shown_path_) : std::string_view(header.name), *part.content);
  open_.push_back(std::move(part));
  return !context_.stop && status_.has_value();
}

// A name is searched like a text: "Smith, John/scan.tif" tells of John Smith.
void Recorder::name_block(std::string_view raw_name, PartContent& content) {
  const std::string repaired = valid_utf8(raw_name) ? std::string() : repaired_utf8(raw_name);
  TextBlock block;
  block.kind = BlockKind::name;
  block.text = repaired.empty() ? raw_name : repaired;
  analysis_.add(block, content);
  content.text_bytes = 0;
}

bool Recorder::text(const TextBlock& block) {
  if (context_.stop || !status_) return false;
  if (!open_.empty()) analysis_.add(block, *open_.back().content);
  return true;
}

void Recorder::leave(const Outcome& outcome) {
  if (open_.empty()) return;
  OpenPart part = std::move(open_.back());
  open_.pop_back();
  index::PartRecord record;
  record.locator = locator_;
  record.media_type = std::move(part.header.media_type);
  record.size = part.header.size;
  record.modified = part.header.modified;
  record.depth = static_cast<std::uint32_t>(open_.size());
  record.outcome = outcome;
  if (open_.empty() && last_word_) record.outcome = last_word_().value_or(outcome);
  yield_.entries.push_back(sealed_entry(context_.key, part.id, record, *part.content));
  yield_.bytes += memory_of(yield_.entries.back());
  yield_.text_bytes += record.text_bytes;
  yield_.findings += record.findings.size() + record.findings_left_out;
  ++yield_.tally[static_cast<std::size_t>(record.outcome.kind)];
  part.content->clear();
  spare_.push_back(std::move(part.content));
  if (open_.empty()) {
    yield_.outcome = record.outcome;
    return;
  }
  locator_.hops.pop_back();
  if (spill_ && yield_.bytes > kSpillBytes) status_ = spill_(yield_);
}

}  // namespace trawl::scanner
