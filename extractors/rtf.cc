// RTF: the extractor; documents, and HTML or plain text that an RTF wraps.
#include "extractors/rtf.h"

#include "extractors/html.h"
#include "extractors/rtf_text.h"

namespace trawl::extractors {
namespace {

// The HTML in an RTF: [MS-OXRTFEX] 3.1.3.
class RtfHtml final : public RtfReader {
 public:
  std::string html;

 protected:
  bool text(std::string_view utf8) override {
    if (!group().wrapping) html += utf8 == "\n" ? std::string_view("\r\n") : utf8;
    return true;
  }
  bool raw(std::string_view, bool) override { return true; }
  bool word(const RtfToken& token, bool starred) override {
    if (token.is("htmltag")) {
      group().wrapping = false;
      group().take = Take::text;
    } else if (token.is("htmlrtf")) {
      group().wrapping = token.on();
    } else if (starred || leaves_out(token.bytes)) {
      group().take = Take::silence;
    }
    return true;
  }

 private:
  static bool leaves_out(std::string_view word) {
    return word == "colortbl" || word == "stylesheet" || word == "info" || word == "pict" || word == "objdata" ||
           word == "mhtmltag" || word == "pntext" || word == "listtable";
  }
};

class Rtf final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto bytes = source.whole(out.limits().whole_bytes);
    if (!bytes) return outcome_of(bytes.error());
    const bool html = rtf_origin(*bytes) == RtfOrigin::html;
    const bool wanted = html ? html_text(html_of_rtf(*bytes), out) : rtf_text(*bytes, out);
    return wanted ? Outcome{} : out.stopped();
  }
};

}  // namespace

RtfOrigin rtf_origin(std::string_view rtf) {
  constexpr int kFirstTokens = 64;  // 2.1.3.1 says ten; some writers put more before it
  RtfTokens tokens(rtf);
  for (int i = 0; i < kFirstTokens; ++i) {
    const RtfToken token = tokens.next();
    if (token.kind == RtfToken::Kind::end) break;
    if (token.is("fromhtml") && token.on()) return RtfOrigin::html;
    if (token.is("fromtext")) return RtfOrigin::text;
  }
  return RtfOrigin::rtf;
}

bool rtf_text(std::string_view rtf, Extraction& out, std::string_view anchor) {
  RtfText reader(out, anchor);
  if (!reader.read(rtf)) return false;
  if (reader.too_deep()) out.missed("groups nested deeper than 10000 were read as one");
  if (reader.cut_short()) out.missed("RTF ends too soon");
  return true;
}

std::string html_of_rtf(std::string_view rtf) {
  RtfHtml reader;
  reader.read(rtf);
  return std::move(reader.html);
}

const Extractor& rtf_extractor() {
  static const Rtf extractor;
  return extractor;
}

}  // namespace trawl::extractors
