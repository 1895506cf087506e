// The confirming half of a search: what the index proposed is believed only when the text says it.
#include "requests/matcher.h"

#include <algorithm>

#include "index/tokens.h"
#include "requests/cover.h"
#include "requests/kinds.h"
#include "requests/nicknames.h"

namespace trawl::requests {
namespace {

constexpr std::size_t kTogether = 300;      // bytes within which free words count as standing together
constexpr std::size_t kMaxSounds = 50'000;  // remembered sounds of words

int rank(Role role) {
  switch (role) {
    case Role::against: return 5;
    case Role::strong: return 4;
    case Role::full_name: return 3;
    case Role::supporting: return 2;
    case Role::partial_name: return 1;
    case Role::words: return 0;
  }
  return 0;
}

// "B J Smith" is not "J Smith", and "Sarah J Smith" is not either.
bool another_name_before(std::string_view text, const std::vector<Word>& words, std::uint32_t first) {
  if (first == 0) return false;
  const Word& before = words[first - 1];
  const std::string_view gap = text.substr(before.end, words[first].start - before.end);
  if (gap != " " && gap != "." && gap != ". ") return false;
  return before.capital &&
         (before.folded.size() == 1 ? before.folded != "i" && before.folded != "a" : has_nicknames(before.folded));
}

// Of overlapping matches of names the longer one, then the more telling one.
void keep_longest_names(const std::vector<Term>& terms, std::vector<Match>& matches) {
  std::sort(matches.begin(), matches.end(), [&](const Match& a, const Match& b) {
    if (a.start != b.start) return a.start < b.start;
    if (a.end != b.end) return a.end > b.end;
    return rank(terms[a.term].role) > rank(terms[b.term].role);
  });
  std::vector<Match> kept;
  for (Match& match : matches) {
    if (!kept.empty() && match.start < kept.back().end) {
      const bool longer = match.end - match.start > kept.back().end - kept.back().start;
      const int difference = rank(terms[match.term].role) - rank(terms[kept.back().term].role);
      if (difference > 0 || (difference == 0 && longer)) kept.back() = std::move(match);
      continue;
    }
    kept.push_back(std::move(match));
  }
  matches = std::move(kept);
}

}  // namespace

Matcher::Matcher(const std::vector<Term>& terms, const index::Key& key) : terms_(terms), key_(key) {
  for (std::uint32_t number = 0; number < terms.size(); ++number) {
    const Term& term = terms[number];
    for (const std::string& word : term.words) {
      wanted_words_.emplace(word, static_cast<std::uint32_t>(wanted_words_.size()));
    }
    if (term.form == Term::Form::value) {
      add_spellings(number, term.kind, term.text.reveal(), spellings_);
    } else if (term.form == Term::Form::phrase && !term.by_sound) {
      phrases_.add(term.words);
      term_of_phrase_.push_back(number);
    }
  }
}

bool Matcher::saw_words_of(std::uint32_t term, const SeenWords& seen) const {
  const auto& words = terms_[term].words;
  return !words.empty() && std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return word == kAnyName || word.size() < 2 || seen[wanted_words_.at(word)] != 0;
  });
}

void Matcher::note_words(SeenWords& seen) const {
  if (wanted_words_.empty()) return;
  for (const Word& word : words_) {
    const auto found = wanted_words_.find(word.folded);
    if (found != wanted_words_.end()) seen[found->second] = 1;
  }
}

std::vector<std::pair<std::size_t, Match>> Matcher::single_words(std::uint32_t term, const NormalText& normal) const {
  std::vector<std::pair<std::size_t, Match>> found;
  for (std::size_t n = 0; n < terms_[term].words.size(); ++n) {
    const auto word = std::find_if(words_.begin(), words_.end(),
                                   [&](const Word& candidate) { return candidate.folded == terms_[term].words[n]; });
    if (word == words_.end()) continue;
    Match match;
    match.term = term;
    match.start = normal.original_start(word->start);
    match.end = normal.original_end(word->end);
    match.evidence = "one of the words; the others stand elsewhere in the same document";
    found.emplace_back(n, std::move(match));
  }
  return found;
}

std::vector<Match> Matcher::in_text(const NormalText& normal, SeenWords& seen) {
  split_words(normal.text(), words_);
  note_words(seen);
  std::vector<Match> names;
  add_phrases(normal, names);
  for (std::uint32_t term = 0; term < terms_.size(); ++term) {
    if (terms_[term].form == Term::Form::all_words) add_all_words(normal, term, names);
    if (terms_[term].by_sound) add_sounds(normal, term, names);
  }
  keep_longest_names(terms_, names);
  add_spelled(normal, names);
  std::stable_sort(names.begin(), names.end(), [](const Match& a, const Match& b) { return a.start < b.start; });
  return names;
}

void Matcher::add_phrases(const NormalText& normal, std::vector<Match>& out) const {
  if (phrases_.empty()) return;
  std::vector<PhraseHit> hits;
  phrases_.find(normal.text(), words_, hits);
  for (const PhraseHit& hit : hits) {
    const std::uint32_t number = term_of_phrase_[hit.phrase];
    const Term& term = terms_[number];
    if (term.role == Role::partial_name && another_name_before(normal.text(), words_, hit.first_word)) continue;
    Match match;
    match.term = number;
    match.start = normal.original_start(words_[hit.first_word].start);
    match.end = normal.original_end(words_[hit.last_word].end);
    match.confidence = term.role == Role::partial_name ? Confidence::possible : Confidence::likely;
    match.evidence = term.title;
    out.push_back(std::move(match));
  }
}

void Matcher::add_spelled(const NormalText& normal, std::vector<Match>& out) const {
  if (spellings_.empty()) return;
  std::vector<SpellingHit> hits;
  spellings_.find(normal.text(), hits);
  for (const SpellingHit& hit : hits) {
    Match match;
    match.term = hit.term;
    match.start = normal.original_start(hit.start);
    match.end = normal.original_end(hit.end);
    match.evidence = "the same characters; nothing beside them says what they are";
    out.push_back(std::move(match));
  }
}

// Slides over the words; a hit is each smallest stretch that holds all of them and is short enough.
void Matcher::add_all_words(const NormalText& normal, std::uint32_t number, std::vector<Match>& out) const {
  const Term& term = terms_[number];
  std::vector<std::int64_t> last(term.words.size(), -1);
  for (std::size_t at = 0; at < words_.size(); ++at) {
    bool wanted = false;
    for (std::size_t n = 0; n < term.words.size(); ++n) {
      if (words_[at].folded != term.words[n]) continue;
      last[n] = static_cast<std::int64_t>(at);
      wanted = true;
    }
    if (!wanted) continue;
    const std::int64_t first = *std::min_element(last.begin(), last.end());
    if (first < 0 || words_[at].end - words_[static_cast<std::size_t>(first)].start > kTogether) continue;
    Match match;
    match.term = number;
    match.start = normal.original_start(words_[static_cast<std::size_t>(first)].start);
    match.end = normal.original_end(words_[at].end);
    match.confidence = Confidence::likely;
    match.evidence = "all words close together";
    out.push_back(std::move(match));
    std::fill(last.begin(), last.end(), -1);
  }
}

index::Token Matcher::sound(const std::string& word) {
  const auto known = sounds_.find(word);
  if (known != sounds_.end()) return known->second;
  if (sounds_.size() > kMaxSounds) sounds_.clear();
  return sounds_.emplace(word, index::sound_token(key_, word)).first->second;
}

void Matcher::add_sounds(const NormalText& normal, std::uint32_t number, std::vector<Match>& out) {
  std::vector<index::Token> wanted;
  for (const std::string& word : terms_[number].words) wanted.push_back(sound(word));
  if (wanted.empty()) return;
  const std::vector<index::Token> reversed(wanted.rbegin(), wanted.rend());
  for (std::size_t at = 0; at + wanted.size() <= words_.size(); ++at) {
    if (!words_[at].capital) continue;
    const auto alike = [&](const std::vector<index::Token>& tokens) {
      for (std::size_t n = 0; n < tokens.size(); ++n) {
        if (sound(words_[at + n].folded) != tokens[n]) return false;
        if (n > 0 && words_[at + n].start > words_[at + n - 1].end + 3) return false;
      }
      return true;
    };
    if (!alike(wanted) && !alike(reversed)) continue;
    Match match;
    match.term = number;
    match.start = normal.original_start(words_[at].start);
    match.end = normal.original_end(words_[at + wanted.size() - 1].end);
    match.evidence = "sounds alike";
    out.push_back(std::move(match));
  }
}

void Matcher::weigh(const std::vector<Finding>& findings, std::vector<Match>& matches) const {
  Cover addresses, people, own_addresses;
  std::unordered_map<std::uint32_t, Cover> confirmed;  // by term: where findings are it
  std::vector<Match> values;
  for (const Finding& finding : findings) {
    if (finding.kind == kEmail) addresses.add(finding.start, finding.end);
    if (finding.kind == kPerson) people.add(finding.start, finding.end);
    for (std::uint32_t number = 0; number < terms_.size(); ++number) {
      const Term& term = terms_[number];
      if (term.form != Term::Form::value || term.kind != finding.kind || !(term.text == finding.value)) continue;
      values.push_back({number, finding.start, finding.end, finding.confidence, finding.evidence, false, false});
      confirmed[number].add(finding.start, finding.end);
      if (finding.kind == kEmail) own_addresses.add(finding.start, finding.end);
    }
  }
  const auto told_already = [&](Match& match) {
    const Term& term = terms_[match.term];
    if (term.form == Term::Form::value) {
      const auto found = confirmed.find(match.term);
      return found != confirmed.end() && found->second.overlaps(match.start, match.end);
    }
    if (term.kind != kNameKind) return false;
    match.in_address = addresses.overlaps(match.start, match.end);
    if (match.in_address) {
      match.confidence = Confidence::possible;
      match.evidence = "the name is part of an e-mail address";
    } else if (term.role == Role::full_name && people.overlaps(match.start, match.end)) {
      match.confidence = Confidence::certain;
    }
    return own_addresses.overlaps(match.start, match.end);
  };
  matches.erase(std::remove_if(matches.begin(), matches.end(), told_already), matches.end());
  matches.insert(matches.end(), std::make_move_iterator(values.begin()), std::make_move_iterator(values.end()));
  std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.start < b.start; });
}

}  // namespace trawl::requests
