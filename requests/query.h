// Query: what a user typed after `trawl find`, and the terms it stands for.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "requests/term.h"

namespace trawl::requests {

struct Query {
  std::string kind;  // a detector's kind, kNameKind or kWordsKind; empty: guess
  Sensitive text;
};

// The kind that a bare text most likely is: that of a detector which takes the whole of it for one
// value, else a name ("John Smith", "Smith, John"), else words.
std::string guess_kind(std::string_view text, detectors::DetectorSet& detectors);

struct QueryOptions {
  bool by_sound = false;  // names: also those that sound alike
};

// What to look for. A bare query that can be read as several kinds of number stands for all of them, and a
// value is found in every spelling. invalid_argument: empty, a kind that does not exist, or a text that is no
// value of the kind.
Result<std::vector<Term>> terms_of(const Query& query, const QueryOptions& options, detectors::DetectorSet& detectors);

// The canonical spelling of a text as a value of a kind; not_found where the detector does not take it for one.
Result<Sensitive> canonical_value(std::string_view kind, std::string_view text, detectors::DetectorSet& detectors);

}  // namespace trawl::requests
