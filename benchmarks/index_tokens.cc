// How fast text becomes tokens: MB/s of one core, for the words that tell something and for all words.
//
//   index_tokens FILE [BYTES_A_PART]     default 4096
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "index/tokens.h"
#include "index/words.h"

namespace trawl::index {
namespace {

// Seconds of CPU time, so that other work on the machine does not count.
double now() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void measure_splitting(const std::string& text) {
  const double start = now();
  std::size_t words = 0;
  WordSplitter splitter(text);
  for (Word word; splitter.next(word);) ++words;
  std::printf("splitting alone   %7.1f MB/s  %zu words\n", static_cast<double>(text.size()) / 1e6 / (now() - start),
              words);
}

void measure(const char* name, const Key& key, Words words, const std::string& text, std::size_t part) {
  TokenCollector collector(key, words);
  std::size_t tokens = 0;
  const double start = now();
  for (std::size_t at = 0; at < text.size(); at += part) {
    collector.add_text(std::string_view(text).substr(at, part));
    tokens += collector.take().size();
  }
  std::printf("%-17s %7.1f MB/s  %.1f tokens a KB\n", name, static_cast<double>(text.size()) / 1e6 / (now() - start),
              static_cast<double>(tokens) / (static_cast<double>(text.size()) / 1e3));
}

int run(const char* path, std::size_t part) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto scratch =
      std::filesystem::temp_directory_path() / ("index_tokens-key-" + std::to_string(std::random_device()()));
  const auto key = Key::create_file(scratch);
  if (!key || text.empty()) {
    std::fprintf(stderr, "no text or no key\n");
    return 1;
  }
  std::filesystem::remove(scratch);
  measure_splitting(text);
  measure("telling", *key, Words::telling, text, part);
  measure("all", *key, Words::all, text, part);
  return 0;
}

}  // namespace
}  // namespace trawl::index

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "index_tokens FILE [BYTES_A_PART]\n");
    return 1;
  }
  return trawl::index::run(arguments[1], count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 4096);
}
