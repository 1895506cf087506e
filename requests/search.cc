// Candidates from the index, grouped by file; then each file once through the Examiner.
#include "requests/search.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace trawl::requests {
namespace {

struct Candidate {
  Locator locator;
  std::vector<std::uint32_t> by_value;  // terms whose value token proposed it
  std::vector<std::uint32_t> by_words;
  bool met = false;  // when it was read again
};

// By id, so that answers come in the order of the index.
using Candidates = std::map<index::PartId, Candidate>;

// Looks up tokens once each.
class Postings {
 public:
  explicit Postings(const index::Reader& reader) : reader_(reader) {}

  // The parts that hold all tokens.
  Result<std::vector<index::PartId>> all_of(const Lookup& lookup) {
    std::vector<index::PartId> parts;
    bool first = true;
    for (const index::Token token : lookup) {
      auto found = known_.find(token);
      if (found == known_.end()) {
        auto looked_up = reader_.lookup(token);
        if (!looked_up) return tl::unexpected(looked_up.error());
        found = known_.emplace(token, std::move(*looked_up)).first;
      }
      if (first) {
        parts = found->second;
      } else {
        std::vector<index::PartId> both;
        std::set_intersection(parts.begin(), parts.end(), found->second.begin(), found->second.end(),
                              std::back_inserter(both));
        parts = std::move(both);
      }
      first = false;
      if (parts.empty()) break;
    }
    return parts;
  }

 private:
  const index::Reader& reader_;
  std::unordered_map<index::Token, std::vector<index::PartId>> known_;
};

Result<Candidates> candidates_of(const std::vector<Term>& terms, const index::Reader& reader) {
  Candidates candidates;
  Postings postings(reader);
  for (std::uint32_t number = 0; number < terms.size(); ++number) {
    bool value = terms[number].form == Term::Form::value;  // its first lookup is that of the value itself
    for (const Lookup& lookup : lookups_of(terms[number], reader.key())) {
      auto parts = postings.all_of(lookup);
      if (!parts) return tl::unexpected(parts.error());
      for (const index::PartId id : *parts) {
        auto& proposers = value ? candidates[id].by_value : candidates[id].by_words;
        if (proposers.empty() || proposers.back() != number) proposers.push_back(number);
      }
      value = false;
    }
  }
  for (auto& [id, candidate] : candidates) {
    auto record = reader.part(id);
    if (!record) return tl::unexpected(record.error());
    candidate.locator = std::move(record->locator);
  }
  return candidates;
}

class Rereading {
 public:
  Rereading(const std::vector<Term>& terms, const Sources& sources, const SearchOptions& options, Candidates candidates)
      : sources_(sources),
        options_(options),
        candidates_(std::move(candidates)),
        examiner_(
            terms, sources.detectors, sources.reader.key(), options.examine,
            [this](const Locator& locator) { return present_.count(print(locator)) != 0; },
            [this](ExaminedPart&& part) { take(std::move(part)); }) {
    result_.proposed = candidates_.size();
    result_.term_parts.assign(terms.size(), 0);
    result_.term_hits.assign(terms.size(), 0);
  }

  SearchResult run() {
    std::vector<std::pair<std::string, std::vector<index::PartId>>> files;
    std::unordered_map<std::string, std::size_t> file_numbers;
    for (const auto& [id, candidate] : candidates_) {
      const std::string& path = candidate.locator.hops.front();
      const auto [known, is_new] = file_numbers.emplace(path, files.size());
      if (is_new) files.emplace_back(path, std::vector<index::PartId>());
      files[known->second].second.push_back(id);
    }
    for (const auto& [path, ids] : files) {
      read(path, ids);
      ++result_.files_read_again;
      if (!options_.progress || options_.progress(result_.files_read_again, files.size())) continue;
      result_.stopped = result_.files_read_again < files.size();
      if (result_.stopped) break;
    }
    return std::move(result_);
  }

 private:
  void read(const std::string& path, const std::vector<index::PartId>& ids) {
    present_.clear();
    for (const index::PartId id : ids) present_[print(candidates_[id].locator)] = id;
    examiner_.begin_file(path);
    const Status status = sources_.documents.read(path, examiner_);
    for (const index::PartId id : ids) {
      const Candidate& candidate = candidates_[id];
      if (candidate.met) continue;
      result_.unconfirmed.push_back({candidate.locator, status ? "changed since the scan: this part is no longer there"
                                                               : "could not be read again: " + status.error().message});
    }
  }

  void take(ExaminedPart&& part) {
    const auto found = present_.find(print(part.locator));
    if (found != present_.end()) {
      Candidate& candidate = candidates_[found->second];
      candidate.met = true;
      if (part.hits_total == 0) explain(candidate, part);
    }
    for (const auto& [term, hits] : part.counts) {
      ++result_.term_parts[term];
      result_.term_hits[term] += hits;
    }
    if (part.hits_total > 0) result_.parts.push_back(std::move(part));
  }

  // Why a part that was proposed shows nothing.
  void explain(const Candidate& candidate, const ExaminedPart& part) {
    const auto seen = [&](std::uint32_t term) {
      return std::find(part.words_seen.begin(), part.words_seen.end(), term) != part.words_seen.end();
    };
    if (!part.outcome.complete()) {
      result_.unconfirmed.push_back({candidate.locator, "could not be read again: " + part.outcome.reason});
    } else if (!candidate.by_value.empty()) {
      result_.unconfirmed.push_back({candidate.locator, "changed since the scan: it no longer holds the value"});
    } else if (std::any_of(candidate.by_words.begin(), candidate.by_words.end(), seen)) {
      ++result_.coincidences;
    } else {
      result_.unconfirmed.push_back({candidate.locator, "changed since the scan: it no longer holds the words"});
    }
  }

  const Sources& sources_;
  const SearchOptions& options_;
  Candidates candidates_;
  std::unordered_map<std::string, index::PartId> present_;  // candidates of the present file, by printed locator
  SearchResult result_;
  Examiner examiner_;
};

}  // namespace

Result<SearchResult> search(const std::vector<Term>& terms, const Sources& sources, const SearchOptions& options) {
  auto candidates = candidates_of(terms, sources.reader);
  if (!candidates) return tl::unexpected(candidates.error());
  return Rereading(terms, sources, options, std::move(*candidates)).run();
}

}  // namespace trawl::requests
