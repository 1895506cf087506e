// evaluate-detectors: how right the detectors are on annotated text.
//
// usage: evaluate-detectors [--errors KIND] [--sensitivity precise|balanced|recall] [--by KEY] [--no-names]
// FILE.jsonl... Reads {"text", "spans": [{"start","end","type"}]} a line, offsets in Unicode code points. Types are
// kinds of findings in any case; PERSON and the names that other projects use (EMAIL_ADDRESS, PHONE_NUMBER, ...) are
// known (kind_of_label.cc). Prints per kind precision, recall and F1 of exact spans, of overlapping spans and of words,
// and false alarms per MB; then how many findings of each confidence are right, by kind; the labels that no detector
// looks for; at the end MB of text per second of processor time. --by splits the figures by a key of the lines ("set",
// "origin"). --errors prints the wrong and the missed of a kind ("all": of every kind). --no-names leaves names out.
#include <algorithm>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "benchmarks/kind_of_label.h"
#include "core/utf8.h"
#include "detectors/detector_set.h"

namespace {

using namespace trawl;
using benchmarks::kind_of_label;
using detectors::Sensitivity;

struct Span {
  std::uint32_t start = 0, end = 0;  // bytes
  auto operator<=>(const Span&) const = default;
};

struct Tally {
  std::size_t gold = 0, found = 0, exact = 0, gold_met = 0, found_met = 0;
  std::size_t word_gold = 0, word_found = 0, word_right = 0;
  std::map<Confidence, std::pair<std::size_t, std::size_t>> by_confidence;  // right (overlap), all
};

struct Options {
  std::string errors, by;
  Sensitivity sensitivity = Sensitivity::balanced;
  bool names = true;
  std::vector<std::string> files;
  bool shows(std::string_view kind) const { return errors == kind || errors == "all"; }
};

// All detectors as DetectorSet has them.
class Detection {
 public:
  explicit Detection(const Options& options) {
    detectors::Settings settings;
    settings.sensitivity = options.sensitivity;
    for (const detectors::Kind& kind : detectors::built_in_kinds())
      if (!options.names && kind.name != "person") settings.only.emplace_back(kind.name);
    auto set = detectors::DetectorSet::create(settings);
    if (!set) throw std::runtime_error(set.error().message);
    set_ = std::move(*set);
  }
  std::vector<Finding> operator()(std::string_view text) {
    std::vector<Finding> found;
    TextBlock block;
    block.text = text;
    set_->begin_part("text/plain", "");
    normal_.assign(text);
    set_->scan(block, normal_, found);
    return found;
  }

 private:
  std::unique_ptr<detectors::DetectorSet> set_;
  NormalText normal_;
};

std::vector<Span> words_of(std::string_view text, const std::vector<Span>& spans) {
  std::set<Span> words;
  for (const Span& span : spans)
    for (std::uint32_t at = span.start; at < span.end;) {
      const auto part_of_word = [&](std::uint32_t i) {
        return i < span.end && (std::isalnum(static_cast<unsigned char>(text[i])) || (text[i] & 0x80));
      };
      std::uint32_t end = at;
      while (part_of_word(end)) ++end;
      if (end > at) words.insert({at, end});
      at = std::max(end, at + 1);
    }
  return {words.begin(), words.end()};
}

bool meets(const Span& a, const Span& b) {
  return a.start < b.end && b.start < a.end;
}

bool meets_any(const Span& span, const std::vector<Span>& others) {
  return std::any_of(others.begin(), others.end(), [&](const Span& other) { return meets(span, other); });
}

std::size_t common(const std::vector<Span>& a, const std::vector<Span>& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](const Span& s) { return std::binary_search(b.begin(), b.end(), s); }));
}

void count(std::string_view text, std::vector<Span> gold, std::vector<Span> found, Tally& tally) {
  std::sort(gold.begin(), gold.end());
  std::sort(found.begin(), found.end());
  tally.gold += gold.size();
  tally.found += found.size();
  tally.exact += common(found, gold);
  for (const Span& span : gold) tally.gold_met += meets_any(span, found);
  for (const Span& span : found) tally.found_met += meets_any(span, gold);
  const auto gold_words = words_of(text, gold), found_words = words_of(text, found);
  tally.word_gold += gold_words.size();
  tally.word_found += found_words.size();
  tally.word_right += common(found_words, gold_words);
}

void show(char sign, std::string_view text, const Span& span, std::string_view evidence) {
  const std::uint32_t from = span.start < 40 ? 0 : static_cast<std::uint32_t>(character_start(text, span.start - 40));
  std::string line(text.substr(from, span.start - from));
  line += "[[" + std::string(text.substr(span.start, span.end - span.start)) + "]]" +
          std::string(text.substr(span.end, 30));
  std::replace(line.begin(), line.end(), '\n', '|');
  std::cout << sign << ' ' << line << "  " << evidence << '\n';
}

double rate(std::size_t part, std::size_t whole) {
  return whole == 0 ? 1 : static_cast<double>(part) / static_cast<double>(whole);
}
double f1(double precision, double recall) {
  return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
}

void print(const std::string& name, const Tally& t, double megabytes) {
  const double p = rate(t.exact, t.found), r = rate(t.exact, t.gold);
  const double op = rate(t.found_met, t.found), orr = rate(t.gold_met, t.gold);
  const double wp = rate(t.word_right, t.word_found), wr = rate(t.word_right, t.word_gold);
  std::cout << std::left << std::setw(30) << name << std::right << std::fixed << std::setprecision(4) << " exact P "
            << p << " R " << r << " F1 " << f1(p, r) << " | overlap P " << op << " R " << orr << " F1 " << f1(op, orr)
            << " | word P " << wp << " R " << wr << " F1 " << f1(wp, wr) << std::setprecision(2) << " | "
            << static_cast<double>(t.found - t.found_met) / megabytes << " false/MB | " << t.gold << " gold";
  std::cout << '\n';
}

// "kind   possible 0.93 of 120   likely ...": how often a finding of that confidence is right (overlap).
void print_confidence(const std::string& name, const Tally& t) {
  std::cout << std::left << std::setw(30) << name << std::right << std::fixed << std::setprecision(4);
  for (const Confidence confidence : {Confidence::possible, Confidence::likely, Confidence::certain}) {
    const auto place = t.by_confidence.find(confidence);
    const auto [right, all] = place == t.by_confidence.end() ? std::pair<std::size_t, std::size_t>() : place->second;
    std::cout << " | " << name_of(confidence) << ' ';
    if (all == 0) {
      std::cout << "  none         ";
    } else {
      std::cout << rate(right, all) << " of " << std::setw(6) << all;
    }
  }
  std::cout << '\n';
}

class Evaluation {
 public:
  explicit Evaluation(const Options& options) : options_(options), detect_(options) {}

  void add(const nlohmann::json& line) {
    const std::string text = line.at("text").get<std::string>();
    std::vector<std::uint32_t> offsets;
    for (std::size_t at = 0; at < text.size(); decode(text, at)) offsets.push_back(static_cast<std::uint32_t>(at));
    offsets.push_back(static_cast<std::uint32_t>(text.size()));
    std::map<std::string, std::vector<Span>> gold, found;
    if (line.contains("spans"))
      for (const auto& span : line.at("spans"))
        gold[kind_of_label(span.at("type"))].push_back({offsets.at(span.at("start")), offsets.at(span.at("end"))});
    const std::clock_t start = std::clock();
    const std::vector<Finding> findings = detect_(text);
    seconds_ += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    bytes_ += text.size();
    const std::string group = options_.by.empty() ? "" : " " + line.value(options_.by, "");
    for (const Finding& finding : findings) {
      const std::string kind(finding.kind);
      const Span span{finding.start, finding.end};
      found[kind].push_back(span);
      auto& [right, all] = tallies_[kind + group].by_confidence[finding.confidence];
      right += meets_any(span, gold[kind]);
      ++all;
      const bool exact = std::find(gold[kind].begin(), gold[kind].end(), span) != gold[kind].end();
      if (options_.shows(kind) && !exact)
        show('+', text, span, kind + ", " + std::string(name_of(finding.confidence)) + ": " + finding.evidence);
    }
    for (const auto& [kind, spans] : gold)
      for (const Span& span : spans)
        if (options_.shows(kind) && std::find(found[kind].begin(), found[kind].end(), span) == found[kind].end())
          show('-', text, span, kind);
    for (const auto& [kind, spans] : gold) count(text, spans, found[kind], tallies_[kind + group]);
    for (const auto& [kind, spans] : found)
      if (gold.count(kind) == 0) count(text, {}, spans, tallies_[kind + group]);
  }

  void print_all() const {
    const double megabytes = static_cast<double>(bytes_) / 1e6;
    Tally all;
    for (const auto& [name, tally] : tallies_)
      if (is_looked_for(name) && tally.gold + tally.found > 0) print(name, tally, megabytes);
    std::cout << "\nright by confidence (overlapping spans)\n";
    for (const auto& [name, tally] : tallies_) {
      if (!is_looked_for(name) || tally.found == 0) continue;
      print_confidence(name, tally);
      for (const auto& [confidence, pair] : tally.by_confidence) {
        all.by_confidence[confidence].first += pair.first;
        all.by_confidence[confidence].second += pair.second;
      }
    }
    print_confidence("all", all);
    for (const auto& [name, tally] : tallies_)
      if (!is_looked_for(name) && tally.gold > 0) std::cout << "not looked for: " << name << ", " << tally.gold << '\n';
    std::cout << std::setprecision(1) << megabytes << " MB, " << megabytes / seconds_ << " MB/s\n";
  }

 private:
  bool is_looked_for(const std::string& name) const {
    const std::string kind = name.substr(0, name.find(' '));
    const std::vector<detectors::Kind>& kinds = detectors::built_in_kinds();
    if (kind == "person" && !options_.names) return false;
    return std::any_of(kinds.begin(), kinds.end(), [&](const detectors::Kind& k) { return k.name == kind; });
  }

  Options options_;
  Detection detect_;
  std::map<std::string, Tally> tallies_;
  std::size_t bytes_ = 0;
  double seconds_ = 0;
};

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const auto value = [&]() -> std::string {
      if (++i >= argc) throw std::invalid_argument(argument + " needs a value");
      return argv[i];
    };
    if (argument == "--errors") {
      options.errors = value();
    } else if (argument == "--no-names") {
      options.names = false;
    } else if (argument == "--by") {
      options.by = value();
    } else if (argument == "--sensitivity") {
      const std::string name = value();
      options.sensitivity = name == "precise"  ? Sensitivity::precise
                            : name == "recall" ? Sensitivity::recall
                                               : Sensitivity::balanced;
    } else if (argument.starts_with("--")) {
      options.files.clear();
      break;
    } else {
      options.files.push_back(argument);
    }
  }
  if (options.files.empty())
    throw std::invalid_argument(
        "usage: evaluate-detectors [--errors KIND] [--by KEY] [--sensitivity S] [--no-names] FILE.jsonl...");
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Options options = parse(argc, argv);
    Evaluation evaluation(options);
    for (const std::string& path : options.files) {
      std::ifstream file(path);
      if (!file) throw std::runtime_error("cannot open " + path);
      for (std::string line; std::getline(file, line);)
        if (!line.empty()) evaluation.add(nlohmann::json::parse(line));
    }
    evaluation.print_all();
  } catch (const std::exception& error) {
    std::cerr << "evaluate-detectors: " << error.what() << '\n';
    return 1;
  }
}
