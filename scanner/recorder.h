// Recorder: the PartSink of a scan. Analyses the text of every part and makes, when a part ends, its sealed record.
//
// Belongs to one thread. A container of any size goes through in bounded memory: records are handed on in bunches
// through `spill` while the file is still being read.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/part.h"
#include "index/index.h"
#include "scanner/analysis.h"

namespace trawl::scanner {

// How many parts ended in each outcome, in the order of kOutcomeKinds.
using Tally = std::array<std::uint64_t, kOutcomeKinds.size()>;
void add_to(Tally& sum, const Tally& more);

// What reading one file has yielded so far.
struct Yield {
  std::vector<index::PartEntry> entries;
  std::vector<index::IdRange> ids;
  Tally tally{};
  std::uint64_t text_bytes = 0;
  std::uint64_t findings = 0;
  Outcome outcome;  // of the file itself
  std::size_t bytes = 0;  // memory that the entries take, about
};

// What all threads of a scan share.
struct RecordingContext {
  const index::Key& key;
  index::Words words = index::Words::telling;
  std::function<index::PartId(std::uint64_t)> allocate;  // thread-safe; the first of n new ids
  const std::atomic<bool>& stop;                         // set when the user wants to stop
};

class Recorder final : public PartSink {
 public:
  using Spill = std::function<Status(Yield&)>;  // takes the entries out of it

  Recorder(const RecordingContext& context, Analysis& analysis) : context_(context), analysis_(analysis) {}

  // Asked when the file itself ends; an answer replaces its outcome.
  using LastWord = std::function<std::optional<Outcome>()>;

  // A new file: its absolute path (the first hop), and how its path is shown and searched.
  void begin(std::string path, std::string_view shown_path, Spill spill, LastWord last_word);
  Yield take() { return std::move(yield_); }
  const Status& status() const { return status_; }

  bool enter(const PartHeader& header) override;
  bool text(const TextBlock& block) override;
  void leave(const Outcome& outcome) override;

  // For the slices of a huge plain file, whose parts are recorded by whoever gathers them.
  std::unique_ptr<PartContent> new_content() const;
  Analysis& analysis() { return analysis_; }

 private:
  struct OpenPart {
    index::PartId id = 0;
    PartHeader header;
    std::unique_ptr<PartContent> content;
  };
  index::PartId next_id();
  void name_block(std::string_view raw_name, PartContent& content);

  const RecordingContext& context_;
  Analysis& analysis_;
  Spill spill_;
  LastWord last_word_;
  Status status_;
  Yield yield_;
  std::string shown_path_;
  Locator locator_;
  std::vector<OpenPart> open_;
  std::vector<std::unique_ptr<PartContent>> spare_;
  index::PartId id_ = 0, id_end_ = 0;  // allocated and not used yet: [id_, id_end_)
  std::uint64_t id_bunch_ = 1;
};

// Makes the index entry of a part from its record and content.
index::PartEntry sealed_entry(const index::Key& key, index::PartId id, index::PartRecord& record, PartContent& content);

}  // namespace trawl::scanner
