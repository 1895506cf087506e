#include "detectors/name_joins.h"

#include <algorithm>
#include <array>

#include "detectors/name_runs.h"

namespace trawl::detectors {
namespace {

using Tokens = std::vector<NameToken>;

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
  return is(all, last, '&') && has_capital(all, last + 1) && kFamily.hold(all, last + 1);
}

bool before_street(const Tokens& all, std::uint32_t last) {
  static const Words<14> kStreets({"road", "rd", "street", "avenue", "ave", "lane", "crescent", "terrace", "drive",
                                   "boulevard", "blvd", "mews", "roundabout", "parkway"});
  return has_capital(all, last) && kStreets.hold(all, last);
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
  if (first < 2 || !is(all, first - 1, '(') || !has_capital(all, first - 2)) return false;
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

// Where the surname begins behind a nickname of one or two words at `first`; 0: there is none.
std::uint32_t behind_nickname(const Tokens& all, std::uint32_t first) {
  if (!opens_quote(all, first)) return 0;
  std::uint32_t end = first + 1;
  while (end < first + 3 && has_capital(all, end)) ++end;
  return end > first + 1 && closes(all, first, end) ? end + 1 : 0;
}

// "Lindberg" or "J. Lindberg" behind a nickname in brackets; more words would be the next name.
bool surname_only(const Tokens& all, const NameSpan& span) {
  return span.last - span.first == 1 || all[span.first].shape == Shape::initial;
}

void take_suffix(const Tokens& all, NameSpan& span) {
  static const Words<4> kSuffixes({"jr", "jnr", "sr", "snr"});
  if (span.last - span.first < 2 || !is(all, span.last, ',')) return;
  if (has_capital(all, span.last + 1) && kSuffixes.hold(all, span.last + 1)) span.last += 2;
}

// "Auntie Remi", "Nan Pat", "Baba Segun", "Father Brendan": what people in a family and religious are called by belongs
// to the name.
void take_kin(const Tokens& all, NameSpan& span) {
  static const Words<22> kKin({"auntie", "aunty",   "aunt",    "uncle",   "nan",         "nana",        "nanny", "gran",
                               "granny", "grandad", "grandpa", "grandma", "grandmother", "grandfather", "baba",  "mama",
                               "papa",   "haji",    "hajji",   "alhaji",  "alhaja",      "hajia"});
  static const Words<6> kOrders({"father", "fr", "sister", "sr", "mother", "master"});
  if (span.first == 0 || !all[span.first].space_before) return;
  const bool order = kOrders.hold(all, span.first - 1) && all[span.first - 1].shape == Shape::capital;
  if (!order && !kKin.hold(all, span.first - 1)) return;
  const Shape kin = all[span.first - 1].shape, name = all[span.first].shape;
  if (kin == Shape::capital || (kin == Shape::lower && name == Shape::lower)) --span.first;
}

// "Mr and Mrs Haile", "Dr & Mrs Lyle": the couple is one span.
void take_couple(const Tokens& all, NameSpan& span) {
  static const Words<1> kAnd({"and"});
  const std::uint32_t i = span.first;
  if (i < 2 || !plain_title(all[i]) || title_of_office(all[i])) return;
  if (!is(all, i - 1, '&') && !kAnd.hold(all, i - 1)) return;
  if (plain_title(all[i - 2]) && !title_of_office(all[i - 2])) span.first = i - 2;
}

// "FRCO" of "Rupert Haslingden FRCO": capitals in no list of names behind words that have none.
bool honour(const Tokens& all, const NameSpan& span) {
  const NameToken& last = all[span.last - 1];
  if (span.last - span.first < 3 || last.shape != Shape::all_capitals || last.facts.name() ||
      last.facts.kind != WordClass::none)
    return false;
  const std::size_t letters = last.end - last.start;
  return letters >= 3 && letters <= 6 &&
         std::all_of(all.begin() + span.first, all.begin() + span.last - 1, [](const NameToken& token) {
           return token.shape != Shape::all_capitals && token.kind == TokenKind::word;
         });
}

// "PS", "SCCM" of "SCCM Wendy Lam": what stands for a rank.
void drop_leading_rank(const Tokens& all, NameSpan& span) {
  static const Words<12> kShort({"ps", "pc", "dc", "ds", "di", "fo", "hh", "dci", "dsi", "wpc", "hhj", "pcso"});
  if (span.last - span.first < 2) return;
  const NameToken &front = all[span.first], &next = all[span.first + 1];
  if (front.shape != Shape::all_capitals || next.shape != Shape::capital) return;
  const std::size_t letters = front.end - front.start;
  if (kShort.hold(all, span.first) || (letters >= 3 && letters <= 4 && !front.facts.name())) ++span.first;
}

// "Leggatt J", "Mr Farquharson QC" without what is behind the name.
void drop_ranks(const Tokens& all, NameSpan& span) {
  static const Words<1> kJ({"j"});
  while (span.last - span.first >= 2 && (behind_names(all[span.last - 1]) || honour(all, span))) --span.last;
  if (span.last - span.first == 2 && kJ.hold(all, span.last - 1) && all[span.first].facts.given < 3 &&
      all[span.first].shape != Shape::initial && !plain_title(all[span.first]))
    --span.last;
}

// “Patronat”: what stands in quotes whole and is in no list is what something calls itself.
bool unlisted_in_quotes(const Tokens& all, std::uint32_t first, std::uint32_t last) {
  if (first < 2 || all[first - 2].kind != TokenKind::word) return false;  // a cell of a table is in quotes as well
  if (!(is(all, first - 1, 0x201C) && is(all, last, 0x201D)) && !(is(all, first - 1, '"') && is(all, last, '"')))
    return false;
  return std::none_of(all.begin() + first, all.begin() + last, [](const NameToken& token) {
    return token.facts.name() || token.facts.kind == WordClass::title;
  });
}

// "Delivered-To: ...": a field of a header in running text.
bool header_field(const NameTokens& tokens, std::uint32_t first, std::uint32_t last) {
  const Tokens& all = tokens.tokens();
  const bool opens = first == 0 || all[first - 1].kind == TokenKind::line_end;
  return opens && last - first == 1 && is(all, last, ':') && !all[last].space_before && !all[first].facts.name() &&
         tokens.text_of(all[first]).find('-') != std::string_view::npos;
}

}  // namespace

bool names_a_thing(const NameTokens& tokens, std::uint32_t first, std::uint32_t last) {
  const Tokens& all = tokens.tokens();
  return before_paper(all, first, last) || before_firm(all, last) || before_street(all, last) ||
         before_institution(all, last) || before_disease(all, first, last) || behind_article(all, first, last) ||
         other_name_of_organisation(all, first, last) || unlisted_in_quotes(all, first, last) ||
         header_field(tokens, first, last);
}

void part_lists(const NameTokens& tokens, std::vector<NameSpan>& spans) {
  static const Words<1> kAnd({"and"});
  const Tokens& all = tokens.tokens();
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const NameSpan span = spans[i];
    if (span.last - span.first < 3 || !is(all, span.first + 1, ',')) continue;
    const WordFacts& front = all[span.first].facts;
    const bool list = (span.first > 0 && is(all, span.first - 1, ',')) || is(all, span.last, ',') ||
                      is(all, span.last, '(') || is(all, span.last, '&') || kAnd.hold(all, span.last);
    if (!list || front.given < 2 || front.given <= front.surname) continue;
    spans[i].last = span.first + 1;
    spans.insert(spans.begin() + static_cast<std::ptrdiff_t>(i) + 1, span);
    spans[++i].first = span.first + 2;
  }
}

void join_parts(const NameTokens& tokens, std::vector<NameSpan>& spans) {
  const Tokens& all = tokens.tokens();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    NameSpan span = spans[i];
    if (begins_address(tokens, span.first, span.last)) continue;
    if (span.last - span.first == 1 && plain_title(all[span.first])) continue;
    drop_ranks(all, span);
    drop_leading_rank(all, span);
    if (kept == 0 || spans[kept - 1].last < span.first) take_kin(all, span);
    if (kept == 0 || spans[kept - 1].last + 1 < span.first) take_couple(all, span);
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

}  // namespace trawl::detectors
