// Paragraph: the runs of one paragraph joined into the text that is shown, and apart from it what is
// deleted (tracked) or hidden, each with the rest of the word that it was a part of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

class Paragraph {
 public:
  enum class State : std::uint8_t { normal, inserted, deleted, hidden };

  void add(std::string_view text, State state);
  bool empty() const { return text_.empty(); }

  // What is shown: normal and inserted runs.
  void append_shown(std::string& out) const;
  // The stretches in a state (deleted, hidden), one a line; where one is a part of a word, the whole of
  // it, in the text without insertions, on a further line.
  std::string stretches(State state) const;

  void clear();

 private:
  struct Run {
    std::size_t end;
    State state;
  };
  std::string text_;
  std::vector<Run> runs_;
};

}  // namespace trawl::extractors
