// CompoundFile: the storages and streams of an OLE compound file ([MS-CFB], version 12.0): DOC, XLS, PPT, MSG and objects
// embedded in other documents.
//
// Borrows the bytes, which outlive it. const after open() and re-entrant. Hostile files cost no more than
// time and memory linear in their size: a sector belongs to the first chain that leads to it, so neither loops nor
// streams that share sectors multiply bytes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace trawl::extractors {

inline constexpr std::string_view kCompoundMagic{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8};

class CompoundFile {
 public:
  enum class Kind : std::uint8_t { storage, stream };

  struct Entry {
    std::string name;  // UTF-8; may begin with a control character ("\5SummaryInformation")
    Kind kind = Kind::storage;
    std::uint64_t size = 0;            // bytes that a stream claims
    std::size_t parent = 0;            // index of its storage; the root is its own
    std::array<char, 16> class_id{};   // of a storage, as stored
    std::int64_t modified = 0;         // FILETIME (100 ns since 1601 UTC); 0: not told
    std::vector<std::uint32_t> sectors{};  // that hold a stream, in order
    bool in_mini_stream = false;
  };

  // A stream's bytes, and whether they are all that it claims and the limit allowed.
  struct Stream {
    std::string bytes;
    bool whole = true;
  };

  // damaged where there is no header, or no directory and no stream that is known without one.
  static Result<CompoundFile> open(std::string_view bytes);

  // All entries that hang together, the root first and each behind its storage.
  const std::vector<Entry>& entries() const { return entries_; }
  static constexpr std::size_t kRoot = 0;
  static constexpr std::size_t kNone = ~std::size_t{0};

  // The entries directly in a storage, in the order of entries().
  std::vector<std::size_t> children(std::size_t storage) const;
  // The entry of this name in a storage, or at a path from the root ("ObjectPool/_123/\1Ole10Native"); letters of ASCII in
  // either case. kNone where there is none.
  std::size_t find_in(std::size_t storage, std::string_view name) const;
  std::size_t find(std::string_view path) const;

  // At most limit bytes of a stream; empty for storages and kNone.
  Stream read(std::size_t entry, std::uint64_t limit) const;

  // True when something of the file's structure is broken, so that entries or bytes may be missing.
  bool damaged() const { return damaged_; }

 private:
  explicit CompoundFile(std::string_view bytes) : bytes_(bytes) {}
  Status read_header();
  void read_fat();
  void read_directory();
  void walk_directory(std::string_view directory);
  Entry entry_of(std::string_view record);
  void salvage();
  void index_children();
  std::string_view sector(std::uint32_t number) const;
  std::string bytes_of(const std::vector<std::uint32_t>& sectors) const;
  // Takes the sectors of a chain that no other chain has taken, at most `most`. False: it is broken.
  static bool take_chain(const std::vector<std::uint32_t>& fat, std::vector<bool>& taken, std::uint32_t first,
                         std::uint64_t most, std::vector<std::uint32_t>& out);

  std::string_view bytes_;
  std::uint32_t sector_shift_ = 9;
  std::uint32_t mini_shift_ = 6;
  std::uint32_t mini_cutoff_ = 4096;
  bool damaged_ = false;
  std::vector<std::uint32_t> fat_, mini_fat_;
  std::vector<bool> taken_, mini_taken_;
  std::string mini_stream_;
  std::vector<Entry> entries_;
  std::vector<std::vector<std::size_t>> children_;
};

}  // namespace trawl::extractors
