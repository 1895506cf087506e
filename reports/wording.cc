// British English throughout; no locale is asked, so that reports are the same everywhere.
#include "reports/wording.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

#include "core/part.h"

namespace trawl::reports {
namespace {

std::tm utc(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  if (gmtime_r(&time, &parts) == nullptr) parts = {};
  return parts;
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
  return text;
}

std::string counted(std::uint64_t number, std::string_view noun) {
  return grouped(number) + ' ' + std::string(noun) + (number == 1 ? "" : "s");
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return grouped(number) + ' ' + std::string(number == 1 ? one : many);
}

std::string size_in_words(std::uint64_t bytes) {
  if (bytes == kUnknownSize) return "?";
  if (bytes < 1000) return counted(bytes, "byte");
  static constexpr std::array kUnits = {"kB", "MB", "GB", "TB", "PB", "EB"};
  double amount = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  while (amount >= 999.5 && unit + 1 < kUnits.size()) amount /= 1000, ++unit;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), amount < 9.95 ? "%.1f %s" : "%.0f %s", amount, kUnits[unit]);
  return text.data();
}

std::string iso_time(std::int64_t seconds) {
  const std::tm parts = utc(seconds);
  std::array<char, 40> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

std::string time_in_words(std::int64_t seconds) {
  if (seconds == 0 || seconds == kUnknownTime) return "not known";
  static constexpr std::array kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
  const std::tm parts = utc(seconds);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%d %s %d, %02d:%02d UTC", parts.tm_mday,
                kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour, parts.tm_min);
  return text.data();
}

std::string_view title_of(OutcomeKind kind) {
  switch (kind) {
    case OutcomeKind::read: return "Read in full";
    case OutcomeKind::partly: return "Read in part";
    case OutcomeKind::encrypted: return "Needs a password";
    case OutcomeKind::unsupported: return "Format not supported";
    case OutcomeKind::damaged: return "Damaged";
    case OutcomeKind::over_limit: return "Over a limit";
    case OutcomeKind::crashed: return "Reader failed";
    case OutcomeKind::denied: return "No permission";
    case OutcomeKind::changed: return "Changed while it was read";
    case OutcomeKind::skipped: return "Left out on purpose";
  }
  return "";
}

std::string_view advice_on(OutcomeKind kind) {
  switch (kind) {
    case OutcomeKind::read: return "";
    case OutcomeKind::partly: return "Open these by hand, or ask whoever keeps them what the missing part holds.";
    case OutcomeKind::encrypted:
      return "Ask the owner for the password and scan again with --passwords, or open these by hand.";
    case OutcomeKind::unsupported:
      return "Nothing here reads these. Decide by hand whether they can hold personal data.";
    case OutcomeKind::damaged: return "Look for an intact copy or a backup.";
    case OutcomeKind::over_limit: return "Scan these again with a higher limit (--limits), or open them by hand.";
    case OutcomeKind::crashed: return "The program that reads this format failed on these. Open them by hand.";
    case OutcomeKind::denied: return "Scan again as a user who may read these.";
    case OutcomeKind::changed: return "Scan again when nobody is working on these.";
    case OutcomeKind::skipped: return "Links, special files and what the patterns of the scan leave out.";
  }
  return "";
}

std::string_view title_of(Confidence confidence) {
  switch (confidence) {
    case Confidence::possible: return "possible";
    case Confidence::likely: return "likely";
    case Confidence::certain: return "certain";
  }
  return "";
}

std::string_view title_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::text: return "text";
    case BlockKind::cell: return "table cell";
    case BlockKind::header: return "message header";
    case BlockKind::property: return "document property";
    case BlockKind::comment: return "comment";
    case BlockKind::note: return "note";
    case BlockKind::link: return "link";
    case BlockKind::field: return "field";
    case BlockKind::name: return "file name";
  }
  return "";
}

std::string place_in_words(std::string_view anchor) {
  std::string out;
  while (!anchor.empty()) {
    const std::size_t end = std::min(anchor.find('&'), anchor.size());
    std::string_view part = anchor.substr(0, end);
    anchor.remove_prefix(std::min(end + 1, anchor.size()));
    if (part.empty()) continue;
    if (!out.empty()) out += ", ";
    for (const char c : part) out += c == '=' ? ' ' : c;
  }
  return out;
}

}  // namespace trawl::reports
