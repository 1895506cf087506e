// Postings: pairs of a token and a part's id, sorted, packed into blocks that fit a page of the file.
//
// A block is the first token (eight bytes), then for each token an entry:
//   one byte    low three bits: the length of the delta, less one; high five: how many ids, 0: see below
//   1-8 bytes   the delta to the token before it, low bytes first (of the first token: 0)
//   [number]    how many ids, where the five bits say 0
//   numbers     the first id less the segment's base, then the deltas to the id before
// A token with more ids than a block takes goes on in the next block. docs/index-format.md has figures.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "index/key.h"
#include "index/record.h"

namespace trawl::index {

struct Posting {
  Token token = 0;
  PartId id = 0;
  bool operator==(const Posting&) const = default;
  bool operator<(const Posting& other) const { return token != other.token ? token < other.token : id < other.id; }
};

// The longest packed block. Sealed (40 bytes more) and as a row of its own (some 13 more) it fills a page
// of 4,096 bytes without overflowing into a second one.
inline constexpr std::size_t kBlockBytes = 4'000;

class BlockBuilder {
 public:
  explicit BlockBuilder(PartId base) : base_(base) {}

  // Postings come in ascending order, each once. False: the block is full, this one belongs to the next.
  bool add(const Posting& posting);
  bool empty() const { return count_ == 0 && out_.empty(); }
  Token first_token() const { return first_; }
  // The packed block; and begins anew.
  std::string take();

 private:
  void close_entry();
  std::size_t size_with_entry() const;

  PartId base_;
  std::string out_;  // finished entries
  std::string ids_;  // of the entry in work
  std::uint64_t count_ = 0;
  Token first_ = 0;
  Token previous_ = 0;  // of the last finished entry
  Token current_ = 0;
  PartId last_id_ = 0;
};

// Reads a block posting by posting. Any bytes may be given.
class BlockCursor {
 public:
  BlockCursor() = default;
  BlockCursor(std::string_view block, PartId base);  // the bytes must outlive it

  bool valid() const { return valid_; }  // there is a posting
  bool broken() const { return broken_; }
  const Posting& posting() const { return posting_; }
  void next();
  // Moves to the first posting of the first entry whose token is not less.
  void seek(Token token);

 private:
  bool read_entry();  // the head of an entry
  void read_id();
  std::uint64_t number();
  void fail_here() {
    broken_ = true;
    valid_ = false;
  }

  const unsigned char* at_ = nullptr;
  const unsigned char* end_ = nullptr;
  PartId base_ = 0;
  Posting posting_;
  std::uint64_t left_ = 0;  // ids of this entry after the current one
  bool valid_ = false;
  bool broken_ = false;
};

}  // namespace trawl::index
