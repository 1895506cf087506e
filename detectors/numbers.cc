// Shared parts of the detectors of numbers.
#include "detectors/numbers.h"

#include <ctime>

#include "detectors/bytes.h"
#include "detectors/email_domain.h"

namespace trawl::detectors {
namespace {

// The comma at `at` parts thousands ("1,234"), not the values of a list.
bool parts_thousands(std::string_view text, std::int64_t at) {
  std::int64_t before = at;
  while (at - before < 4 && is_digit(byte_at(text, before - 1))) --before;
  const auto digit = [&](std::int64_t i) { return is_digit(byte_at(text, at + i)); };
  return before < at && at - before <= 3 && !is_word(byte_at(text, before - 1)) && digit(1) && digit(2) && digit(3) &&
         !digit(4);
}

}  // namespace

Starts at_run(std::string_view text, Mark mark) {
  return is_word(byte_at(text, std::int64_t{mark.at} - 1)) ? Starts::none() : Starts::one(mark.at);
}

Starts at_letters(std::string_view text, Mark mark, std::uint32_t least, std::uint32_t most) {
  std::uint32_t letters = 0;
  while (letters < mark.at && letters <= most && is_alpha(text[mark.at - letters - 1])) ++letters;
  if (letters < least || letters > most) return Starts::none();
  const std::int64_t start = std::int64_t{mark.at} - letters;
  return is_word(byte_at(text, start - 1)) ? Starts::none() : Starts::one(start);
}

Starts at_run_or_letters(std::string_view text, Mark mark, std::uint32_t most) {
  return at_letters(text, mark, 0, most);
}

bool begins_groups(std::string_view text, std::int64_t at, std::initializer_list<int> sizes,
                   std::string_view separators) {
  bool first = true;
  for (const int size : sizes) {
    if (!first && separators.find(byte_at(text, at)) != std::string_view::npos) {
      at += byte_at(text, at) == ' ' && byte_at(text, at + 1) == ' ' ? 2 : 1;
    }
    for (int i = 0; i < size; ++i) {
      if (!is_digit(byte_at(text, at++))) return false;
    }
    first = false;
  }
  return true;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (is_digit(c)) digits += c;
  }
  return digits;
}

std::string capitals_and_digits_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_alnum(c)) out += to_upper(c);
  }
  return out;
}

std::string word_before(const Match& match) {
  std::size_t end = match.start;
  while (end > 0 && (match.text[end - 1] == ' ' || match.text[end - 1] == ':')) --end;
  std::size_t start = end;
  while (start > 0 && is_alpha(match.text[start - 1])) --start;
  return in_small_letters(match.text.substr(start, end - start));
}

bool stands_alone(const Match& match) {
  const auto joins = [&](std::int64_t at, char beyond) {
    const char separator = byte_at(match.text, at);
    if (separator == '-' || separator == '_') return is_alnum(beyond);
    if (separator == ',') return parts_thousands(match.text, at);
    return std::string_view("./:+").find(separator) != std::string_view::npos && is_digit(beyond);
  };
  const std::int64_t start = match.start;
  const std::int64_t end = match.end;
  return !joins(start - 1, byte_at(match.text, start - 2)) && !joins(end, byte_at(match.text, end + 1));
}

int this_year() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  return parts.tm_year + 1900;
}

int full_year(int two_digits) {
  const int year = this_year();
  const int this_century = year - year % 100 + two_digits;
  return this_century > year ? this_century - 100 : this_century;
}

bool is_date(int day, int month, int year) {
  if (month < 1 || month > 12 || day < 1) return false;
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[month - 1] + (leap && month == 2 ? 1 : 0) && year >= 1900 && year <= this_year();
}

void explain(Verdict& verdict, std::string why, const Hint& hint) {
  verdict.evidence = std::move(why);
  if (hint.any()) {
    if (!verdict.evidence.empty()) verdict.evidence += "; ";
    verdict.evidence += in_words(hint);
  }
  verdict.distance = hint.distance;
}

bool needs_label(Context& context, const Match& match, Verdict& verdict, Confidence labelled, std::string why) {
  const Hint hint = context.hint(match);
  if (!hint.any() || hint.contradicted || !stands_alone(match)) return false;
  verdict.confidence = hint.labelled() ? labelled : Confidence::possible;
  explain(verdict, std::move(why), hint);
  return true;
}

}  // namespace trawl::detectors
