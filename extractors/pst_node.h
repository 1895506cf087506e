// PstNode: a node of a PST file as the layer above sees it: a stream of data, and nodes inside it ([MS-PST] 2.2.2.8.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "extractors/pst_file.h"

namespace trawl::extractors {

// The blocks of a stream of data, in order (2.2.2.8.3.2).
class PstData {
 public:
  // No more blocks than hold `most` bytes.
  static PstData open(PstFile& file, std::uint64_t block, std::uint64_t most);

  std::size_t blocks() const { return blocks_.size(); }
  bool cut() const { return cut_; }  // there is more than was allowed
  // A block that is missing is zeros, so that what follows keeps its place.
  std::string block(std::size_t index) const;
  std::string all() const;

 private:
  PstData(PstFile& file, std::uint64_t most) : file_(&file), most_(most) {}
  void add(std::uint64_t block, unsigned depth);

  PstFile* file_;
  std::uint64_t most_;
  std::vector<std::uint64_t> blocks_;
  bool cut_ = false;
};

// A stream as the bytes of a part. Ends in `damaged` where a block was damaged.
class PstStream final : public Pull {
 public:
  explicit PstStream(PstFile& file, PstData data) : file_(file), data_(std::move(data)) {}
  Result<std::size_t> read(std::span<char> out) override;

 private:
  PstFile& file_;
  PstData data_;
  std::size_t next_ = 0;  // block
  std::string piece_;
  std::size_t at_ = 0;
  bool damaged_ = false;
};

class PstNode {
 public:
  PstNode(PstFile& file, const PstNodePlace& place);

  PstFile& file() const { return *file_; }
  std::uint32_t id() const { return place_.id; }
  const PstNodePlace& place() const { return place_; }
  PstData data(std::uint64_t most) const { return PstData::open(*file_, place_.data, most); }
  const std::vector<PstNodePlace>& subnodes() const { return subnodes_; }
  std::optional<PstNode> subnode(std::uint32_t id) const;

 private:
  void add_subnodes(std::uint64_t block, unsigned depth);

  PstFile* file_;
  PstNodePlace place_;
  std::vector<PstNodePlace> subnodes_;  // by id
  std::uint64_t blocks_left_;           // to be read for them
};

}  // namespace trawl::extractors
