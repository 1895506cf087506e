// IPv6 addresses (RFC 4291 section 2.2). The pattern takes hexadecimal groups and colons; inet_pton judges and
// gives the canonical form (RFC 5952). Times ("12:30:45") and MAC addresses are too short for it.
#include <arpa/inet.h>

#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern =
    R"((?i)(?:\b(?:[0-9a-f]{1,4}:){1,7}:|\b[0-9a-f]{1,4}:(?::?[0-9a-f]{1,4}:){1,6}|::(?:[0-9a-f]{1,4}:){0,6})(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?))";

constexpr std::string_view kWords[] = {"ip", "ip address", "ipv6", "ipv6 address", "remote addr", "client ip", "inet6"};

// At the hexadecimal group before the colon, or at the colon itself.
Starts find_starts(std::string_view text, Mark mark) {
  Starts starts;
  const char next = byte_at(text, std::int64_t{mark.at} + 1);
  if (!is_hex(next) && next != ':') return starts;
  std::int64_t start = mark.at;
  while (mark.at - start < 5 && is_hex(byte_at(text, start - 1))) --start;
  const auto length = mark.at - start;
  if (length >= 1 && length <= 4 && !is_word(byte_at(text, start - 1))) starts.add(start);
  if (next == ':') starts.add(mark.at);
  return starts;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const std::string text(match.view());
  in6_addr address;
  if (text.size() < 3 || text.size() > 45 || inet_pton(AF_INET6, text.c_str(), &address) != 1) return false;
  const char before = byte_at(match.text, std::int64_t{match.start} - 1);
  const char behind = byte_at(match.text, match.end);
  if (is_word(before) || before == ':' || is_word(behind) || behind == ':') return false;
  std::size_t groups = 0;
  for (std::size_t i = 0; i < text.size(); ++i) groups += is_hex(text[i]) && (i == 0 || !is_hex(text[i - 1]));
  const Hint hint = context.hint(match);
  if (groups < 3 && !hint.any()) return false;  // "a::b" and "::1" are also code
  char canonical[INET6_ADDRSTRLEN] = {};
  inet_ntop(AF_INET6, &address, canonical, sizeof canonical);
  verdict.value = canonical;
  if (verdict.value.starts_with("fe8") || verdict.value.starts_with("fc") || verdict.value.starts_with("fd") ||
      verdict.value == "::1")
    verdict.tags = "private";
  if (verdict.value.starts_with("2001:db8:")) verdict.tags = "example";  // RFC 3849
  verdict.confidence = groups >= 4 || hint.labelled() ? Confidence::certain : Confidence::likely;
  explain(verdict, "valid IPv6 address", hint);
  return true;
}

}  // namespace

const Detector& ipv6_address_detector() {
  static const Detector detector = {{"ip_address", "IP address", Risk::low},
                                    kPattern,
                                    Trigger::colon,
                                    kAnyLength,
                                    find_starts,
                                    check,
                                    kWords,
                                    {},
                                    Refused::skip};
  return detector;
}

}  // namespace trawl::detectors
