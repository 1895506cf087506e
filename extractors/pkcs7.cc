// PKCS #7 and CMS: S/MIME messages (.p7m) and signatures (.p7s). What is signed or compressed is a child part, names
// and addresses in certificates are properties; what is encrypted is said to be.
#include <algorithm>
#include <string>
#include <vector>

#include "extractors/cms.h"
#include "extractors/extractor.h"
#include "extractors/inflated.h"
#include "extractors/mime_transfer.h"

namespace trawl::extractors {
namespace {

constexpr std::string_view kDashes = "-----", kBegin = "-----BEGIN ";

// The DER in each block of an armoured file ("-----BEGIN PKCS7-----", RFC 7468), or in one that is mere base64.
std::vector<std::string> unarmoured(std::string_view bytes) {
  std::vector<std::string> all;
  if (!bytes.starts_with(kBegin)) all.push_back(decoded_base64(bytes));
  for (std::size_t at = bytes.find(kBegin); at != bytes.npos; at = bytes.find(kBegin, at)) {
    at = std::min(bytes.find('\n', at), bytes.size());
    const std::size_t end = std::min(bytes.find(kDashes, at), bytes.size());
    all.push_back(decoded_base64(bytes.substr(at, end - at)));
    at = end;
  }
  return all;
}

class Pkcs7 final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const Result<std::string_view> whole = source.whole(out.limits().whole_bytes);
    if (!whole) return outcome_of(whole.error());
    if (whole->starts_with('\x30')) return one(*whole, out);
    const std::vector<std::string> blocks = unarmoured(*whole);
    if (blocks.size() == 1) return one(blocks[0], out);
    for (const std::string& block : blocks) {
      PartHeader header;
      header.name = "block";
      header.size = block.size();
      if (!out.child(header, *memory_source(block), "application/pkcs7-mime")) return out.stopped();
    }
    return {};
  }

 private:
  static Outcome one(std::string_view der, Extraction& out) {
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
