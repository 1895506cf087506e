// Lists of domains.
#include "detectors/email_domain.h"

#include <algorithm>
#include <array>

#include "detectors/bytes.h"

namespace trawl::detectors {
namespace {

constexpr std::array<std::string_view, 30> kCommonTopLevel = {
    "com",  "org",   "net",  "edu",    "gov",  "mil",   "int",   "info", "biz",    "name",
    "pro",  "coop",  "aero", "museum", "mobi", "jobs",  "email", "tech", "online", "cloud",
    "club", "store", "site", "world",  "app",  "wales", "cymru", "scot", "london", "shop"};

constexpr std::array<std::string_view, 7> kReservedDomains = {  // RFC 2606, RFC 6761
    "example.com", "example.org", "example.net", "example", "test", "invalid", "localhost"};

}  // namespace

bool is_known_top_level(std::string_view top) {
  if (top.size() == 2) return is_alpha(top[0]) && is_alpha(top[1]);
  return std::find(kCommonTopLevel.begin(), kCommonTopLevel.end(), top) != kCommonTopLevel.end();
}

bool is_reserved_domain(std::string_view domain) {
  return std::any_of(kReservedDomains.begin(), kReservedDomains.end(), [&](std::string_view reserved) {
    if (!domain.ends_with(reserved)) return false;
    return domain.size() == reserved.size() || domain[domain.size() - reserved.size() - 1] == '.';
  });
}

std::string in_small_letters(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), to_lower);
  return out;
}

}  // namespace trawl::detectors
