// PstFile: the nodes and blocks of a PST or OST file, the lowest of its three layers ([MS-PST] 2.2).
//
// Reads from any place of the file and keeps little of it. Where a B-tree is damaged the whole file is searched once
// for what the tree should tell. Used by one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "extractors/pst_recovery.h"
#include "extractors/pst_tree.h"

namespace trawl::extractors {

class PstFile {
 public:
  // Errors: damaged (no PST file), encrypted (by Windows Information Protection), over_limit (see RandomAccess).
  // `progressed` is called now and then by what takes long.
  static Result<std::unique_ptr<PstFile>> open(Source& source, std::uint64_t limit, std::function<void()> progressed);
  PstFile(const PstFile&) = delete;
  PstFile& operator=(const PstFile&) = delete;

  const PstLayout& layout() const { return layout_; }
  std::uint64_t size() const { return file_.size(); }
  // Bytes of data in a full block.
  std::size_t full_block() const { return layout_.block_most - layout_.block_trailer; }

  // No sound structure has more of them.
  std::uint64_t most_blocks() const { return size() / layout_.block_unit + 1; }

  std::optional<PstNodePlace> node(std::uint32_t id);
  // Every node; one of a damaged tree may come twice. The function says false to end it.
  void for_each_node(const std::function<bool(const PstNodePlace&)>& take);

  // The data of a block, unpacked and decoded; nothing where it is not there. Damaged data is given as it is.
  std::optional<std::string> block(std::uint64_t id);
  bool has_block(std::uint64_t id);

  bool damaged_header() const { return damaged_header_; }
  bool damaged_trees() const { return recovery_ != nullptr; }
  // What the blocks tell cannot be right.
  void note_damage() { took_damage_ = true; }
  // Whether a block was damaged or missing since this was asked last.
  bool took_damage() { return std::exchange(took_damage_, false); }

 private:
  PstFile(const RandomAccess& file, std::function<void()> progressed)
      : file_(file), progressed_(std::move(progressed)) {}
  Status read_header();
  void choose_layout(std::string_view header, std::uint32_t version);
  void take_roots(std::string_view header);
  const PstRecovery& recovery();
  std::optional<PstBlockPlace> listed_block(std::uint64_t id, bool& certain);
  std::optional<std::string> read_block(const PstBlockPlace& place, bool& sound) const;

  RandomAccess file_;
  std::function<void()> progressed_;
  PstLayout layout_;
  PstEncoding encoding_ = PstEncoding::none;
  std::optional<PstTree> nodes_, blocks_;
  std::unique_ptr<PstRecovery> recovery_;
  bool damaged_header_ = false;
  bool took_damage_ = false;
};

}  // namespace trawl::extractors
