// Analysis: what the text of one part yields: tokens for the index, and findings, one for each kind and value.
//
// One object a thread: it owns that thread's detectors and scratch memory. The contents of several parts may be under
// way at once (a message and its attachment), each with a PartContent of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/normal_text.h"
#include "core/text_block.h"
#include "detectors/detector_set.h"
#include "index/key.h"
#include "index/record.h"
#include "index/tokens.h"

namespace trawl::scanner {

// Findings of one part so far. `line` is kept apart from the anchor until the part ends, because the slices of a
// huge file learn only then how many lines stand before them.
struct PlacedFinding {
  index::StoredFinding finding;  // anchor: the block's, without a line
  std::uint64_t line = 0;        // from 1; 0: no line
};

class PartContent {
 public:
  PartContent(const index::Key& key, index::Words words) : tokens_(key, words) {}

  index::TokenCollector& tokens() { return tokens_; }
  std::uint64_t text_bytes = 0;

  void add(index::Token value_token, PlacedFinding placed);
  // The same for a name in a row of cells or fields (not 0): once the row is over, names that are one end of another
  // name of the row ("Ann", "Ann Lee") are left out.
  void add_name(std::uint32_t row, index::Token value_token, PlacedFinding placed);
  // Takes in what a later stretch of the same part yielded, whose lines are counted from line_offset + 1.
  void merge(PartContent&& later, std::uint64_t line_offset);
  // Moves the findings out, with their anchors complete.
  void take_findings(index::PartRecord& record);
  void clear();

 private:
  void end_row();

  index::TokenCollector tokens_;
  std::vector<PlacedFinding> findings_;
  std::unordered_map<index::Token, std::size_t> by_value_;
  std::uint64_t left_out_ = 0;
  std::uint32_t row_ = 0;
  std::vector<std::pair<index::Token, PlacedFinding>> names_of_row_;
};

class Analysis {
 public:
  explicit Analysis(std::unique_ptr<detectors::DetectorSet> detectors) : detectors_(std::move(detectors)) {}

  void begin_part(std::string_view media_type, std::string_view name) { detectors_->begin_part(media_type, name); }
  void add(const TextBlock& block, PartContent& content);

 private:
  std::unique_ptr<detectors::DetectorSet> detectors_;
  NormalText normal_;
  std::vector<Finding> found_;
};

}  // namespace trawl::scanner
