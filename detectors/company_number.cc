// Company numbers (Companies House): eight digits, or two letters of the register and six digits; societies on the
// mutuals register (FCA) IP, five digits and R. Public, and low in risk.
#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/email_domain.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern =
    R"((?i)\b(?:\d{2} ?\d{3} ?\d{3}|\d{7}|(?:SC|NI|OC|SO|NC|FC|LP|SL|NL|CE|IP|RS|SP|GE|ZC|OE) ?\d{6}|R0\d{6}|(?:IP|SP|NP)\d{4,5}RS?)\b)";
constexpr std::string_view kWords[] = {"company number",
                                       "company no",
                                       "company reg",
                                       "company reg no",
                                       "registered number",
                                       "company registration",
                                       "registered in england",
                                       "crn",
                                       "companies house",
                                       "company registration number",
                                       "company registration no",
                                       "registered in england and wales",
                                       "registered in england wales",
                                       "registered in scotland",
                                       "registered in wales",
                                       "registered in northern ireland",
                                       "registered company",
                                       "registered company number",
                                       "reg in england",
                                       "reg in england and wales",
                                       "reg in england wales",
                                       "reg in scotland",
                                       "reg in wales",
                                       "regd in england",
                                       "regd in scotland",
                                       "co no",
                                       "co number",
                                       "co num",
                                       "co reg no",
                                       "co regn no",
                                       "co reg",
                                       "co regn",
                                       "company regn no",
                                       "company reg number",
                                       "company num",
                                       "company nr",
                                       "company id",
                                       "company ref",
                                       "companies house no",
                                       "co house number",
                                       "company house no",
                                       "company house number",
                                       "co house no",
                                       "companies house number",
                                       "companies house ref",
                                       "ch number",
                                       "ch no",
                                       "cro number",
                                       "cro no",
                                       "llp",
                                       "overseas entity id",
                                       "registered society",
                                       "benefit societies act 2014",
                                       "company registered",
                                       "registered no",
                                       "reg d no",
                                       "regd no",
                                       "incorporation number",
                                       "rhif cwmni",
                                       "rhif y cwmni",
                                       "rhif cofrestru",
                                       "yng nghymru rhif",
                                       "cofrestredig yng nghymru"};
// A number right behind one of these is the company's; so is one with the letters of a register behind "reg no".
constexpr std::string_view kCompanies[] = {"ltd",
                                           "limited",
                                           "plc",
                                           "lp",
                                           "cic",
                                           "cyf",
                                           "cio",
                                           "rtm",
                                           "inc",
                                           "reg no",
                                           "reg number",
                                           "registration number",
                                           "registration no",
                                           "regn no",
                                           "company"};

// The mark is the first run of digits: all of them, or the first two of "04 882 173".
Starts find_starts(std::string_view text, Mark mark) {
  const bool grouped = mark.length() <= 5 && begins_groups(text, mark.at, {2, 3, 3}, " ");
  const char before = byte_at(text, std::int64_t{mark.at} - 1);
  if (mark.length() >= 4 && mark.length() <= 7 && is_alpha(before))
    return at_letters(text, mark, 1, 2);  // "R0" ends in a digit
  if (mark.length() >= 7 || grouped) return at_run(text, mark);
  if (mark.length() != 6 || before != ' ') return Starts::none();
  const std::int64_t letters = std::int64_t{mark.at} - 3;
  const bool two = is_alpha(byte_at(text, letters)) && is_alpha(byte_at(text, letters + 1));
  return two && !is_word(byte_at(text, letters - 1)) ? Starts::one(letters) : Starts::none();
}

// "20240111", beside words of companies in exports.
bool is_compact_date(std::string_view digits) {
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : digits.substr(at, size)) value = value * 10 + digit_of(c);
    return value;
  };
  return is_date(number(6, 2), number(4, 2), number(0, 4));
}

// "Charity SC041827", "Elusen rhif ...": a number of the Scottish charity register has the same form.
bool is_charity(const Match& match, Context& context) {
  const std::string before = in_small_letters(context.line_before(match));
  const std::string_view near =
      std::string_view(before).substr(before.size() - std::min<std::size_t>(before.size(), 24));
  return near.find("charity") != std::string_view::npos || near.find("elusen") != std::string_view::npos;
}

// Nothing but signs, "no" and "is" stands in those bytes before the match.
bool follows(const Match& match, std::uint32_t distance) {
  if (distance > 40 || distance > match.start) return false;
  const std::string gap = in_small_letters(match.text.substr(match.start - distance, distance));
  const auto letters = std::count_if(gap.begin(), gap.end(), is_alpha);
  return letters == 0 || (letters <= 3 && gap.size() <= 8);
}

// "Halewood Group plc (01882734)", "Arts Trading Ltd (no. 10882734", "Plant Hire Limited\nReg no: NI648827".
bool behind_company(const Match& match, Context& context, Verdict& verdict) {
  const Hint hint = context.more_hint(match);
  if (!hint.any() || hint.contradicted || !stands_alone(match)) return false;
  const bool registered = hint.phrase.find("reg") != std::string_view::npos;
  const bool prefixed = is_alpha(match.text[match.start]);
  const bool whole = prefixed || match.view().size() == 8;
  if (registered ? !(hint.labelled() && whole) : !follows(match, hint.distance)) return false;
  if (hint.phrase == "company" && hint.distance > 1 && !prefixed) return false;
  verdict.confidence = Confidence::likely;
  explain(verdict, "form of a company number, behind the company", hint);
  return true;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = capitals_and_digits_of(match.view());
  const Hint hint = context.hint(match);
  const bool digits = is_digit(verdict.value[0]);
  const bool plain = match.view().size() == 8 || !digits;  // neither in groups nor without its first 0
  if (hint.phrase == "llp" && verdict.value[1] != 'C' && verdict.value[1] != 'O') return false;  // OC, SO, NC
  if (is_charity(match, context)) return false;
  if (!hint.labelled() && plain && !(digits && is_compact_date(verdict.value)) &&
      behind_company(match, context, verdict))
    return true;
  if ((digits || match.view().find(' ') != std::string_view::npos) && !hint.labelled()) return false;
  const bool known = needs_label(context, match, verdict, Confidence::certain, "form of a company number");
  if (known && !plain) verdict.confidence = Confidence::likely;
  if (known && verdict.value.size() == 7 && digits) verdict.value.insert(0, 1, '0');
  return known;
}

}  // namespace

const Detector& company_number_detector() {
  static const Detector detector = {{"company_number", "Company number", Risk::low},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(2, 8),
                                    find_starts,
                                    check,
                                    kWords,
                                    kCompanies,
                                    Refused::next_start,
                                    nullptr,
                                    true};
  return detector;
}

}  // namespace trawl::detectors
