// How terms become lookups: recall first, the text decides.
#include "requests/term.h"

#include <algorithm>

#include "index/tokens.h"
#include "requests/kinds.h"
#include "requests/phrase.h"

namespace trawl::requests {
namespace {

// The words that the index is sure to hold wherever they stand; where it is sure of none, all of them.
std::vector<std::string> indexed_words(const std::vector<std::string>& words) {
  std::vector<std::string> sure, some;
  for (const std::string& word : words) {
    if (word == kAnyName || word.size() < 2) continue;
    some.push_back(word);
    if (index::telling(word)) sure.push_back(word);
  }
  return sure.empty() ? some : sure;
}

// Spellings of a value that the index may hold as a word where no detector recognised it.
std::vector<std::string> value_words(std::string_view kind, std::string_view canonical) {
  std::string plain;
  for (const char c : canonical) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) plain += c;
  }
  if (kind == kPhone && canonical.substr(0, 3) == "+44") return {plain, "0" + plain.substr(2), "00" + plain};
  return {plain};
}

std::vector<Lookup> value_lookups(const Term& term, const index::Key& key) {
  const std::string_view canonical = term.text.reveal();
  std::vector<Lookup> lookups = {{index::value_token(key, term.kind, canonical)}};
  const auto add_words = [&](const std::vector<std::string>& words) {
    Lookup all;
    for (const std::string& word : words) {
      if (word.size() > 1) all.push_back(index::word_token(key, word));
    }
    if (!all.empty()) lookups.push_back(std::move(all));
  };
  for (const std::string& word : value_words(term.kind, canonical)) add_words(index::query_words(word));
  add_words(index::query_words(canonical));
  return lookups;
}

}  // namespace

std::string_view name_of(Role role) {
  switch (role) {
    case Role::strong: return "strong";
    case Role::supporting: return "supporting";
    case Role::full_name: return "full_name";
    case Role::partial_name: return "partial_name";
    case Role::words: return "words";
    case Role::against: return "against";
  }
  return "";
}

Term value_term(std::string_view kind, std::string_view title, std::string_view canonical, Role role) {
  Term term;
  term.form = Term::Form::value;
  term.role = role;
  term.kind = kind;
  term.title = title;
  term.text = Sensitive(canonical);
  return term;
}

Term phrase_term(std::string_view kind, std::string_view title, std::string_view text, Role role) {
  Term term;
  term.role = role;
  term.kind = kind;
  term.title = title;
  term.text = Sensitive(text);
  term.words = folded_words(text);
  return term;
}

std::string title_of(std::string_view kind, const std::vector<detectors::Kind>& kinds) {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& known) { return known.name == kind; });
  if (found != kinds.end()) return std::string(found->title);
  return std::string(kind);
}

std::vector<Lookup> lookups_of(const Term& term, const index::Key& key) {
  if (term.role == Role::against) return {};
  if (term.form == Term::Form::value) return value_lookups(term, key);
  Lookup all;
  if (term.by_sound) {
    for (const std::string& word : term.words) {
      if (word.size() > 1) all.push_back(index::sound_token(key, word));
    }
    if (all.empty()) return {};
    return {all};
  }
  for (const std::string& word : indexed_words(term.words)) all.push_back(index::word_token(key, word));
  if (all.empty()) return {};
  std::vector<Lookup> lookups = {all};
  const std::vector<std::string> words = indexed_words(term.words);
  lookups.push_back(all);  // the last word with its possessive s, as the index folds "Smith's"
  lookups.back().back() = index::word_token(key, words.back() + "s");
  return lookups;
}

}  // namespace trawl::requests
