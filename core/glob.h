// Glob: one pattern of paths, as `scan --exclude` and `suppress add --place` take it.
//
// `*` and `?` match within a name, `**` across folders, `[a-z]` and `[!a-z]` one character. A pattern without a
// slash is matched against the last name of a path ("*.bak", "node_modules"); one with a slash against the whole
// path below the root ("hr/**/old", "/archive/2009"). A trailing slash is ignored. Bytes, not characters.
// Matching takes at most |pattern| x |path| steps.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace trawl {

class Glob {
 public:
  static Result<Glob> parse(std::string_view pattern);  // invalid_argument: an unclosed '['
  // path: relative to the root, without a leading slash.
  bool matches(std::string_view path) const;
  // Whether it matches the path or anything that it is in: a folder above it, or a container. The path is a locator as
  // printed, without a leading slash, in which "!/" parts a container from what is inside it.
  bool covers(std::string_view locator) const;
  bool whole_path() const { return whole_path_; }  // whether it was written with a slash

 private:
  std::string pattern_;
  bool whole_path_ = false;
};

}  // namespace trawl
