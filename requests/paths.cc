// Each component of a path is a text of its own; a name never spans two.
#include "requests/paths.h"

#include <algorithm>

#include "core/normal_text.h"
#include "core/utf8.h"

namespace trawl::requests {

PathNames::PathNames(const std::vector<Term>& terms) {
  for (const Term& term : terms) {
    const bool initials = std::any_of(term.words.begin(), term.words.end(),
                                      [](const std::string& word) { return word.size() < 2 && word != kAnyName; });
    const bool telling = term.form == Term::Form::phrase && !term.by_sound && term.words.size() >= 2 && !initials;
    if (telling && term.role != Role::against) phrases_.add(term.words);
  }
}

bool PathNames::in_path(const Locator& locator) const {
  if (phrases_.empty()) return false;
  NormalText normal;
  std::vector<Word> words;
  std::vector<PhraseHit> hits;
  for (const std::string& hop : locator.hops) {
    std::size_t at = 0;
    while (at <= hop.size()) {
      const std::size_t end = std::min(hop.find('/', at), hop.size());
      const std::string component = repaired_utf8(std::string_view(hop).substr(at, end - at));
      normal.assign(component);
      split_words(normal.text(), words);
      phrases_.find(normal.text(), words, hits);
      if (!hits.empty()) return true;
      at = end + 1;
    }
  }
  return false;
}

}  // namespace trawl::requests
