// Context: what the words around a place say about it: the block's label, the cell before it in the
// row, words before it on its line, words on the line before, words right behind it.
//
// One object serves one DetectorSet and is not shared by threads. Words are looked for only around
// places that passed a detector's cheaper tests, and once.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text_block.h"
#include "detectors/detector.h"
#include "detectors/text_table.h"
#include "detectors/vocabulary.h"

namespace trawl::detectors {

enum class Link : std::uint8_t {
  none,
  near,     // the word stands around: same line, line before, right behind
  labelled  // the word is the place's label: column header, key, or directly before it
};

struct Hint {
  Link link = Link::none;
  std::string_view phrase;        // which word
  std::string_view source;        // "label", "column", "word near": for the evidence
  std::uint32_t distance = 1000;  // bytes; 0 for labels of a block
  bool contradicted = false;      // a nearer label says that it is something else
  bool labelled() const { return link == Link::labelled; }
  bool any() const { return link != Link::none; }
};

class ModulusTable;

class Context {
 public:
  // `vocabulary` must outlive it.
  explicit Context(const Vocabulary& vocabulary);
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context();

  void begin_part();
  // text is the normalised text of the block; both must live until the next call.
  void begin_block(const TextBlock& block, std::string_view text);

  // The detector whose words the hints are about.
  void about(std::size_t detector) { detector_ = detector; }

  Hint hint(const Match& match) { return find(match, &Meaning::words); }      // Detector::words
  Hint more_hint(const Match& match) { return find(match, &Meaning::more); }  // Detector::more_words

  // hint(), or else words of the second list, which are never more than near.
  Hint hint_or_near(const Match& match);

  // Detectors, as bits, of which a word stands anywhere where hint() could see it from a match at this mark.
  std::uint64_t words_around(Mark mark);

  // Detectors, as bits, that the block's label names in their words.
  std::uint64_t named_by_label();

  // Says that a word at `at` may be the name of a column.
  void look_for_table_below(std::uint32_t at);
  // A place in each table of the text that was met on the way, and whose header names a detector.
  const std::vector<std::uint32_t>& tables() const { return tables_; }
  // The cells below the header of that table, and the detectors, as bits, that the header names, anywhere and above a
  // place.
  std::vector<TextTable::Cell> cells_of_table(std::uint32_t place) { return table_.cells_below_header(place); }
  std::uint64_t named_by_header(std::uint32_t place) { return named_by(table_.header_above(place)); }
  std::uint64_t named_by_column(std::uint32_t place) { return named_by(table_.column_above(place)); }

  const TextBlock& block() const { return *block_; }
  std::string_view text() const { return text_; }
  // Text of the cell before this one in the same row; empty when there is none or it is long.
  std::string_view cell_before() const { return cell_before_; }
  // What a detector found in earlier cells of this row and notes for later ones; empty in a new row.
  std::string& row_note() { return row_note_; }

  // The user's bank tables, or null.
  const ModulusTable* modulus_table() const { return modulus_table_.get(); }
  void set_modulus_table(ModulusTable table);

  // Whether words on the match's line before it speak of numbers that identify nobody ("part no").
  bool other_numbers_before(const Match& match);

  // The text of the match's line before and behind it, at most 200 bytes each.
  std::string_view line_before(const Match& match) const;
  std::string_view line_behind(const Match& match) const;

 private:
  using List = std::uint64_t Meaning::*;
  Hint find(const Match& match, List list);
  std::uint64_t named_by(std::string_view label);
  Hint from_block(List list);
  // The label of a comment is its author and says nothing about numbers.
  std::string_view label() const { return block_->kind == BlockKind::comment ? std::string_view() : block_->label; }
  const std::vector<Hit>& label_hits();
  const std::vector<Hit>& cell_hits();
  Hint from_text(const Match& match, List list);
  Hint from_column(const Match& match, List list);
  const std::vector<Hit>& hits_of_label(std::string_view label);
  // What the header line above a place in a table of the text says; empty when it stands in none.
  std::span<const Hit> table_header(std::uint32_t at);
  bool means(const Hit& hit, List list) const { return (hit.meaning.*list >> detector_ & 1) != 0; }
  // A hit that names another kind of number, or one that identifies nobody.
  bool contradicts(const Hit& hit) const {
    return ((hit.meaning.words | hit.meaning.more) >> detector_ & 1) == 0 &&
           (hit.meaning.words | hit.meaning.other) != 0;
  }
  // The hits in text_[from, to), from what was found before where possible.
  void cover(std::uint32_t from, std::uint32_t to);

  const Vocabulary& vocabulary_;
  const TextBlock* block_ = nullptr;
  std::string_view text_;
  std::size_t detector_ = 0;
  std::vector<Hit> hits_;  // of text_[covered_from_, covered_to_)
  std::uint32_t covered_from_ = 0;
  std::uint32_t covered_to_ = 0;
  std::size_t first_near_ = 0;     // of hits_: earlier ones are out of sight of the last mark asked about
  std::uint64_t block_words_ = 0;  // detectors named by label and cell before
  bool block_words_known_ = false;
  static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};
  std::uint32_t asked_at_ = kNowhere;  // the last mark that words_around was asked about, and its answer
  std::uint64_t asked_words_ = 0;
  TextTable table_;
  std::vector<std::uint32_t> tables_;
  const char* last_header_ = nullptr;                         // of tables_
  std::unordered_map<std::string, std::vector<Hit>> labels_;  // hits of labels met in this part
  const std::vector<Hit>* label_hits_ = nullptr;              // of this block; made when asked for
  std::vector<Hit> cell_hits_;
  bool cell_hits_known_ = false;
  std::string cell_before_;
  std::string this_cell_;
  std::string row_note_;
  std::uint32_t row_ = 0;
  std::unique_ptr<const ModulusTable> modulus_table_;
};

// "label 'ni number'", "word near 'payroll'"; empty without a hint.
std::string in_words(const Hint& hint);

}  // namespace trawl::detectors
