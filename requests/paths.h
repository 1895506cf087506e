// PathNames: names of people in the names of files, folders and members.
#pragma once

#include <vector>

#include "core/locator.h"
#include "requests/phrase.h"
#include "requests/term.h"

namespace trawl::requests {

class PathNames {
 public:
  // Of the terms, the phrases of two words and more that are names or free words.
  explicit PathNames(const std::vector<Term>& terms);
  bool in_path(const Locator& locator) const;

 private:
  PhraseMatcher phrases_;
};

}  // namespace trawl::requests
