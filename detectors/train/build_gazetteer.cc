// build-gazetteer: makes detectors/data/gazetteer.bin out of lists of names and words.
//
// usage: build-gazetteer GAZETTEERS DATA DICTIONARY COMMON OUT
//   GAZETTEERS  folder with first_ons.tsv, first_ssa.tsv (name, count), last_census1990.tsv (name, percent)
//   DATA        detectors/data (names_by_origin.txt, word_classes.txt)
//   DICTIONARY  a list of English words, one a line (Debian: wbritish); words with capitals are left out
//   COMMON      a shorter one, of common words (Debian: wbritish-small)
#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "detectors/gazetteer.h"
#include "detectors/name_word.h"

namespace {

using namespace trawl::detectors;

using Words = std::unordered_map<std::string, WordFacts>;

std::uint8_t bucket(double value, std::initializer_list<double> limits) {
  std::uint8_t result = 0;
  for (const double limit : limits) result += value >= limit;
  return result;
}

std::ifstream opened(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot open " + path);
  return file;
}

void raise(std::uint8_t& field, std::uint8_t value) {
  field = std::max(field, value);
}

// Counts of the US list cover five times the people and years of the English one.
void add_given(const std::string& path, double scale, Words& words) {
  auto file = opened(path);
  std::string name;
  for (double count; file >> name >> count;)
    raise(words[folded(name)].given, bucket(count / scale, {10, 80, 500, 3000, 20000}));
}

void add_surnames(const std::string& path, Words& words) {
  auto file = opened(path);
  std::string name;
  for (double percent; file >> name >> percent;)
    raise(words[folded(name)].surname, bucket(percent, {0, 0.001, 0.002, 0.01, 0.05}));
}

void add_dictionary(const std::string& path, std::uint8_t value, Words& words) {
  auto file = opened(path);
  for (std::string word; std::getline(file, word);) {
    if (word.find('\'') != std::string::npos || folded(word) != word) continue;
    raise(words[word].ordinary, value);
  }
}

void add_origins(const std::string& path, Words& words) {
  auto file = opened(path);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    std::string origin, part, name;
    fields >> origin >> part;
    while (fields >> name) {
      if (name.find('_') != std::string::npos) name = name.substr(name.rfind('_') + 1);
      WordFacts& facts = words[folded(name)];
      raise(part == "given" ? facts.given : facts.surname, 3);
    }
  }
}

void add_classes(const std::string& path, Words& words) {
  auto file = opened(path);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    std::string name;
    fields >> name;
    const WordClass kind = word_class_from(name);
    if (kind == WordClass::none) throw std::runtime_error("unknown class " + name);
    for (std::string word; fields >> word;) {
      WordFacts& facts = words[folded(word)];
      facts.kind = kind;
      if (kind == WordClass::stop) facts.ordinary = 3;
    }
  }
}

// Collisions of slot and fingerprint (some dozen) keep the first word met; words are sorted, so the file is
// reproducible.
std::vector<std::uint32_t> table_of(const Words& words, std::uint32_t& entries) {
  const auto useful = std::count_if(words.begin(), words.end(), [](const auto& word) { return packed(word.second); });
  std::uint32_t slots = 1;
  while (slots * 4 < static_cast<std::size_t>(useful) * 5) slots *= 2;
  std::vector<std::uint32_t> table(slots, 0);
  for (const auto& [word, facts] : std::map<std::string, WordFacts>(words.begin(), words.end())) {
    const std::uint64_t hash = word_hash(word);
    const std::uint32_t fingerprint = static_cast<std::uint32_t>(hash >> kFingerprintShift);
    std::uint32_t slot = hash & (slots - 1);
    while (table[slot] != 0 && table[slot] >> kFactBits != fingerprint) slot = (slot + 1) & (slots - 1);
    if (table[slot] != 0 || packed(facts) == 0) continue;
    table[slot] = fingerprint << kFactBits | packed(facts);
    ++entries;
  }
  return table;
}

void write(const std::string& path, const Words& words) {
  std::uint32_t entries = 0;
  const auto table = table_of(words, entries);
  const auto slots = static_cast<std::uint32_t>(table.size());
  std::ofstream out(path, std::ios::binary);
  out << kGazetteerMagic;
  out.write(reinterpret_cast<const char*>(&slots), 4).write(reinterpret_cast<const char*>(&entries), 4);
  out.write(reinterpret_cast<const char*>(table.data()), static_cast<std::streamsize>(table.size() * 4));
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
  std::cout << entries << " words in " << slots << " slots\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::cerr << "usage: build-gazetteer GAZETTEERS DATA DICTIONARY COMMON OUT\n";
    return 2;
  }
  try {
    const std::string lists = argv[1], data = argv[2];
    Words words;
    add_given(lists + "/first_ons.tsv", 1, words);
    add_given(lists + "/first_ssa.tsv", 5, words);
    add_surnames(lists + "/last_census1990.tsv", words);
    add_dictionary(argv[3], 1, words);
    add_dictionary(argv[4], 2, words);
    add_origins(data + "/names_by_origin.txt", words);
    add_classes(data + "/word_classes.txt", words);
    write(argv[5], words);
  } catch (const std::exception& error) {
    std::cerr << "build-gazetteer: " << error.what() << '\n';
    return 1;
  }
}
