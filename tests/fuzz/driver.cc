// Runs a fuzz target without libFuzzer: its seeds, then mutations of them from a fixed random seed for some seconds.
// An input that crashes is left in ./crash-input.
// usage: NAME_fuzz SECONDS SEEDS      SEEDS: a folder of files, or one file to run once (to look into a finding)
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Random = std::mt19937_64;

const std::string* running = nullptr;  // for the signal handler: what a crash leaves behind

void keep_input(int) {
  const int file = open("crash-input", O_CREAT | O_TRUNC | O_WRONLY, 0600);
  if (file >= 0 && write(file, running->data(), running->size()) >= 0) close(file);
  std::_Exit(EXIT_FAILURE);
}

void run(const std::string& input) {
  running = &input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> seeds_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  if (std::filesystem::is_directory(folder)) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> seeds{""};
  for (const auto& path : paths) seeds.push_back(content(path));
  return seeds;
}

// A part of one input in another, a part left out, doubled or with changed bytes.
void mutate(std::string& input, const std::vector<std::string>& seeds, Random& random) {
  constexpr std::size_t kLongest = 64 * 1024;
  const auto position = [&] { return input.empty() ? 0 : random() % input.size(); };
  const std::size_t at = position();
  const std::size_t size = std::min<std::size_t>(input.size() - at, 1 + random() % 32);
  switch (random() % 7) {
    case 0:
      if (!input.empty()) input[at] = static_cast<char>(random());
      break;
    case 1:
      if (!input.empty()) input[at] = static_cast<char>(input[at] ^ (1 << random() % 8));
      break;
    case 2: input.erase(at, size); break;
    case 3: input.insert(position(), std::string(input, at, size)); break;
    case 4: {
      constexpr char kTelling[] = "\0\n\r\t \"'<>&;:,|{}[]\\/!-#=%\x1B\xC3\xE2\xF0\xFF";
      input.insert(at, 1 + random() % 3, kTelling[random() % (sizeof kTelling - 1)]);
      break;
    }
    case 5: {
      const std::string& other = seeds[random() % seeds.size()];
      if (!other.empty()) input.insert(at, other, random() % other.size(), 1 + random() % 200);
      break;
    }
    default: input.resize(at);
  }
  if (input.size() > kLongest) input.resize(kLongest);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return EXIT_FAILURE;
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGBUS}) std::signal(signal, keep_input);
  const std::filesystem::path place = arguments[2];
  if (std::filesystem::is_regular_file(place)) {
    run(content(place));
    return EXIT_SUCCESS;
  }
  const std::vector<std::string> seeds = seeds_in(place);
  for (const std::string& seed : seeds) run(seed);
  Random random(7);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(arguments[1]));
  std::size_t runs = seeds.size();
  while (std::chrono::steady_clock::now() < end) {
    std::string input = seeds[random() % seeds.size()];
    for (std::size_t changes = 1 + random() % 8; changes > 0; --changes) mutate(input, seeds, random);
    run(input);
    ++runs;
  }
  std::printf("%zu inputs, %zu of them seeds\n", runs, seeds.size());
  return EXIT_SUCCESS;
}
