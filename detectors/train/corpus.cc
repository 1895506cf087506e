#include "detectors/train/corpus.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "core/utf8.h"
#include "detectors/gazetteer.h"
#include "detectors/name_word.h"

namespace trawl::detectors::train {
namespace {

std::string stem(const std::string& path) {
  const auto slash = path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1;
  return path.substr(slash, path.rfind('.') - slash);
}

template <typename T>
const T& pick(const std::vector<T>& from, Random& random) {
  return from[std::uniform_int_distribution<std::size_t>(0, from.size() - 1)(random)];
}

// The word in the other's case: all capitals when that is.
std::string in_case_of(const std::string& word, const std::string& model) {
  return all_capitals(model) ? in_capitals(word) : word;
}

bool replaceable(const std::string& word) {
  if (word.size() < 3 || word.find('.') != std::string::npos) return false;
  std::size_t at = 0;
  const LetterCase first = letter_case(decode(word, at));
  const WordClass kind = look_up(word).kind;
  return first == LetterCase::upper && kind != WordClass::title && kind != WordClass::suffix &&
         kind != WordClass::particle;
}

// Splits at spaces and commas; separators come out as pieces too.
std::vector<std::string> pieces_of(const std::string& name) {
  std::vector<std::string> pieces;
  bool separator = true;
  for (const char c : name) {
    const bool is_separator = c == ' ' || c == ',' || c == '\n';
    if (pieces.empty() || is_separator || separator) pieces.emplace_back();
    pieces.back().push_back(c);
    separator = is_separator;
  }
  return pieces;
}

}  // namespace

std::vector<Document> read_jsonl(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot open " + path);
  std::vector<Document> documents;
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line);
    Document document{
        stem(path), json.value("id", std::to_string(documents.size())), "", json.at("text").get<std::string>(), {}};
    std::vector<std::uint32_t> offsets;
    for (std::size_t at = 0; at < document.text.size(); decode(document.text, at))
      offsets.push_back(static_cast<std::uint32_t>(at));
    offsets.push_back(static_cast<std::uint32_t>(document.text.size()));
    for (const auto& span : json.at("spans"))
      if (span.at("type") == "PERSON")
        document.names.push_back({offsets.at(span.at("start")), offsets.at(span.at("end"))});
    std::sort(document.names.begin(), document.names.end(),
              [](const GoldSpan& a, const GoldSpan& b) { return a.start < b.start; });
    documents.push_back(std::move(document));
  }
  return documents;
}

void harmonise(Document& document) {
  static const std::vector<std::string> titles = {
      "Mr ",   "Mrs ",  "Ms ",       "Miss ", "Dr ",     "Sir ",   "Dame ", "Mr. ",  "Mrs. ",    "Ms. ",  "Dr. ",
      "Lady ", "Lord ", "Baroness ", "Aunt ", "Auntie ", "Uncle ", "Nan ",  "Gran ", "Grandad ", "Baba ", "Mama "};
  static const std::vector<std::string> offices = {"Professor ", "Prof. ",    "Prof ",    "Judge ",
                                                   "Captain ",   "Sergeant ", "Colonel ", "General "};
  const bool tweets = document.set.starts_with("btc") || document.set.starts_with("wnut");
  const std::string& text = document.text;
  std::erase_if(document.names, [&](const GoldSpan& span) {
    const std::string_view name = std::string_view(text).substr(span.start, span.end - span.start);
    const bool handle = name.find_first_of("@#_0123456789") != std::string_view::npos;
    return handle ||
           (tweets && span.start >= 2 && (text[span.start - 1] == '@' || text.compare(span.start - 2, 2, "@ ") == 0));
  });
  for (GoldSpan& span : document.names) {
    for (const std::string& office : offices)
      if (span.end - span.start > office.size() && text.compare(span.start, office.size(), office) == 0)
        span.start += static_cast<std::uint32_t>(office.size());
    for (const std::string& title : titles) {
      if (span.start < title.size() || text.compare(span.start - title.size(), title.size(), title) != 0) continue;
      const std::uint32_t start = span.start - static_cast<std::uint32_t>(title.size());
      if (start > 0 && letter_case(static_cast<unsigned char>(text[start - 1])) != LetterCase::none) continue;
      span.start = start;
      break;
    }
  }
}

std::map<std::string, OriginNames> read_origins(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot open " + path);
  std::map<std::string, OriginNames> origins;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    std::string origin, part;
    fields >> origin >> part;
    for (std::string name; fields >> name;) {
      std::replace(name.begin(), name.end(), '_', ' ');
      (part == "given" ? origins[origin].given : origins[origin].surnames).push_back(name);
    }
  }
  return origins;
}

Document with_other_names(const Document& document, const OriginNames& names, Random& random) {
  Document result = document;
  result.text.clear();
  result.names.clear();
  std::map<std::string, std::string> others;
  std::uint32_t done = 0;
  for (const GoldSpan& span : document.names) {
    if (span.start < done) continue;
    result.text += document.text.substr(done, span.start - done);
    done = span.end;
    const auto start = static_cast<std::uint32_t>(result.text.size());
    const auto pieces = pieces_of(document.text.substr(span.start, span.end - span.start));
    const bool turned = std::find(pieces.begin(), pieces.end(), ",") != pieces.end();
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (!replaceable(pieces[i])) {
        result.text += pieces[i];
        continue;
      }
      std::string& other = others[folded(pieces[i])];
      const WordFacts facts = look_up(pieces[i]);
      const bool alone = pieces.size() == 1;
      const bool surname = alone ? facts.surname > facts.given : turned ? i == 0 : i + 1 == pieces.size();
      if (other.empty()) other = pick(surname ? names.surnames : names.given, random);
      result.text += in_case_of(other, pieces[i]);
    }
    result.names.push_back({start, static_cast<std::uint32_t>(result.text.size())});
  }
  result.text += document.text.substr(done);
  return result;
}

Document respelled(const Document& document, std::string (*spelling)(std::string_view)) {
  Document result = document;
  result.text.clear();
  result.names.clear();
  const std::string_view text = document.text;
  std::uint32_t done = 0;
  for (const GoldSpan& span : document.names) {
    if (span.start < done) continue;
    result.text += spelling(text.substr(done, span.start - done));
    const auto start = static_cast<std::uint32_t>(result.text.size());
    result.text += spelling(text.substr(span.start, span.end - span.start));
    result.names.push_back({start, static_cast<std::uint32_t>(result.text.size())});
    done = span.end;
  }
  result.text += spelling(text.substr(done));
  return result;
}

std::vector<std::string> read_templates(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot open " + path);
  std::vector<std::string> templates(1);
  for (std::string line; std::getline(file, line);) {
    if (line == "---") {
      templates.emplace_back();
    } else if (line.empty() || line[0] != '#') {
      templates.back() += line + '\n';
    }
  }
  return templates;
}

}  // namespace trawl::detectors::train
