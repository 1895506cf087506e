#include "detectors/name_value.h"

#include <algorithm>
#include <array>

#include "detectors/name_word.h"

namespace trawl::detectors {
namespace {

// Names of titles, the ones of offices first.
constexpr std::size_t kOfficeTitles = 7;
constexpr std::array<std::string_view, 22> kPlainTitles = {
    "prof", "professor", "rev",    "revd", "cllr", "councillor", "reverend", "mr",   "mrs",  "ms",   "miss",
    "mx",   "dr",        "doctor", "sir",  "dame", "mme",        "mlle",     "herr", "frau", "mmes", "messrs"};
// Not "MA" and "BA", which are surnames as well.
constexpr std::array<std::string_view, 36> kBehindNames = {
    "qc",   "kc",   "dbe", "kbe", "cbe", "obe",  "mbe",  "mp",    "msp",   "jp",    "fca",    "aca",
    "fcca", "acca", "frs", "rgn", "rmn", "frcs", "frcp", "frics", "mrics", "phd",   "bsc",    "msc",
    "llb",  "llm",  "esq", "lj",  "lcj", "ljj",  "jsc",  "cj",    "mbbs",  "dphil", "aciarb", "fciarb"};

template <std::size_t N>
std::array<std::uint64_t, N> hashes_of(const std::array<std::string_view, N>& words) {
  std::array<std::uint64_t, N> hashes{};
  std::transform(words.begin(), words.end(), hashes.begin(), word_hash_ascii);
  return hashes;
}

// Where the word stands in kPlainTitles; their number: nowhere.
std::size_t place_of_title(const NameToken& token) {
  if (token.kind != TokenKind::word || token.facts.kind != WordClass::title) return kPlainTitles.size();
  static const auto kHashes = hashes_of(kPlainTitles);
  return static_cast<std::size_t>(std::find(kHashes.begin(), kHashes.end(), token.hash) - kHashes.begin());
}

void append_word(std::string& out, std::string_view word, const WordFacts& facts) {
  if (!out.empty()) out.push_back(' ');
  std::string plain = word.size() <= 3 && !facts.name() ? std::string(word) : title_cased(word);
  constexpr std::string_view kQuote = "\u2019";
  for (auto at = plain.find(kQuote); at != std::string::npos; at = plain.find(kQuote))
    plain.replace(at, kQuote.size(), "'");
  out += plain;
}

}  // namespace

bool plain_title(const NameToken& token) {
  return place_of_title(token) < kPlainTitles.size();
}

bool title_of_office(const NameToken& token) {
  return place_of_title(token) < kOfficeTitles;
}

bool behind_names(const NameToken& token) {
  if (token.kind != TokenKind::word || token.shape == Shape::lower || token.shape == Shape::capital) return false;
  static const auto kHashes = hashes_of(kBehindNames);
  return std::find(kHashes.begin(), kHashes.end(), token.hash) != kHashes.end();
}

std::string canonical_name(const NameTokens& tokens, const NameSpan& span) {
  std::string before, after;  // the comma of "Surname, Given"
  std::string* out = &before;
  for (std::uint32_t i = span.first; i < span.last; ++i) {
    const NameToken& token = tokens.tokens()[i];
    if (token.kind == TokenKind::punctuation && token.hash == ',') out = &after;
    if (token.kind != TokenKind::word) continue;
    const bool title = token.facts.kind == WordClass::title && (token.facts.given < 3 || plain_title(token));
    if (title && out->empty()) continue;
    if (token.facts.kind == WordClass::suffix && !before.empty()) continue;
    append_word(*out, tokens.text_of(token), token.facts);
  }
  if (after.empty()) return before;
  return before.empty() ? after : after + ' ' + before;
}

}  // namespace trawl::detectors
