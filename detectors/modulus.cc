// The modulus check. Letters name digits as in Vocalink's paper: u v w x y z a b c d e f g h.
#include "detectors/modulus.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "detectors/bytes.h"

namespace trawl::detectors {
namespace {

constexpr std::size_t kA = 6, kB = 7, kC = 8, kG = 12, kH = 13;

std::string_view next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

std::string_view next_field(std::string_view& line) {
  constexpr std::string_view kBlank = " \t\r\x1a";
  line.remove_prefix(std::min(line.find_first_not_of(kBlank), line.size()));
  const std::size_t end = std::min(line.find_first_of(kBlank), line.size());
  const std::string_view field = line.substr(0, end);
  line.remove_prefix(end);
  return field;
}

bool to_number(std::string_view field, int& number) {
  const auto read = std::from_chars(field.data(), field.data() + field.size(), number);
  return !field.empty() && read.ec == std::errc{} && read.ptr == field.data() + field.size();
}

Status bad_line(const char* table, int line) {
  return fail(ErrorKind::invalid_argument, std::string(table) + ", line " + std::to_string(line) + ": not in Vocalink's format");
}

}  // namespace

Result<ModulusTable> ModulusTable::parse(std::string_view weights, std::string_view substitutions) {
  ModulusTable table;
  for (int number = 1; !weights.empty(); ++number) {
    std::string_view line = next_line(weights);
    std::string_view first = next_field(line);
    if (first.empty()) continue;
    Row row{};
    bool good = to_number(first, row.from) && to_number(next_field(line), row.to);
    const std::string_view method = next_field(line);
    good = good && (method == "MOD10" || method == "MOD11" || method == "DBLAL");
    row.method = method == "MOD10" ? Method::mod10 : method == "MOD11" ? Method::mod11 : Method::double_alternate;
    for (int& weight : row.weights) good = good && to_number(next_field(line), weight) && weight > -10000 && weight < 10000;
    const std::string_view exception = next_field(line);
    good = good && (exception.empty() || (to_number(exception, row.exception) && row.exception >= 1 && row.exception <= 14));
    if (!good) return tl::unexpected(bad_line("modulus table", number).error());
    table.rows_.push_back(row);
  }
  for (int number = 1; !substitutions.empty(); ++number) {
    std::string_view line = next_line(substitutions);
    const std::string_view first = next_field(line);
    if (first.empty()) continue;
    int from = 0, to = 0;
    if (!to_number(first, from) || !to_number(next_field(line), to)) {
      return tl::unexpected(bad_line("sort code substitutions", number).error());
    }
    table.substitutions_[from] = to;
  }
  return table;
}

std::vector<const ModulusTable::Row*> ModulusTable::rows_of(int sort_code) const {
  std::vector<const Row*> found;
  for (const Row& row : rows_) {
    if (sort_code >= row.from && sort_code <= row.to) found.push_back(&row);
  }
  return found;
}

int ModulusTable::total(const Row& row, const Digits& digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int product = digits[i] * row.weights[i];
    if (row.method != Method::double_alternate) {
      sum += product;
      continue;
    }
    for (int rest = product; rest > 0; rest /= 10) sum += rest % 10;
  }
  return sum;
}

bool ModulusTable::remainder_fits(const Row& row, const Digits& digits) {
  const int modulus = row.method == Method::mod11 ? 11 : 10;
  const int remainder = (total(row, digits) + (row.exception == 1 ? 27 : 0)) % modulus;
  switch (row.exception) {
    case 4: return remainder == digits[kG] * 10 + digits[kH];
    case 5:
      if (row.method == Method::mod11) {
        if (remainder == 1) return false;
        return (remainder == 0 ? 0 : 11 - remainder) == digits[kG];
      }
      return (remainder == 0 ? 0 : 10 - remainder) == digits[kH];
    default: return remainder == 0;
  }
}

bool ModulusTable::passes(const Row& given, Digits digits, bool second) const {
  Row row = given;
  if (row.exception == 7 && digits[kG] == 9) std::fill_n(row.weights.begin(), 8, 0);
  if (row.exception == 10) {
    const bool shield = (digits[kA] == 0 || digits[kA] == 9) && digits[kB] == 9 && digits[kG] == 9;
    if (shield) std::fill_n(row.weights.begin(), 8, 0);
  }
  if (row.exception == 2 && !second && digits[kA] != 0) {
    row.weights = digits[kG] == 9 ? std::array<int, 14>{0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 10, 9, 3, 1}
                                  : std::array<int, 14>{0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1};
  }
  if (remainder_fits(row, digits)) return true;
  if (row.exception != 14 || (digits[kH] != 0 && digits[kH] != 1 && digits[kH] != 9)) return false;
  for (std::size_t i = kH; i > kA; --i) digits[i] = digits[i - 1];  // Coutts: the account number moves right
  digits[kA] = 0;
  return remainder_fits(row, digits);
}

ModulusTable::Answer ModulusTable::check(std::string_view sort_code, std::string_view account) const {
  const std::string all = std::string(sort_code) + std::string(account);
  int number = 0;
  if (sort_code.size() != 6 || account.size() != 8 || !std::all_of(all.begin(), all.end(), is_digit)) return Answer::invalid;
  to_number(sort_code, number);
  const std::vector<const Row*> rows = rows_of(number);
  if (rows.empty()) return Answer::unknown;
  const auto digits_with = [&](int code) {
    Digits digits{};
    for (std::size_t i = 6; i-- > 0; code /= 10) digits[i] = code % 10;
    for (std::size_t i = 6; i < 14; ++i) digits[i] = digit_of(all[i]);
    return digits;
  };
  int code = number;
  const int exception = rows[0]->exception;
  if (exception == 5) {
    const auto other = substitutions_.find(number);
    if (other != substitutions_.end()) code = other->second;
  }
  if (exception == 8) code = 90126;
  const Digits digits = digits_with(code);
  const bool foreign = digits[kA] >= 4 && digits[kA] <= 8 && digits[kG] == digits[kH];
  if (exception == 6 && foreign) return Answer::valid;
  const auto answer = [](bool valid) { return valid ? Answer::valid : Answer::invalid; };
  const bool first = passes(*rows[0], digits, false);
  if (rows.size() == 1) return answer(first);

  const int second_exception = rows[1]->exception;
  const bool either = (exception == 2 && second_exception == 9) || (exception == 10 && second_exception == 11) ||
                      (exception == 12 && second_exception == 13);
  if (first && either) return Answer::valid;
  if (!first && !either) return Answer::invalid;
  if (second_exception == 3 && (digits[kC] == 6 || digits[kC] == 9)) return Answer::valid;
  return answer(passes(*rows[1], second_exception == 9 ? digits_with(309634) : digits, true));
}

}  // namespace trawl::detectors
