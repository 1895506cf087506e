#include "detectors/name_tables.h"

#include <algorithm>

#include "detectors/name_lists.h"
#include "detectors/name_runs.h"

namespace trawl::detectors {
namespace {

constexpr std::size_t kLongestHeader = 40;  // bytes; longer cells are prose

using Tokens = std::vector<NameToken>;

// "amelia booth": words in lower case that may all be names. Words of a language are none: "vacant", "as above".
bool names_in_lower_case(const NameTokens& tokens, std::uint32_t first, std::uint32_t last) {
  const Tokens& all = tokens.tokens();
  if (last - first > 3) return false;
  return std::all_of(all.begin() + first, all.begin() + last, [&](const NameToken& token) {
    if (token.kind != TokenKind::word || token.glued || token.shape != Shape::lower) return false;
    const WordFacts facts = tokens.facts_of(token);
    if (facts.kind == WordClass::particle) return true;
    if (facts.kind != WordClass::none || token.end - token.start < 3) return false;
    return facts.ordinary == 0 || (facts.ordinary == 1 && facts.name());
  });
}

// The end of the cell that begins with tokens[first], quotes left out of it.
std::uint32_t cell_end(const NameTokens& tokens, std::uint32_t first, std::uint32_t last, std::string_view separator) {
  const Tokens& all = tokens.tokens();
  bool quoted = false;
  for (std::uint32_t i = first; i < last; ++i) {
    const NameToken& token = all[i];
    if (separator == "\t" || separator == TextTable::kBlanks) {
      if (i > first && tokens.column_gap_before(i)) return i;
      if (i > first && separator == TextTable::kBlanks && token.start >= all[i - 1].end + 2) return i;
      continue;
    }
    if (token.kind != TokenKind::punctuation) continue;
    if (token.hash == '"') quoted = !quoted;
    const char mark = separator == " / " ? '/' : separator[0];
    if (!quoted && token.hash == static_cast<unsigned char>(mark)) return i;
  }
  return last;
}

// Whether something parts cells, so that most lines of prose are not looked up.
bool may_be_row(const NameTokens& tokens, std::uint32_t first, std::uint32_t last) {
  const Tokens& all = tokens.tokens();
  int commas = 0;
  for (std::uint32_t i = first; i < last; ++i) {
    const NameToken& token = all[i];
    if (i > first && token.space_before && tokens.column_gap_before(i)) return true;
    if (token.kind != TokenKind::punctuation) continue;
    commas += token.hash == ',';
    if (commas >= 2 || token.hash == '|' || token.hash == ';' || (token.hash == '/' && token.space_before)) return true;
  }
  return false;
}

// "-----", "=====": a line without words between the header and its rows.
bool is_rule(const Tokens& all, std::uint32_t first, std::uint32_t last) {
  return last > first && std::all_of(all.begin() + first, all.begin() + last,
                                     [](const NameToken& token) { return token.kind == TokenKind::punctuation; });
}

// A line with a word that makes a label of names, and nothing that headers do not have.
bool may_be_header(const Tokens& all, std::uint32_t first, std::uint32_t last) {
  bool label = false;
  for (std::uint32_t i = first; i < last; ++i) {
    if (all[i].kind == TokenKind::masked || is(all[i], ':')) return false;
    label = label || (all[i].kind == TokenKind::word && labels_names(all[i].hash));
  }
  return label;
}

bool quote(const NameToken& token) {
  return token.kind == TokenKind::punctuation && token.hash == '"';
}

}  // namespace

NameLabel NameTables::label_of(std::string_view column) {
  const auto known =
      std::find_if(columns_.begin(), columns_.end(), [&](const Column& other) { return other.place == column.data(); });
  if (known != columns_.end()) return known->label;
  const NameLabel label = column.size() > kLongestHeader ? NameLabel::none : name_label(column);
  columns_.push_back({column.data(), label});
  return label;
}

void NameTables::find_in_line(const NameTokens& tokens, std::uint32_t first, std::uint32_t last,
                              std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  const std::string_view separator = table_.separator();
  for (std::uint32_t cell = first, end = 0; cell < last; cell = end) {
    if (all[cell].kind == TokenKind::punctuation && all[cell].hash != '"') {
      end = cell + 1;
      continue;
    }
    end = cell_end(tokens, cell, last, separator);
    const NameLabel label = label_of(table_.column_above(all[cell].start));
    if (label == NameLabel::none) continue;
    const std::uint32_t from = cell + quote(all[cell]), to = end > from && quote(all[end - 1]) ? end - 1 : end;
    if (from >= to) continue;
    const bool whole = label == NameLabel::name || label == NameLabel::people;
    const char* evidence = whole ? "column of names" : "column of given names or surnames";
    std::uint32_t begin = from;
    while (begin + 1 < to && plain_title(all[begin])) ++begin;
    const std::uint32_t run = name_run(tokens, begin, to);
    if (run == to && !whole) {
      out.push_back({from, to, Confidence::likely, evidence});
    } else if (run > begin && (run == to || all[run].kind == TokenKind::punctuation)) {
      find_in_list(tokens, from, to, evidence, out);
    } else if (label != NameLabel::people && names_in_lower_case(tokens, from, to)) {
      out.push_back({from, to, Confidence::likely, evidence});
    }
  }
}

void NameTables::find(const NameTokens& tokens, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  table_.begin(tokens.text());
  const char* header_of_columns = nullptr;
  bool labelled = false;  // a row above, in the same table, speaks of names
  for (std::uint32_t first = 0, last = 0; first < all.size(); first = last + 1) {
    last = first;
    while (last < all.size() && all[last].kind != TokenKind::line_end) ++last;
    if (!may_be_row(tokens, first, last)) {
      labelled = labelled && is_rule(all, first, last);
      continue;
    }
    const std::string_view header = labelled ? table_.header_above(all[first].start) : std::string_view();
    if (header.empty()) {
      labelled = may_be_header(all, first, last);
      continue;
    }
    if (header.data() != header_of_columns) columns_.clear();
    header_of_columns = header.data();
    find_in_line(tokens, first, last, out);
  }
}

}  // namespace trawl::detectors
