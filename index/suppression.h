// Suppression: what the user said is no personal data, with the reason: a value (the switchboard's number), a place
// (the folder of letterheads), or a value at a place. It is applied when an answer is made, never when something is
// stored, so taking it back needs no new scan.
//
// Of a value only its keyed token is kept (index/tokens.h), the same that stands in the postings, and the mask by which
// answers show it. The list is one sealed blob of the index (docs/index-format.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "index/key.h"

namespace trawl::index {

// One reading of the suppressed text: ten digits may be a phone number and an NHS number.
struct SuppressedValue {
  std::string kind;   // a detector's
  std::string shown;  // masked
  Token token = 0;    // value_token(key, kind, canonical)
};

struct Suppression {
  std::uint64_t id = 0;                 // from 1, ascending, never used again
  std::vector<SuppressedValue> values;  // any of them; empty: everything at the place
  std::string place;                    // a pattern (core/glob.h); empty: everywhere
  std::string reason;                   // never empty
  std::string label;                    // by which the user recognises it
  std::string who;                      // decided it
  std::int64_t added = 0;               // seconds since 1970 UTC
  std::int64_t until = 0;               // it ends at this time; 0: never
};

struct SuppressionList {
  std::uint64_t next_id = 1;
  std::vector<Suppression> entries;  // by id
};

std::string pack(const SuppressionList& list);
Result<SuppressionList> unpack_suppressions(std::string_view packed);  // damaged

}  // namespace trawl::index
