// Paragraph: see paragraph.h.
#include "extractors/paragraph.h"

namespace trawl::extractors {
namespace {

bool white(char c) { return c == ' ' || c == '\t' || c == '\n'; }

}  // namespace

void Paragraph::add(std::string_view text, State state) {
  if (text.empty()) return;
  text_ += text;
  if (!runs_.empty() && runs_.back().state == state) {
    runs_.back().end = text_.size();
  } else {
    runs_.push_back({text_.size(), state});
  }
}

void Paragraph::clear() {
  text_.clear();
  runs_.clear();
}

void Paragraph::append_shown(std::string& out) const {
  std::size_t start = 0;
  for (const Run& run : runs_) {
    if (run.state == State::normal || run.state == State::inserted) out.append(text_, start, run.end - start);
    start = run.end;
  }
}

std::string Paragraph::stretches(State state) const {
  bool any = false;
  for (const Run& run : runs_) any |= run.state == state;
  if (!any) return {};

  std::string whole;            // the text without insertions, and without the other kind that is not shown
  std::vector<bool> wanted;     // which bytes of it are in the state
  std::size_t start = 0;
  for (const Run& run : runs_) {
    if (run.state == state || run.state == State::normal) {
      whole.append(text_, start, run.end - start);
      wanted.resize(whole.size(), run.state == state);
    }
    start = run.end;
  }
  std::string out;
  const auto line = [&](std::size_t first, std::size_t last) {
    if (!out.empty()) out += '\n';
    out.append(whole, first, last - first);
  };
  for (std::size_t at = 0; at < whole.size(); ++at) {
    if (!wanted[at]) continue;
    std::size_t last = at;
    while (last < whole.size() && wanted[last]) ++last;
    line(at, last);
    std::size_t first = at;
    std::size_t grown = last;
    while (first > 0 && !white(whole[first]) && !white(whole[first - 1])) --first;
    while (grown < whole.size() && !white(whole[grown - 1]) && !white(whole[grown])) ++grown;
    if (first != at || grown != last) line(first, grown);
    at = last;
  }
  return out;
}

}  // namespace trawl::extractors
