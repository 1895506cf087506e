// Matcher: finds the terms of a request in one stretch of text as it stands now.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/finding.h"
#include "core/normal_text.h"
#include "requests/phrase.h"
#include "requests/spelling.h"
#include "requests/term.h"

namespace trawl::requests {

struct Match {
  std::uint32_t term = 0;
  std::uint32_t start = 0;  // byte offsets into the original text, end exclusive
  std::uint32_t end = 0;
  Confidence confidence = Confidence::possible;
  std::string evidence;
  bool in_address = false;  // a name that is part of an e-mail address
  bool in_folder = false;   // in the name of a folder, where the text is a path
};

// One thread. The terms and the key must outlive it.
class Matcher {
 public:
  Matcher(const std::vector<Term>& terms, const index::Key& key);

  // Which of the terms' words a part held so far; its owner keeps one for each part that is being read.
  using SeenWords = std::vector<char>;
  SeenWords no_words() const { return SeenWords(wanted_words_.size(), 0); }
  // Whether all words of a term were seen, wherever in the part they stand; initials are not counted.
  bool saw_words_of(std::uint32_t term, const SeenWords& seen) const;

  // The terms that the characters of a text show, in the order of their start. The text is `normal`'s.
  std::vector<Match> in_text(const NormalText& normal, SeenWords& seen);
  // The first place in the same text of each word of a term, by the number of the word.
  std::vector<std::pair<std::size_t, Match>> single_words(std::uint32_t term, const NormalText& normal) const;
  // Adds what findings of the same text confirm or contradict: values that the detectors take for the same, spellings
  // that they have as a value, names inside addresses, names that detectors know for names.
  void weigh(const std::vector<Finding>& findings, std::vector<Match>& matches) const;

 private:
  void note_words(SeenWords& seen) const;
  void add_phrases(const NormalText& normal, std::vector<Match>& out) const;
  void add_spelled(const NormalText& normal, std::vector<Match>& out) const;
  void add_all_words(const NormalText& normal, std::uint32_t term, std::vector<Match>& out) const;
  void add_sounds(const NormalText& normal, std::uint32_t term, std::vector<Match>& out);
  index::Token sound(const std::string& word);

  const std::vector<Term>& terms_;
  const index::Key& key_;
  PhraseMatcher phrases_;
  SpellingMatcher spellings_;
  std::vector<std::uint32_t> term_of_phrase_;
  std::unordered_map<std::string, std::uint32_t> wanted_words_;  // and their numbers in SeenWords
  std::unordered_map<std::string, index::Token> sounds_;
  std::vector<Word> words_;  // of the present text
};

}  // namespace trawl::requests
