// HTML: the extractor, and the charset that a document declares.
#include "extractors/html.h"

#include "extractors/charset.h"
#include "extractors/html_text.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

class Html final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto head = source.peek(Source::kPeek);
    if (!head) return outcome_of(head.error());
    std::string declared = declared_charset(out.declared_type());
    if (declared.empty()) declared = html_charset(*head);
    TextReader reader(source, declared, out.limits());
    HtmlText text(out, {});
    for (;;) {
      const auto piece = reader.next();
      if (!piece) return text.feed({}, true) ? outcome_of(piece.error()) : out.stopped();
      if (!text.feed(*piece, piece->empty())) return out.stopped();
      if (piece->empty()) return {};
    }
  }
};

}  // namespace

bool html_text(std::string_view utf8, Extraction& out, std::string_view anchor) {
  return HtmlText(out, anchor).feed(utf8, true);
}

std::string html_charset(std::string_view bytes) {
  const std::string head = ascii_lowered(bytes.substr(0, 4096));
  for (std::size_t at = head.find('<'); at != head.npos; at = head.find('<', at + 1)) {
    const std::string_view tag = std::string_view(head).substr(at, head.find('>', at) - at);
    const bool xml = tag.starts_with("<?xml");
    if (!xml && !tag.starts_with("<meta")) continue;
    const std::string_view key = xml ? "encoding" : "charset";
    std::size_t value = tag.find(key);
    if (value == tag.npos) continue;
    value = tag.find_first_not_of(" \t\r\n='\"", value + key.size());
    if (value == tag.npos) continue;
    return std::string(tag.substr(value, tag.find_first_of(" \t\r\n'\";/?", value) - value));
  }
  return {};
}

const Extractor& html_extractor() {
  static const Html extractor;
  return extractor;
}

}  // namespace trawl::extractors
