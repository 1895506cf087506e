// Glob: one --exclude pattern.
//
// `*` and `?` match within a name, `**` across folders, `[a-z]` and `[!a-z]` one character. A pattern without a
// slash is matched against the last name of a path ("*.bak", "node_modules"); one with a slash against the whole
// path below the root ("hr/**/old", "/archive/2009"). A trailing slash is ignored. Bytes, not characters.
// Matching takes at most |pattern| x |path| steps.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace trawl::scanner {

class Glob {
 public:
  static Result<Glob> parse(std::string_view pattern);  // invalid_argument: an unclosed '['
  // path: relative to the root, without a leading slash.
  bool matches(std::string_view path) const;

 private:
  std::string pattern_;
  bool whole_path_ = false;
};

}  // namespace trawl::scanner
