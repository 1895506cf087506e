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
#include "extractors/mime_structure.h"
#include "extractors/mime_text.h"
#include "extractors/mime_transfer.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestName = 1024;  // bytes of a child's name
constexpr std::size_t kLongestLabel = 128;  // bytes of a header's name in a label
constexpr std::string_view kMessage = "message/rfc822";

// The text of a mail file as the reader of structure needs it: Unix or Windows line ends, one byte a character.
std::optional<std::string> converted(std::string_view bytes) {
  const bool marked = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  if (marked || bytes.substr(0, 16).find('\0') != std::string_view::npos) return to_utf8(bytes, {});
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
         type == "message/tracking-status" || type == "text/rfc822-headers" ||
         type == "message/global-delivery-status" || type == "message/global-disposition-notification" ||
         type == "message/global-headers";
}

bool is_html(const ParameterizedValue& type, std::string_view bytes) {
  if (type.value == "text/html" || type.value == "text/x-amp-html" || type.value == "application/xhtml+xml")
    return true;
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
    if (leaf.around_parts) return leaf_text(leaf, leaf.body);
    if (leaf.too_deep) {
      out_.missed("multiparts nested too deep");
      return leaf_text(leaf, leaf.body);
    }
    const ParameterizedValue disposition = parse_parameterized(leaf.headers.value_of("Content-Disposition"));
    const TransferEncoding encoding = transfer_encoding_from(leaf.headers.value_of("Content-Transfer-Encoding"));
    if (encoding == TransferEncoding::base64) {
      if (const auto mixed = taken_apart(leaf.body)) {
        MimeLeaf sound = leaf;
        sound.body = mixed->base64;
        return leaf_text(leaf, mixed->text) && read_leaf(sound, disposition, encoding);
      }
    }
    return read_leaf(leaf, disposition, encoding);
  }

  bool read_leaf(const MimeLeaf& leaf, const ParameterizedValue& disposition, TransferEncoding encoding) {
    const std::string& type = leaf.type.value;
    const std::string name = name_of_child(leaf, disposition);
    if (is_report(type)) return report(leaf, encoding);
    if (leaf.parent.value == "multipart/encrypted" && type != "application/pgp-encrypted") {
      return out_.unread_child(child_header(name), {OutcomeKind::encrypted, "encrypted with PGP"});
    }
    const bool named = !disposition.parameter("filename").empty() || !leaf.type.parameter("name").empty();
    const bool attached = (named || disposition.value == "attachment") && type != "application/mac-binhex40";
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
      std::string text = decoded_header(value, charset_);
      if (value.find("*=") != std::string_view::npos) append_parameters(value, text);
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
  // Parameters that are encoded, or split, as they are meant (RFC 2231).
  static void append_parameters(std::string_view value, std::string& text) {
    for (const auto& parameter : parse_parameterized(value).parameters) {
      text.append("\n").append(parameter.name).append("=").append(parameter.value);
    }
  }

  // text/plain, HTML and the like, a type that is none (RFC 2045 section 5.2), and a multipart without a boundary.
  static bool is_body_type(std::string_view type) {
    return type == "text/plain" || type == "text/html" || type == "text/x-amp-html" || type == "text/enriched" ||
           type == "text/richtext" || type == "text/markdown" || type == "text/x-markdown" ||
           type == "text/watch-html" || type == "application/mac-binhex40" || type == "application/pgp-encrypted" ||
           type == "application/pgp" ||
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
    if (!html) return plain(leaf, bytes, charset);
    const std::string text = to_utf8(bytes, charset);
    return html_text(text, out_, anchor_of(leaf));
  }

  bool plain(const MimeLeaf& leaf, std::string_view bytes, std::string_view charset) {
    const std::vector<BodyPiece> pieces = body_pieces(bytes);
    return std::all_of(pieces.begin(), pieces.end(),
                       [&](const BodyPiece& piece) { return this->piece(leaf, piece, charset); });
  }

  bool piece(const MimeLeaf& leaf, const BodyPiece& piece, std::string_view charset) {
    const PartHeader header = child_header(std::string(piece.name.substr(0, kLongestName)));
    if (piece.incomplete) out_.missed("one part of a file that was sent in several messages");
    switch (piece.kind) {
      case BodyPiece::Kind::text: return paragraphs(leaf, to_utf8(piece.bytes, charset));
      case BodyPiece::Kind::uuencoded:
        return out_.child(header, *transfer_source(TransferEncoding::uuencode, piece.bytes));
      case BodyPiece::Kind::yenc: {
        const std::string decoded = decoded_yenc(piece.bytes);
        return out_.child(header, *memory_source(decoded));
      }
      case BodyPiece::Kind::binhex:
        return out_.child(child_header("binhex"), *memory_source(piece.bytes), "application/mac-binhex40");
      case BodyPiece::Kind::pgp_message:
        return out_.unread_child(child_header("pgp-message"), {OutcomeKind::encrypted, "encrypted with PGP"});
    }
    return true;
  }

  bool paragraphs(const MimeLeaf& leaf, const std::string& text) {
    if (leaf.type.value == "text/enriched" || leaf.type.value == "text/richtext") {
      return text_block(leaf, unmarked(text));
    }
    if (!equal_ignoring_case(leaf.type.parameter("format"), "flowed")) return text_block(leaf, text);
    return text_block(leaf, unflowed(text, equal_ignoring_case(leaf.type.parameter("delsp"), "yes")));
  }

  // Reports consist of headers, or quote them.
  bool report(const MimeLeaf& leaf, TransferEncoding encoding) {
    if (leaf.type.value == "message/partial") out_.missed("one part of a message that was sent in several");
    if (leaf.type.value == "message/external-body") out_.missed("an attachment that is kept outside of the message");
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
    if (out.part().name.ends_with(".partial.emlx")) out.missed("attachments that are kept in files of their own");
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
