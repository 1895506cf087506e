// Search: terms -> the parts that hold them now. The index proposes parts, each file is read again once, and
// the text decides. What the index proposed and the text no longer says is reported, never dropped.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/result.h"
#include "index/index.h"
#include "requests/document_reader.h"
#include "requests/examine.h"
#include "requests/ledger.h"

namespace trawl::requests {

// A part that the index proposed for a value or for words that it no longer shows.
struct Unconfirmed {
  Locator locator;
  std::string reason;  // "changed since the scan: ...", "could not be read again: ..."
};

struct SearchResult {
  std::vector<ExaminedPart> parts;  // those with hits, in the order of the index
  std::vector<Unconfirmed> unconfirmed;
  std::uint64_t proposed = 0;      // parts that the index proposed
  std::uint64_t coincidences = 0;  // of them those that hold the words, but apart from each other
  std::uint64_t files_read_again = 0;
  std::vector<std::uint64_t> term_parts;  // by term: parts with hits
  std::vector<std::uint64_t> term_hits;   // by term
  bool stopped = false;                   // by progress
};

struct SearchOptions {
  ExamineOptions examine;
  // Called after each file with the files done and to do; false stops the search.
  std::function<bool(std::uint64_t done, std::uint64_t total)> progress;
};

struct Sources {
  const index::Reader& reader;
  DocumentReader& documents;
  detectors::DetectorSet& detectors;
};

// Errors are those of the index; a document that cannot be read is part of the result.
Result<SearchResult> search(const std::vector<Term>& terms, const Sources& sources, const SearchOptions& options);

}  // namespace trawl::requests
