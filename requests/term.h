// Term: one thing to look for, in the forms that a search needs: the tokens under which the index
// proposes parts, and what confirms it in the text as it stands now.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/sensitive.h"
#include "detectors/detector_set.h"
#include "index/index.h"
#include "requests/spelling.h"

namespace trawl::requests {

// What a term says about the person when it is found.
enum class Role : std::uint8_t {
  strong,      // belongs to one person: an e-mail address, an NI number
  supporting,  // tells only together with a name: date of birth, postcode
  full_name,
  partial_name,  // initials, nickname, a user name made of the name
  words,         // free words of a query
  against,       // belongs to somebody else of the same name; proposes nothing and is no hit
};
std::string_view name_of(Role role);

inline constexpr std::string_view kNameKind = "name";
inline constexpr std::string_view kWordsKind = "words";

struct Term {
  enum class Form : std::uint8_t { value, phrase, all_words };

  Form form = Form::phrase;
  Role role = Role::words;
  std::string kind;                // a detector's kind, kNameKind or kWordsKind
  std::string title;               // what it is, for people, without the value: "e-mail address", "initial and surname"
  Sensitive text;                  // as it is shown: the canonical value, or the spelling of the name
  std::vector<std::string> words;  // phrase, all_words: folded; kAnyName may stand among a phrase's
  bool by_sound = false;           // propose by the sound of the words, and confirm by it
};

Term value_term(std::string_view kind, std::string_view title, std::string_view canonical, Role role);
Term phrase_term(std::string_view kind, std::string_view title, std::string_view text, Role role);

// The title of a kind of identifier: the detectors' own where it is one of theirs.
std::string title_of(std::string_view kind, const std::vector<detectors::Kind>& kinds);

// A conjunction of tokens: the parts that hold all of them may hold the term.
using Lookup = std::vector<index::Token>;
// The lookups that propose parts for a term; any of them suffices.
std::vector<Lookup> lookups_of(const Term& term, const index::Key& key);

}  // namespace trawl::requests
