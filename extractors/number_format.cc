// Number formats of spreadsheets: see number_format.h.
#include "extractors/number_format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <vector>

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestFormat = 256;
constexpr int kMostDecimals = 30;
constexpr auto npos = std::string_view::npos;

constexpr std::array<std::string_view, 12> kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                                      "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// One step of a format: a letter or placeholder with its repetitions, or literal text.
struct Token {
  char kind;         // 0 # ? . , % E / @ for numbers; y m d h s A(M/PM) H([h]) M([m]) S([s]) for dates; '"' literal
  std::string text;  // of a literal
  int count = 1;
};

std::string_view section_end(std::string_view format, std::size_t& end) {
  bool quoted = false;
  for (end = 0; end < format.size(); ++end) {
    if (format[end] == '"') quoted = !quoted;
    if (!quoted && format[end] == '\\') ++end;
    else if (!quoted && format[end] == ';') break;
  }
  end = std::min(end, format.size());
  return format.substr(0, end);
}

std::vector<std::string_view> sections_of(std::string_view format) {
  std::vector<std::string_view> sections;
  format = format.substr(0, kLongestFormat);
  while (sections.size() < 4) {
    std::size_t end = 0;
    sections.push_back(section_end(format, end));
    if (end >= format.size()) break;
    format.remove_prefix(end + 1);
  }
  return sections;
}

// "[$£-809]" shows "£"; "[h]" counts hours; colours, conditions and locales show nothing.
void bracket(std::string_view inside, std::vector<Token>& tokens) {
  if (inside.substr(0, 1) == "$") {
    const std::string_view currency = inside.substr(1, inside.find('-') == npos ? npos : inside.find('-') - 1);
    if (!currency.empty()) tokens.push_back({'"', std::string(currency)});
    return;
  }
  const bool elapsed = !inside.empty() && inside.find_first_not_of(inside[0]) == npos;
  if (!elapsed) return;
  const char unit = lower(inside[0]);
  if (unit == 'h' || unit == 'm' || unit == 's') {
    tokens.push_back({static_cast<char>(unit - 32), {}, static_cast<int>(inside.size())});
  }
}

std::vector<Token> tokens_of(std::string_view section) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < section.size(); ++at) {
    const char c = section[at];
    const char small = lower(c);
    if (c == '"') {
      const std::size_t close = std::min(section.find('"', at + 1), section.size());
      tokens.push_back({'"', std::string(section.substr(at + 1, close - at - 1))});
      at = close;
    } else if (c == '\\') {
      if (++at < section.size()) tokens.push_back({'"', std::string(1, section[at])});
    } else if (c == '_') {  // a space as wide as the next character
      ++at;
      tokens.push_back({'"', " "});
    } else if (c == '*') {  // fills the cell with the next character
      ++at;
    } else if (c == '[') {
      const std::size_t close = std::min(section.find(']', at), section.size());
      bracket(section.substr(at + 1, close - at - 1), tokens);
      at = close;
    } else if (small == 'a' && (section.substr(at, 5) == "AM/PM" || section.substr(at, 5) == "am/pm")) {
      tokens.push_back({'A', {}});
      at += 4;
    } else if (small == 'e' && at + 1 < section.size() && (section[at + 1] == '+' || section[at + 1] == '-')) {
      tokens.push_back({'E', {}});
      ++at;
    } else if (std::string_view("ymdhs").find(small) != npos) {
      const std::size_t start = at;
      while (at + 1 < section.size() && lower(section[at + 1]) == small) ++at;
      tokens.push_back({small, {}, static_cast<int>(at - start + 1)});
    } else if (std::string_view("0#?.,%@/").find(c) != npos) {
      tokens.push_back({c, {}});
    } else {
      tokens.push_back({'"', std::string(1, c)});
    }
  }
  return tokens;
}

bool dates(const std::vector<Token>& tokens) {
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const Token& token) { return std::string_view("ymdhsHMS").find(token.kind) != npos; });
}

bool holds(const std::vector<Token>& tokens, char kind) {
  return std::any_of(tokens.begin(), tokens.end(), [kind](const Token& token) { return token.kind == kind; });
}

struct Moment {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  unsigned weekday = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  double serial = 0;
};

std::optional<Moment> moment_of(double serial, bool since_1904) {
  if (!(serial >= 0 && serial < 2'958'466)) return std::nullopt;
  Moment moment;
  moment.serial = serial;
  const double rounded = std::floor(serial * 86400 + 0.5);
  const auto day = static_cast<int>(std::floor(rounded / 86400));
  const auto seconds = static_cast<int>(rounded - day * 86400.0);
  moment.hour = seconds / 3600;
  moment.minute = seconds / 60 % 60;
  moment.second = seconds % 60;
  // Day 60 of the 1900 system is 29 February 1900, which never was: days before it lie one later.
  const int offset = since_1904 ? -24107 : (day < 60 ? -25568 : -25569);
  const std::chrono::sys_days date{std::chrono::days(day + offset)};
  const std::chrono::year_month_day civil{date};
  moment.year = static_cast<int>(civil.year());
  moment.month = static_cast<unsigned>(civil.month());
  moment.day = static_cast<unsigned>(civil.day());
  moment.weekday = std::chrono::weekday{date}.c_encoding();
  return moment;
}

void append_padded(std::string& out, long long value, int width) {
  const std::string digits = std::to_string(value);
  if (static_cast<int>(digits.size()) < width) out.append(width - digits.size(), '0');
  out += digits;
}

void append_month(std::string& out, const Moment& moment, int count) {
  const std::string_view name = kMonths[moment.month - 1];
  if (count <= 2) return append_padded(out, moment.month, count);
  out += count == 3 ? name.substr(0, 3) : count == 5 ? name.substr(0, 1) : name;
}

// 'm' means minutes behind hours and before seconds.
bool means_minutes(const std::vector<Token>& tokens, std::size_t at) {
  for (std::size_t i = at; i-- > 0;) {
    if (tokens[i].kind == '"') continue;
    if (tokens[i].kind == 'h' || tokens[i].kind == 'H') return true;
    break;
  }
  for (std::size_t i = at + 1; i < tokens.size(); ++i) {
    if (tokens[i].kind == '"') continue;
    return tokens[i].kind == 's' || tokens[i].kind == 'S';
  }
  return false;
}

std::string shown_date(const Moment& moment, const std::vector<Token>& tokens) {
  std::string out;
  const bool half_days = holds(tokens, 'A');
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const int width = std::min(token.count, 2);
    switch (token.kind) {
      case 'y': append_padded(out, token.count <= 2 ? moment.year % 100 : moment.year, token.count <= 2 ? 2 : 4); break;
      case 'm':
        if (means_minutes(tokens, i)) append_padded(out, moment.minute, width);
        else append_month(out, moment, token.count);
        break;
      case 'd':
        if (token.count <= 2) append_padded(out, moment.day, token.count);
        else out += kDays[moment.weekday].substr(0, token.count == 3 ? 3 : npos);
        break;
      case 'h': append_padded(out, half_days ? (moment.hour + 11) % 12 + 1 : moment.hour, width); break;
      case 's': append_padded(out, moment.second, width); break;
      case 'A': out += moment.hour < 12 ? "AM" : "PM"; break;
      case 'H': append_padded(out, std::llround(std::floor(moment.serial * 24 + 1e-6)), token.count); break;
      case 'M': append_padded(out, std::llround(std::floor(moment.serial * 1440 + 1e-4)), token.count); break;
      case 'S': append_padded(out, std::llround(moment.serial * 86400), token.count); break;
      case '"': out += token.text; break;
      case '.': case ',': case '/': out += token.kind; break;
      default: break;  // fractions of seconds
    }
  }
  return out;
}

struct Layout {
  int decimals = 0;
  int whole_digits = 0;  // zeros demanded before the point
  int percents = 0;
  int thousands = 0;     // divisions by 1000
  bool grouped = false;
};

Layout layout_of(const std::vector<Token>& tokens) {
  Layout layout;
  bool behind_point = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const char kind = tokens[i].kind;
    const bool digit = kind == '0' || kind == '#' || kind == '?';
    if (digit && behind_point) ++layout.decimals;
    if (kind == '0' && !behind_point) ++layout.whole_digits;
    if (kind == '.') behind_point = true;
    if (kind == '%') ++layout.percents;
    if (kind != ',') continue;
    bool digits_follow = false;
    for (std::size_t k = i + 1; k < tokens.size(); ++k) {
      digits_follow |= tokens[k].kind == '0' || tokens[k].kind == '#' || tokens[k].kind == '?';
    }
    if (digits_follow) layout.grouped = true;
    else if (i > 0) ++layout.thousands;
  }
  layout.decimals = std::min(layout.decimals, kMostDecimals);
  return layout;
}


// Fills the digits into the placeholders from the right, so that literals between them ("000\-000")
// stand where they belong.
std::string laid_out(std::string whole, std::string_view fraction, const std::vector<Token>& tokens, const Layout& layout) {
  std::string reversed;
  std::size_t left = whole.size();
  const auto first_point = std::find_if(tokens.begin(), tokens.end(), [](const Token& t) { return t.kind == '.'; });
  const auto first_digit = std::find_if(tokens.begin(), tokens.end(), [](const Token& t) {
    return t.kind == '0' || t.kind == '#' || t.kind == '?';
  });
  std::string tail;
  std::size_t used = 0;
  for (auto token = first_point; token != tokens.end(); ++token) {
    if (token->kind == '.') tail += '.';
    else if (token->kind == '0' || (token->kind == '#' && fraction.find_first_not_of('0', used) != npos)) {
      if (used < fraction.size()) tail += fraction[used];
      ++used;
    } else if (token->kind == '#' || token->kind == '?') ++used;
    else if (token->kind == '%') tail += '%';
    else if (token->kind == '"') tail += token->text;
  }
  if (!tail.empty() && tail.back() == '.' && layout.decimals == 0) tail.pop_back();
  int digits_done = 0;
  const auto put_digit = [&](char digit) {
    if (layout.grouped && digits_done > 0 && digits_done % 3 == 0) reversed += ',';
    reversed += digit;
    ++digits_done;
  };
  for (auto token = first_point; token != tokens.begin();) {
    --token;
    const bool digit = token->kind == '0' || token->kind == '#' || token->kind == '?';
    if (digit && left > 0) put_digit(whole[--left]);
    else if (token->kind == '0') put_digit('0');
    if (digit && token == first_digit) {
      while (left > 0) put_digit(whole[--left]);
    }
    if (token->kind == '%') reversed += '%';
    if (token->kind == '"' || token->kind == '/') {
      const std::string literal = token->kind == '/' ? "/" : token->text;
      reversed.append(literal.rbegin(), literal.rend());
    }
  }
  std::reverse(reversed.begin(), reversed.end());
  return reversed + tail;
}

std::string shown_by(double value, const std::vector<Token>& tokens) {
  const Layout layout = layout_of(tokens);
  const bool places = holds(tokens, '0') || holds(tokens, '#') || holds(tokens, '?');
  if (!places) {
    std::string out;
    for (const Token& token : tokens) out += token.kind == '"' ? token.text : token.kind == '@' ? plain_number(value) : "";
    return out;
  }
  if (holds(tokens, 'E') || (holds(tokens, '/') && holds(tokens, '?'))) return plain_number(value);
  for (int i = 0; i < layout.percents; ++i) value *= 100;
  for (int i = 0; i < layout.thousands; ++i) value /= 1000;
  std::array<char, 400> digits;
  // Half away from zero at the digits that a user sees, not at the double's last bit.
  const double nudged = std::fabs(value) < 1e9 ? value * (1 + 1e-15) : value;
  const int size = std::snprintf(digits.data(), digits.size(), "%.*f", layout.decimals, std::isfinite(nudged) ? nudged : 0);
  std::string_view text(digits.data(), std::min<std::size_t>(size, digits.size() - 1));
  const std::size_t point = text.find('.');
  std::string whole(text.substr(0, point));
  if (whole == "0") whole.clear();
  return laid_out(whole, point == npos ? std::string_view() : text.substr(point + 1), tokens, layout);
}

// A value of which exactly one half is left behind 15 digits as one that is rounded away from zero, as Excel does.
double ties_away(double value) {
  constexpr std::size_t kDigits = 15;
  std::array<char, 64> text;
  const int size = std::snprintf(text.data(), text.size(), "%.40e", std::fabs(value));
  const std::string_view digits = std::string_view(text.data(), size).substr(0, std::string_view(text.data(), size).find('e'));
  const std::string_view left = digits.substr(kDigits + 1);  // behind the point
  const bool tie = left[0] == '5' && left.find_first_not_of('0', 1) == npos;
  return tie ? std::nextafter(value, value * 2) : value;
}

}  // namespace

std::string plain_number(double value) {
  if (!std::isfinite(value)) return {};
  std::array<char, 400> text;
  constexpr double kExact = 9007199254740992;  // 2^53: up to here a double holds every whole number
  if (std::fabs(value) < kExact && value == std::floor(value)) {
    return std::string(text.data(), std::snprintf(text.data(), text.size(), "%.0f", value == 0 ? 0.0 : value));
  }
  int size = std::snprintf(text.data(), text.size(), "%.15g", ties_away(value));
  if (std::string_view(text.data(), size).find('e') == npos) return std::string(text.data(), size);
  const double magnitude = std::fabs(value);
  if (magnitude >= 1) {
    // The digits beyond the 15th are the double's, not the user's.
    double rounded = 0;
    std::from_chars(text.data(), text.data() + size, rounded);
    size = std::snprintf(text.data(), text.size(), "%.0f", rounded);
    return std::string(text.data(), size);
  }
  size = std::snprintf(text.data(), text.size(), "%.20f", value);
  std::string out(text.data(), size);
  out.erase(out.find_last_not_of('0') + 1);
  if (!out.empty() && out.back() == '.') out.pop_back();
  return out;
}

std::string_view built_in_format(unsigned id) {
  switch (id) {
    case 1: return "0";
    case 2: return "0.00";
    case 3: return "#,##0";
    case 4: return "#,##0.00";
    case 5: case 6: return "\"£\"#,##0;-\"£\"#,##0";
    case 7: case 8: return "\"£\"#,##0.00;-\"£\"#,##0.00";
    case 9: return "0%";
    case 10: return "0.00%";
    case 11: return "0.00E+00";
    case 12: return "# ?/?";
    case 13: return "# ?\?/?\?";
    case 14: return "dd/mm/yyyy";
    case 15: return "d-mmm-yy";
    case 16: return "d-mmm";
    case 17: return "mmm-yy";
    case 18: return "h:mm AM/PM";
    case 19: return "h:mm:ss AM/PM";
    case 20: return "h:mm";
    case 21: return "h:mm:ss";
    case 22: return "dd/mm/yyyy hh:mm";
    case 37: case 38: return "#,##0;-#,##0";
    case 39: case 40: return "#,##0.00;-#,##0.00";
    case 41: return "#,##0;-#,##0;\"-\";@";
    case 42: return "\"£\"#,##0;-\"£\"#,##0;\"£-\";@";
    case 43: return "#,##0.00;-#,##0.00;\"-\";@";
    case 44: return "\"£\"#,##0.00;-\"£\"#,##0.00;\"£-\";@";
    case 45: return "mm:ss";
    case 46: return "[h]:mm:ss";
    case 47: return "mm:ss.0";
    case 49: return "@";
    default: return {};
  }
}

bool is_date_format(std::string_view format) {
  if (format.empty() || format == "General") return false;
  return dates(tokens_of(sections_of(format).front()));
}

std::string shown_number(double value, std::string_view format, bool since_1904) {
  if (format.empty() || format == "@" || format.find("General") != npos) return plain_number(value);
  const auto sections = sections_of(format);
  std::size_t section = 0;
  if (value < 0 && sections.size() > 1) section = 1;
  if (value == 0 && sections.size() > 2) section = 2;
  const auto tokens = tokens_of(sections[section]);
  if (dates(tokens)) {
    const auto moment = moment_of(value, since_1904);
    return moment ? shown_date(*moment, tokens) : plain_number(value);
  }
  std::string out = shown_by(std::fabs(value), tokens);
  if (value < 0 && section == 0 && !out.empty()) out.insert(0, 1, '-');
  return out;
}

std::optional<std::string> iso_date(double serial, bool since_1904) {
  const auto moment = moment_of(serial, since_1904);
  if (!moment) return std::nullopt;
  std::array<char, 80> time;
  std::snprintf(time.data(), time.size(), "%02d:%02d:%02d", moment->hour, moment->minute, moment->second);
  const bool only_time = serial < 1;
  const bool only_date = moment->hour == 0 && moment->minute == 0 && moment->second == 0;
  if (only_time) return std::string(time.data());
  std::array<char, 80> date;
  std::snprintf(date.data(), date.size(), "%04d-%02u-%02u", moment->year, moment->month, moment->day);
  return std::string(date.data()) + (only_date ? "" : " " + std::string(time.data()));
}

}  // namespace trawl::extractors
