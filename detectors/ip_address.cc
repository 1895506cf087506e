// IPv4 addresses (RFC 791 in dotted form). Version and section numbers look the same: none behind "version" or
// "v", none inside of a longer dotted number. Private ones (RFC 1918 and others of RFC 6890) are tagged.
#include <algorithm>
#include <array>

#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"(\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b)";

constexpr std::string_view kWords[] = {"ip",          "ip address", "ip addr",         "ipv4",
                                       "remote addr", "client ip",  "x originating ip"};
constexpr std::string_view kNear[] = {"version",  "ver",      "v",      "release",  "section",  "build",     "chapter",
                                      "firmware", "clause",   "minute", "upgrade",  "upgraded", "paragraph", "para",
                                      "item",     "standard", "agent",  "browser",  "driver",   "rev",       "revision",
                                      "chrome",   "firefox",  "safari", "edge",     "windows",  "android",   "kernel",
                                      "patch",    "app",      "fw",     "schedule", "table",    "figure",    "fig",
                                      "annex",    "appendix", "doc",    "document", "module",   "drawing"};
// Of these, such as speak of a number only when they stand right before it: "the document server 10.1.2.3".
constexpr std::string_view kSections[] = {"schedule", "table", "figure",   "fig",    "annex",
                                          "appendix", "doc",   "document", "module", "drawing"};

Starts find_starts(std::string_view text, Mark mark) {
  std::int64_t at = mark.end;
  for (int group = 0; group < 3; ++group) {
    if (byte_at(text, at) != '.' || !is_digit(byte_at(text, at + 1))) return Starts::none();
    for (++at; is_digit(byte_at(text, at)); ++at) {
    }
  }
  return at_run(text, mark);
}

bool octets_of(std::string_view text, std::array<int, 4>& octets) {
  std::size_t index = 0;
  std::size_t digits = 0;
  octets = {};
  for (const char c : text) {
    if (c == '.') {
      ++index;
      digits = 0;
      continue;
    }
    if (++digits > 1 && octets[index] == 0) return false;  // leading zero
    octets[index] = octets[index] * 10 + digit_of(c);
  }
  return octets[0] <= 255 && octets[1] <= 255 && octets[2] <= 255 && octets[3] <= 255;
}

std::string_view tag_of(const std::array<int, 4>& o) {
  if (o[0] == 10 || o[0] == 127 || (o[0] == 172 && o[1] >= 16 && o[1] <= 31) || (o[0] == 192 && o[1] == 168) ||
      (o[0] == 169 && o[1] == 254) || (o[0] == 100 && o[1] >= 64 && o[1] <= 127)) {
    return "private";
  }
  if ((o[0] == 192 && o[1] == 0 && o[2] == 2) || (o[0] == 198 && o[1] == 51 && o[2] == 100) ||
      (o[0] == 203 && o[1] == 0 && o[2] == 113)) {
    return "example";  // RFC 5737
  }
  return {};
}

bool is_part_of_longer(const Match& match) {
  const char before = byte_at(match.text, std::int64_t{match.start} - 1);
  const char behind = byte_at(match.text, match.end);
  const char beyond = byte_at(match.text, std::int64_t{match.end} + 1);
  return before == '.' || before == '-' || (behind == '.' && is_digit(beyond)) || (behind == '-' && is_alnum(beyond));
}

// "Server/2.4.18.3" (RFC 9110, section 10.1.5), "LibreOffice/7.4.7.2$Linux_X86_64".
bool is_product_version(const Match& match, const std::array<int, 4>& octets) {
  if (byte_at(match.text, match.end) == '$') return true;
  const bool behind_word = byte_at(match.text, std::int64_t{match.start} - 1) == '/' &&
                           is_alpha(byte_at(match.text, std::int64_t{match.start} - 2));
  return behind_word && octets[0] < 20 && octets[1] < 20;
}

// Words of other kinds stand beside addresses everywhere ("mail", "login from"): they, and a slash, speak against
// those that could be a version as well only.
bool check(const Match& match, Context& context, Verdict& verdict) {
  std::array<int, 4> octets{};
  if (!octets_of(match.view(), octets) || octets[0] == 0 || is_part_of_longer(match)) return false;
  const Hint hint = context.hint(match);
  const Hint version = context.more_hint(match);
  const bool section = std::find(std::begin(kSections), std::end(kSections), version.phrase) != std::end(kSections);
  if (version.labelled() && (!section || version.distance <= 2)) return false;
  verdict.tags = tag_of(octets);
  const bool plain_version = octets[0] < 20 && octets[1] < 20 && octets[2] < 20 && verdict.tags.empty();
  if (plain_version && version.any() && version.distance < hint.distance) return false;
  const char before = byte_at(match.text, std::int64_t{match.start} - 1);
  const bool bracketed = before == '[' || (before == '(' && !plain_version);
  if (plain_version && hint.contradicted && !bracketed) return false;
  if (verdict.tags.empty() && is_product_version(match, octets)) return false;
  verdict.value = std::string(match.view());
  verdict.confidence = hint.labelled() || bracketed ? Confidence::certain : Confidence::likely;
  if (!hint.any() && !bracketed && plain_version) verdict.confidence = Confidence::possible;
  explain(verdict, "four octets", hint);
  return true;
}

}  // namespace

const Detector& ip_address_detector() {
  static const Detector detector = {{"ip_address", "IP address", Risk::low},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(1, 3),
                                    find_starts,
                                    check,
                                    kWords,
                                    kNear};
  return detector;
}

}  // namespace trawl::detectors
