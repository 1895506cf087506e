// find: the answer to `trawl find`: where a query's terms stand now, what could not be confirmed, and what of the
// estate could not be read.
#pragma once

#include <string>
#include <vector>

#include "requests/query.h"
#include "requests/search.h"

namespace trawl::requests {

// A value as it is shown: as it is, or masked. Free words are never masked.
std::string shown_value(std::string_view kind, std::string_view value, bool plain);

// A term as answers show it.
struct ShownTerm {
  std::string kind;
  std::string title;
  std::string text;  // masked unless plain was asked for
  Role role = Role::words;
  std::uint64_t parts = 0;
  std::uint64_t hits = 0;
  std::vector<std::uint64_t> suppressed;  // ids of entries of the list of suppressions that have this value
};
std::vector<ShownTerm> shown_terms(const std::vector<Term>& terms, const SearchResult& result,
                                   const ExamineOptions& options);

struct FindAnswer {
  std::vector<ShownTerm> terms;
  bool plain = false;
  SearchResult found;          // parts: the strongest hits first
  std::vector<Locator> named;  // parts without hits that have the name in their own or a folder's name
  SuppressionAccount suppression;
  Ledger ledger;
  Scanned scanned;
};

struct FindOptions {
  QueryOptions query;
  SearchOptions search;
};

Result<FindAnswer> find(const Query& query, const Sources& sources, const FindOptions& options);

}  // namespace trawl::requests
