// Text with a structure of lines or statements: see sniff_structured() in sniff_parts.h. What is not sure stays plain
// text, which the scanning process reads by itself, fast.
#include <algorithm>
#include <array>

#include "extractors/mime_text.h"
#include "extractors/sniff_parts.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kLooked = 4 * 1024;  // bytes whose lines are looked at
constexpr int kLines = 40;

// How many of the first lines that are neither blank nor remarks have a form.
struct Shape {
  int lines = 0, fitting = 0;
  bool mostly() const { return lines > 0 && fitting * 3 >= lines * 2; }
  bool wholly(int least) const { return lines >= least && fitting == lines; }
};
template <typename Fits>
Shape shape_of(std::string_view text, const Fits& fits) {
  Shape shape;
  const bool cut = text.size() > kLooked;
  text = text.substr(0, kLooked);
  for (std::size_t at = 0; at < text.size() && shape.lines < kLines;) {
    const std::string_view line = next_line(text, at);
    const std::string_view bare = trimmed(line);
    if (bare.empty() || bare[0] == '#' || bare[0] == ';' || (cut && at == text.size())) continue;
    ++shape.lines;
    shape.fitting += fits(line, bare);
  }
  return shape;
}

// --- logs of web servers ----------------------------------------------------------------------------

// `host ident user [10/Oct/2000:13:55:36 -0700] "..."`.
bool is_request(std::string_view line) {
  const std::size_t at = line.find('[');
  if (at == line.npos || at < 5 || line.size() < at + 24) return false;
  const std::string_view time = line.substr(at + 1);
  const bool dated = is_ascii_digit(time[0]) && time[2] == '/' && time[6] == '/' && time[11] == ':' && time[14] == ':';
  return dated && std::count(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(at), ' ') >= 3;
}

bool is_web_log(std::string_view text) {
  if (text[0] == '#') {
    const bool w3c = text.starts_with("#Software:") || text.starts_with("#Version:") || text.starts_with("#Date:");
    return text.starts_with("#Fields:") || (w3c && text.substr(0, 2048).find("\n#Fields:") != text.npos);
  }
  std::size_t at = 0;
  return is_request(next_line(text.substr(0, kLooked), at));
}

// --- LDIF -------------------------------------------------------------------------------------------

bool is_ldif(const Suffix& suffix, std::string_view text) {
  text = text.substr(0, kLooked);
  const bool named = suffix.is_one_of({"ldif", "ldi"});
  if (!named && text[0] != '#' && !starts_ignoring_case(text, "dn:") && !starts_ignoring_case(text, "version:"))
    return false;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view line = next_line(text, at);
    if (line.empty() || line[0] == '#' || line[0] == ' ' || starts_ignoring_case(line, "version:")) continue;
    if (!starts_ignoring_case(line, "dn:")) return false;
    if (named) return true;
    std::string_view next = line;
    do next = next_line(text, at);
    while (next.starts_with(' ') && at < text.size());
    const std::size_t colon = next.find(':');
    return (line.find('=') != line.npos || line.starts_with("dn::")) && colon != next.npos && colon > 0 &&
           next.substr(0, colon).find(' ') == next.npos;
  }
  return false;
}

// --- SQL --------------------------------------------------------------------------------------------

bool contains_ignoring_case(std::string_view text, std::string_view upper) {
  return std::search(text.begin(), text.end(), upper.begin(), upper.end(),
                     [](char a, char b) { return ascii_lower(a) == ascii_lower(b); }) != text.end();
}

bool is_sql(const Suffix& suffix, std::string_view text) {
  constexpr std::array kBegins = {"-- MySQL dump"sv,          "-- MariaDB dump"sv, "-- PostgreSQL database dump"sv,
                                  "--\n-- PostgreSQL"sv,      "-- phpMyAdmin"sv,   "PRAGMA foreign_keys="sv,
                                  "--\r\n-- PostgreSQL"sv,    "-- Adminer "sv,     "/*!40"sv,
                                  "-- MySQL Administrator"sv, "-- HeidiSQL"sv,     "/*!99999"sv};
  for (const std::string_view begin : kBegins) {
    if (text.starts_with(begin)) return true;
  }
  const std::string_view start = trimmed(text.substr(0, 64));
  if (!suffix.is_one_of({"sql", "dump", "ddl"})) {
    return starts_ignoring_case(start, "insert into ") && contains_ignoring_case(text.substr(0, kLooked), "values");
  }
  text = text.substr(0, 16 * 1024);
  return contains_ignoring_case(text, "insert into ") || contains_ignoring_case(text, "from stdin;") ||
         contains_ignoring_case(text, "create table ");
}

// --- settings ---------------------------------------------------------------------------------------

bool is_section(std::string_view bare) {
  return bare.size() > 2 && bare[0] == '[' && bare.back() == ']';
}

bool is_pair(std::string_view bare, std::string_view separators) {
  constexpr std::size_t kLongestKey = 80;
  if (bare[0] == '"' || bare[0] == '@') return bare.find('=') != bare.npos;  // of the registry
  const std::size_t end = bare.find_first_of(separators);
  if (end == bare.npos || end == 0 || end > kLongestKey) return false;
  return std::all_of(bare.begin(), bare.begin() + static_cast<std::ptrdiff_t>(end), [](char c) {
    return is_ascii_word(c) || c == '_' || c == '.' || c == '-' || c == ' ' || c == '\\' || c == '/' || c < 0;
  });
}

bool is_settings(const Head& head, const Suffix& suffix, std::string_view text) {
  if (text.starts_with("Windows Registry Editor") || text.starts_with("REGEDIT4")) return true;
  const std::string_view name = head.name.substr(head.name.rfind('/') + 1);
  const bool properties = suffix.is_one_of({"properties"});
  const bool named = properties || name.starts_with(".env") ||
                     suffix.is_one_of({"ini", "cfg", "conf", "env", "inf", "reg", "desktop", "url", "prefs"});
  const auto fits = [properties](std::string_view line, std::string_view bare) {
    return is_section(bare) || is_pair(bare, properties ? "=:"sv : "="sv) || is_mail_space(line[0]);
  };
  if (named) return shape_of(text, fits).mostly();
  std::size_t at = 0;
  if (suffix.view() != "" && suffix.view() != "txt") return false;
  return is_section(trimmed(next_line(text.substr(0, kLooked), at))) && shape_of(text, fits).wholly(3);
}

// --- YAML -------------------------------------------------------------------------------------------

bool is_yaml(const Suffix& suffix, std::string_view text) {
  if (text.starts_with("%YAML ")) return true;
  if (!suffix.is_one_of({"yml", "yaml"})) return false;
  const auto fits = [](std::string_view line, std::string_view bare) {
    if (line[0] == ' ' || bare.starts_with("- ") || bare == "-" || bare.starts_with("---") || bare == "...")
      return true;
    const std::size_t colon = bare.find(':');
    return colon != bare.npos && colon > 0 && (colon + 1 == bare.size() || bare.find(": ") != bare.npos);
  };
  return shape_of(text, fits).mostly();
}

}  // namespace

std::optional<Format> sniff_structured(const Head& head, std::string_view text) {
  const Suffix suffix(head.name);
  if (text.empty()) return std::nullopt;
  if (is_web_log(text)) return Format::web_log;
  if (is_ldif(suffix, text)) return Format::ldif;
  if (is_sql(suffix, text)) return Format::sql;
  if (is_yaml(suffix, text)) return Format::yaml;
  if (is_settings(head, suffix, text)) return Format::ini;
  return std::nullopt;
}

}  // namespace trawl::extractors
