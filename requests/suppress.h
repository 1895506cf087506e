// suppress: what a user says is no personal data -> an entry of the list of suppressions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/sensitive.h"
#include "detectors/detector_set.h"
#include "index/index.h"

namespace trawl::requests {

struct SuppressRequest {
  static constexpr std::size_t kLongestText = 1'000;   // bytes of reason, label and who each
  static constexpr std::size_t kLongestPlace = 4'096;  // bytes

  Sensitive value;     // as it is written; empty: everything at the place
  std::string kind;    // of the value; empty: every kind that the detectors can take it for
  std::string place;   // a pattern (core/glob.h); empty: everywhere
  std::string reason;  // must be given
  std::string label, who;
  std::int64_t added = 0;  // seconds since 1970 UTC
  std::string until;       // the last day, "2027-03-31"; empty: no end
};

// The value is canonical as the detectors have it, so that all its spellings are one. invalid_argument with what to
// mend: no reason; neither value nor place; a text that is no value, or none of the kind; a day that does not exist or
// is over; a label or reason that tells the value; texts too long. The entry has no id yet.
Result<index::Suppression> suppression_of(const SuppressRequest& request, detectors::DetectorSet& detectors,
                                          const index::Key& key);

// The value of a finding that the index holds, by the reference that a proposal gives for it (proposals.h): an entry
// with that value in place of the request's, which must have none. not_found where the index holds no such value.
Result<index::Suppression> suppression_of_reference(std::string_view reference, const SuppressRequest& request,
                                                    detectors::DetectorSet& detectors, const index::Reader& reader);

// Gives the entry its id. The list may hold one that is the same already: then that one, with the new reason and end,
// in its place. invalid_argument when the list is full.
Result<std::uint64_t> add_to(index::SuppressionList& list, index::Suppression entry);
inline constexpr std::size_t kMostSuppressions = 10'000;

// What `entry` is about, in words: "Phone number +44*******018"; "everything" where it has no value.
std::string title_of(const index::Suppression& entry);

// Kinds that belong to one person (or are money or secrets), never to an organisation: suppressing one is worth a
// warning, and none is ever proposed.
bool belongs_to_one_person(std::string_view kind);

}  // namespace trawl::requests
