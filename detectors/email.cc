// E-mail addresses: RFC 5321 section 4.1.2 in the forms that are in use, internationalised ones
// (RFC 6531) included. The canonical value is in lower case.
#include <algorithm>
#include <array>

#include "detectors/bytes.h"
#include "detectors/context.h"
#include "detectors/detector.h"
#include "detectors/email_domain.h"

namespace trawl::detectors {
namespace {

// The local part: ASCII without the characters that stand before addresses in URLs and code, and the
// letters of U+00C0 to U+027F, whose UTF-8 begins with the bytes C3 to C9. Domains: letters of any script.
#define TRAWL_DOMAIN R"([A-Za-z0-9\x{C0}-\x{1FFF}\x{3040}-\x{D7FF}])"
constexpr const char* kPattern = R"((?:"[^"\r\n@]{1,62}"|[A-Za-z0-9À-ɿ][A-Za-z0-9À-ɿ._%+'~-]{0,63})@)"
                                 "(?:" TRAWL_DOMAIN "+(?:-+" TRAWL_DOMAIN
                                 R"(+)*\.)+(?:xn--[a-z0-9-]{2,40}|[A-Za-z\x{C0}-\x{1FFF}\x{3040}-\x{D7FF}]{2,24}))";
#undef TRAWL_DOMAIN

constexpr std::array<std::string_view, 14> kFileSuffixes = {"png", "jpg",  "jpeg", "gif", "svg", "webp", "css",
                                                            "js",  "html", "htm",  "php", "txt", "pdf",  "py"};

constexpr std::array<std::string_view, 4> kMessageHeaders = {"message-id", "references", "in-reply-to", "content-id"};

bool is_high(char c) {
  return (static_cast<unsigned char>(c) & 0x80) != 0;
}

Starts quoted_start(std::string_view text, std::uint32_t at, std::int64_t floor) {
  for (std::int64_t i = std::int64_t{at} - 2; i >= floor && at - i <= 260; --i) {
    if (text[i] == '"') return i < at - 2 ? Starts::one(i) : Starts::none();
    if (text[i] == '\n' || text[i] == '@') break;
  }
  return Starts::none();
}

// Counts characters, as the pattern does, back to the first that can begin a local part.
Starts find_starts(std::string_view text, Mark mark) {
  if (mark.at == 0 || mark.at + 3 >= text.size()) return Starts::none();
  const char next = text[mark.at + 1];
  if (!is_alnum(next) && !is_high(next)) return Starts::none();
  if (text[mark.at - 1] == '"') return quoted_start(text, mark.at, mark.free);
  std::int64_t start = -1;
  std::int64_t i = mark.at;
  for (int characters = 0; characters < 64 && i > mark.free; ++characters) {
    const char c = text[--i];
    if (is_high(c)) {
      const auto lead = static_cast<unsigned char>(byte_at(text, i - 1));
      const bool whole = i > mark.free;  // an earlier match may end within the character
      if (!whole || (static_cast<unsigned char>(c) & 0xC0) != 0x80 || lead < 0xC3 || lead > 0xC9) break;
      start = --i;
    } else if (is_alnum(c)) {
      start = i;
    } else if (std::string_view("._%+'~-").find(c) == std::string_view::npos) {
      break;
    }
  }
  return start < 0 ? Starts::none() : Starts::one(start);
}

// The place of a repository: "git@example.org:team/tree.git".
bool is_repository(const Match& match) {
  if (!match.view().starts_with("git@")) return false;
  if (byte_at(match.text, std::int64_t{match.start} - 1) == '/') return true;  // "ssh://git@example.org/tree.git"
  return byte_at(match.text, match.end) == ':' &&
         (is_alpha(byte_at(match.text, std::int64_t{match.end} + 1)) ||
          byte_at(match.text, std::int64_t{match.end} + 1) == '~');
}

// Whether the address stands in a header of a message that holds identifiers in the shape of addresses.
bool is_message_id(const Match& match, const Context& context) {
  std::string_view name =
      context.block().kind == BlockKind::header ? context.block().label : context.line_before(match);
  name = name.substr(0, name.find(':'));
  const std::string header = in_small_letters(name);
  return std::find(kMessageHeaders.begin(), kMessageHeaders.end(), header) != kMessageHeaders.end();
}

// Takes off what stands glued to the address in forms that lost their tabs: "Emailjo.doe@acme.orgTel01904".
void unglue(const Match& match, Verdict& verdict) {
  constexpr std::string_view kLabel = "Email";
  const std::string_view address = match.view();
  const std::size_t top = address.rfind('.') + 1;
  for (std::size_t i = top + 2; i < address.size(); ++i) {
    const bool seam = is_lower(address[i - 1]) && is_upper(address[i]);
    if (seam && is_known_top_level(in_small_letters(address.substr(top, i - top)))) {
      verdict.end = match.start + static_cast<std::uint32_t>(i);
      break;
    }
  }
  const std::string_view local = address.substr(0, address.find('@'));
  const bool parted = local.find_first_of("._0123456789") != std::string_view::npos || verdict.end != match.end;
  if (local.starts_with(kLabel) && local.size() > kLabel.size() + 2 && is_alnum(local[kLabel.size()]) && parted)
    verdict.start += static_cast<std::uint32_t>(kLabel.size());
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  unglue(match, verdict);
  verdict.value = in_small_letters(match.text.substr(verdict.start, verdict.end - verdict.start));
  const std::string_view value = verdict.value;
  const std::string_view top = value.substr(value.rfind('.') + 1);
  if (std::find(kFileSuffixes.begin(), kFileSuffixes.end(), top) != kFileSuffixes.end()) return false;
  if (is_message_id(match, context) || is_repository(match)) return false;
  const std::string_view domain = value.substr(value.find('@') + 1);
  if (is_reserved_domain(domain)) verdict.tags = "example";
  const bool known = is_known_top_level(top);
  verdict.confidence = known ? Confidence::certain : Confidence::likely;
  verdict.evidence = known ? "form of an address; known top-level domain" : "form of an address";
  return true;
}

}  // namespace

const Detector& email_detector() {
  static const Detector detector = {{"email", "E-mail address", Risk::medium},
                                    kPattern,
                                    Trigger::at,
                                    kAnyLength,
                                    find_starts,
                                    check,
                                    {},
                                    {},
                                    Refused::skip};
  return detector;
}

}  // namespace trawl::detectors
