// CMS in BER: see cms.h. Lengths: X.690 section 8.1.3.
#include "extractors/cms.h"

#include <optional>

#include "core/utf8.h"
#include "extractors/charset.h"

namespace trawl::extractors {
namespace {

constexpr unsigned kDepth = 32;
constexpr unsigned char kOid = 0x06, kOctets = 0x04, kConstructedOctets = 0x24, kSequence = 0x30, kExplicit0 = 0xA0;
constexpr std::string_view kEndOfContents{"\0\0", 2};
constexpr std::string_view kSignedData = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02";     // 1.2.840.113549.1.7.2
constexpr std::string_view kEnvelopedData = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03";  // 1.2.840.113549.1.7.3
constexpr std::string_view kEncryptedData = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x06";  // 1.2.840.113549.1.7.6
constexpr std::string_view kCompressedData =
    "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x09";  // 1.2.840.113549.1.9.16.1.9, RFC 3274
constexpr std::string_view kAuthEnveloped =
    "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17";  // 1.2.840.113549.1.9.16.1.23

struct Element {
  unsigned char tag = 0;
  std::string_view content;  // of indefinite length: all that follows
  bool indefinite = false;
  bool cut = false;  // of the content
};

// Takes the element that `rest` begins with; nothing where there is none. Content that is cut off is what is there.
std::optional<Element> take(std::string_view& rest) {
  if (rest.size() < 2 || (rest[0] & 0x1F) == 0x1F) return std::nullopt;
  Element element;
  element.tag = static_cast<unsigned char>(rest[0]);
  std::size_t length = static_cast<unsigned char>(rest[1]);
  rest.remove_prefix(2);
  if (length == 0x80) {
    element.indefinite = true;
    element.content = rest;
    return element;
  }
  if (length > 0x80) {
    const std::size_t bytes = length - 0x80;
    if (bytes > 8 || rest.size() < bytes) return std::nullopt;
    length = 0;
    for (std::size_t i = 0; i < bytes; ++i) length = length << 8 | static_cast<unsigned char>(rest[i]);
    rest.remove_prefix(bytes);
  }
  element.content = rest.substr(0, length);
  element.cut = element.content.size() < length;
  rest.remove_prefix(element.content.size());
  return element;
}

// The element of this tag that `rest` begins with.
std::optional<Element> expect(std::string_view& rest, unsigned char tag) {
  const std::optional<Element> element = take(rest);
  return element && element->tag == tag ? element : std::nullopt;
}

// Moves `rest` behind the element that it begins with; of indefinite length: behind its end-of-contents mark.
bool pass(std::string_view& rest, unsigned depth = 0) {
  const std::optional<Element> element = take(rest);
  if (!element || depth > kDepth) return false;
  if (!element->indefinite) return !element->cut;
  while (!rest.starts_with(kEndOfContents)) {
    if (!pass(rest, depth + 1)) return false;
  }
  rest.remove_prefix(2);
  return true;
}

// An octet string in one piece, or in the pieces that streaming programs write: nested strings, flattened. Of
// indefinite length their pieces simply follow, up to their end-of-contents marks.
void append_octets(std::string_view rest, std::string& out, unsigned depth = 0) {
  while (!rest.empty()) {
    if (rest.starts_with(kEndOfContents)) {
      rest.remove_prefix(2);
      continue;
    }
    const std::optional<Element> element = take(rest);
    if (!element || depth > kDepth) return;
    if (element->tag != kOctets && element->tag != kConstructedOctets) return;
    if (element->tag == kOctets)
      out += element->content;
    else if (!element->indefinite)
      append_octets(element->content, out, depth + 1);
  }
}

// SignedData ::= SEQUENCE { version, digestAlgorithms, encapContentInfo SEQUENCE { type, [0] OCTET STRING } ... }
// CompressedData has the algorithm in the second place.
std::string encapsulated_content(std::string_view rest) {
  const std::optional<Element> data = expect(rest, kSequence);
  if (!data) return {};
  std::string_view fields = data->content;
  if (!pass(fields) || !pass(fields)) return {};
  const std::optional<Element> encapsulated = expect(fields, kSequence);
  if (!encapsulated) return {};
  std::string_view inner = encapsulated->content;
  if (!expect(inner, kOid)) return {};
  const std::optional<Element> explicit0 = expect(inner, kExplicit0);
  std::string content;
  if (explicit0) append_octets(explicit0->content, content);
  return content;
}

// The character strings of X.680, 41; in certificates: X.520, DirectoryString, and rfc822Name of GeneralName (RFC
// 5280).
std::string text_of(const Element& element) {
  enum Tag : unsigned char {
    utf8 = 0x0C,
    numeric = 0x12,
    printable = 0x13,
    teletex = 0x14,
    ia5 = 0x16,
    visible = 0x1A,
    bmp = 0x1E,
    mail_name = 0x81
  };
  switch (element.tag) {
    case utf8:
    case numeric:
    case printable:
    case ia5:
    case visible: return repaired_utf8(element.content);
    case teletex:  // Latin-1 is what programs write
      return valid_utf8(element.content) ? std::string(element.content) : to_utf8(element.content, "iso-8859-1");
    case bmp: return to_utf8(element.content, "utf-16be");
    case mail_name:
      return element.content.find('@') == element.content.npos ? std::string() : repaired_utf8(element.content);
    default: return {};
  }
}

// False: no more is wanted.
bool give_der_texts(std::string_view rest, const std::function<bool(const std::string&)>& take_text, unsigned depth) {
  while (const std::optional<Element> element = take(rest)) {
    const bool constructed = (element->tag & 0x20) != 0;
    // Extensions of certificates hold DER in an octet string.
    const bool wrapped = element->tag == kOctets && element->content.starts_with('\x30');
    const bool inside = (constructed || wrapped) && depth < kDepth;
    if (inside && !give_der_texts(element->content, take_text, depth + 1)) return false;
    if (element->indefinite) return true;
    const std::string text = text_of(*element);
    if (!text.empty() && !take_text(text)) return false;
  }
  return true;
}

}  // namespace

CmsContent read_cms(std::string_view der) {
  CmsContent cms;
  std::string_view whole = der;
  cms.cut = !pass(whole);
  const std::optional<Element> outer = expect(der, kSequence);
  if (!outer) return cms;
  std::string_view fields = outer->content;
  const std::optional<Element> type = expect(fields, kOid);
  if (!type) return cms;
  const std::string_view oid = type->content;
  if (oid == kEnvelopedData || oid == kEncryptedData || oid == kAuthEnveloped) {
    cms.kind = CmsContent::Kind::enveloped_data;
  } else if (oid == kSignedData || oid == kCompressedData) {
    cms.kind = oid == kSignedData ? CmsContent::Kind::signed_data : CmsContent::Kind::compressed_data;
    if (const std::optional<Element> explicit0 = expect(fields, kExplicit0))
      cms.content = encapsulated_content(explicit0->content);
  }
  return cms;
}

void each_der_text(std::string_view der, const std::function<bool(const std::string&)>& take_text) {
  give_der_texts(der, take_text, 0);
}

}  // namespace trawl::extractors
