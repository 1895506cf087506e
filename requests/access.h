// access: the answer to a subject access request: which documents are about the subject and why, what could not be
// read, and what was searched for.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "requests/find.h"
#include "requests/subject.h"
#include "requests/tiers.h"

namespace trawl::requests {

struct AccessDocument {
  ExaminedPart part;
  Judgement judgement;
  bool ambiguous = false;       // a namesake is known, and nothing here tells the two apart
  bool out_of_range = false;    // last changed outside the days asked about
  std::vector<Locator> copies;  // other places of the same text
};

struct AccessAnswer {
  std::string reference;
  std::string subject;  // name of the subject, masked unless plain was asked for
  bool plain = false;
  std::vector<std::string> notes;  // about the subject file, without values
  std::vector<ShownTerm> terms;
  std::vector<AccessDocument> documents;             // by tier, then in the order of the index
  std::array<std::uint64_t, kTiers.size()> tiers{};  // documents of each
  std::vector<Unconfirmed> unconfirmed;
  std::uint64_t proposed = 0, coincidences = 0, files_read_again = 0;
  bool stopped = false;
  std::optional<Day> documents_from, documents_to;
  SuppressionAccount suppression;
  Ledger ledger;
  Scanned scanned;
};

Result<AccessAnswer> access(const Subject& subject, const Sources& sources, const SearchOptions& options);

// What is looked for, with the terms that speak for somebody else; notes gets a sentence for each value that is not
// what its key says and is therefore looked for as it is written.
std::vector<Term> subject_terms(const Subject& subject, detectors::DetectorSet& detectors,
                                std::vector<std::string>& notes);

}  // namespace trawl::requests
