// train-names: makes detectors/data/name_weights.bin, the weights of the name tagger, out of annotated text.
//
// usage: train-names TRAIN DATA TEMPLATES OUT [--all] [--also FILE] [--rounds N] [--fold K] [--folds N] [--without
// SETS]
//                    [--weights FILE] [--held-out FILE] [--errors SETS] [--origins]
//   TRAIN      folder of *.jsonl with {"id","text","spans"} (see corpus.h)
//   DATA       detectors/data (names_by_origin.txt)
//   TEMPLATES  office_templates.txt
// Every sixth document of a set (by the hash of its id), every fifth template and every fourth name of
// names_by_origin.txt are held out, and F1 of rules and model together on them is printed.
//   --all      train on everything; the margins are those of two trainings with parts held out
//   --also     one file more, read as those of TRAIN are
//   --fold     which sixth is held out, from 0
//   --folds    trains and measures so many times, with one sixth after the other held out; OUT gets the last weights
//   --without  holds out the sets whose names start so ("btc,wnut"), whole, and nothing else
//   --weights  measures these weights instead of training
//   --origins  also measures recall by origin of the names and by what they stand in, with names that the program was
//              not made with (unlisted_names.txt and origin_templates.txt beside TEMPLATES)
//   --errors   prints what is wrong in the held-out documents of the sets whose names start so
//   --held-out writes the held-out documents as JSON lines, for evaluate-detectors
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

#include "core/normal_text.h"
#include "core/utf8.h"
#include "detectors/name_tagger.h"
#include "detectors/name_value.h"
#include "detectors/name_word.h"
#include "detectors/person_name.h"
#include "detectors/train/corpus.h"
#include "detectors/train/perceptron.h"

namespace {

using namespace trawl;
using namespace trawl::detectors;
using namespace trawl::detectors::train;

constexpr std::uint32_t kRows = 1u << 19;
constexpr float kQuanta = 8;
constexpr int kMembers = 3;  // trainings in other orders, of which the weights are the mean
constexpr int kTemplateCopies = 18;
constexpr float kUpdateMargin = 4;  // a right tag that wins by less is still learnt

struct Options {
  std::string train, data, templates, out, held_out, errors, without, weights, also;
  bool all = false, origins = false;
  int rounds = 6;
  unsigned fold = 0;   // which sixth is held out
  unsigned folds = 1;  // how many of them, one after the other
};

struct Sentence {  // a document as tokens and tags
  const Document* document = nullptr;
  std::string text;
  std::vector<NameToken> tokens;
  std::vector<NameTag> gold;
};

// Whether the name starts with one of the prefixes, which are separated by commas.
bool starts_with_any(const std::string& name, std::string_view prefixes) {
  for (std::size_t at = 0; at < prefixes.size();) {
    const std::size_t end = std::min(prefixes.find(',', at), prefixes.size());
    if (end > at && name.starts_with(prefixes.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

bool held(const Document& document, const Options& options) {
  if (!options.without.empty()) return starts_with_any(document.set, options.without);
  return word_hash(document.set + document.id) % 6 == options.fold;
}

Sentence prepared(const Document& document) {
  Sentence sentence;
  sentence.document = &document;
  NormalText normal;
  normal.assign(document.text);
  sentence.text = std::string(normal.text());
  NameTokens tokens;
  tokens.assign(sentence.text, {});
  sentence.tokens = tokens.tokens();
  sentence.gold.assign(sentence.tokens.size(), NameTag::outside);
  std::size_t i = 0;
  for (const GoldSpan& span : document.names) {
    const auto within = [&](std::size_t k) {
      return k < sentence.tokens.size() && normal.original_start(sentence.tokens[k].start) < span.end;
    };
    while (i < sentence.tokens.size() && normal.original_end(sentence.tokens[i].end) <= span.start) ++i;
    for (; within(i); ++i) {
      const std::size_t first = i;
      while (within(i) && sentence.tokens[i].candidate) ++i;
      if (i == first) continue;
      const bool title = i == first + 1 && plain_title(sentence.tokens[first]);  // of "Mr and Mrs Smith"
      for (std::size_t k = first; k < i; ++k)
        sentence.gold[k] = k == first ? NameTag::begin : k + 1 == i ? NameTag::last : NameTag::inside;
      if (i == first + 1) sentence.gold[first] = title ? NameTag::outside : NameTag::unit;
      --i;
    }
  }
  return sentence;
}

// Hides what the lists say of some words, and of others which word it is, the same all through the document, so that
// context and spelling learn to carry. In one document of six much more is hidden: people whose given name is in no
// list have a surname that is in none.
std::vector<NameToken> with_gaps(const Sentence& sentence, Random& random) {
  constexpr unsigned kWordsHidden = 8;  // of a hundred
  const unsigned lists_hidden = random() % 6 == 0 ? 40 : 4;
  std::vector<NameToken> tokens = sentence.tokens;
  const std::uint64_t salt = random() * 0xBF58476D1CE4E5B9ull;
  for (NameToken& token : tokens) {
    if (token.kind != TokenKind::word || !token.candidate) continue;
    const std::uint64_t draw = token.hash * 0x9E3779B97F4A7C15ull + salt;
    if ((draw >> 40) % 100 < lists_hidden) token.facts.given = token.facts.surname = 0;
    if ((draw >> 20) % 100 < kWordsHidden) token.hash ^= salt | 1;
  }
  return tokens;
}

// The tag to learn, given what was decided before: a name whose start was missed begins later.
NameTag target_of(NameTag gold, NameTag previous, unsigned allowed) {
  const bool open = opens(previous);
  if (open && (gold == NameTag::outside || gold == NameTag::begin || gold == NameTag::unit)) gold = NameTag::last;
  if (!open && gold == NameTag::inside) gold = NameTag::begin;
  if (!open && gold == NameTag::last) gold = NameTag::unit;
  if (allowed >> static_cast<unsigned>(gold) & 1) return gold;
  for (const NameTag tag : {NameTag::outside, NameTag::last, NameTag::inside})
    if (allowed >> static_cast<unsigned>(tag) & 1) return tag;
  return gold;
}

template <typename Decide>
void walk(const std::vector<NameToken>& tokens, const std::string& text, Decide decide) {
  NameMemory memory;
  NameFeatures features;
  features.assign(tokens, text, memory);
  NameTag previous = NameTag::outside, before = NameTag::outside;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    NameTag tag = NameTag::outside;
    if (tokens[i].candidate) {
      const unsigned allowed = allowed_tags(tokens, i, previous);
      if (allowed != 1) {
        tag = decide(i, features.keys(i, previous, before), allowed, previous);
      }
      if (tokens[i].kind == TokenKind::word)
        memory.add(tokens[i].hash, tag == NameTag::outside ? NameMemory::was_none : NameMemory::was_name);
    }
    before = previous;
    previous = tag;
  }
}

int best_of(const Scores& scores, unsigned allowed, int except = -1) {
  int best = -1;
  for (int tag = 0; tag < kNameTags; ++tag) {
    if (tag == except || !(allowed >> tag & 1)) continue;
    if (best < 0 || scores[static_cast<std::size_t>(tag)] > scores[static_cast<std::size_t>(best)]) best = tag;
  }
  return best;
}

void meet_features(const std::vector<Sentence>& sentences, Perceptron& model) {
  for (const Sentence& sentence : sentences)
    walk(sentence.tokens, sentence.text,
         [&](std::size_t i, const FeatureKeys& keys, unsigned allowed, NameTag previous) {
           model.meet(keys);
           return target_of(sentence.gold[i], previous, allowed);
         });
}

std::size_t learn(const Sentence& sentence, Perceptron& model, Random& random) {
  std::size_t wrong = 0;
  const auto tokens = with_gaps(sentence, random);
  walk(tokens, sentence.text, [&](std::size_t i, const FeatureKeys& keys, unsigned allowed, NameTag previous) {
    const int wanted = static_cast<int>(target_of(sentence.gold[i], previous, allowed));
    const Scores scores = model.score(keys);
    const int best = best_of(scores, allowed);
    const int other = best_of(scores, allowed, wanted);
    wrong += best != wanted;
    if (other >= 0 &&
        scores[static_cast<std::size_t>(wanted)] < scores[static_cast<std::size_t>(other)] + kUpdateMargin)
      model.update(keys, wanted, other);
    model.step();
    return static_cast<NameTag>(random() % 10 ? best : wanted);
  });
  return wrong;
}

struct Tally {
  std::size_t right = 0, found = 0, gold = 0;  // exact spans
  std::size_t token_right = 0, token_found = 0, token_gold = 0;
  std::map<Confidence, std::array<std::size_t, 3>> by_confidence;  // exact, overlapping a name, all
};

struct Mark {
  std::int32_t margin;
  bool right;
};

double f1(std::size_t right, std::size_t found, std::size_t gold) {
  return found + gold == 0 ? 1 : 2.0 * static_cast<double>(right) / static_cast<double>(found + gold);
}

void show(const char* kind, const std::string& text, std::size_t start, std::size_t end) {
  const std::size_t from = start < 40 ? 0 : start - 40;
  std::string line =
      text.substr(from, start - from) + "[[" + text.substr(start, end - start) + "]]" + text.substr(end, 30);
  std::replace(line.begin(), line.end(), '\n', '|');
  std::cout << kind << ' ' << line << '\n';
}

using Spans = std::set<std::pair<std::uint32_t, std::uint32_t>>;

// The tokens, as spans of the document, that lie in one of the spans and are words.
Spans words_in(const Sentence& sentence, const NormalText& normal, const Spans& spans) {
  Spans words;
  auto span = spans.begin();
  for (const NameToken& token : sentence.tokens) {
    const std::uint32_t start = normal.original_start(token.start), end = normal.original_end(token.end);
    while (span != spans.end() && span->second <= start) ++span;
    if (span != spans.end() && token.kind == TokenKind::word && start >= span->first && end <= span->second)
      words.insert({start, end});
  }
  return words;
}

std::size_t common(const Spans& a, const Spans& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](const auto& span) { return b.count(span) != 0; }));
}

// Counts what rules and model together find; with `errors`, prints the wrong ("+") and the missed ("-") of those sets.
void measure(const Sentence& sentence, PersonNames& names, const std::string& errors, Tally& tally) {
  const Document& document = *sentence.document;
  NormalText normal;
  normal.assign(document.text);
  TextBlock block;
  block.text = document.text;
  std::vector<Finding> findings;
  names.begin_part("text/plain", "");
  names.find(block, normal, {}, findings);
  Spans gold, found;
  for (const GoldSpan& span : document.names) gold.insert({span.start, span.end});
  for (const Finding& finding : findings) found.insert({finding.start, finding.end});
  for (const Finding& finding : findings) {
    auto& [exact, met, all] = tally.by_confidence[finding.confidence];
    exact += gold.count({finding.start, finding.end});
    met += std::any_of(gold.begin(), gold.end(),
                       [&](const auto& span) { return span.first < finding.end && finding.start < span.second; });
    ++all;
  }
  const Spans gold_words = words_in(sentence, normal, gold), found_words = words_in(sentence, normal, found);
  tally.gold += gold.size();
  tally.found += found.size();
  tally.right += common(gold, found);
  tally.token_gold += gold_words.size();
  tally.token_found += found_words.size();
  tally.token_right += common(gold_words, found_words);
  if (!starts_with_any(document.set, errors)) return;
  for (const Finding& finding : findings)
    if (gold.count({finding.start, finding.end}) == 0) {
      const std::string kind = "+ " + std::string(name_of(finding.confidence)) + " (" + finding.evidence + ")";
      show(kind.c_str(), document.text, finding.start, finding.end);
    }
  for (const auto& [start, end] : gold)
    if (found.count({start, end}) == 0) show("-", document.text, start, end);
}

// What the model alone finds, with its margins.
void mark(const Sentence& sentence, NameTagger& tagger, std::vector<Mark>& marks) {
  NameMemory memory;
  std::vector<TaggedName> names;
  tagger.tag(sentence.tokens, sentence.text, memory, 0, names);
  NormalText normal;
  normal.assign(sentence.document->text);
  Spans gold;
  for (const GoldSpan& span : sentence.document->names) gold.insert({span.start, span.end});
  for (const TaggedName& name : names)
    marks.push_back({name.margin, gold.count({normal.original_start(sentence.tokens[name.first].start),
                                              normal.original_end(sentence.tokens[name.last - 1].end)}) != 0});
}

void print(const std::string& name, const Tally& t) {
  const auto rate = [](std::size_t a, std::size_t b) {
    return b == 0 ? 1.0 : static_cast<double>(a) / static_cast<double>(b);
  };
  std::cout << std::left << std::setw(26) << name << std::right << std::fixed << std::setprecision(4) << " P "
            << rate(t.right, t.found) << " R " << rate(t.right, t.gold) << " F1 " << f1(t.right, t.found, t.gold)
            << "  token F1 " << f1(t.token_right, t.token_found, t.token_gold) << " R "
            << rate(t.token_right, t.token_gold) << "  counts " << t.right << ' ' << t.found << ' ' << t.gold << ' '
            << t.token_right << ' ' << t.token_found << ' ' << t.token_gold << '\n';
}

// The sets of one kind of text; the templates are all of one.
std::string kind_of_text(const std::string& set) {
  for (const char* kind : {"office-", "crossner", "btc", "wnut"})
    if (set.starts_with(kind)) return kind;
  return set;
}

void add_to(Tally& sum, const Tally& other) {
  sum.right += other.right;
  sum.found += other.found;
  sum.gold += other.gold;
  sum.token_right += other.token_right;
  sum.token_found += other.token_found;
  sum.token_gold += other.token_gold;
  for (const auto& [confidence, counts] : other.by_confidence)
    for (std::size_t i = 0; i < counts.size(); ++i) sum.by_confidence[confidence][i] += counts[i];
}

// What several folds show together, by kind of text.
struct Folds {
  std::map<std::string, Tally> sums;
  std::map<std::string, std::vector<double>> exact;  // F1 of each fold

  void print() const {
    for (const auto& [kind, sum] : sums) {
      const auto& folds = exact.at(kind);
      const auto [least, most] = std::minmax_element(folds.begin(), folds.end());
      std::cout << "folds " << std::setw(14) << std::left << kind << std::fixed << std::setprecision(3) << " exact F1 "
                << f1(sum.right, sum.found, sum.gold) << ", mean "
                << std::accumulate(folds.begin(), folds.end(), 0.0) / static_cast<double>(folds.size()) << " ("
                << *least << " to " << *most << "), words " << f1(sum.token_right, sum.token_found, sum.token_gold)
                << ", " << sum.gold << " names";
      for (const auto& [confidence, counts] : sum.by_confidence)
        std::cout << ", " << name_of(confidence) << ' '
                  << static_cast<double>(counts[1]) / static_cast<double>(counts[2]) << " of " << counts[2];
      std::cout << '\n';
    }
  }
};

void report(const std::vector<Sentence>& test, PersonNames& names, const std::string& errors, Folds& folds) {
  std::map<std::string, Tally> by_set, by_kind;
  for (const Sentence& sentence : test)
    measure(sentence, names, errors, by_set[sentence.document->set + sentence.document->origin]);
  for (const auto& [set, tally] : by_set) {
    print(set, tally);
    add_to(by_kind[kind_of_text(set)], tally);
  }
  for (const auto& [kind, tally] : by_kind) {
    add_to(folds.sums[kind], tally);
    folds.exact[kind].push_back(f1(tally.right, tally.found, tally.gold));
  }
}

// The least margin from which on names are right with the wanted rate.
std::int32_t margin_for(std::vector<Mark> marks, double wanted) {
  std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.margin > b.margin; });
  std::size_t right = 0;
  std::int32_t margin = marks.empty() ? 0 : marks.front().margin;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    right += marks[i].right;
    if (i >= 50 && static_cast<double>(right) >= wanted * static_cast<double>(i + 1)) margin = marks[i].margin;
  }
  return margin;
}

// The margin below which names are rather wrong than right: where F1 is greatest.
std::int32_t best_margin(std::vector<Mark> marks, std::size_t gold) {
  std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.margin > b.margin; });
  std::size_t right = 0;
  double best = 0;
  std::int32_t margin = 0;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    right += marks[i].right;
    if (f1(right, i + 1, gold) <= best) continue;
    best = f1(right, i + 1, gold);
    margin = marks[i].margin;
  }
  return margin;
}

// Ten documents for each origin and carrier, all of one name each time.
void report_origins(const Options& options, PersonNames& names) {
  const auto folder = std::filesystem::path(options.templates).parent_path();
  const auto carriers = read_templates(folder / "origin_templates.txt");
  std::map<std::string, Tally> tallies;
  Random random(3);
  for (const auto& [origin, pool] : read_origins(folder / "unlisted_names.txt"))
    for (std::size_t carrier = 0; carrier < carriers.size(); ++carrier)
      for (int copy = 0; copy < 10; ++copy) {
        const Document document = from_template(carriers[carrier], pool, random);
        const Sentence sentence = prepared(document);
        measure(sentence, names, "", tallies["unlisted " + origin]);
        measure(sentence, names, "", tallies["unlisted, carrier " + std::to_string(carrier + 1)]);
      }
  for (const auto& [name, tally] : tallies) print(name, tally);
}

OriginNames part_of(const OriginNames& names, bool held_out) {
  OriginNames part;
  for (std::size_t i = 0; i < names.given.size(); ++i)
    if ((i % 4 == 3) == held_out) part.given.push_back(names.given[i]);
  for (std::size_t i = 0; i < names.surnames.size(); ++i)
    if ((i % 4 == 3) == held_out) part.surnames.push_back(names.surnames[i]);
  return part;
}

struct Material {
  std::vector<Document> training, test;
};

int copies_of(const std::string& set) {
  if (set.starts_with("enron") || set.starts_with("tab")) return 6;
  if (set == "names_dev") return 4;
  if (set.starts_with("btc") || set.starts_with("wnut")) return 1;
  return 2;
}

Material gather(const Options& options) {
  Material material;
  Random random(1);
  const auto origins = read_origins(options.data + "/names_by_origin.txt");
  std::vector<OriginNames> pools;
  for (const auto& [origin, names] : origins) pools.push_back(options.all ? names : part_of(names, false));
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(options.train))
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  if (!options.also.empty()) files.push_back(options.also);
  for (const std::string& file : files)
    for (Document& document : read_jsonl(file)) {
      harmonise(document);
      if (held(document, options)) material.test.push_back(document);
      if (held(document, options) && !options.all) continue;
      for (int copy = 0; copy < copies_of(document.set); ++copy) {
        material.training.push_back(document);
        if (copy % 2 != 0) continue;
        material.training.push_back(with_other_names(document, pools[random() % pools.size()], random));
        if (copy != 0) continue;
        const Document other = material.training.back();
        if (random() % 3 == 0) material.training.push_back(respelled(other, in_capitals));
        if (random() % 6 == 0) material.training.push_back(respelled(other, folded));
      }
    }
  const auto templates = read_templates(options.templates);
  for (std::size_t i = 0; i < templates.size(); ++i) {
    const bool test = i % 5 == 4 && options.without.empty();
    for (int copy = 0; (!test || options.all) && copy < kTemplateCopies; ++copy) {
      Document document = from_template(templates[i], pools[static_cast<std::size_t>(copy) % pools.size()], random);
      if (copy >= kTemplateCopies - 5) document = respelled(document, copy % 2 ? in_capitals : folded);
      material.training.push_back(std::move(document));
    }
    for (const auto& [origin, names] : origins) {
      if (!test) continue;
      Document document = from_template(templates[i], part_of(names, true), random);
      document.set = "office-";
      document.origin = origin;
      document.id = std::to_string(i);
      const bool names_nobody = document.names.empty();
      material.test.push_back(std::move(document));
      if (names_nobody) break;
    }
  }
  return material;
}

void write_weights(const std::string& path, const std::vector<unsigned char>& bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

void write_documents(const std::string& path, const std::vector<Document>& documents) {
  std::ofstream out(path);
  for (const Document& document : documents) {
    nlohmann::json json = {
        {"id", document.id}, {"set", document.set}, {"origin", document.origin}, {"text", document.text}};
    json["spans"] = nlohmann::json::array();
    for (const GoldSpan& span : document.names)
      json["spans"].push_back({{"start", count_code_points(std::string_view(document.text).substr(0, span.start))},
                               {"end", count_code_points(std::string_view(document.text).substr(0, span.end))},
                               {"type", "PERSON"}});
    out << json.dump() << '\n';
  }
}

std::vector<Sentence> all_prepared(const std::vector<Document>& documents) {
  std::vector<Sentence> sentences;
  for (const Document& document : documents) sentences.push_back(prepared(document));
  return sentences;
}

Perceptron learnt(const std::vector<Document>& documents, int rounds) {
  std::vector<Sentence> sentences = all_prepared(documents);
  Perceptron blank;
  meet_features(sentences, blank);
  std::cout << sentences.size() << " documents, " << blank.features() << " features\n";
  Random random(7);
  Perceptron perceptron = blank;
  for (int member = 0; member < kMembers; ++member) {
    Perceptron one = blank;
    for (int round = 0; round < rounds; ++round) {
      std::shuffle(sentences.begin(), sentences.end(), random);
      std::size_t wrong = 0;
      for (const Sentence& sentence : sentences) wrong += learn(sentence, one, random);
      std::cout << "round " << round + 1 << ": " << wrong << " wrong\n" << std::flush;
    }
    one.average();
    perceptron.add(one, 1.0f / static_cast<float>(kMembers));
  }
  return perceptron;
}

// The margins at which held-out names are right often enough: 99 of 100 of the certain, 92 of 100 of the likely alone.
std::array<std::int32_t, 3> calibrated(const std::vector<Mark>& marks, std::size_t gold) {
  const std::int32_t certain = margin_for(marks, 0.99);
  std::vector<Mark> rest;
  std::copy_if(marks.begin(), marks.end(), std::back_inserter(rest), [&](const Mark& m) { return m.margin < certain; });
  const std::array<std::int32_t, 3> margins = {best_margin(marks, gold), margin_for(rest, 0.92), certain};
  std::cout << "margins: possible " << margins[0] << ", likely " << margins[1] << ", certain " << margins[2] << '\n';
  return margins;
}

std::vector<unsigned char> read_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot open " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

void measure_weights(const Options& options) {
  const auto bytes = read_bytes(options.weights);
  const auto model = NameModel::open(bytes);
  if (!model) throw std::runtime_error(model.error().message);
  const auto names = PersonNames::with_model(*model, Sensitivity::balanced);
  const Material material = gather(options);
  Folds folds;
  report(all_prepared(material.test), *names, options.errors, folds);
  folds.print();
  if (options.origins) report_origins(options, *names);
}

void make_weights(Options options) {
  std::vector<Mark> marks;
  std::size_t gold = 0;
  const bool all = std::exchange(options.all, false);
  const unsigned folds = all ? 2 : options.folds;
  Folds together;
  for (unsigned done = 0; done < folds; ++done, options.fold = (options.fold + 1) % 6) {
    const Material material = gather(options);
    if (!options.held_out.empty()) write_documents(options.held_out, material.test);
    const Perceptron perceptron = learnt(material.training, options.rounds);
    const auto bytes = perceptron.quantised(kRows, kQuanta, {0, 0, 0});
    NameTagger tagger(*NameModel::open(bytes));
    const std::vector<Sentence> test = all_prepared(material.test);
    for (const Sentence& sentence : test) {
      if (sentence.document->set == "office-") continue;  // easier than text that was found
      mark(sentence, tagger, marks);
      gold += sentence.document->names.size();
    }
    const auto weights = perceptron.quantised(kRows, kQuanta, calibrated(marks, gold));
    const auto names = PersonNames::with_model(*NameModel::open(weights), Sensitivity::balanced);
    report(test, *names, options.errors, together);
    if (options.origins) report_origins(options, *names);
    if (!all) write_weights(options.out, weights);
  }
  together.print();
  if (!all) return;
  options.all = true;
  const Perceptron perceptron = learnt(gather(options).training, options.rounds);
  write_weights(options.out, perceptron.quantised(kRows, kQuanta, calibrated(marks, gold)));
}

Options parse(int argc, char** argv) {
  Options options;
  std::vector<std::string> rest;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--all")
      options.all = true;
    else if (argument == "--origins")
      options.origins = true;
    else if (argument == "--rounds" && i + 1 < argc)
      options.rounds = std::stoi(argv[++i]);
    else if (argument == "--fold" && i + 1 < argc)
      options.fold = static_cast<unsigned>(std::stoi(argv[++i]));
    else if (argument == "--also" && i + 1 < argc)
      options.also = argv[++i];
    else if (argument == "--folds" && i + 1 < argc)
      options.folds = static_cast<unsigned>(std::stoi(argv[++i]));
    else if (argument == "--held-out" && i + 1 < argc)
      options.held_out = argv[++i];
    else if (argument == "--without" && i + 1 < argc)
      options.without = argv[++i];
    else if (argument == "--weights" && i + 1 < argc)
      options.weights = argv[++i];
    else if (argument == "--errors" && i + 1 < argc)
      options.errors = argv[++i];
    else
      rest.push_back(argument);
  }
  if (rest.size() != 4)
    throw std::invalid_argument(
        "usage: train-names TRAIN DATA TEMPLATES OUT [--all] [--also FILE] [--rounds N] [--fold K] [--folds N] "
        "[--without SETS] "
        "[--weights "
        "FILE] [--held-out FILE] [--errors SETS] [--origins]");
  options.train = rest[0];
  options.data = rest[1];
  options.templates = rest[2];
  options.out = rest[3];
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Options options = parse(argc, argv);
    options.weights.empty() ? make_weights(options) : measure_weights(options);
  } catch (const std::exception& error) {
    std::cerr << "train-names: " << error.what() << '\n';
    return 1;
  }
}
