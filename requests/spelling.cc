// One pass over the text; a spelling is tried where a run of letters and digits begins.
#include "requests/spelling.h"

#include <charconv>

#include "requests/kinds.h"

namespace trawl::requests {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
bool alnum(char c) {
  return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
}
bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool separator(char c) {
  return std::string_view(" \t\r\n-./,()|").find(c) != std::string_view::npos;
}

// Inside a longer token: a letter or digit, or a mark that joins more of them ("a@x.org" in "a@x.org.uk").
bool goes_on(std::string_view text, std::size_t at, bool address) {
  if (at >= text.size()) return false;
  if (alnum(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80) return true;
  const bool joint = address && std::string_view(".-_@").find(text[at]) != std::string_view::npos;
  return joint && at + 1 < text.size() && alnum(text[at + 1]);
}

bool begins_inside(std::string_view text, std::size_t at, bool address) {
  if (at == 0) return false;
  const char before = text[at - 1];
  if (alnum(before) || static_cast<unsigned char>(before) >= 0x80) return true;
  return address && std::string_view(".-_+%").find(before) != std::string_view::npos;
}

constexpr std::size_t kNone = 0;

}  // namespace

void SpellingMatcher::add(std::uint32_t term, std::string_view characters, Grouping grouping) {
  std::string folded;
  for (const char c : characters) {
    if (grouping == Grouping::exact || alnum(c)) folded += lower(c);
  }
  if (folded.empty() || static_cast<unsigned char>(folded.front()) >= 0x80) return;
  by_first_[static_cast<std::size_t>(folded.front())].push_back(static_cast<std::uint32_t>(spellings_.size()));
  spellings_.push_back({term, grouping, std::move(folded)});
}

std::size_t SpellingMatcher::match(std::string_view text, std::size_t at, const Spelling& spelling) const {
  const bool free = spelling.grouping == Grouping::free;
  for (std::size_t n = 0; n < spelling.characters.size(); ++n) {
    const char wanted = spelling.characters[n];
    const bool gap = !free && wanted == ' ';
    std::size_t skipped = 0;
    const std::size_t most = gap ? 3 : free && n > 0 ? 2 : 0;
    while (skipped < most && at < text.size() && separator(text[at])) ++at, ++skipped;
    if (gap) {
      if (skipped == 0) return kNone;
      continue;
    }
    if (at >= text.size() || lower(text[at]) != wanted) return kNone;
    ++at;
  }
  return at;
}

void SpellingMatcher::find(std::string_view text, std::vector<SpellingHit>& out) const {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto first = static_cast<unsigned char>(lower(text[at]));
    if (first >= 128 || by_first_[first].empty() || begins_inside(text, at, false)) continue;
    std::size_t longest = kNone;
    std::uint32_t term = 0;
    for (const std::uint32_t number : by_first_[first]) {
      const Spelling& spelling = spellings_[number];
      const bool address = spelling.characters.find_first_of("@.:") != std::string::npos;
      const std::size_t end = match(text, at, spelling);
      if (end == kNone || end <= longest || goes_on(text, end, address) || begins_inside(text, at, address)) continue;
      longest = end;
      term = spelling.term;
    }
    if (longest == kNone) continue;
    out.push_back({term, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(longest)});
    at = longest - 1;
  }
}

void add_date_spellings(std::uint32_t term, int year, int month, int day, SpellingMatcher& matcher) {
  static constexpr std::string_view kMonths[] = {"january", "february", "march",     "april",   "may",      "june",
                                                 "july",    "august",   "september", "october", "november", "december"};
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1 || year > 9999) return;
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  const auto add = [&](const std::string& text) { matcher.add(term, text, SpellingMatcher::Grouping::exact); };
  const std::string y = std::to_string(year), yy = two(year % 100);
  for (const std::string& d : {std::to_string(day), two(day)}) {
    for (const std::string& m : {std::to_string(month), two(month)}) {
      add(d + ' ' + m + ' ' + y);
      add(d + ' ' + m + ' ' + yy);
    }
    const std::string name(kMonths[month - 1]);
    const std::string_view ordinal = day % 10 == 1 && day != 11   ? "st"
                                     : day % 10 == 2 && day != 12 ? "nd"
                                     : day % 10 == 3 && day != 13 ? "rd"
                                                                  : "th";
    for (const std::string& spelled : {name, name.substr(0, 3)}) {
      add(d + ' ' + spelled + ' ' + y);
      add(d + std::string(ordinal) + ' ' + spelled + ' ' + y);
      add(d + std::string(ordinal) + " of " + spelled + ' ' + y);
      add(spelled + ' ' + d + ' ' + y);
      add(d + ' ' + spelled + ' ' + yy);
    }
  }
  add(y + ' ' + two(month) + ' ' + two(day));
  add(y + two(month) + two(day));
}

void add_spellings(std::uint32_t term, std::string_view kind, std::string_view canonical, SpellingMatcher& matcher) {
  using Grouping = SpellingMatcher::Grouping;
  if (kind == kDateOfBirth) {
    int year = 0, month = 0, day = 0;
    if (canonical.size() != 10) return;
    std::from_chars(canonical.data(), canonical.data() + 4, year);
    std::from_chars(canonical.data() + 5, canonical.data() + 7, month);
    std::from_chars(canonical.data() + 8, canonical.data() + 10, day);
    add_date_spellings(term, year, month, day, matcher);
    return;
  }
  if (kind == kPhone && canonical.substr(0, 3) == "+44") {
    const std::string national(canonical.substr(3));
    for (const std::string_view prefix : {"0", "44", "440", "0044", "00440"}) {
      matcher.add(term, std::string(prefix) + national, Grouping::free);
    }
    return;
  }
  std::size_t digits = 0, others = 0;
  for (const char c : canonical) {
    digits += digit(c);
    others += static_cast<unsigned char>(c) >= 0x80 || std::string_view("@:_").find(c) != std::string_view::npos;
  }
  const bool dotted = canonical.find('.') != std::string_view::npos;
  matcher.add(term, canonical, others > 0 || dotted || digits == 0 ? Grouping::exact : Grouping::free);
}

}  // namespace trawl::requests
