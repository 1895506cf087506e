// Suppressor: applies the list of suppressions (index/suppression.h) when an answer is made, and counts what it leaves
// out, so that an answer always says how much that is and why.
//
// What was asked for by name is never left out: a query or a subject file wins over the list. Such hits are marked
// with the entries that would have left them out (docs/suppression.md).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/finding.h"
#include "core/glob.h"
#include "core/locator.h"
#include "index/index.h"

namespace trawl::requests {

// Numbers of entries in Suppressor::entries(), ascending.
using EntryNumbers = std::vector<std::uint32_t>;

// What of one part the list leaves out, and what it would have left out had it not been asked for.
struct SuppressedHere {
  struct Count {
    std::uint64_t findings = 0;  // each value once
    std::uint64_t places = 0;
    std::uint64_t asked_for = 0;  // hits
  };
  std::map<std::uint32_t, Count> by_entry;
  Count all;  // each finding once, however many entries it meets

  void leave_out(const EntryNumbers& entries, bool new_value, std::uint64_t places);
  void ask_for(const EntryNumbers& entries);
};

class Suppressor {
 public:
  // Entries whose end is not after `now` (seconds since 1970 UTC) are not applied. The key must outlive it.
  Suppressor(const index::SuppressionList& list, const index::Key& key, std::vector<std::string> roots,
             std::int64_t now);
  // The list of an index, or another list for what it has scanned.
  static Result<Suppressor> of(const index::Reader& reader, std::int64_t now);
  static Result<Suppressor> of(const index::Reader& reader, const index::SuppressionList& list, std::int64_t now);

  const std::vector<index::Suppression>& entries() const { return entries_; }
  std::uint64_t expired() const { return expired_; }
  std::vector<std::uint64_t> ids(const EntryNumbers& entries) const;

  // The entries that hold in a part: by its path, that of a folder above it or of a container around it.
  EntryNumbers at(const Locator& part) const;
  // Of these, the ones that leave out a value.
  EntryNumbers leaving_out(std::string_view kind, std::string_view canonical, const EntryNumbers& here) const;
  // Whether a stored finding is left out; counts it in `count`.
  bool leave_out(const index::StoredFinding& finding, const EntryNumbers& here, SuppressedHere& count) const;
  // Those that leave out a finding that overlaps a stretch of the text; findings in the order of their start.
  EntryNumbers leaving_out(const std::vector<Finding>& findings, std::uint32_t start, std::uint32_t end,
                           const EntryNumbers& here) const;
  // Those with this value, wherever they hold.
  const EntryNumbers& with_value(std::string_view kind, std::string_view canonical) const;

 private:
  struct Place {
    Glob pattern;
    bool anywhere = true;
  };
  std::string_view below_root(const std::string& printed) const;

  const index::Key& key_;
  std::vector<index::Suppression> entries_;
  std::vector<Place> places_;       // of each entry
  EntryNumbers without_value_;      // those that leave out everything at their place
  std::vector<std::string> roots_;  // as printed
  std::unordered_map<index::Token, EntryNumbers> by_value_;
  std::uint64_t expired_ = 0;
};

// How much of an answer the list took out: with every answer, also where it is nothing.
struct SuppressionAccount {
  struct Entry {
    index::Suppression entry;
    SuppressedHere::Count count;
    std::uint64_t parts = 0;  // that hold something of it
  };
  bool applied = false;  // false: the user wanted everything
  std::vector<Entry> entries;
  SuppressedHere::Count all;
  std::uint64_t parts = 0;
  std::uint64_t expired = 0;  // entries that are not applied any more

  SuppressionAccount() = default;
  explicit SuppressionAccount(const Suppressor* suppressor);  // null: not applied
  void add(const SuppressedHere& part);
};

}  // namespace trawl::requests
