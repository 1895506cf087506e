// Builds variants from folded words: each is a sequence for the PhraseMatcher.
#include "requests/variants.h"

#include <algorithm>
#include <set>

#include "requests/phrase.h"

namespace trawl::requests {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kTitles[] = {"mr",  "mrs",  "ms",  "miss", "mx",   "dr",   "prof", "professor",
                                        "sir", "dame", "rev", "lord", "lady", "cllr", "capt", "councillor"};
bool is_title(std::string_view piece) {
  const Words words = folded_words(piece);
  return words.empty() ||
         (words.size() == 1 && std::find(std::begin(kTitles), std::end(kTitles), words.front()) != std::end(kTitles));
}

// The text as pieces at white space, with their case and marks.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
    if (end > at) pieces.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return pieces;
}

std::string joined(const std::vector<std::string_view>& pieces, std::size_t first, std::size_t last) {
  std::string text;
  for (std::size_t n = first; n < last; ++n) text += (n > first ? " " : "") + std::string(pieces[n]);
  return text;
}

Words operator+(Words left, const Words& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

std::string closed(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += word;
  return text;
}

// The first character of a folded word (a character may be several bytes).
Words initial_of(const Words& words) {
  if (words.empty()) return {};
  std::size_t end = 1;
  while (end < words.front().size() && (static_cast<unsigned char>(words.front()[end]) & 0xC0) == 0x80) ++end;
  return {words.front().substr(0, end)};
}

// The letters with umlauts written out, as people without them on their keyboard do: Müller, Mueller.
std::string umlauts_written_out(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> kLetters[] = {
      {"\xC3\xA4", "ae"}, {"\xC3\xB6", "oe"}, {"\xC3\xBC", "ue"}, {"\xC3\x84", "Ae"}, {"\xC3\x96", "Oe"},
      {"\xC3\x9C", "Ue"}, {"\xC3\xB8", "oe"}, {"\xC3\x98", "Oe"}, {"\xC3\xA5", "aa"}, {"\xC3\x85", "Aa"}};
  std::string out(text);
  for (const auto& [letter, written] : kLetters) {
    for (std::size_t at; (at = out.find(letter)) != std::string::npos;) out.replace(at, letter.size(), written);
  }
  return out;
}

void add_unique(std::vector<Words>& all, Words words) {
  if (!words.empty() && std::find(all.begin(), all.end(), words) == all.end()) all.push_back(std::move(words));
}

// McDonald, MacDonald, Mc Donald; O'Neil, O Neil; Vandenberg, van den Berg; St John, Saint John.
std::vector<Words> family_forms(std::string_view family) {
  std::vector<Words> forms;
  add_unique(forms, folded_words(family));
  if (forms.empty()) return forms;
  const Words words = forms.front();
  add_unique(forms, folded_words(umlauts_written_out(family)));
  if (words.size() > 1) add_unique(forms, {closed(words)});
  const std::string whole = closed(words);
  for (const std::string_view prefix : {"mac", "mc"}) {
    if (whole.substr(0, prefix.size()) != prefix || whole.size() < prefix.size() + 3) continue;
    const std::string rest = whole.substr(prefix.size());
    for (const char* other : {"mac", "mc"}) {
      add_unique(forms, {other + rest});
      add_unique(forms, {other, rest});
    }
    break;
  }
  const bool irish =
      family.size() > 3 && (family[0] == 'O' || family[0] == 'o') && !(family[1] >= 'a' && family[1] <= 'z');
  if (irish && words.size() == 1) add_unique(forms, {"o", words.front().substr(1)});
  if (words.front() == "st") add_unique(forms, Words{"saint"} + Words(words.begin() + 1, words.end()));
  return forms;
}

// The parts of a double name: each may be used alone.
std::vector<Words> family_parts(std::string_view family) {
  std::vector<Words> parts;
  if (family.find('-') == std::string_view::npos) return parts;
  for (const std::string& word : folded_words(family)) {
    if (word.size() > 2) add_unique(parts, {word});
  }
  return parts;
}

class Variants {
 public:
  void add(std::string_view title, Role role, const Words& words) {
    if (words.empty() || words.front() == kAnyName || !seen_.insert(words).second) return;
    Term term;
    term.role = role;
    term.kind = kNameKind;
    term.title = title;
    term.words = words;
    std::string text;
    for (const std::string& word : words)
      text += (text.empty() ? "" : " ") + (word == kAnyName ? "\xE2\x80\xA6" : word);
    term.text = Sensitive(text);
    terms_.push_back(std::move(term));
  }

  // All orders of one given and one family name.
  void add_full(std::string_view title, Role role, const Words& given, const Words& middle, const Words& family) {
    const std::string name(title);
    add(name, role, given + family);
    add(name + ", family name first", role, family + given);
    if (!middle.empty()) {
      add(name + " with middle name", role, given + middle + family);
      add(name + " with middle name, family name first", role, family + given + middle);
    }
    add(name + " with one more name or initial", role, given + Words{std::string(kAnyName)} + family);
  }

  void add_initials(std::string_view title, const Words& given, const Words& middle, const Words& family) {
    const std::string name(title);
    const Words first = initial_of(given), second = initial_of(middle);
    if (first.empty() || family.empty()) return;
    if (!second.empty()) {
      add(name, Role::partial_name, first + second + family);
      add(name, Role::partial_name, family + first + second);
      add(name, Role::partial_name, Words{closed(first + second)} + family);
    } else {
      add(name, Role::partial_name, first + Words{std::string(kAnyName)} + family);
    }
    add(name, Role::partial_name, first + family);
    add(name, Role::partial_name, family + first);
  }

  void add_user_names(const Words& given, const Words& family) {
    const std::string first = closed(initial_of(given)), last = closed(family), whole = closed(given);
    if (whole.empty() || last.empty() || last.size() < 3) return;
    for (const std::string& name :
         {first + last, last + first, whole + last, last + whole, whole + last.substr(0, 1)}) {
      if (name.size() > 4) add("user name made of the name", Role::partial_name, {name});
    }
  }

  std::vector<Term> take() { return std::move(terms_); }

 private:
  std::vector<Term> terms_;
  std::set<Words> seen_;
};

void add_families(const PersonName& name, const Words& given, const Words& middle, Variants& out) {
  for (const Words& family : family_forms(name.family.reveal())) {
    out.add_full("full name", Role::full_name, given, middle, family);
  }
  for (const Sensitive& former : name.former) {
    for (const Words& family : family_forms(former.reveal())) {
      out.add_full("full former name", Role::full_name, given, middle, family);
    }
  }
}

void add_partial(const PersonName& name, const Words& given, const Words& middle, std::string_view family_name,
                 Variants& out) {
  std::vector<Words> families = family_forms(family_name);
  for (const Words& family : families) out.add_initials("initials and family name", given, middle, family);
  for (const Words& part : family_parts(family_name)) {
    out.add_full("part of a double family name", Role::partial_name, given, middle, part);
    add_unique(families, part);
  }
  for (const Words& family : families) {
    for (const Sensitive& nickname : name.nicknames) {
      out.add_full("nickname and family name", Role::partial_name, folded_words(nickname.reveal()), {}, family);
    }
    if (given.size() == 1) {
      for (const std::string& nickname : nicknames_of(given.front())) {
        out.add_full("other form of the given name", Role::partial_name, {nickname}, {}, family);
      }
    }
    if (!middle.empty()) out.add_full("middle and family name", Role::partial_name, middle, {}, family);
    for (const std::string& title : name.titles) {
      out.add("title and family name", Role::partial_name, folded_words(title) + family);
    }
    out.add_user_names(given, family);
  }
}

}  // namespace

PersonName name_from(std::string_view text) {
  PersonName name;
  const std::size_t comma = text.find(',');
  std::vector<std::string_view> pieces = pieces_of(comma == std::string_view::npos ? text : text.substr(comma + 1));
  pieces.erase(std::remove_if(pieces.begin(), pieces.end(), is_title), pieces.end());
  std::size_t end = pieces.size();
  if (comma != std::string_view::npos) {
    const auto family = pieces_of(text.substr(0, comma));
    name.family = Sensitive(joined(family, 0, family.size()));
  } else if (end > 0) {
    std::size_t first = end - 1;
    while (first > 1 && is_name_particle(folded_words(pieces[first - 1]).front())) --first;
    name.family = Sensitive(joined(pieces, first, end));
    end = first;
  }
  if (end > 0) name.given = Sensitive(pieces.front());
  if (end > 1) name.middle = Sensitive(joined(pieces, 1, end));
  return name;
}

std::vector<Term> name_variants(const PersonName& name) {
  Variants out;
  const Words given = folded_words(name.given.reveal()), middle = folded_words(name.middle.reveal());
  const Words family = folded_words(name.family.reveal());
  if (given.empty() || family.empty()) {
    out.add("name", Role::partial_name, given + family);
    for (const std::string& title : name.titles)
      out.add("title and name", Role::partial_name, folded_words(title) + family);
    return out.take();
  }
  if (initial_of(given) == given) {
    add_partial(name, given, middle, name.family.reveal(), out);
    return out.take();
  }
  add_families(name, given, middle, out);
  add_partial(name, given, middle, name.family.reveal(), out);
  for (const Sensitive& former : name.former) add_partial(name, given, middle, former.reveal(), out);
  return out.take();
}

}  // namespace trawl::requests
