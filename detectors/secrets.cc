// The looks of passwords.
#include "detectors/secrets.h"

#include <algorithm>

#include "detectors/bytes.h"

namespace trawl::detectors {
namespace {

constexpr std::string_view kSigns = "!#$%&*@^+=~?_";

// "jo@acme.org", "https://acme.org", "www.acme.org"
bool is_address(std::string_view value) {
  const std::size_t at = value.find('@');
  const bool mail = at != std::string_view::npos && value.find('.', at) != std::string_view::npos &&
                    std::all_of(value.begin() + static_cast<std::ptrdiff_t>(at) + 1, value.end(),
                                [](char c) { return is_alnum(c) || c == '.' || c == '-'; });
  return mail || value.find("://") != std::string_view::npos || value.starts_with("www.");
}

}  // namespace

Strength strength_of(std::string_view value) {
  std::size_t letters = 0, digits = 0, others = 0;
  bool sign = false, capital = false;
  int digits_between = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    letters += is_alpha(c);
    digits += is_digit(c);
    others += !is_alnum(c);
    if (i == 0) continue;
    const bool inside = i + 1 < value.size();
    sign |= inside && kSigns.find(c) != std::string_view::npos && is_alnum(value[i - 1]);
    capital |= is_upper(c) && is_lower(value[i - 1]);
    digits_between += is_alpha(c) && is_digit(value[i - 1]) && letters > 1;
  }
  if (is_address(value)) return Strength::none;
  if (digits + letters >= 4 && digits >= 3 && digits <= 10 && letters <= 2 && others == 0) {
    const std::size_t at_ends = (is_alpha(value.front()) ? 1u : 0u) + (is_alpha(value.back()) ? 1u : 0u);
    if (letters == at_ends || (letters == 1 && value.size() <= 6)) return Strength::code;
  }
  if (letters >= 2 && (sign || digits_between > 1) && value.size() >= 6) return Strength::sign;
  if (letters >= 2 && digits >= 1 && value.size() >= 5) return Strength::mixed;
  return capital && value.size() >= 8 && others == 0 ? Strength::cased : Strength::none;
}

std::uint32_t secret_end(std::string_view text, std::uint32_t start, std::uint32_t end) {
  const bool opened = text.substr(start, end - start).find('(') != std::string_view::npos;
  const auto closes = [&](char c) { return c == '.' || c == ':' || c == '?' || (c == ')' && !opened); };
  while (end > start + 1 && closes(text[end - 1])) --end;
  return end;
}

bool conceal(Verdict& verdict, Confidence confidence, std::string why) {
  verdict.value = "........";
  verdict.confidence = confidence;
  verdict.evidence = std::move(why);
  verdict.distance = 0;
  return true;
}

}  // namespace trawl::detectors
