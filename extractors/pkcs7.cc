// PKCS #7 and CMS: S/MIME messages (.p7m) and signatures (.p7s). What is signed or compressed is a child part, names
// and addresses in certificates are properties; what is encrypted is said to be.
#include <algorithm>
#include <string>

#include "extractors/cms.h"
#include "extractors/extractor.h"
#include "extractors/inflated.h"
#include "extractors/mime_transfer.h"

namespace trawl::extractors {
namespace {

constexpr std::string_view kDashes = "-----";

// The DER in an armoured file ("-----BEGIN PKCS7-----", RFC 7468), or in one that is mere base64.
std::string unarmoured(std::string_view bytes) {
  if (bytes.starts_with(kDashes)) {
    bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size()));
    bytes = bytes.substr(0, bytes.find(kDashes));
  }
  return decoded_base64(bytes);
}

class Pkcs7 final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const Result<std::string_view> whole = source.whole(out.limits().whole_bytes);
    if (!whole) return outcome_of(whole.error());
    const std::string decoded = whole->starts_with('\x30') ? std::string() : unarmoured(*whole);
    const std::string_view der = decoded.empty() ? *whole : std::string_view(decoded);
    const CmsContent cms = read_cms(der);
    if (cms.cut) out.missed("S/MIME content that is cut short");
    switch (cms.kind) {
      case CmsContent::Kind::enveloped_data: return {OutcomeKind::encrypted, "encrypted with S/MIME"};
      case CmsContent::Kind::compressed_data: return compressed(cms.content, out);
      case CmsContent::Kind::signed_data: return signed_data(der, cms.content, out);
      case CmsContent::Kind::other: return {OutcomeKind::unsupported, "a kind of S/MIME content that is not read"};
    }
    return {};
  }

 private:
  static bool content(Source& source, Extraction& out) {
    PartHeader header;
    header.name = "content";
    return out.child(header, source, "message/rfc822");
  }

  static Outcome compressed(std::string_view packed, Extraction& out) {
    const auto unpacked = inflated(packed, Deflate::zlib);
    const auto source = pull_source(*unpacked);
    return content(*source, out) ? Outcome{} : out.stopped();
  }

  static Outcome signed_data(std::string_view der, std::string_view signed_bytes, Extraction& out) {
    const auto source = memory_source(signed_bytes);
    if (!signed_bytes.empty() && !content(*source, out)) return out.stopped();
    bool wanted = true;
    each_der_text(der, [&](const std::string& text) {
      wanted = out.text({.kind = BlockKind::property, .text = text, .label = "certificate", .anchor = {}});
      return wanted;
    });
    return wanted ? Outcome{} : out.stopped();
  }
};

}  // namespace

const Extractor& pkcs7_extractor() {
  static const Pkcs7 extractor;
  return extractor;
}

}  // namespace trawl::extractors
