// Check digits.
#include "detectors/checksums.h"

#include <algorithm>
#include <string>

#include "detectors/bytes.h"

namespace trawl::detectors {
namespace {

bool only_digits(std::string_view text, std::size_t size) {
  return text.size() == size && std::all_of(text.begin(), text.end(), is_digit);
}

// Sum of the digits from text[from] on times first, first - 1 ...
int falling_sum(std::string_view text, std::size_t from, std::size_t count, int first) {
  int sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += digit_of(text[from + i]) * (first - static_cast<int>(i));
  return sum;
}

}  // namespace

bool luhn(std::string_view digits) {
  if (digits.size() < 2 || !only_digits(digits, digits.size())) return false;
  int sum = 0;
  bool twice = false;
  for (auto c = digits.rbegin(); c != digits.rend(); ++c, twice = !twice) {
    const int value = digit_of(*c) * (twice ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

bool nhs_check(std::string_view digits) {
  if (!only_digits(digits, 10)) return false;
  return (falling_sum(digits, 0, 9, 10) + digit_of(digits[9])) % 11 == 0;
}

bool utr_check(std::string_view digits) {
  if (!only_digits(digits, 10)) return false;
  constexpr int kWeights[] = {6, 7, 8, 9, 10, 5, 4, 3, 2};
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += kWeights[i] * digit_of(digits[i + 1]);
  return digits[0] == "21987654321"[sum % 11];
}

bool vat_check(std::string_view digits) {
  if (!only_digits(digits, 9)) return false;
  const int sum = falling_sum(digits, 0, 7, 8) + digit_of(digits[7]) * 10 + digit_of(digits[8]);
  if (sum % 97 == 0) return true;
  return digits[0] != '0' && (sum + 55) % 97 == 0;
}

bool mod97(std::string_view text) {
  unsigned remainder = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      remainder = (remainder * 10 + static_cast<unsigned>(digit_of(c))) % 97;
    } else if (is_upper(c)) {
      remainder = (remainder * 100 + static_cast<unsigned>(c - 'A' + 10)) % 97;
    } else {
      return false;
    }
  }
  return remainder == 1;
}

bool iban_check(std::string_view iban) {
  if (iban.size() < 5) return false;
  return mod97(std::string(iban.substr(4)) + std::string(iban.substr(0, 4)));
}

bool mrz_check(std::string_view field, char check) {
  constexpr int kWeights[] = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const char c = field[i];
    if (c != '<' && !is_digit(c) && !is_upper(c)) return false;
    sum += (c == '<' ? 0 : is_digit(c) ? digit_of(c) : c - 'A' + 10) * kWeights[i % 3];
  }
  return is_digit(check) ? sum % 10 == digit_of(check) : check == '<' && sum == 0;
}

bool upn_check(std::string_view upn) {
  constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";  // 23; no I, O, S
  if (upn.size() != 13 || !only_digits(upn.substr(1, 11), 11)) return false;
  const std::size_t last = is_digit(upn[12]) ? static_cast<std::size_t>(digit_of(upn[12])) : kLetters.find(upn[12]);
  if (last == std::string_view::npos) return false;
  std::size_t sum = 0;
  for (std::size_t i = 1; i < 12; ++i) sum += static_cast<std::size_t>(digit_of(upn[i])) * (i + 1);
  sum += last * 13;
  return upn[0] == kLetters[sum % 23];
}

bool uln_check(std::string_view digits) {
  if (!only_digits(digits, 10) || digits[0] == '0') return false;
  const int remainder = falling_sum(digits, 0, 9, 10) % 11;
  return remainder != 0 && 10 - remainder == digit_of(digits[9]);
}

}  // namespace trawl::detectors
