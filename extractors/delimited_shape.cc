// Separator and header row of delimited files: see delimited_shape.h.
#include "extractors/delimited_shape.h"

#include <algorithm>
#include <array>
#include <map>

#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

// How often the separator stands outside quotes in each of the first rows.
std::vector<std::size_t> counts_of(std::string_view text, char separator) {
  constexpr std::size_t kRows = 40;
  std::vector<std::size_t> counts;
  std::size_t count = 0, size = 0;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == '\n' && !quoted) {
      if (size > 0) counts.push_back(count);
      count = size = 0;
      if (counts.size() == kRows) return counts;
      continue;
    }
    count += c == separator && !quoted;
    size += c != '\r';
  }
  if (size > 0) counts.push_back(count);
  return counts;
}

// Rows that agree with the most common number of columns, weighed by that number; 0: separates nothing.
double evenness(std::string_view text, char separator) {
  std::map<std::size_t, std::size_t> rows_of;
  const auto counts = counts_of(text, separator);
  for (const std::size_t count : counts) ++rows_of[count];
  double best = 0;
  for (const auto& [count, rows] : rows_of) {
    if (count == 0) continue;
    const double share = static_cast<double>(rows) / static_cast<double>(counts.size());
    best = std::max(best, share * share * (1 + static_cast<double>(std::min<std::size_t>(count, 20)) / 20));
  }
  return best;
}

// Commas that only stand between digits are those of decimals.
bool only_decimal(std::string_view text) {
  for (std::size_t at = text.find(','); at != text.npos; at = text.find(',', at + 1)) {
    if (at == 0 || at + 1 >= text.size()) return false;
    if (!is_ascii_digit(text[at - 1]) || !is_ascii_digit(text[at + 1])) return false;
  }
  return true;
}

// A value rather than a name of a column: mostly digits, or an address.
bool is_value(std::string_view cell) {
  if (cell.find('@') != cell.npos || cell.find("://") != cell.npos) return true;
  const auto digits = static_cast<std::size_t>(std::count_if(cell.begin(), cell.end(), is_ascii_digit));
  return digits > 0 && digits * 3 >= cell.size();
}

// Words that head columns about people, in the languages of the files that British offices get.
bool is_heading(std::string_view cell) {
  constexpr std::array words = {
      "name"sv,     "surname"sv,  "forename"sv, "firstname"sv, "lastname"sv, "initials"sv, "title"sv,    "email"sv,
      "mail"sv,     "phone"sv,    "telephone"sv, "tel"sv,      "mobile"sv,   "fax"sv,      "dob"sv,      "birth"sv,
      "date"sv,     "address"sv,  "street"sv,   "town"sv,      "city"sv,     "county"sv,   "country"sv,  "postcode"sv,
      "zip"sv,      "id"sv,       "number"sv,   "no"sv,        "nino"sv,     "nhs"sv,      "iban"sv,     "account"sv,
      "sort"sv,     "gender"sv,   "sex"sv,      "age"sv,       "salary"sv,   "department"sv, "role"sv,   "company"sv,
      "customer"sv, "employee"sv, "staff"sv,    "member"sv,    "patient"sv,  "user"sv,     "username"sv, "password"sv,
      "type"sv,     "status"sv,   "notes"sv,    "comment"sv,   "comments"sv, "description"sv, "amount"sv, "price"sv,
      "total"sv,    "ref"sv,
      "reference"sv, "code"sv,     "nachname"sv, "vorname"sv,  "geburtsdatum"sv, "strasse"sv,
      "plz"sv,      "ort"sv,      "nif"sv,      "dni"sv,       "apellido"sv, "nombre"sv,   "nom"sv,      "prenom"sv,
      "passport"sv, "licence"sv,  "ip"sv,
      "url"sv,             "year"sv,     "created"sv,  "updated"sv,  "first"sv, "last"sv};
  std::string word;
  for (std::size_t i = 0; i <= cell.size(); ++i) {
    const char c = i < cell.size() ? ascii_lower(cell[i]) : ' ';
    if (c >= 'a' && c <= 'z') {
      word += c;
      continue;
    }
    if (std::find(words.begin(), words.end(), word) != words.end()) return true;
    word.clear();
  }
  return false;
}

bool could_head(const std::vector<std::string>& row, std::size_t columns) {
  if (row.size() + 1 < columns || row.size() > columns + 1) return false;
  std::size_t filled = 0;
  for (const std::string& cell : row) {
    if (is_value(cell) || cell.size() > 80) return false;
    filled += !cell.empty();
  }
  std::vector<std::string> sorted = row;
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end(),
                                        [](const auto& a, const auto& b) { return !a.empty() && a == b; });
  return filled * 2 > row.size() && twice == sorted.end();
}

// Whether some column has values in the rows below.
bool above_values(const std::vector<std::vector<std::string>>& rows, std::size_t index) {
  for (std::size_t column = 0; column < rows[index].size(); ++column) {
    std::size_t values = 0, filled = 0;
    for (std::size_t below = index + 1; below < rows.size(); ++below) {
      if (column >= rows[below].size() || rows[below][column].empty()) continue;
      ++filled;
      values += is_value(rows[below][column]);
    }
    if (values > 0 && values * 3 >= filled * 2) return true;
  }
  return false;
}

std::size_t usual_columns(const std::vector<std::vector<std::string>>& rows) {
  std::map<std::size_t, std::size_t> counts;
  std::size_t usual = 0;
  for (const auto& row : rows) {
    const std::size_t seen = ++counts[row.size()];
    if (seen > counts[usual] || (seen == counts[usual] && row.size() > usual)) usual = row.size();
  }
  return usual;
}

}  // namespace

char separator_of(std::string_view head) {
  if (head.size() > 4 && starts_ignoring_case(head, "sep=")) {
    return head[4];
  }
  char best = ',';
  double most = 0;
  for (const char separator : {';', '\t', '|', ','}) {
    const double even = evenness(head, separator);
    if (separator == ',' && most > 0.5 && only_decimal(head)) continue;
    if (even > most) {
      most = even;
      best = separator;
    }
  }
  return best;
}

std::optional<std::size_t> header_row(const std::vector<std::vector<std::string>>& rows) {
  constexpr std::size_t kFirst = 5;
  const std::size_t columns = usual_columns(rows);
  for (std::size_t i = 0; i < std::min(rows.size(), kFirst); ++i) {
    if (!could_head(rows[i], columns)) continue;
    const auto headings = static_cast<std::size_t>(std::count_if(rows[i].begin(), rows[i].end(), is_heading));
    if (headings * 3 >= rows[i].size() && headings > 0) return i;
    if (i + 1 < rows.size() && above_values(rows, i)) return i;
  }
  return std::nullopt;
}

}  // namespace trawl::extractors
