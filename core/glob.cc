// Glob matching by the set of pattern positions that can be reached: no backtracking, so no pattern is slow.
#include "core/glob.h"

#include <utility>
#include <vector>

namespace trawl {
namespace {

// Length of the bracket expression at pattern[at] == '[', or 0 where it is not closed.
std::size_t bracket_length(std::string_view pattern, std::size_t at) {
  std::size_t end = at + 1;
  if (end < pattern.size() && pattern[end] == '!') ++end;
  if (end < pattern.size() && pattern[end] == ']') ++end;  // a first ']' stands for itself
  while (end < pattern.size() && pattern[end] != ']') ++end;
  return end < pattern.size() ? end - at + 1 : 0;
}

// inside: what stands between '[' and ']'.
bool bracket_matches(std::string_view inside, char c) {
  const bool negated = inside.starts_with('!');
  if (negated) inside.remove_prefix(1);
  bool found = false;
  const auto byte = [](char x) { return static_cast<unsigned char>(x); };
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (i + 2 < inside.size() && inside[i + 1] == '-') {
      found |= byte(inside[i]) <= byte(c) && byte(c) <= byte(inside[i + 2]);
      i += 2;
    } else {
      found |= inside[i] == c;
    }
  }
  return found != negated && c != '/';
}

// Few of many positions, each once.
class PositionSet {
 public:
  explicit PositionSet(std::size_t positions) : has_(positions, 0) {}

  void add(std::size_t at) {
    if (has_[at] == 0) list_.push_back(at);
    has_[at] = 1;
  }
  void clear() {
    for (const std::size_t at : list_) has_[at] = 0;
    list_.clear();
  }
  bool has(std::size_t at) const { return has_[at] != 0; }
  const std::vector<std::size_t>& list() const { return list_; }

 private:
  std::vector<char> has_;
  std::vector<std::size_t> list_;
};

// The positions of a pattern that the characters read so far lead to.
class Positions {
 public:
  explicit Positions(std::string_view pattern) : pattern_(pattern), now_(pattern.size() + 1), next_(now_) { begin(); }

  void begin() {
    now_.clear();
    reach(now_, 0, true);
  }

  void step(char c) {
    next_.clear();
    for (const std::size_t at : now_.list()) {
      if (at < pattern_.size()) advance(at, c);
    }
    std::swap(now_, next_);
  }

  bool at_end() const { return now_.has(pattern_.size()); }
  bool lost() const { return now_.list().empty(); }  // nothing can match any more

 private:
  bool double_star(std::size_t at) const { return pattern_.substr(at).starts_with("**"); }

  // Marks a position and those behind it that need no character: stars match nothing, and "**/" no folder where a
  // name begins.
  void reach(PositionSet& set, std::size_t at, bool name_begins) {
    set.add(at);
    if (at >= pattern_.size() || pattern_[at] != '*') return;
    const std::size_t behind = at + (double_star(at) ? 2 : 1);
    reach(set, behind, name_begins);
    const bool folders = double_star(at) && behind < pattern_.size() && pattern_[behind] == '/';
    if (folders && name_begins) reach(set, behind + 1, true);
  }

  void advance(std::size_t at, char c) {
    const char p = pattern_[at];
    if (p == '*') {
      if (c != '/' || double_star(at)) reach(next_, at, c == '/');
      return;
    }
    if (p == '[') {
      const std::size_t length = bracket_length(pattern_, at);
      if (bracket_matches(pattern_.substr(at + 1, length - 2), c)) reach(next_, at + length, false);
      return;
    }
    if ((p == '?' && c != '/') || p == c) reach(next_, at + 1, c == '/');
  }

  std::string_view pattern_;
  PositionSet now_, next_;
};

}  // namespace

Result<Glob> Glob::parse(std::string_view pattern) {
  while (pattern.size() > 1 && pattern.ends_with('/')) pattern.remove_suffix(1);
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '[') continue;
    const std::size_t length = bracket_length(pattern, at);
    if (length == 0) {
      return fail(ErrorKind::invalid_argument, "a pattern has a '[' without its ']'; write a plain '[' as [[]");
    }
    at += length - 1;
  }
  Glob glob;
  glob.whole_path_ = pattern.find('/') != std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  glob.pattern_ = pattern;
  return glob;
}

bool Glob::matches(std::string_view path) const {
  if (!whole_path_) path = path.substr(path.rfind('/') + 1);
  Positions positions(pattern_);
  for (const char c : path) positions.step(c);
  return positions.at_end();
}

bool Glob::covers(std::string_view locator) const {
  Positions positions(pattern_);
  for (std::size_t at = 0; at < locator.size(); ++at) {
    const bool name_ends = locator[at] == '/' || locator.substr(at).starts_with("!/");
    if (name_ends && at > 0 && positions.at_end()) return true;
    if (!whole_path_ && locator[at] == '/') {
      positions.begin();
      continue;
    }
    positions.step(locator[at]);
    if (whole_path_ && positions.lost()) return false;
  }
  return positions.at_end();
}

}  // namespace trawl
