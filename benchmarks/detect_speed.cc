// How fast the detectors read plain text, in seconds of processor time: detect_speed [--names] [--patterns FILE] [--blocks BYTES] FILE
// Blocks are cut at line ends. --patterns writes the detectors' patterns as one alternation that ripgrep takes
// (rg -j1 -a -U -o --no-unicode -f FILE), for the comparison.
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>

#include "core/utf8.h"
#include "detectors/detector_set.h"
#include "detectors/registry.h"

namespace {

using namespace trawl;

// Classes beyond ASCII mean nothing without Unicode.
std::string for_bytes(std::string pattern) {
  for (const std::string_view beyond : {"À-ɿ", "\\x{C0}-\\x{1FFF}\\x{3040}-\\x{D7FF}"}) {
    for (std::size_t at; (at = pattern.find(beyond)) != std::string::npos;) pattern.replace(at, beyond.size(), "\\x80-\\xff");
  }
  return pattern;
}

void write_patterns(const char* path) {
  std::string all;
  for (const detectors::Detector* detector : detectors::built_in_detectors()) {
    all += (all.empty() ? "(?:" : "|(?:") + for_bytes(detector->pattern) + ')';
  }
  std::ofstream(path) << all << '\n';
}

std::size_t block_end(std::string_view text, std::size_t from, std::size_t size) {
  if (text.size() - from <= size) return text.size();
  const std::size_t line = text.rfind('\n', from + size);
  return line == std::string_view::npos || line <= from ? character_start(text, from + size) : line + 1;
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t size = 1 << 20;
  bool names = false;
  const char* path = nullptr;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(arguments[i], "--names") == 0) names = true;
    else if (std::strcmp(arguments[i], "--patterns") == 0 && i + 1 < count) write_patterns(arguments[++i]);
    else if (std::strcmp(arguments[i], "--blocks") == 0 && i + 1 < count) size = std::stoul(arguments[++i]);
    else path = arguments[i];
  }
  if (path == nullptr) return 0;
  std::ifstream file(path, std::ios::binary);
  const std::string text = repaired_utf8(std::string(std::istreambuf_iterator<char>(file), {}));
  detectors::Settings settings;
  for (const auto& kind : detectors::built_in_kinds()) {
    if (names || kind.name != "person") settings.only.emplace_back(kind.name);
  }
  auto set = detectors::DetectorSet::create(settings);
  if (!set) return 1;
  const std::clock_t begin = std::clock();
  std::vector<Finding> findings;
  NormalText normal;
  std::size_t found = 0;
  std::size_t blocks = 0;
  (*set)->begin_part("text/plain", "text");
  for (std::size_t at = 0; at < text.size(); ++blocks) {
    const std::size_t end = block_end(text, at, size);
    TextBlock block;
    block.text = std::string_view(text).substr(at, end - at);
    normal.assign(block.text);
    findings.clear();
    (*set)->scan(block, normal, findings);
    found += findings.size();
    at = end;
  }
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("%.1f MB, %zu blocks, %zu findings: %.3f s, %.0f MB/s, %.0f ns a block\n", static_cast<double>(text.size()) / 1e6, blocks, found,
              seconds, static_cast<double>(text.size()) / 1e6 / seconds, seconds * 1e9 / static_cast<double>(blocks));
}
