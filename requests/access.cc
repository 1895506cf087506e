// Search for every term of the subject, judge each document, collapse copies, and add what is only linked.
#include "requests/access.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "requests/kinds.h"
#include "requests/paths.h"

namespace trawl::requests {
namespace {

std::int64_t seconds_of(const Day& day) {
  // Days from civil: Howard Hinnant, https://howardhinnant.github.io/date_algorithms.html
  const int year = day.year - (day.month <= 2);
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int of_era = year - era * 400;
  const int of_year = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;
  const std::int64_t days = era * 146097LL + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
  return days * 86400;
}

bool outside(std::int64_t modified, const std::optional<Day>& from, const std::optional<Day>& to) {
  if (modified == kUnknownTime) return false;
  return (from && modified < seconds_of(*from)) || (to && modified >= seconds_of(*to) + 86400);
}

// Kinds of which the subject has one and that are known: another value of them near the name contradicts.
std::vector<std::string> known_kinds(const Subject& subject) {
  std::vector<std::string> kinds;
  if (subject.date_of_birth) kinds.emplace_back(kDateOfBirth);
  if (!subject.nino.empty()) kinds.emplace_back(kNino);
  if (!subject.nhs.empty()) kinds.emplace_back(kNhsNumber);
  return kinds;
}

// Whether somebody else is known by a name that is also one of the subject's.
bool has_namesake(const Subject& subject) {
  for (const OtherPerson& other : subject.not_me) {
    const PersonName name = name_from(other.name.reveal());
    for (const PersonName& own : subject.names) {
      const bool given = folded_words(own.given.reveal()) == folded_words(name.given.reveal());
      if (given && folded_words(own.family.reveal()) == folded_words(name.family.reveal())) return true;
    }
  }
  return false;
}

bool is_message(std::string_view media_type) {
  return media_type.substr(0, 8) == "message/" || media_type == "application/vnd.ms-outlook";
}

std::string parent_of(const Locator& locator) {
  Locator parent = locator;
  if (parent.hops.size() < 2) return {};
  parent.hops.pop_back();
  return print(parent);
}

AccessDocument linked_document(const index::PartRecord& record, std::string reason) {
  AccessDocument document;
  document.part.locator = record.locator;
  document.part.media_type = record.media_type;
  document.part.size = record.size;
  document.part.modified = record.modified;
  document.part.outcome = record.outcome;
  document.part.text_bytes = record.text_bytes;
  document.judgement = {Tier::linked, {std::move(reason)}};
  return document;
}

// One pass over the index after the search: the ledger, and the parts that are linked to hits without being hits.
class Links {
 public:
  Links(const std::vector<AccessDocument>& documents, const std::vector<Term>& terms) : names_(terms) {
    for (const AccessDocument& document : documents) {
      const std::string printed = print(document.part.locator);
      hits_.insert(printed);
      if (document.judgement.tier > Tier::full_name) continue;
      families_.insert(printed);
      if (const std::string parent = parent_of(document.part.locator); !parent.empty()) families_.insert(parent);
    }
  }

  void see(const index::PartRecord& record) {
    const std::string printed = print(record.locator);
    const bool head = families_.count(printed) != 0;
    if (head && is_message(record.media_type)) messages_.insert(printed);
    if (hits_.count(printed) != 0) return;
    if (names_.in_path(record.locator)) {
      folders_.push_back(linked_document(record, "the name stands in the name of the file or of a folder above it"));
    } else if (head) {
      relatives_.emplace(printed, linked_document(record, "the message that a hit is attached to"));
    } else if (const std::string parent = parent_of(record.locator); families_.count(parent) != 0) {
      relatives_.emplace(parent, linked_document(record, "part of a message with a hit"));
    }
  }

  std::vector<AccessDocument> take() {
    std::vector<AccessDocument> all = std::move(folders_);
    for (auto& [message, document] : relatives_) {
      if (messages_.count(message) != 0) all.push_back(std::move(document));
    }
    return all;
  }

 private:
  PathNames names_;
  std::set<std::string> hits_, families_, messages_;
  std::vector<AccessDocument> folders_;
  std::multimap<std::string, AccessDocument> relatives_;  // by the printed locator of the message
};

// Copies of one text become one document, in the place of the first.
std::vector<AccessDocument> collapsed(std::vector<AccessDocument> documents) {
  std::map<std::pair<index::Token, std::uint64_t>, std::size_t> known;
  std::vector<AccessDocument> kept;
  for (AccessDocument& document : documents) {
    const auto identity = std::pair(document.part.content, document.part.text_bytes);
    const auto found = document.part.content == 0 ? known.end() : known.find(identity);
    if (found != known.end()) {
      AccessDocument& first = kept[found->second];
      first.copies.push_back(document.part.locator);
      if (document.judgement.tier < first.judgement.tier) first.judgement = std::move(document.judgement);
      continue;
    }
    if (document.part.content != 0) known.emplace(identity, kept.size());
    kept.push_back(std::move(document));
  }
  return kept;
}

std::string shown_subject(const Subject& subject, bool plain) {
  if (subject.names.empty()) return {};
  std::string name(subject.names.front().given.reveal());
  for (const Sensitive* more : {&subject.names.front().middle, &subject.names.front().family}) {
    if (!more->empty()) name += (name.empty() ? "" : " ") + std::string(more->reveal());
  }
  std::string shown = shown_value(kNameKind, name, plain);
  wipe(name.data(), name.size());
  return shown;
}

std::vector<AccessDocument> judged(const Subject& subject, const std::vector<Term>& terms,
                                   std::vector<ExaminedPart> parts) {
  const std::vector<std::string> kinds = known_kinds(subject);
  std::vector<AccessDocument> documents;
  for (ExaminedPart& part : parts) {
    AccessDocument document;
    document.judgement = judge(part, terms, kinds);
    document.part = std::move(part);
    documents.push_back(std::move(document));
  }
  return documents;
}

void finish(const Subject& subject, AccessAnswer& answer) {
  const bool namesake = has_namesake(subject);
  for (AccessDocument& document : answer.documents) {
    const Tier tier = document.judgement.tier;
    document.ambiguous = namesake && (tier == Tier::full_name || tier == Tier::partial);
    document.out_of_range = outside(document.part.modified, subject.documents_from, subject.documents_to);
    ++answer.tiers[static_cast<std::size_t>(tier)];
  }
  std::stable_sort(answer.documents.begin(), answer.documents.end(),
                   [](const auto& a, const auto& b) { return a.judgement.tier < b.judgement.tier; });
}

}  // namespace

Result<AccessAnswer> access(const Subject& subject, const Sources& sources, const SearchOptions& options) {
  AccessAnswer answer;
  const std::vector<Term> terms = subject_terms(subject, sources.detectors, answer.notes);
  auto found = search(terms, sources, options);
  if (!found) return tl::unexpected(found.error());
  auto scans = scanned(sources.reader);
  if (!scans) return tl::unexpected(scans.error());

  answer.reference = subject.reference;
  answer.plain = options.examine.plain;
  answer.subject = shown_subject(subject, answer.plain);
  answer.documents_from = subject.documents_from;
  answer.documents_to = subject.documents_to;
  answer.terms = shown_terms(terms, *found, options.examine);
  answer.scanned = std::move(*scans);
  answer.unconfirmed = std::move(found->unconfirmed);
  answer.proposed = found->proposed;
  answer.coincidences = found->coincidences;
  answer.files_read_again = found->files_read_again;
  answer.stopped = found->stopped;

  answer.suppression = SuppressionAccount(options.examine.suppressor);
  for (const ExaminedPart& part : found->parts) answer.suppression.add(part.suppressed);

  std::vector<AccessDocument> documents = judged(subject, terms, std::move(found->parts));
  Links links(documents, terms);
  const auto see = [&](index::PartId, const index::PartRecord& record) {
    answer.ledger.add(record);
    links.see(record);
    return true;
  };
  if (auto status = sources.reader.for_each_part(see); !status) return tl::unexpected(status.error());
  answer.documents = collapsed(std::move(documents));
  for (AccessDocument& document : links.take()) answer.documents.push_back(std::move(document));
  finish(subject, answer);
  return answer;
}

}  // namespace trawl::requests
