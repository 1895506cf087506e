// The engine against its definition on one text: what it finds with marks and starts must be what RE2 alone finds in
// the whole text, for each detector, in order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "core/normal_text.h"
#include "detectors/engine.h"
#include "detectors/registry.h"

namespace trawl::detectors {

// Accepts, refuses and shortens matches by a rule that depends on nothing but the match.
class Recorder final : public MatchSink {
 public:
  explicit Recorder(unsigned rule) : rule_(rule) {}
  std::uint32_t match(std::size_t detector, const Match& match) override {
    found.emplace_back(detector, match.start, match.end);
    const unsigned mixed = (match.start * 31 + match.end * 7 + static_cast<unsigned>(detector)) % 5;
    if (rule_ == 1 && mixed < 2) return 0;
    if (rule_ == 2) return mixed < 4 ? 0 : match.end;
    if (rule_ == 1 && mixed == 2 && match.end - match.start > 3) return match.end - 2;
    return match.end;
  }
  std::vector<std::tuple<std::size_t, std::uint32_t, std::uint32_t>> found;

 private:
  unsigned rule_;
};

// The first difference in words, or "". The detectors see normalised, valid text only; `rule` says which matches are
// refused.
inline std::string difference(Engine& engine, const std::string& raw, unsigned rule) {
  NormalText normal;
  normal.assign(raw);
  Recorder by_pattern(rule), by_marks(rule);
  engine.scan_by_pattern(normal.text(), by_pattern);
  engine.scan(normal.text(), by_marks);
  std::stable_sort(by_marks.found.begin(), by_marks.found.end(),
                   [](const auto& a, const auto& b) { return std::get<0>(a) < std::get<0>(b); });
  if (by_pattern.found == by_marks.found) return "";
  std::size_t i = 0;
  while (i < by_pattern.found.size() && i < by_marks.found.size() && by_pattern.found[i] == by_marks.found[i]) ++i;
  const auto show = [&](const auto& list) {
    if (i >= list.size()) return std::string("nothing more");
    const auto [detector, start, end] = list[i];
    const std::string text(normal.text().substr(start, std::min(end - start, 60u)));
    return std::string(built_in_detectors()[detector]->kind.name) + " at " + std::to_string(start) + " '" + text + "'";
  };
  return "pattern: " + show(by_pattern.found) + "; engine: " + show(by_marks.found);
}

}  // namespace trawl::detectors
