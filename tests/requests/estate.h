// An estate in memory: files with parts and blocks, scanned into a reader that holds records in a vector, and read
// again through a DocumentReader. Tokens and findings are made by the real collectors and detectors.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/normal_text.h"
#include "detectors/detector_set.h"
#include "index/index.h"
#include "index/tokens.h"
#include "requests/document_reader.h"
#include "requests/search.h"

namespace trawl::requests::testing {

struct Block {
  std::string text = {};
  BlockKind kind = BlockKind::text;
  std::string label = {};
  std::string anchor = {};
  std::uint64_t line = 0;
  std::uint32_t row = 0;
  bool hidden = false;

  TextBlock view() const {
    TextBlock block;
    block.kind = kind;
    block.text = text;
    block.label = label;
    block.anchor = anchor;
    block.line = line;
    block.row = row;
    block.hidden = hidden;
    return block;
  }
};

struct Node {
  std::string name;
  std::string media_type = "text/plain";
  std::vector<Block> blocks;
  std::vector<Node> children;
  Outcome outcome;
  std::int64_t modified = 1'600'000'000;
};

inline Node text_file(std::string text) {
  return {"", "text/plain", {{std::move(text), BlockKind::text, "", "", 1}}, {}, {}};
}

// A table: the first row holds the labels.
inline Node table(const std::vector<std::vector<std::string>>& rows) {
  Node node;
  node.media_type = "text/csv";
  for (std::size_t r = 1; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      Block cell{rows[r][c], BlockKind::cell, rows[0][c]};
      cell.row = static_cast<std::uint32_t>(r);
      cell.anchor = "cell=" + std::string(1, static_cast<char>('A' + c)) + std::to_string(r + 1);
      node.blocks.push_back(cell);
    }
  }
  return node;
}

// Records as of JSON: fields with the number of their object.
inline Node records(const std::vector<std::pair<std::uint32_t, std::array<std::string, 2>>>& fields) {
  Node node;
  node.media_type = "application/json";
  for (const auto& [row, field] : fields) {
    Block block{field[1], BlockKind::field, field[0]};
    block.row = row;
    node.blocks.push_back(block);
  }
  return node;
}

class MemoryReader : public index::Reader {
 public:
  explicit MemoryReader(const index::Key& key) : key_(key) {}
  const index::Key& key() const override { return key_; }
  Result<std::vector<index::PartId>> lookup(index::Token token) const override {
    const auto found = postings.find(token);
    return found == postings.end() ? std::vector<index::PartId>() : found->second;
  }
  Result<index::PartRecord> part(index::PartId id) const override {
    if (id == 0 || id > packed.size()) return fail(ErrorKind::not_found, "no such part");
    return index::unpack_part(packed[id - 1]);
  }
  Status for_each_part(const std::function<bool(index::PartId, const index::PartRecord&)>& callback) const override {
    for (index::PartId id = 1; id <= packed.size(); ++id) {
      if (!callback(id, *part(id))) break;
    }
    return {};
  }
  Result<std::vector<index::ScanRecord>> scans() const override { return scan_records; }
  Result<index::SuppressionList> suppressions() const override { return suppression_list; }
  index::Statistics statistics() const override { return {}; }

  std::map<index::Token, std::vector<index::PartId>> postings;
  std::vector<std::string> packed;
  std::vector<index::ScanRecord> scan_records;
  index::SuppressionList suppression_list;

 private:
  const index::Key& key_;
};

class Estate : public DocumentReader {
 public:
  Estate() : key_(make_key()), reader(key_) {
    auto made = detectors::DetectorSet::create({});
    if (!made) throw std::runtime_error(made.error().message);
    detectors = std::move(*made);
    index::ScanRecord scan;
    scan.id = 1;
    scan.started = 1'750'000'000;
    scan.finished = 1'750'000'060;
    scan.version = "0.1.0";
    scan.roots = {"/share"};
    reader.scan_records.push_back(scan);
  }

  // Adds a file and scans it. Later changes to files[path] are changes since the scan.
  void add(const std::string& path, Node node) {
    files[path] = std::move(node);
    record(files[path], Locator{{path}, ""}, 0);
  }

  Sources sources() { return {reader, *this, *detectors}; }

  Status read(const std::string& path, PartSink& sink) override {
    ++reads[path];
    const auto found = files.find(path);
    if (found == files.end()) return fail(ErrorKind::not_found, "the file is not there");
    replay(found->second, path, sink);
    return {};
  }

  std::map<std::string, Node> files;
  std::map<std::string, int> reads;
  std::unique_ptr<detectors::DetectorSet> detectors;

 private:
  static index::Key make_key() {
    const auto path = std::filesystem::temp_directory_path() / ("trawl-estate-" + std::to_string(::getpid()));
    std::filesystem::remove(path);
    auto key = index::Key::create_file(path);
    std::filesystem::remove(path);
    if (!key) throw std::runtime_error(key.error().message);
    return std::move(*key);
  }

  static void replay(const Node& node, const std::string& name, PartSink& sink) {
    PartHeader header;
    header.name = name;
    header.media_type = node.media_type;
    header.modified = node.modified;
    bool going = sink.enter(header);
    for (const Block& block : node.blocks) going = going && sink.text(block.view());
    for (const Node& child : node.children) {
      if (going) replay(child, child.name, sink);
    }
    sink.leave(node.outcome);
  }

  void record(const Node& node, const Locator& locator, std::uint32_t depth) {
    index::PartRecord entry;
    entry.locator = locator;
    entry.media_type = node.media_type;
    entry.modified = node.modified;
    entry.depth = depth;
    entry.outcome = node.outcome;
    entry.size = kUnknownSize;
    for (const Block& block : node.blocks) entry.text_bytes += block.text.size();
    index::TokenCollector tokens(key_, index::Words::telling);
    detectors->begin_part(node.media_type, node.name);
    NormalText normal;
    for (const Block& block : node.blocks) {
      std::vector<Finding> found;
      normal.assign(block.text);
      detectors->scan(block.view(), normal, found);
      tokens.add_text(normal.text());
      for (Finding& finding : found) {
        tokens.add_value(finding.kind, finding.value.reveal());
        index::StoredFinding stored;
        stored.kind = finding.kind;
        stored.value = std::move(finding.value);
        stored.confidence = finding.confidence;
        stored.tags = finding.tags;
        stored.label = block.label;
        stored.anchor = block.anchor;
        entry.findings.push_back(std::move(stored));
      }
    }
    reader.packed.push_back(index::pack(entry));
    for (const index::Token token : tokens.take()) reader.postings[token].push_back(reader.packed.size());
    for (const Node& child : node.children) {
      Locator inner = locator;
      inner.hops.push_back(child.name);
      record(child, inner, depth + 1);
    }
  }

  index::Key key_;

 public:
  MemoryReader reader;
};

}  // namespace trawl::requests::testing
