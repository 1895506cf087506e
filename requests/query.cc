// Reads queries with the detectors themselves, so that a query and a document are canonical alike.
#include "requests/query.h"

#include <algorithm>

#include "core/utf8.h"
#include "requests/kinds.h"
#include "requests/variants.h"
#include "requests/words.h"

namespace trawl::requests {
namespace {

using detectors::DetectorSet;

bool alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool holds_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

// The findings in a text that leave no letter or digit of it over.
std::vector<Finding> whole_findings(std::string_view text, std::string_view label, DetectorSet& detectors) {
  TextBlock block;
  block.kind = label.empty() ? BlockKind::text : BlockKind::field;
  block.text = text;
  block.label = label;
  NormalText normal;
  normal.assign(text);
  detectors.begin_part("text/plain", "");
  std::vector<Finding> found, whole;
  detectors.scan(block, normal, found);
  for (Finding& finding : found) {
    const std::size_t end = std::min<std::size_t>(finding.end, text.size());
    const std::size_t start = std::min<std::size_t>(finding.start, end);
    const bool before = std::any_of(text.begin(), text.begin() + start, alnum);
    const bool after = std::any_of(text.begin() + end, text.end(), alnum);
    if (!before && !after && start < end) whole.push_back(std::move(finding));
  }
  return whole;
}

// Kinds whose shape or check digits tell even where nothing beside a number says what it is. Others ("roll number")
// take nearly anything for theirs when it is labelled so.
bool shape_tells(std::string_view kind) {
  static constexpr std::string_view kKinds[] = {kPhone,       kNino,     kNhsNumber, "iban", kBankAccount,     "card",
                                                kDateOfBirth, kPostcode, kIpAddress, "utr",  "driving_licence"};
  return std::find(std::begin(kKinds), std::end(kKinds), kind) != std::end(kKinds);
}

struct Readings {
  std::vector<Finding> findings;  // the most likely first
  bool sure = false;              // at least one needed no label
};

// Every reading of a bare text as a value: unlabelled first, then with each kind's title as its label.
Readings readings(std::string_view text, DetectorSet& detectors) {
  Readings all{whole_findings(text, {}, detectors), false};
  all.sure = !all.findings.empty();
  std::stable_sort(all.findings.begin(), all.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.confidence > b.confidence; });
  if (!holds_digit(text)) return all;
  for (const detectors::Kind& kind : detectors.kinds()) {
    if (!shape_tells(kind.name)) continue;
    for (Finding& finding : whole_findings(text, kind.title, detectors)) {
      const bool known = std::any_of(all.findings.begin(), all.findings.end(), [&](const Finding& other) {
        return other.kind == finding.kind && other.value == finding.value;
      });
      if (!known && finding.kind == kind.name) all.findings.push_back(std::move(finding));
    }
  }
  return all;
}

bool is_name_kind(std::string_view kind) {
  return kind == kNameKind || kind == kPerson;
}

// Two to five words of letters that begin with capitals; particles ("van", "de") may be small.
bool looks_like_name(std::string_view text) {
  std::vector<Word> words;
  split_words(text, words);
  if (words.size() < 2 || words.size() > 5 || holds_digit(text)) return false;
  if (text.find_first_of("@/\\:;!?&\"") != std::string_view::npos) return false;
  std::size_t capitals = 0;
  for (const Word& word : words) {
    if (!word.capital && !is_name_particle(word.folded)) return false;
    capitals += word.capital;
  }
  return capitals >= 2;
}

bool first_word_is_given_name(std::string_view text) {
  const std::vector<std::string> words = folded_words(text);
  return words.size() >= 2 && words.size() <= 3 && !holds_digit(text) && has_nicknames(words.front());
}

std::string listed(const std::vector<detectors::Kind>& kinds) {
  std::string names;
  for (const detectors::Kind& kind : kinds) names += std::string(kind.name) + ", ";
  return names + "name and words";
}

Role role_of_kind(std::string_view kind) {
  return kind == kDateOfBirth || kind == kPostcode ? Role::supporting : Role::strong;
}

std::vector<Term> words_terms(std::string_view text) {
  std::vector<Term> terms;
  const bool quoted = text.size() > 2 && text.front() == '"' && text.back() == '"';
  Term term = phrase_term(kWordsKind, "words", text, Role::words);
  if (!quoted && term.words.size() > 1) term.form = Term::Form::all_words;
  terms.push_back(std::move(term));
  return terms;
}

std::vector<Term> name_terms(std::string_view text, bool by_sound) {
  std::vector<Term> terms = name_variants(name_from(text));
  if (by_sound) {
    Term term = phrase_term(kNameKind, "names that sound alike", text, Role::partial_name);
    const PersonName name = name_from(text);
    term.words = folded_words(name.given.reveal());
    for (std::string& word : folded_words(name.family.reveal())) term.words.push_back(std::move(word));
    term.by_sound = true;
    terms.push_back(std::move(term));
  }
  return terms;
}

Result<std::vector<Term>> value_terms(const Query& query, std::string_view text, DetectorSet& detectors) {
  auto canonical = canonical_value(query.kind, text, detectors);
  if (!canonical) return tl::unexpected(canonical.error());
  std::vector<Term> terms;
  terms.push_back(
      value_term(query.kind, title_of(query.kind, detectors.kinds()), canonical->reveal(), role_of_kind(query.kind)));
  return terms;
}

}  // namespace

std::string guess_kind(std::string_view text, DetectorSet& detectors) {
  text = trimmed(text);
  const Readings read = readings(text, detectors);
  if (!read.findings.empty()) {
    const std::string_view kind = read.findings.front().kind;
    return std::string(is_name_kind(kind) ? kNameKind : kind);
  }
  return std::string(looks_like_name(text) || first_word_is_given_name(text) ? kNameKind : kWordsKind);
}

Result<Sensitive> canonical_value(std::string_view kind, std::string_view text, DetectorSet& detectors) {
  text = trimmed(text);
  for (const std::string& label : {std::string(), title_of(kind, detectors.kinds())}) {
    for (Finding& finding : whole_findings(text, label, detectors)) {
      if (finding.kind == kind) return std::move(finding.value);
    }
  }
  return fail(ErrorKind::not_found, "the text is not a value of the kind '" + std::string(kind) +
                                        "'; look for it with --words to find it as it is written");
}

Result<std::vector<Term>> terms_of(const Query& query, const QueryOptions& options, DetectorSet& detectors) {
  const std::string_view text = trimmed(query.text.reveal());
  if (std::none_of(text.begin(), text.end(), alnum)) {
    return fail(ErrorKind::invalid_argument, "the query has no letter or digit to look for");
  }
  if (is_name_kind(query.kind)) return name_terms(text, options.by_sound);
  if (query.kind == kWordsKind) return words_terms(text);
  const auto& kinds = detectors.kinds();
  if (!query.kind.empty()) {
    if (std::none_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.name == query.kind; })) {
      return fail(ErrorKind::invalid_argument, "there is no such kind of identifier; the kinds are " + listed(kinds));
    }
    return value_terms(query, text, detectors);
  }
  const std::string guessed = guess_kind(text, detectors);
  if (guessed == kNameKind) return name_terms(text, options.by_sound);
  if (guessed == kWordsKind) return words_terms(text);
  const Readings read = readings(text, detectors);
  std::vector<Term> terms;
  if (!read.sure) terms = words_terms(text);
  for (const Finding& finding : read.findings) {
    if (is_name_kind(finding.kind)) continue;
    terms.push_back(
        value_term(finding.kind, title_of(finding.kind, kinds), finding.value.reveal(), role_of_kind(finding.kind)));
  }
  return terms;
}

}  // namespace trawl::requests
