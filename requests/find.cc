// Joins query, search and ledger.
#include "requests/find.h"

#include <algorithm>
#include <set>

#include "requests/kinds.h"
#include "requests/paths.h"

namespace trawl::requests {
namespace {

Confidence best_confidence(const ExaminedPart& part) {
  Confidence best = Confidence::possible;
  for (const Hit& hit : part.hits) best = std::max(best, hit.confidence);
  return best;
}

}  // namespace

std::string shown_value(std::string_view kind, std::string_view value, bool plain) {
  if (plain || kind == kWordsKind) return one_line(value);
  return one_line(detectors::masked(kind == kNameKind ? kPerson : kind, value));
}

std::vector<ShownTerm> shown_terms(const std::vector<Term>& terms, const SearchResult& result,
                                   const ExamineOptions& options) {
  std::vector<ShownTerm> shown;
  for (std::size_t number = 0; number < terms.size(); ++number) {
    const Term& term = terms[number];
    ShownTerm entry;
    entry.kind = term.kind;
    entry.title = term.title;
    entry.text = shown_value(term.kind, term.text.reveal(), options.plain);
    entry.role = term.role;
    entry.parts = result.term_parts[number];
    entry.hits = result.term_hits[number];
    if (options.suppressor != nullptr && term.form == Term::Form::value) {
      entry.suppressed = options.suppressor->ids(options.suppressor->with_value(term.kind, term.text.reveal()));
    }
    shown.push_back(std::move(entry));
  }
  return shown;
}

Result<FindAnswer> find(const Query& query, const Sources& sources, const FindOptions& options) {
  auto terms = terms_of(query, options.query, sources.detectors);
  if (!terms) return tl::unexpected(terms.error());
  auto found = search(*terms, sources, options.search);
  if (!found) return tl::unexpected(found.error());
  auto scans = scanned(sources.reader);
  if (!scans) return tl::unexpected(scans.error());
  FindAnswer answer;
  const PathNames names(*terms);
  std::set<std::string> hits;
  for (const ExaminedPart& part : found->parts) hits.insert(print(part.locator));
  const auto add = [&](index::PartId, const index::PartRecord& record) {
    answer.ledger.add(record);
    const bool named = names.in_path(record.locator) && hits.count(print(record.locator)) == 0;
    if (named) answer.named.push_back(record.locator);
    return true;
  };
  if (auto status = sources.reader.for_each_part(add); !status) return tl::unexpected(status.error());
  answer.plain = options.search.examine.plain;
  answer.terms = shown_terms(*terms, *found, options.search.examine);
  std::stable_sort(found->parts.begin(), found->parts.end(), [](const ExaminedPart& a, const ExaminedPart& b) {
    return best_confidence(a) > best_confidence(b);
  });
  answer.suppression = SuppressionAccount(options.search.examine.suppressor);
  for (const ExaminedPart& part : found->parts) answer.suppression.add(part.suppressed);
  answer.found = std::move(*found);
  answer.scanned = std::move(*scans);
  return answer;
}

}  // namespace trawl::requests
