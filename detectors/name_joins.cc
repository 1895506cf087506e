#include "detectors/name_joins.h"

#include <algorithm>
#include <array>

#include "detectors/name_word.h"

namespace trawl::detectors {
namespace {

using Tokens = std::vector<NameToken>;

bool is(const Tokens& all, std::uint32_t i, char32_t c) {
  return i < all.size() && all[i].kind == TokenKind::punctuation && all[i].hash == c;
}

bool is_word(const Tokens& all, std::uint32_t i) {
  return i < all.size() && all[i].kind == TokenKind::word;
}

bool capitalised(const Tokens& all, std::uint32_t i) {
  return is_word(all, i) && !all[i].glued && all[i].shape != Shape::lower && all[i].shape != Shape::other;
}

// Sorted hashes of words.
template <std::size_t N>
class Words {
 public:
  explicit Words(const std::array<std::string_view, N>& words) {
    std::transform(words.begin(), words.end(), hashes_.begin(), word_hash_ascii);
    std::sort(hashes_.begin(), hashes_.end());
  }
  bool hold(const Tokens& all, std::uint32_t i) const {
    return is_word(all, i) && std::binary_search(hashes_.begin(), hashes_.end(), all[i].hash);
  }

 private:
  std::array<std::uint64_t, N> hashes_;
};

// "Grant reference", "Mark scheme": a word that is a name as well, but here says what a number or a paper is.
bool before_paper(const Tokens& all, std::uint32_t first, std::uint32_t last) {
  static const Words<14> kPapers({"reference", "ref", "number", "no", "id", "code", "form", "application", "award",
                                  "scheme", "agreement", "holder", "register", "officer"});
  return last - first == 1 && all[first].facts.ordinary > 0 && is_word(all, last) && all[last].shape == Shape::lower &&
         kPapers.hold(all, last);
}

bool before_firm(const Tokens& all, std::uint32_t last) {
  static const Words<12> kForms(
      {"ltd", "limited", "plc", "llp", "llc", "inc", "gmbh", "corp", "corporation", "bv", "pty", "holdings"});
  static const Words<5> kFamily({"sons", "son", "co", "partners", "brothers"});
  const std::uint32_t form = is(all, last, ',') ? last + 1 : last;  // "GmbH" has capitals within
  if (kForms.hold(all, form) && all[form].shape != Shape::lower) return true;
  return is(all, last, '&') && capitalised(all, last + 1) && kFamily.hold(all, last + 1);
}

bool before_street(const Tokens& all, std::uint32_t last) {
  static const Words<14> kStreets({"road", "rd", "street", "avenue", "ave", "lane", "crescent", "terrace", "drive",
                                   "boulevard", "blvd", "mews", "roundabout", "parkway"});
  return capitalised(all, last) && kStreets.hold(all, last);
}

// "John Radcliffe Hospital", "Śląski District Court", "Nya Sami village": what is called after people or places.
bool before_institution(const Tokens& all, std::uint32_t last) {
  static const Words<18> kInstitutions({"hospital", "university", "college", "school", "academy", "infirmary",
                                        "surgery", "building", "suite", "centre", "foundation", "district", "court",
                                        "airport", "inquiry", "prize", "award", "library"});
  static const Words<4> kPlaces({"village", "villages", "municipality", "parish"});
  if (!is_word(all, last) || !all[last].space_before) return false;
  return all[last].shape == Shape::lower ? kPlaces.hold(all, last) : kInstitutions.hold(all, last);
}

// "Paul Hill@NORTH", "< Dana. Davis@example.org >": the first word of an address with a blank in it.
bool begins_address(const NameTokens& tokens, std::uint32_t first, std::uint32_t last) {
  const Tokens& all = tokens.tokens();
  if (last - first != 1) return false;
  const bool stop = is(all, last, '.');
  const std::uint32_t at = stop ? last + 1 : last;
  if (at >= all.size() || all[at].kind != TokenKind::masked) return false;
  const char letter = tokens.text_of(all[at]).front();
  const bool opens = first == 0 || all[first - 1].kind != TokenKind::word;
  return letter >= 'A' && letter <= 'Z' && opens;
}

// Diseases are called after surnames; "John's disease" is a person's.
bool before_disease(const Tokens& all, std::uint32_t first, std::uint32_t last) {
  static const Words<9> kDiseases(
      {"disease", "syndrome", "lymphoma", "palsy", "chorea", "dementia", "contracture", "oesophagus", "thyroiditis"});
  if (last - first != 1 || all[first].facts.given >= 4) return false;
  return kDiseases.hold(all, is(all, last, 's') ? last + 1 : last);
}

// "the Ombudsman", "the Azna": one word behind the article.
bool behind_article(const Tokens& all, std::uint32_t first, std::uint32_t last) {
  static const Words<1> kThe({"the"});
  return last - first == 1 && first > 0 && kThe.hold(all, first - 1);
}

// "the Supreme Court (Sąd Najwyższy)", "Armed Forces (Türk Silahlı Kuvvetleri": what something is called in another
// language.
bool other_name_of_organisation(const Tokens& all, std::uint32_t first, std::uint32_t last) {
  if (first < 2 || !is(all, first - 1, '(') || !capitalised(all, first - 2)) return false;
  const WordFacts& before = all[first - 2].facts;
  const bool unlisted =
      std::none_of(all.begin() + first, all.begin() + last, [](const NameToken& token) { return token.facts.name(); });
  if (before.ordinary > 0 && !before.name() && unlisted && last - first >= 2) return true;
  if (before.kind != WordClass::organisation || !is(all, last, ')')) return false;
  return std::none_of(all.begin() + first, all.begin() + last, [](const NameToken& token) {
    return token.facts.given >= 2 || token.facts.kind == WordClass::title || token.shape == Shape::initial ||
           token.shape == Shape::initials;
  });
}

bool opens_quote(const Tokens& all, std::uint32_t i) {
  return is(all, i, '"') || is(all, i, 0x201C) || is(all, i, '(');
}

bool closes(const Tokens& all, std::uint32_t opening, std::uint32_t i) {
  if (is(all, opening, '(')) return is(all, i, ')');
  return is(all, opening, '"') ? is(all, i, '"') : is(all, i, 0x201D);
}

// Adds the words outside of all spans that are wanted; words side by side become one span.
template <typename Wanted>
void add_words(const NameTokens& tokens, std::vector<NameSpan>& spans, const char* evidence, Wanted wanted) {
  const Tokens& all = tokens.tokens();
  const std::size_t found = spans.size();
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    while (next < found && spans[next].last <= i) ++next;
    if (next < found && spans[next].first <= i) continue;
    if (all[i].kind != TokenKind::word || all[i].glued || !wanted(all[i])) continue;
    if (spans.size() > found && spans.back().last == i) {
      ++spans.back().last;
    } else {
      spans.push_back({i, i + 1, Confidence::likely, evidence});
    }
  }
  std::inplace_merge(spans.begin(), spans.begin() + static_cast<std::ptrdiff_t>(found), spans.end(),
                     [](const NameSpan& a, const NameSpan& b) { return a.first < b.first; });
}

// Where the surname begins behind a nickname of one or two words at `first`; 0: there is none.
std::uint32_t behind_nickname(const Tokens& all, std::uint32_t first) {
  if (!opens_quote(all, first)) return 0;
  std::uint32_t end = first + 1;
  while (end < first + 3 && capitalised(all, end)) ++end;
  return end > first + 1 && closes(all, first, end) ? end + 1 : 0;
}

// "Lindberg" or "J. Lindberg" behind a nickname in brackets; more words would be the next name.
bool surname_only(const Tokens& all, const NameSpan& span) {
  return span.last - span.first == 1 || all[span.first].shape == Shape::initial;
}

void take_suffix(const Tokens& all, NameSpan& span) {
  static const Words<4> kSuffixes({"jr", "jnr", "sr", "snr"});
  if (span.last - span.first < 2 || !is(all, span.last, ',')) return;
  if (capitalised(all, span.last + 1) && kSuffixes.hold(all, span.last + 1)) span.last += 2;
}

bool plain_surname(const NameToken& token) {
  return token.kind == TokenKind::word && token.facts.ordinary == 0 && token.facts.kind == WordClass::none &&
         token.facts.given <= 3 && (token.shape == Shape::capital || token.shape == Shape::all_capitals) &&
         token.end - token.start >= 4;
}

// "emma" where "Emma Shaw" stands elsewhere: a word that is nothing but a name.
bool only_a_name(const NameToken& token) {
  return token.kind == TokenKind::word && !token.glued && token.facts.ordinary == 0 &&
         token.facts.kind == WordClass::none && token.shape == Shape::capital && token.end - token.start >= 3;
}

// "Auntie Remi", "Nan Pat", "Baba Segun": what people in a family are called by belongs to the name.
void take_kin(const Tokens& all, NameSpan& span) {
  static const Words<22> kKin({"auntie", "aunty",   "aunt",    "uncle",   "nan",         "nana",        "nanny", "gran",
                               "granny", "grandad", "grandpa", "grandma", "grandmother", "grandfather", "baba",  "mama",
                               "papa",   "haji",    "hajji",   "alhaji",  "alhaja",      "hajia"});
  if (span.first == 0 || !all[span.first].space_before || !kKin.hold(all, span.first - 1)) return;
  const Shape kin = all[span.first - 1].shape, name = all[span.first].shape;
  if (kin == Shape::capital || (kin == Shape::lower && name == Shape::lower)) --span.first;
}

// "Leggatt J", "Mr Farquharson QC" without what is behind the name.
void drop_ranks(const Tokens& all, NameSpan& span) {
  static const Words<1> kJ({"j"});
  while (span.last - span.first >= 2 && behind_names(all[span.last - 1])) --span.last;
  if (span.last - span.first == 2 && kJ.hold(all, span.last - 1) && all[span.first].facts.given < 3 &&
      all[span.first].shape != Shape::initial && !plain_title(all[span.first]))
    --span.last;
}

}  // namespace

bool names_a_thing(const NameTokens& tokens, std::uint32_t first, std::uint32_t last) {
  const Tokens& all = tokens.tokens();
  return before_paper(all, first, last) || before_firm(all, last) || before_street(all, last) ||
         before_institution(all, last) || before_disease(all, first, last) || behind_article(all, first, last) ||
         other_name_of_organisation(all, first, last);
}

void join_parts(const NameTokens& tokens, std::vector<NameSpan>& spans) {
  const Tokens& all = tokens.tokens();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    NameSpan span = spans[i];
    if (begins_address(tokens, span.first, span.last)) continue;
    drop_ranks(all, span);
    if (kept == 0 || spans[kept - 1].last < span.first) take_kin(all, span);
    const std::uint32_t surname = behind_nickname(all, span.last);
    std::size_t next = i + 1;
    while (surname != 0 && next < spans.size() && spans[next].first < surname) ++next;  // the nickname is one as well
    const bool bracket = is(all, span.last, '(');
    if (surname != 0 && next < spans.size() && spans[next].first == surname && surname_only(all, spans[next]) &&
        (!bracket || span.last - span.first == 1)) {
      span.last = spans[next].last;
      span.confidence = std::max(span.confidence, spans[next].confidence);
      i = next;
    }
    take_suffix(all, span);
    while (i + 1 < spans.size() && spans[i + 1].first < span.last) ++i;  // "Jr" was held for a name of its own
    spans[kept++] = span;
  }
  spans.resize(kept);
}

void repeat_surnames(const NameTokens& tokens, std::vector<NameSpan>& spans) {
  const Tokens& all = tokens.tokens();
  std::vector<std::uint64_t> surnames;
  for (const NameSpan& span : spans)
    if (span.last - span.first >= 2 && span.confidence >= Confidence::likely && plain_surname(all[span.last - 1]))
      surnames.push_back(all[span.last - 1].hash);
  if (surnames.empty()) return;
  std::sort(surnames.begin(), surnames.end());
  const std::size_t found = spans.size();
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    while (next < found && spans[next].last <= i) ++next;
    if (next < found && spans[next].first <= i) continue;
    if (!all[i].candidate || !plain_surname(all[i])) continue;
    const bool alone = (i == 0 || !capitalised(all, i - 1)) && !capitalised(all, i + 1);
    if (!alone || names_a_thing(tokens, i, i + 1)) continue;
    if (std::binary_search(surnames.begin(), surnames.end(), all[i].hash))
      spans.push_back({i, i + 1, Confidence::likely, "surname of a name elsewhere in the text"});
  }
  std::inplace_merge(spans.begin(), spans.begin() + static_cast<std::ptrdiff_t>(found), spans.end(),
                     [](const NameSpan& a, const NameSpan& b) { return a.first < b.first; });
}

namespace {

// Whether "AH" or "A.J.H." are the initials of "Andrea Jane Holroyd".
bool initials_agree(const NameTokens& tokens, const NameSpan& name, const NameToken& initials) {
  std::string letters, wanted;
  for (std::uint32_t i = name.first; i < name.last; ++i)
    if (is_word(tokens.tokens(), i) && !plain_title(tokens.tokens()[i]))
      letters += tokens.text_of(tokens.tokens()[i]).front();
  for (const char c : tokens.text_of(initials))
    if (c != '.') wanted += c;
  return letters.size() >= 2 && (letters == wanted || std::string{letters.front(), letters.back()} == wanted);
}

}  // namespace

void find_initials(const NameTokens& tokens, std::vector<NameSpan>& spans) {
  const Tokens& all = tokens.tokens();
  std::vector<std::uint64_t> known;
  for (const NameSpan& span : spans) {
    const std::uint32_t at = span.last + 1;
    if (!is(all, span.last, '(') || !is_word(all, at) || !(is(all, at + 1, ')') || is(all, at + 1, ','))) continue;
    const bool capitals = all[at].shape == Shape::all_capitals || all[at].shape == Shape::initials;
    if (capitals && initials_agree(tokens, span, all[at])) known.push_back(all[at].hash);
  }
  if (known.empty()) return;
  std::sort(known.begin(), known.end());
  add_words(tokens, spans, "initials of a name elsewhere in the text", [&](const NameToken& token) {
    return (token.shape == Shape::all_capitals || token.shape == Shape::initials) &&
           std::binary_search(known.begin(), known.end(), token.hash);
  });
}

void repeat_in_lower_case(const NameTokens& tokens, std::vector<NameSpan>& spans) {
  const Tokens& all = tokens.tokens();
  std::vector<std::uint64_t> names;
  for (const NameSpan& span : spans) {
    const bool sure = span.last - span.first >= 2 || span.confidence == Confidence::certain;
    for (std::uint32_t i = span.first; span.confidence >= Confidence::likely && i < span.last; ++i)
      if (only_a_name(all[i]) && (sure || all[i].facts.name())) names.push_back(all[i].hash);
  }
  if (names.empty()) return;
  std::sort(names.begin(), names.end());
  add_words(tokens, spans, "name elsewhere in the text, here without its capital", [&](const NameToken& token) {
    return token.shape == Shape::lower && std::binary_search(names.begin(), names.end(), token.hash);
  });
}

}  // namespace trawl::detectors
