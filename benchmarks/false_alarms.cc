// Findings per MB, by kind and confidence, in texts that hold none: false_alarms FILE.jsonl... [--show KIND]
// Each line is an object with "text". --show prints the findings of a kind with the text around them.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "core/utf8.h"
#include "detectors/detector_set.h"

namespace {

using namespace trawl;

struct Tally {
  std::map<std::string, std::map<std::string, int>> counts;  // kind, confidence
  std::uint64_t bytes = 0;
};

void show(const Finding& finding, std::string_view text) {
  const std::uint32_t from = finding.start > 40 ? finding.start - 40 : 0;
  std::string around(text.substr(from, finding.end - from + 20));
  for (char& c : around) c = c == '\n' ? '~' : c;
  std::printf("%s | %s | %s\n", std::string(name_of(finding.confidence)).c_str(), finding.evidence.c_str(), around.c_str());
}

void tally(detectors::DetectorSet& set, const std::string& text, const std::string& shown, Tally& sum) {
  set.begin_part("text/plain", "text");
  TextBlock block;
  block.text = text;
  NormalText normal;
  normal.assign(text);
  std::vector<Finding> findings;
  set.scan(block, normal, findings);
  sum.bytes += text.size();
  for (const Finding& finding : findings) {
    ++sum.counts[std::string(finding.kind)][std::string(name_of(finding.confidence))];
    if (finding.kind == shown) show(finding, text);
  }
}

}  // namespace

int main(int count, char** arguments) {
  auto set = detectors::DetectorSet::create({});
  if (!set) return std::fprintf(stderr, "%s\n", set.error().message.c_str()), 1;
  std::string shown;
  Tally sum;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(arguments[i], "--show") == 0 && i + 1 < count) {
      shown = arguments[++i];
      continue;
    }
    std::ifstream file(arguments[i]);
    if (!file) return std::fprintf(stderr, "cannot open %s\n", arguments[i]), 1;
    for (std::string line; std::getline(file, line);) {
      const auto object = nlohmann::json::parse(line, nullptr, false);
      if (object.is_object() && object.contains("text")) tally(**set, repaired_utf8(object["text"].get<std::string>()), shown, sum);
    }
  }
  const double megabytes = static_cast<double>(sum.bytes) / 1e6;
  std::printf("%.2f MB\n%-22s %9s %9s %9s  per MB\n", megabytes, "kind", "possible", "likely", "certain");
  for (auto& [kind, by_confidence] : sum.counts) {
    const int total = by_confidence["possible"] + by_confidence["likely"] + by_confidence["certain"];
    std::printf("%-22s %9d %9d %9d  %.2f\n", kind.c_str(), by_confidence["possible"], by_confidence["likely"], by_confidence["certain"], total / megabytes);
  }
}
