// Script: what a worker of the tests is to do, in place of a file's content; one instruction a line.
//
//   enter NAME | leave [REASON] | text WORDS | open NAME     events; open: only `opening`, the enter may follow
//   always ACTION                                            done even while this part is passed over
//   anything else                                            an action of the caller's
//
// The root is entered before the first line and left after the last. Parts that are given up are passed over.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/part.h"
#include "scanner/worker/protocol.h"

namespace trawl::test {

inline TextBlock text_block(std::string_view text, std::uint64_t line = 0) {
  TextBlock block;
  block.text = text;
  block.line = line;
  return block;
}

class Script {
 public:
  using Action = std::function<void(std::string_view)>;

  Script(const scanner::GivenUp& given_up, PartSink& sink, Action action)
      : given_up_(given_up), sink_(sink), action_(std::move(action)) {}

  void run(std::string_view lines, const PartHeader& root) {
    enter(root);
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      step(lines.substr(0, end));
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    leave({});
  }

 private:
  static constexpr std::string_view kAlways = "always ";

  void step(std::string_view line) {
    const std::string_view word = line.substr(0, line.find(' '));
    const std::string_view rest = line.substr(std::min(word.size() + 1, line.size()));
    if (line.starts_with(kAlways)) return passed_over_ > 1 ? void() : action_(rest);
    if (unopened_ && word != "enter") return;
    if (passed_over_ > 0) return pass_over(word);
    if (word == "leave") return leave({rest.empty() ? OutcomeKind::read : OutcomeKind::partly, std::string(rest)});
    if (stopped_) {
      if (word == "enter") passed_over_ = 1;
      return;
    }
    if (word == "open") return open(header_named(rest));
    if (word == "enter") return enter(header_named(rest));
    if (word == "text") {
      stopped_ |= !sink_.text(text_block(rest));
      return;
    }
    action_(line);
  }

  void pass_over(std::string_view word) {
    if (word == "enter") ++passed_over_;
    if (word != "leave" || --passed_over_ > 0) return;
    if (verdict_) sink_.leave(*verdict_);
    verdict_ = nullptr;
  }

  void open(const PartHeader& header) {
    unopened_ = given(entered_) != nullptr;
    if (!unopened_) sink_.opening(header);
    opened_ = true;
  }

  void enter(PartHeader header) {
    verdict_ = given(entered_++);
    if (verdict_ == nullptr) {
      if (!opened_) sink_.opening(header);
      header.media_type = "test/script";  // found out between opening and enter
    }
    opened_ = unopened_ = false;
    stopped_ |= !sink_.enter(header);
    if (verdict_ != nullptr) passed_over_ = 1;
  }

  void leave(const Outcome& outcome) {
    if (passed_over_ > 0) return pass_over("leave");  // the root itself was given up
    sink_.leave(outcome);
  }

  const Outcome* given(std::uint64_t number) const {
    for (const auto& [part, outcome] : given_up_) {
      if (part == number) return &outcome;
    }
    return nullptr;
  }

  static PartHeader header_named(std::string_view name) {
    PartHeader header;
    header.name = name;
    return header;
  }

  const scanner::GivenUp& given_up_;
  PartSink& sink_;
  Action action_;
  const Outcome* verdict_ = nullptr;  // of the part that is passed over
  std::uint64_t entered_ = 0;
  std::uint64_t passed_over_ = 0;  // how deep
  bool opened_ = false, unopened_ = false, stopped_ = false;
};

}  // namespace trawl::test
