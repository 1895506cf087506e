// What decides that an entry of a directory need not be read again.
#pragma once

#include <cstdint>

#include "index/index.h"
#include "scanner/pipeline.h"
#include "scanner/walk/walker.h"

namespace trawl::scanner {

// Of everything that decides what a file yields, but for the passwords: a directory stored under another fingerprint
// is read anew.
std::uint64_t fingerprint_of(const ScanOptions& options);

// What tells that an entry is the one of the last scan: of a file its identity; of anything else the reason why it is
// not read. Zero: it is to be read again in any case.
index::FileIdentity identity_of(const WalkedEntry& entry);

// Identities of files that were encrypted in whole or in part when all passwords of a list had been tried: such a
// file is read again when the list is another one. What was read with a list stays when the list is not given.
class TriedPasswords {
 public:
  // The list is kept as a keyed hash only.
  TriedPasswords(const index::Key& key, const std::vector<std::string>& passwords);
  // The identity to store of a file that stayed encrypted.
  index::FileIdentity mark(index::FileIdentity identity) const;
  // Is `stored` the identity `now`, of a file that was read or that stayed encrypted with this very list?
  bool same(const index::FileIdentity& stored, const index::FileIdentity& now) const;

 private:
  std::uint64_t list_;
};

}  // namespace trawl::scanner
