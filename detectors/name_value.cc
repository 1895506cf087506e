#include "detectors/name_value.h"

#include <algorithm>
#include <array>

#include "detectors/name_word.h"

namespace trawl::detectors {
namespace {

constexpr std::array<std::string_view, 22> kPlainTitles = {
    "mr",  "mrs",  "ms",   "miss",       "mx",       "dr",  "doctor", "prof", "professor", "sir",  "dame",
    "rev", "revd", "cllr", "councillor", "reverend", "mme", "mlle",   "herr", "frau",      "mmes", "messrs"};

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
  if (token.kind != TokenKind::word || token.facts.kind != WordClass::title) return false;
  static const auto kHashes = [] {
    std::array<std::uint64_t, kPlainTitles.size()> hashes{};
    std::transform(kPlainTitles.begin(), kPlainTitles.end(), hashes.begin(), word_hash_ascii);
    return hashes;
  }();
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
