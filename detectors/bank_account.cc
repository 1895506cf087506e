// UK bank accounts: sort code and account number, beside each other, under one label each, or in two cells of
// a row. Dates look like sort codes and eight digits like anything, so that words, an adjacent partner or the
// modulus check (modulus.h, with the user's table) must speak for them. Canonical: "200000 55779911".
#include <algorithm>
#include <array>

#include "detectors/bytes.h"
#include "detectors/modulus.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"(\b(?:\d\d[ -]{1,3}\d\d[ -]{1,3}\d\d|\d{4}[ -]\d{4}|\d{6,10})\b)";

constexpr std::string_view kAccountWords[] = {"account number",  "account no",  "account num",
                                              "acc no",          "acc number",  "a c no",
                                              "a c number",      "a c",         "acct",
                                              "acct no",         "acct number", "bank account",
                                              "account",         "acc",         "bank account number",
                                              "bank account no", "bank acc no", "bank a c",
                                              "acc num",         "account nr",  "beneficiary account",
                                              "account num",     "rhif cyfrif", "rhif y cyfrif"};
constexpr std::string_view kSortCodeWords[] = {
    "sort code",        "s c",          "sc",    "bank sort code",  "sortcode no",   "sort code no",
    "branch sort code", "bank details", "bacs",  "account details", "payee",         "pay",
    "payment",          "payroll",      "bank",  "transfer",        "refund",        "salary",
    "cod didoli",       "barclays",     "hsbc",  "lloyds",          "natwest",       "santander",
    "halifax",          "nationwide",   "tsb",   "monzo",           "starling",      "co operative bank",
    "paid to",          "payer",        "wages", "bank dets",       "standing order"};

Starts find_starts(std::string_view text, Mark mark) {
  const std::uint32_t length = mark.length();
  std::int64_t next = mark.end;
  while (next - mark.end < 3 && (byte_at(text, next) == ' ' || byte_at(text, next) == '-')) ++next;
  const bool separated = (length == 2 || length == 4) && next > mark.end && is_digit(byte_at(text, next));
  return separated || (length >= 6 && length <= 10) ? at_run(text, mark) : Starts::none();
}

bool is_sort_code(std::string_view form) {
  return digits_of(form).size() == 6;
}

// Seven digits get a leading 0, six two; nine and ten of some banks stay as they are (Vocalink, section 3.1.1).
std::string eight_digits(std::string_view account) {
  return std::string(account.size() < 8 ? 8 - account.size() : 0, '0') + std::string(account);
}

struct Partner {
  std::uint32_t end = 0;  // 0: none
  std::string digits;
  bool far = false;  // needs a label of its own
};

// The first number behind `from`, when it is a sort code (six digits) or an account number (eight), with no more
// than some words between: at most 80 bytes and two line ends.
Partner partner_behind(std::string_view text, std::uint32_t from, bool sort_code) {
  std::uint32_t at = from;
  int lines = 0;
  for (; at < text.size() && !is_digit(text[at]); ++at) {
    if (at - from > 80 || (text[at] == '\n' && ++lines > 2)) return {};
  }
  Partner partner;
  partner.far = at - from > 48 || lines > 1;
  if (at == text.size() || at == from) return {};
  for (; at < text.size() && partner.digits.size() < 10; ++at) {
    if (is_digit(text[at])) {
      partner.digits += text[at];
      continue;
    }
    const bool inside = text[at] == '-' || text[at] == ' ';
    if (!inside || !is_digit(byte_at(text, std::int64_t{at} + 1)) || partner.digits.size() == (sort_code ? 6u : 8u))
      break;
  }
  const bool fits = sort_code ? partner.digits.size() == 6 : partner.digits.size() == 8;
  if (!fits || is_word(byte_at(text, at))) return {};
  partner.end = at;
  return partner;
}

ModulusTable::Answer modulus(Context& context, std::string_view sort_code, std::string_view account) {
  const ModulusTable* table = context.modulus_table();
  return table == nullptr ? ModulusTable::Answer::unknown : table->check(sort_code, account);
}

// A complete pair: words and the modulus check decide.
bool judge_pair(Context& context, std::string_view sort_code, std::string_view account, int labels,
                std::string evidence, Verdict& verdict, bool near = false) {
  const ModulusTable::Answer answer = modulus(context, sort_code, account);
  if (answer == ModulusTable::Answer::valid) evidence += "; modulus check valid";
  if (answer == ModulusTable::Answer::invalid) evidence += "; modulus check failed";
  verdict.value = std::string(sort_code) + ' ' + std::string(account);
  verdict.evidence = std::move(evidence);
  verdict.distance = 0;
  if (answer == ModulusTable::Answer::invalid) {
    verdict.confidence = Confidence::possible;
    return labels > 0;
  }
  const bool checked = answer == ModulusTable::Answer::valid;
  if (labels == 0 && !checked) {
    verdict.confidence = Confidence::possible;
    return near;
  }
  verdict.confidence = labels > 1 || (checked && labels > 0) ? Confidence::certain : Confidence::likely;
  return true;
}

// Not a word that stands beside whole accounts only ("BACS").
bool names_sort_code(const Hint& hint) {
  return hint.labelled() && (hint.phrase.find("sort") != std::string_view::npos || hint.phrase == "cod didoli");
}

// Words of payments in general ("pay", "salary") and names of banks, which stand near accounts and are the label of
// none.
bool is_payment(std::string_view phrase) {
  constexpr std::string_view kPayments[] = {"pay",       "payee",          "payer",  "payment", "payroll",
                                            "bank",      "transfer",       "refund", "paid to", "wages",
                                            "bank dets", "standing order", "salary"};
  return std::find(std::begin(kPayments), std::end(kPayments), phrase) != std::end(kPayments);
}

bool is_general(std::string_view phrase) {
  constexpr std::string_view kBanks[] = {"barclays",   "hsbc", "lloyds", "natwest",  "santander",        "halifax",
                                         "nationwide", "tsb",  "monzo",  "starling", "co operative bank"};
  return is_payment(phrase) || std::find(std::begin(kBanks), std::end(kBanks), phrase) != std::end(kBanks);
}

// In running text: names a branch of a bank, and somebody's account is likely to stand further on.
bool sort_code_alone(Context& context, const Hint& hint, Verdict& verdict, const std::string& sort_code) {
  const TextBlock& block = context.block();
  const bool running = block.row == 0 && block.kind != BlockKind::cell && block.kind != BlockKind::field;
  if (!names_sort_code(hint) || !running) return false;
  verdict.value = sort_code;
  verdict.confidence = Confidence::possible;
  explain(verdict, "sort code without an account number", hint);
  return true;
}

// "608371 / 22817740"
bool slash_between(const Match& match, std::uint32_t end) {
  const std::string_view between = match.text.substr(match.end, end - match.end).substr(0, 3);
  return between.find('/') != std::string_view::npos;
}

bool begin_with_sort_code(const Match& match, Context& context, Verdict& verdict, const std::string& sort_code) {
  const Hint hint = context.more_hint(match);
  const Partner account = partner_behind(match.text, match.end, false);
  if (account.end != 0) {
    Match behind{match.text, account.end - 8, account.end};
    while (behind.start > match.end && digits_of(behind.view()).size() < 8) --behind.start;
    const Hint account_hint = context.hint(behind);
    const bool bare = match.end - match.start == 6 && !slash_between(match, account.end);
    const bool own_label = account_hint.labelled() && account_hint.distance < behind.start - match.end + 1;
    const int labels = (hint.labelled() && !is_general(hint.phrase) ? 1 : 0) + (own_label ? 1 : 0);
    if (account.far && !own_label) return sort_code_alone(context, hint, verdict, sort_code);
    const bool beside = account.end - match.end == 9 && match.text[match.end] == ' ';
    if (bare && labels == 0 && !(hint.any() && ((beside && is_payment(hint.phrase)) || !is_general(hint.phrase))))
      return false;
    verdict.end = account.end;
    const bool near = hint.any() && account.end - match.end < 16;
    return judge_pair(context, sort_code, account.digits, labels,
                      labels > 0 ? "sort code and account number; labelled"
                                 : "sort code and account number side by side; " + in_words(hint),
                      verdict, near);
  }
  const bool labelled = hint.labelled() && (names_sort_code(hint) || hint.phrase == "s c" || hint.phrase == "sc");
  if (!labelled || hint.contradicted) return false;
  if (context.block().row == 0) return sort_code_alone(context, hint, verdict, sort_code);
  const std::string account_of_row = context.row_note().starts_with('a') ? context.row_note().substr(1) : std::string();
  context.row_note() = "s" + sort_code;
  if (account_of_row.empty()) return false;
  return judge_pair(context, sort_code, account_of_row, 2, "sort code and account number in one row", verdict);
}

bool begin_with_account(const Match& match, Context& context, Verdict& verdict, const std::string& digits) {
  const Hint hint = context.hint(match);
  if (!hint.labelled() || hint.contradicted || !stands_alone(match)) return false;
  const bool of_card = match.view().find(' ') != std::string_view::npos && byte_at(match.text, match.end) == ' ' &&
                       (is_digit(byte_at(match.text, std::int64_t{match.end} + 1)) ||
                        byte_at(match.text, std::int64_t{match.end} + 1) == '*');  // "4418 2773 **** 1182"
  if (of_card) return false;
  const std::string account = eight_digits(digits);
  if (const Partner sort_code = partner_behind(match.text, match.end, true); sort_code.end != 0) {
    Match behind{match.text, sort_code.end - 6, sort_code.end};
    while (behind.start > match.end && digits_of(behind.view()).size() < 6) --behind.start;
    if (const Hint own = context.more_hint(behind); own.labelled() && !is_general(own.phrase)) {
      verdict.end = sort_code.end;
      return judge_pair(context, sort_code.digits, account, 2, "account number and sort code; labelled", verdict);
    }
  }
  if (context.row_note().starts_with('s')) {
    return judge_pair(context, context.row_note().substr(1), account, 2, "sort code and account number in one row",
                      verdict);
  }
  context.row_note() = "a" + account;
  const bool plain = hint.phrase == "account" || hint.phrase == "acc" || hint.phrase == "a c" || hint.phrase == "acct";
  const bool of_bank = hint.phrase.find("bank") != std::string_view::npos;
  if ((digits.size() < 7 || (digits.size() == 7 && hint.phrase == "account") || (digits.size() > 8 && plain)) &&
      !of_bank)
    return false;
  verdict.value = account;
  verdict.confidence = plain || (digits.size() != 8 && !of_bank) ? Confidence::possible : Confidence::likely;
  explain(verdict, digits.size() == 8 ? "eight digits" : "digits of an account", hint);
  return true;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const std::string digits = digits_of(match.view());
  const bool sort_code_form = is_sort_code(match.view());
  if (sort_code_form && begin_with_sort_code(match, context, verdict, digits)) return true;
  if (sort_code_form && match.end - match.start != 6) return false;
  verdict.end = match.end;
  return begin_with_account(match, context, verdict, digits);
}

// Both with nothing else between, the first as sort codes are written: needs no words, unless it is a date.
constexpr const char* kPairPattern = R"(\b\d\d-\d\d-\d\d(?: |, ?| ?/ ?)\d{8}\b)";

Starts find_pair_starts(std::string_view text, Mark mark) {
  const auto at = std::int64_t{mark.at};
  const bool parts = byte_at(text, at + 2) == '-' && byte_at(text, at + 5) == '-' && is_digit(byte_at(text, at + 7));
  return parts && !is_digit(byte_at(text, at + 8)) ? at_run(text, mark) : Starts::none();
}

bool check_pair(const Match& match, Context& context, Verdict& verdict) {
  const std::string digits = digits_of(match.view());
  const auto two = [&](std::size_t at) { return digit_of(digits[at]) * 10 + digit_of(digits[at + 1]); };
  const bool date = is_date(two(0), two(2), full_year(two(4))) || is_date(two(4), two(2), full_year(two(0)));
  const bool second_date = is_date(two(12), two(10), two(6) * 100 + two(8));
  if (date || second_date || !stands_alone(match)) return false;
  if (!judge_pair(context, digits.substr(0, 6), digits.substr(6), 0, "sort code and account number side by side",
                  verdict, true))
    return false;
  verdict.confidence = std::max(verdict.confidence, Confidence::likely);
  return true;
}

constexpr Kind kKind = {"bank_account", "UK bank account", Risk::high};

}  // namespace

const Detector& bank_account_pair_detector() {
  static const Detector detector = {kKind, kPairPattern, Trigger::digits, lengths(2, 2), find_pair_starts, check_pair,
                                    {}};
  return detector;
}

const Detector& bank_account_detector() {
  static const Detector detector = {kKind, kPattern,      Trigger::digits, lengths(2, 10),      find_starts,
                                    check, kAccountWords, kSortCodeWords,  Refused::next_start, nullptr,
                                    true};
  return detector;
}

}  // namespace trawl::detectors
