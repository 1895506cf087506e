// Reads values as queries do, checks what the user typed, and keeps no value.
#include "requests/suppress.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "core/glob.h"
#include "core/normal_text.h"
#include "core/utf8.h"
#include "index/tokens.h"
#include "requests/find.h"
#include "requests/kinds.h"
#include "requests/proposals.h"
#include "requests/query.h"

namespace trawl::requests {
namespace {

using index::SuppressedValue;
using index::Suppression;

tl::unexpected<Error> wrong(std::string message) {
  return fail(ErrorKind::invalid_argument, std::move(message));
}

bool blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

// The end of a day, seconds since 1970 UTC.
Result<std::int64_t> end_of(std::string_view day, std::int64_t now) {
  int year = 0;
  unsigned month = 0, number = 0;
  const auto digits = [&](std::size_t at, std::size_t count, auto& out) {
    const char* end = day.data() + at + count;
    return std::from_chars(day.data() + at, end, out).ptr == end;
  };
  const bool shaped = day.size() == 10 && day[4] == '-' && day[7] == '-' && digits(0, 4, year) && digits(5, 2, month) &&
                      digits(8, 2, number);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(number)};
  if (!shaped || !date.ok()) return wrong("the last day must be a date such as 2027-03-31");
  const auto end = std::chrono::sys_days(date) + std::chrono::days(1);
  const std::int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(end.time_since_epoch()).count();
  if (seconds <= now) return wrong("the last day is over already; give a later one, or none");
  return seconds;
}

SuppressedValue value_of(std::string_view kind, std::string_view canonical, const index::Key& key) {
  return {std::string(kind), shown_value(kind, canonical, false), index::value_token(key, kind, canonical)};
}

Result<std::vector<SuppressedValue>> values_of(const SuppressRequest& request, detectors::DetectorSet& detectors,
                                               const index::Key& key) {
  constexpr const char* kExplain = "; `trawl explain --value` tells what the detectors make of a text";
  const auto& kinds = detectors.kinds();
  std::string kind = request.kind == kNameKind ? std::string(kPerson) : request.kind;
  const bool known = std::any_of(kinds.begin(), kinds.end(), [&](const auto& each) { return each.name == kind; });
  if (!kind.empty() && !known)
    return wrong("there is no such kind of identifier; `trawl find --help` names kinds" + std::string(kExplain));
  if (kind.empty() && guess_kind(request.value.reveal(), detectors) == kNameKind) kind = kPerson;
  if (!kind.empty()) {
    const auto canonical = canonical_value(kind, request.value.reveal(), detectors);
    if (!canonical) return wrong("the text is not a value of the kind '" + kind + "'" + kExplain);
    return std::vector<SuppressedValue>{value_of(kind, canonical->reveal(), key)};
  }
  std::vector<SuppressedValue> values;
  const auto terms = terms_of({"", request.value.clone()}, {}, detectors);
  for (std::size_t n = 0; terms && n < terms->size(); ++n) {
    const Term& term = (*terms)[n];
    if (term.form == Term::Form::value) values.push_back(value_of(term.kind, term.text.reveal(), key));
  }
  if (values.empty())
    return wrong(std::string("the detectors take the text for no value; say with --kind what it is") + kExplain);
  return values;
}

// Whether a text that will be shown in answers tells the value that the entry is to leave out.
bool tells(const std::string& text, const Suppression& entry, detectors::DetectorSet& detectors,
           const index::Key& key) {
  NormalText normal;
  normal.assign(text);
  TextBlock block;
  block.text = text;
  std::vector<Finding> found;
  detectors.begin_part("text/plain", "");
  detectors.scan(block, normal, found);
  return std::any_of(found.begin(), found.end(), [&](const Finding& finding) {
    const index::Token token = index::value_token(key, finding.kind, finding.value.reveal());
    return std::any_of(entry.values.begin(), entry.values.end(),
                       [&](const auto& value) { return value.token == token; });
  });
}

// Everything but the values.
Result<Suppression> entry_of(const SuppressRequest& request) {
  Suppression entry;
  if (blank(request.reason)) return wrong("a suppression needs a reason: --reason TEXT");
  for (const std::string* text : {&request.reason, &request.label, &request.who}) {
    if (text->size() > SuppressRequest::kLongestText) return wrong("reason, label and name may have 1,000 bytes each");
  }
  if (request.place.size() > SuppressRequest::kLongestPlace) return wrong("the place may have 4,096 bytes");
  if (const auto pattern = Glob::parse(request.place); !pattern) return tl::unexpected(pattern.error());
  const bool slashes = request.place.find_first_not_of('/') == std::string::npos;
  if (!request.place.empty() && slashes) return wrong("the place names nothing; give a file, a folder or a pattern");
  entry.place = request.place;
  entry.reason = one_line(repaired_utf8(request.reason));
  entry.label = one_line(repaired_utf8(request.label));
  entry.who = one_line(repaired_utf8(request.who));
  entry.added = request.added;
  if (request.until.empty()) return entry;
  const auto until = end_of(request.until, request.added);
  if (!until) return tl::unexpected(until.error());
  entry.until = *until;
  return entry;
}

Result<Suppression> checked(Suppression entry, detectors::DetectorSet& detectors, const index::Key& key) {
  if (tells(entry.reason, entry, detectors, key) || tells(entry.label, entry, detectors, key)) {
    return wrong("the reason or the label tells the value itself, and answers show both; describe it in other words");
  }
  return entry;
}

bool same(const Suppression& a, const Suppression& b) {
  return a.place == b.place && std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
                                          [](const auto& x, const auto& y) { return x.token == y.token; });
}

}  // namespace

Result<Suppression> suppression_of(const SuppressRequest& request, detectors::DetectorSet& detectors,
                                   const index::Key& key) {
  auto entry = entry_of(request);
  if (!entry) return entry;
  const bool no_value = blank(request.value.reveal());
  if (no_value && request.place.empty()) return wrong("give a value, a place (--place), or both");
  if (no_value && !request.kind.empty()) return wrong("--kind needs a value");
  if (no_value) return entry;
  auto values = values_of(request, detectors, key);
  if (!values) return tl::unexpected(values.error());
  entry->values = std::move(*values);
  return checked(std::move(*entry), detectors, key);
}

Result<Suppression> suppression_of_reference(std::string_view reference, const SuppressRequest& request,
                                             detectors::DetectorSet& detectors, const index::Reader& reader) {
  auto entry = entry_of(request);
  if (!entry) return entry;
  const auto find = [&](index::PartId, const index::PartRecord& record) {
    for (const index::StoredFinding& finding : record.findings) {
      const index::Token token = index::value_token(reader.key(), finding.kind, finding.value.reveal());
      if (reference_of(token) != reference) continue;
      entry->values = {value_of(finding.kind, finding.value.reveal(), reader.key())};
      return false;
    }
    return true;
  };
  if (const Status walked = reader.for_each_part(find); !walked) return tl::unexpected(walked.error());
  if (entry->values.empty()) {
    return fail(ErrorKind::not_found,
                "the index holds no value of that reference; `trawl suppress propose` gives references");
  }
  return checked(std::move(*entry), detectors, reader.key());
}

Result<std::uint64_t> add_to(index::SuppressionList& list, Suppression entry) {
  const auto known =
      std::find_if(list.entries.begin(), list.entries.end(), [&](const auto& each) { return same(each, entry); });
  if (known != list.entries.end()) {
    entry.id = known->id;
    *known = std::move(entry);
    return known->id;
  }
  if (list.entries.size() >= kMostSuppressions) return wrong("the list is full (10,000 entries); remove some first");
  entry.id = list.next_id++;
  list.entries.push_back(std::move(entry));
  return list.entries.back().id;
}

std::string title_of(const Suppression& entry) {
  std::string title;
  for (const SuppressedValue& value : entry.values) {
    title += (title.empty() ? "" : ", ") + title_of(value.kind, detectors::built_in_kinds()) + ' ' + value.shown;
  }
  return title.empty() ? "everything" : title;
}

bool belongs_to_one_person(std::string_view kind) {
  static constexpr std::string_view kKinds[] = {kNino,
                                                kNhsNumber,
                                                kDateOfBirth,
                                                kPerson,
                                                kBankAccount,
                                                "iban",
                                                "card",
                                                "cvv",
                                                "credential",
                                                "driving_licence",
                                                "utr",
                                                "passport",
                                                "residence_permit",
                                                "upn",
                                                "uln",
                                                "gmc_number",
                                                "nmc_pin",
                                                "roll_number",
                                                "username",
                                                "special_category_hint",
                                                "vehicle_registration",
                                                "imei"};
  return std::find(std::begin(kKinds), std::end(kKinds), kind) != std::end(kKinds);
}

}  // namespace trawl::requests
