// Mail messages (RFC 5322, MIME), and Apple's .emlx around them.
//
// Every header is a block of its own (address headers: one a mailbox), decoded. All bodies are read, also both
// alternatives of one; attachments and forwarded messages are child parts. Structure and transfer encodings are read
// here in one pass over the bytes, which is an order of magnitude faster than GMime; tests compare the two.
#include <algorithm>
#include <optional>
#include <string>

#include "core/utf8.h"
#include "extractors/address_list.h"
#include "extractors/charset.h"
#include "extractors/encoded_words.h"
#include "extractors/extractor.h"
#include "extractors/html.h"
#include "extractors/mail_body.h"
#include "extractors/mail_smime.h"
#include "extractors/mime_structure.h"
#include "extractors/mime_text.h"
#include "extractors/mime_transfer.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestName = 1024;    // bytes of a child's name
constexpr std::size_t kLongestLabel = 128;    // bytes of a header's name in a label
constexpr std::string_view kMessage = "message/rfc822";

// The text of a mail file as the reader of structure needs it: Unix or Windows line ends, one byte a character.
std::optional<std::string> converted(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return to_utf8(bytes, {});
  if (bytes.find('\n') != std::string_view::npos || bytes.find('\r') == std::string_view::npos) return std::nullopt;
  std::string unix_ends(bytes);
  std::replace(unix_ends.begin(), unix_ends.end(), '\r', '\n');
  return unix_ends;
}

// What declared_type tells the extractor of a child.
std::string declared_type_of(const ParameterizedValue& type) {
  const std::string_view charset = type.parameter("charset");
  return charset.empty() ? type.value : type.value + "; charset=" + std::string(charset);
}

bool is_report(std::string_view type) {
  return type == "message/partial" || type == "message/external-body" || type == "message/delivery-status" ||
         type == "message/disposition-notification" || type == "message/feedback-report" ||
         type == "message/tracking-status" || type == "text/rfc822-headers";
}

bool is_signature(std::string_view type) {
  return type == "application/pkcs7-signature" || type == "application/x-pkcs7-signature";
}

bool is_smime(std::string_view type) {
  return type == "application/pkcs7-mime" || type == "application/x-pkcs7-mime";
}

bool is_html(const ParameterizedValue& type, std::string_view bytes) {
  if (type.value == "text/html" || type.value == "text/x-amp-html" || type.value == "application/xhtml+xml") return true;
  const std::string_view start = trimmed(bytes.substr(0, 256));
  return starts_ignoring_case(start, "<html") || starts_ignoring_case(start, "<!doctype html");
}

// A body that calls itself text and is none.
bool is_binary(std::string_view bytes) {
  return bytes.starts_with("%PDF-") || bytes.starts_with("PK\x03\x04") || bytes.starts_with("{\\rtf") ||
         bytes.starts_with("\xD0\xCF\x11\xE0");
}

class Mail final : public MimeLeafSink {
 public:
  explicit Mail(Extraction& out) : out_(out) {}

  bool headers(const HeaderBlock& headers, std::string_view path) override {
    if (path.empty()) charset_ = parse_parameterized(headers.value_of("Content-Type")).parameter("charset");
    return std::all_of(headers.fields.begin(), headers.fields.end(),
                       [&](const HeaderField& field) { return header(field.name, field.value, path); });
  }

  bool leaf(const MimeLeaf& leaf) override {
    const std::string& type = leaf.type.value;
    if (leaf.around_parts) return leaf_text(leaf, leaf.body);
    if (leaf.too_deep) {
      out_.missed("multiparts nested too deep");
      return leaf_text(leaf, leaf.body);
    }
    const ParameterizedValue disposition = parse_parameterized(leaf.headers.value_of("Content-Disposition"));
    const std::string name = name_of_child(leaf, disposition);
    const TransferEncoding encoding = transfer_encoding_from(leaf.headers.value_of("Content-Transfer-Encoding"));
    if (is_report(type)) return report(leaf, encoding);
    if (is_smime(type)) return smime(leaf, encoding, name);
    if (is_signature(type)) return signature(leaf, encoding);
    if (leaf.parent.value == "multipart/encrypted" && type != "application/pgp-encrypted") {
      return out_.unread_child(child_header(name), {OutcomeKind::encrypted, "encrypted with PGP"});
    }
    const bool named = !disposition.parameter("filename").empty() || !leaf.type.parameter("name").empty();
    const bool attached = named || disposition.value == "attachment";
    if (attached || !is_body_type(type)) return attachment(leaf, encoding, name);
    return body(leaf, encoding, name);
  }

  // A header, as one block or, for lists of addresses, as one a mailbox.
  bool header(std::string_view name, std::string_view value, std::string_view path) {
    const std::string_view label = name.substr(0, kLongestLabel);
    std::string anchor = path.empty() ? std::string("header=") : "part=" + std::string(path) + "&header=";
    anchor += label;
    TextBlock block{.kind = BlockKind::header, .text = {}, .label = label, .anchor = anchor};
    if (!is_address_header(name)) {
      const std::string text = decoded_header(value, charset_);
      block.text = text;
      return out_.text(block);
    }
    for (const std::string& mailbox : mailboxes_of(value, charset_)) {
      block.text = mailbox;
      if (!out_.text(block)) return false;
    }
    return true;
  }

 private:
  // text/plain, HTML and the like, a type that is none (RFC 2045 section 5.2), and a multipart without a boundary.
  static bool is_body_type(std::string_view type) {
    return type == "text/plain" || type == "text/html" || type == "text/x-amp-html" || type == "text/enriched" ||
           type == "text/richtext" || type == "text/markdown" || type == "text/x-markdown" ||
           type == "text/watch-html" || type == "application/pgp-encrypted" || type == "application/pgp" ||
           type.starts_with("multipart/") || type.find('/') == std::string_view::npos;
  }

  static std::string name_of_child(const MimeLeaf& leaf, const ParameterizedValue& disposition) {
    std::string name(disposition.parameter("filename"));
    if (name.empty()) name = leaf.type.parameter("name");
    if (name.empty()) name = "part-" + (leaf.path.empty() ? std::string("1") : leaf.path);
    name.resize(character_start(name, std::min(name.size(), kLongestName)));
    return name;
  }

  static PartHeader child_header(const std::string& name) {
    PartHeader header;
    header.name = name;
    return header;
  }

  static std::string anchor_of(const MimeLeaf& leaf) { return leaf.path.empty() ? std::string() : "part=" + leaf.path; }

  bool text_block(const MimeLeaf& leaf, std::string_view text) {
    const std::string anchor = anchor_of(leaf);
    return trimmed(text).empty() || out_.text({.kind = BlockKind::text, .text = text, .label = {}, .anchor = anchor});
  }

  // Bytes of text that stand in no transfer encoding.
  bool leaf_text(const MimeLeaf& leaf, std::string_view bytes) { return text_block(leaf, to_utf8(bytes, charset_)); }

  bool body(const MimeLeaf& leaf, TransferEncoding encoding, const std::string& name) {
    std::string decoded;
    std::string_view bytes = leaf.body;
    if (encoding != TransferEncoding::identity) bytes = decoded = decoded_transfer(encoding, leaf.body);
    if (is_binary(bytes)) return attachment(leaf, encoding, name);
    const bool html = is_html(leaf.type, bytes);
    std::string charset(leaf.type.parameter("charset"));
    if (charset.empty() && html) charset = html_charset(bytes);
    if (charset.empty()) charset = charset_;
    const std::string text = to_utf8(bytes, charset);
    return html ? html_text(text, out_, anchor_of(leaf)) : plain(leaf, text);
  }

  bool plain(const MimeLeaf& leaf, const std::string& text) {
    for (const BodyPiece& piece : body_pieces(text)) {
      bool wanted = true;
      if (piece.kind == BodyPiece::Kind::text) wanted = paragraphs(leaf, piece.bytes);
      if (piece.kind == BodyPiece::Kind::uuencoded) {
        const auto source = transfer_source(TransferEncoding::uuencode, piece.bytes);
        wanted = out_.child(child_header(std::string(piece.name.substr(0, kLongestName))), *source);
      }
      if (piece.kind == BodyPiece::Kind::pgp_message) {
        wanted = out_.unread_child(child_header("pgp-message"), {OutcomeKind::encrypted, "encrypted with PGP"});
      }
      if (!wanted) return false;
    }
    return true;
  }

  bool paragraphs(const MimeLeaf& leaf, std::string_view text) {
    if (!equal_ignoring_case(leaf.type.parameter("format"), "flowed")) return text_block(leaf, text);
    return text_block(leaf, unflowed(text, equal_ignoring_case(leaf.type.parameter("delsp"), "yes")));
  }

  // Reports consist of headers, or quote them.
  bool report(const MimeLeaf& leaf, TransferEncoding encoding) {
    const std::string text = decoded_transfer(encoding, leaf.body);
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
      decoded += decoded_header(next_line(text, at), charset_);
      decoded += '\n';
    }
    return text_block(leaf, decoded);
  }

  bool attachment(const MimeLeaf& leaf, TransferEncoding encoding, const std::string& name) {
    PartHeader header = child_header(name);
    if (encoding == TransferEncoding::identity) header.size = leaf.body.size();
    const auto source = transfer_source(encoding, leaf.body);
    const bool message = leaf.type.value.starts_with("message/");
    return out_.child(header, *source, message ? std::string(kMessage) : declared_type_of(leaf.type));
  }

  bool smime(const MimeLeaf& leaf, TransferEncoding encoding, const std::string& name) {
    const CmsContent cms = read_cms(decoded_transfer(encoding, leaf.body));
    const PartHeader header = child_header(name);
    if (cms.kind == CmsContent::Kind::enveloped_data) {
      return out_.unread_child(header, {OutcomeKind::encrypted, "encrypted with S/MIME"});
    }
    if (cms.content.empty()) return attachment(leaf, encoding, name);
    const auto source = memory_source(cms.content);
    return out_.child(header, *source, kMessage);
  }

  bool signature(const MimeLeaf& leaf, TransferEncoding encoding) {
    const std::string anchor = anchor_of(leaf);
    const std::vector<std::string> texts = der_texts(decoded_transfer(encoding, leaf.body));
    return std::all_of(texts.begin(), texts.end(), [&](const std::string& text) {
      return out_.text({.kind = BlockKind::property, .text = text, .label = "certificate", .anchor = anchor});
    });
  }

  Extraction& out_;
  std::string charset_;  // of the message's own Content-Type
};

// The length of the message in an .emlx, whose first line tells it (Apple Mail), and where it begins.
struct EmlxMessage {
  std::size_t begin = 0;
  std::size_t size = 0;
};
std::optional<EmlxMessage> emlx_message(std::string_view bytes) {
  std::size_t at = 0;
  const std::string_view line = trimmed(next_line(bytes, at));
  if (line.empty() || line.size() > 12 || !std::all_of(line.begin(), line.end(), is_ascii_digit)) return std::nullopt;
  const std::size_t size = std::stoull(std::string(line));
  return EmlxMessage{at, std::min(size, bytes.size() - at)};
}

// Empty lines and a byte order mark before the headers.
std::string_view without_leading_space(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t begin = bytes.find_first_not_of("\r\n");
  return begin == std::string_view::npos ? bytes : bytes.substr(begin);
}

class MailExtractor final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const Result<std::string_view> whole = source.whole(out.limits().whole_bytes);
    if (!whole) return outcome_of(whole.error());
    const std::optional<std::string> other = converted(*whole);
    std::string_view bytes = without_leading_space(other ? std::string_view(*other) : *whole);
    std::string_view trailer;
    if (const auto emlx = emlx_message(bytes)) {
      trailer = bytes.substr(emlx->begin + emlx->size);
      bytes = bytes.substr(emlx->begin, emlx->size);
    }
    return read(bytes, trailer, out) ? Outcome{} : out.stopped();
  }

 private:
  static bool read(std::string_view bytes, std::string_view trailer, Extraction& out) {
    Mail mail(out);
    if (bytes.starts_with("From ")) {  // the line that an mbox puts before each message
      std::size_t at = 0;
      if (!mail.header("From ", next_line(bytes, at).substr(5), {})) return false;
      bytes.remove_prefix(at);
    }
    if (!read_mime(bytes, mail)) return false;
    if (trimmed(trailer).empty()) return true;
    PartHeader header;
    header.name = "properties.plist";
    const auto source = memory_source(trailer);
    return out.child(header, *source, "application/xml");
  }
};

}  // namespace

const Extractor& mail_extractor() {
  static const MailExtractor extractor;
  return extractor;
}

}  // namespace trawl::extractors
