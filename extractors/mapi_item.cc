// Items of Outlook as blocks. Properties are named as in [MS-OXPROPS]; numbers are property ids.
#include "extractors/mapi_item.h"

#include <algorithm>

#include "extractors/address_list.h"
#include "extractors/charset.h"
#include "extractors/code_page.h"
#include "extractors/encoded_words.h"
#include "extractors/html.h"
#include "extractors/little_endian.h"
#include "extractors/lzfu.h"
#include "extractors/mapi_labels.h"
#include "extractors/mapi_recurrence.h"
#include "extractors/mime_header.h"
#include "extractors/mime_text.h"
#include "extractors/ole_bytes.h"
#include "extractors/rtf.h"

namespace trawl::extractors {
namespace {

constexpr std::uint16_t kSubject = 0x0037, kTransportHeaders = 0x007D, kBody = 0x1000, kRtf = 0x1009, kHtml = 0x1013;
constexpr std::uint16_t kSubmitted = 0x0039, kDelivered = 0x0E06, kInternetCodePage = 0x3FDE;
constexpr std::size_t kLongestLabel = 128;
constexpr std::size_t kRemembered = 100'000;  // texts
constexpr std::size_t kShortestRun = 8;       // characters of a text in bytes of unknown layout
constexpr std::uint64_t kLongestRtf = 256ull << 20;

// [MS-OXCDATA] 2.2.5.1 and 2.2.5.2: who made an entry identifier.
constexpr std::string_view kOneOff{"\x81\x2B\x1F\xA4\xBE\xA3\x10\x19\x9D\x6E\x00\xDD\x01\x0F\x54\x02", 16};
constexpr std::string_view kAddressBook{"\xDC\xA7\x40\xC8\xC0\x42\x10\x1A\xB4\xB9\x08\x00\x2B\x2F\xE1\x82", 16};

struct Party {
  std::string_view label;
  std::uint16_t name, address, smtp;
};
// The address for mail among the two: Exchange's own begin with "/O=".
std::string_view mail_address(std::string_view smtp, std::string_view address) {
  if (!smtp.empty()) return smtp;
  return address.find('@') != address.npos ? address : std::string_view();
}

constexpr Party kParties[] = {
    {"From", 0x0042, 0x0065, 0x5D02},
    {"Sender", 0x0C1A, 0x0C1F, 0x5D01},
    {"Received by", 0x0040, 0x0076, 0x5D07},
    {"Received for", 0x0044, 0x0078, 0x5D08},
};

// Takes a zero-terminated string of 8-bit or UTF-16 characters off the front.
std::string take_string(std::string_view& bytes, bool wide) {
  std::size_t end = 0;
  const std::size_t unit = wide ? 2 : 1;
  while (end + unit <= bytes.size() && little_endian(bytes, end, unit) != 0) end += unit;
  const std::string_view raw = bytes.substr(0, end);
  bytes.remove_prefix(std::min(end + unit, bytes.size()));
  return wide ? utf16_text(raw) : to_utf8(raw);
}

// "Mrs Plumtree <m@example.org>", or what there is of it.
std::string mailbox_text(std::string_view name, std::string_view address) {
  if (name.empty() || equal_ignoring_case(name, address)) return std::string(address);
  if (address.empty()) return std::string(name);
  return std::string(name) + " <" + std::string(address) + ">";
}

bool is_recurrence(const MapiProperty& property) {
  constexpr std::uint32_t kRecurrence = 0x8216;
  return property.type == mapi_binary && property.name && property.name->number == kRecurrence &&
         property.name->known_set() == MapiSet::appointment;
}

// A birthday is stored as midnight at home, in UTC: the nearest midnight is the day that was meant.
std::string day_text(std::string_view value, std::uint16_t type) {
  const auto seconds = type == mapi_time ? unix_time_of(little64(value, 0)) : std::nullopt;
  return seconds ? date_text(*seconds + 12 * 3600) : std::string();
}

}  // namespace

void MapiItem::put(BlockKind kind, std::string_view label, std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return;
  label = label.substr(0, kLongestLabel);
  const std::string anchor = kind == BlockKind::header ? "header=" + std::string(label) : std::string();
  writer_.write({.kind = kind, .text = text, .label = label, .anchor = anchor});
  if (written_.size() < kRemembered) written_.emplace(text);
}

void MapiItem::put_once(BlockKind kind, std::string_view label, std::string_view text) {
  if (written_.find(trimmed(text)) == written_.end()) put(kind, label, text);
}

void MapiItem::mailbox(std::string_view label, std::string_view name, std::string_view address, std::string_view smtp) {
  const std::string_view mail = mail_address(smtp, address);
  put_once(BlockKind::header, label, mailbox_text(name, mail));
  if (address != mail) put_once(BlockKind::header, label, address);  // of Exchange: "/O=.../CN=..."
}

void MapiItem::write(const MapiProperties& item, std::span<const MapiProperties> recipients) {
  write_senders(item);
  for (const MapiProperties& recipient : recipients) write_recipient(recipient);
  write_display_names(item, recipients);
  put(BlockKind::header, "Subject", item.text(kSubject));
  put(BlockKind::header, "Date", item.text(kSubmitted));
  put_once(BlockKind::header, "Received", item.text(kDelivered));
  write_transport_headers(item.text(kTransportHeaders));
  for (const MapiProperty& property : item.all()) {
    if (writer_.stopped()) return;
    write_property(property, item.code_page);
  }
  write_bodies(item);
}

void MapiItem::write_senders(const MapiProperties& item) {
  for (const Party& party : kParties) {
    mailbox(party.label, item.text(party.name), item.text(party.address), item.text(party.smtp));
  }
}

// [MS-OXOMSG] 2.2.3: recipients; those of an item that was resolved have several names.
void MapiItem::write_recipient(const MapiProperties& recipient) {
  constexpr std::uint16_t kType = 0x0C15, kName = 0x3001, kAddress = 0x3003, kSmtp = 0x39FE;
  constexpr std::string_view kLabels[] = {"From", "To", "Cc", "Bcc"};
  const std::string_view label = kLabels[recipient.number(kType).value_or(1) & 3];
  const std::string address = recipient.text(kAddress), smtp = recipient.text(kSmtp);
  // The same person may stand in several fields of a message, so the address is not written only once.
  const std::string_view mail = mail_address(smtp, address);
  put(BlockKind::header, label, mailbox_text(recipient.text(kName), mail));
  if (address != mail) put_once(BlockKind::header, label, address);
  for (const MapiProperty& property : recipient.all()) {
    if (property.id == kName || property.id == kAddress || property.id == kSmtp || writer_.stopped()) continue;
    for (const std::string& value : property.values) {
      const bool is_string = property.type == mapi_unicode || property.type == mapi_string8;
      const std::string text = is_string ? mapi_value_text(value, property.type, recipient.code_page) : std::string();
      const bool is_kind = text.size() < 5 && text.find('@') == text.npos;  // "SMTP", "EX"
      if (!is_kind) put_once(BlockKind::header, label, text);
    }
  }
}

void MapiItem::write_display_names(const MapiProperties& item, std::span<const MapiProperties> recipients) {
  std::set<std::string, std::less<>> known;
  for (const MapiProperties& recipient : recipients) known.insert(recipient.text(0x3001));
  const std::pair<std::uint16_t, std::string_view> lists[] = {{0x0E04, "To"}, {0x0E03, "Cc"}, {0x0E02, "Bcc"}};
  for (const auto& [id, label] : lists) {
    const std::string names = item.text(id);
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find(';', at), names.size());
      const std::string_view name = trimmed(std::string_view(names).substr(at, end - at));
      if (known.find(name) == known.end()) put(BlockKind::header, label, name);
      at = end + 1;
    }
  }
}

void MapiItem::write_transport_headers(std::string_view headers) {
  if (trimmed(headers).empty()) return;
  const HeaderBlock block = parse_headers(headers, 0);
  for (const HeaderField& field : block.fields) {
    if (!is_address_header(field.name)) {
      put(BlockKind::header, field.name, decoded_header(field.value));
      continue;
    }
    for (const std::string& text : mailboxes_of(field.value)) put(BlockKind::header, field.name, text);
  }
  put(BlockKind::header, "headers of parts", headers.substr(std::min(block.body, headers.size())));
}

void MapiItem::write_property(const MapiProperty& property, std::uint32_t code_page) {
  const MapiLabel label = mapi_label(property);
  if (label.use == MapiUse::hidden) return;
  const bool is_string = property.type == mapi_unicode || property.type == mapi_string8;
  const bool of_header = property.name && property.name->known_set() == MapiSet::internet_headers;
  const BlockKind kind = of_header ? BlockKind::header : BlockKind::field;
  for (const std::string& value : property.values) {
    if (writer_.stopped()) return;
    if (is_recurrence(property)) {
      for (const RecurrenceText& each : recurrence_texts(value)) put_once(kind, each.label, each.text);
    } else if (property.type == mapi_binary) {
      write_entry_ids(value, label.label);
      // Keys and streams of other layouts: "SMTP:JANE@EXAMPLE.ORG", names of files, pieces of XML.
      for (const std::string& run : text_runs(value, kShortestRun)) put_once(kind, label.label, run);
    } else if (label.use == MapiUse::date) {
      put(kind, label.label, day_text(value, property.type));
    } else if (label.use == MapiUse::plain) {
      put(kind, label.label, mapi_value_text(value, property.type, code_page));
    } else if (is_string) {
      put_once(kind, label.label, mapi_value_text(value, property.type, code_page));
    }
  }
}

// Members of distribution lists, reply addresses and the like are entry identifiers, alone or in lists of several
// layouts ([MS-OXCDATA] 2.2.5); each is found by who made it.
void MapiItem::write_entry_ids(std::string_view bytes, std::string_view label) {
  constexpr std::uint16_t kUnicode = 0x8000;
  for (std::size_t at = bytes.find(kOneOff); at != bytes.npos; at = bytes.find(kOneOff, at + 1)) {
    std::string_view rest = bytes.substr(std::min(at + 20, bytes.size()));
    const bool wide = (little16(bytes, at + 18) & kUnicode) != 0;
    const std::string name = take_string(rest, wide);
    take_string(rest, wide);  // "SMTP"
    put_once(BlockKind::field, label, mailbox_text(name, take_string(rest, wide)));
  }
  for (std::size_t at = bytes.find(kAddressBook); at != bytes.npos; at = bytes.find(kAddressBook, at + 1)) {
    std::string_view rest = bytes.substr(std::min(at + 24, bytes.size()));
    put_once(BlockKind::field, label, take_string(rest, false));
  }
}

void MapiItem::write_bodies(const MapiProperties& item) {
  const std::string text = item.text(kBody);
  writer_.write({.kind = BlockKind::text, .text = text, .label = {}, .anchor = "body=text"});
  const bool has_html = !writer_.stopped() && write_html(item);
  const std::string_view rtf = item.bytes(kRtf, mapi_binary);
  if (!writer_.stopped() && !rtf.empty()) write_rtf(rtf, !trimmed(text).empty(), has_html);
}

bool MapiItem::write_html(const MapiProperties& item) {
  const MapiProperty* property = item.find(kHtml);
  if (property == nullptr) return false;
  const std::string& bytes = property->values[0];
  std::string html;
  if (property->type == mapi_binary) {
    std::string charset = charset_of_code_page(static_cast<std::uint32_t>(item.number(kInternetCodePage).value_or(0)));
    if (charset.empty()) charset = html_charset(bytes);
    html = to_utf8(bytes, charset);
  } else {
    html = mapi_value_text(bytes, property->type, item.code_page);
  }
  if (trimmed(html).empty()) return false;
  if (!html_text(html, writer_.out(), "body=html")) writer_.stop();
  return true;
}

// What an RTF wraps is not read when the item holds that itself.
void MapiItem::write_rtf(std::string_view compressed, bool has_text, bool has_html) {
  const auto body = lzfu_decompressed(compressed, std::min(kLongestRtf, writer_.out().limits().whole_bytes));
  if (!body) return writer_.out().missed("body in compressed RTF: " + body.error().message);
  if (!body->whole) writer_.out().missed("body in compressed RTF is damaged");
  const RtfOrigin origin = rtf_origin(body->rtf);
  if ((origin == RtfOrigin::text && has_text) || (origin == RtfOrigin::html && has_html)) return;
  const bool wanted = origin == RtfOrigin::html ? html_text(html_of_rtf(body->rtf), writer_.out(), "body=html")
                                                : rtf_text(body->rtf, writer_.out(), "body=rtf");
  if (!wanted) writer_.stop();
}

std::string mapi_attachment_name(const MapiProperties& attachment) {
  for (const std::uint16_t id : {0x3707, 0x3704, 0x3001}) {
    const std::string text = attachment.text(id);
    if (const std::string_view name = trimmed(text); !name.empty()) return std::string(name);
  }
  return "attachment";
}

void write_mapi_attachment(const MapiProperties& attachment, BlockWriter& writer) {
  for (const std::uint16_t id : {0x370D, 0x3708, 0x3712, 0x3713}) {  // paths, content id, content location
    writer.write(BlockPlace{id == 0x3712 ? BlockKind::field : BlockKind::link, id == 0x3712 ? "Content-ID" : "", {}, false},
                 attachment.text(id));
  }
  const std::string name = mapi_attachment_name(attachment);
  for (const std::uint16_t id : {0x3001, 0x3704}) {
    const std::string other = attachment.text(id);
    if (other != name) writer.write(BlockPlace{BlockKind::property, "name of an attachment", {}, false}, other);
  }
}

// [MS-OXCMSG] 2.2.2.9
Outcome mapi_attachment_without_data(const MapiProperties& attachment) {
  constexpr std::uint16_t kMethod = 0x3705;
  enum Method : std::uint64_t { by_reference = 2, by_reference_resolved = 3, by_reference_only = 4, by_web = 7 };
  switch (attachment.number(kMethod).value_or(0)) {
    case by_reference:
    case by_reference_resolved:
    case by_reference_only:
    case by_web: return {OutcomeKind::skipped, "attached as a link only"};
    default: return {OutcomeKind::damaged, "attachment without data"};
  }
}

}  // namespace trawl::extractors
