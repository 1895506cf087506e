// TNEF, the winmail.dat of Outlook ([MS-OXTNEF]): a message's properties and attachments in one stream.
#include <algorithm>
#include <vector>

#include "extractors/extractor.h"
#include "extractors/mapi_item.h"
#include "extractors/ole_bytes.h"
#include "extractors/tnef_properties.h"

namespace trawl::extractors {
namespace {

constexpr std::uint32_t kSignature = 0x223E9F78;

// Attributes, type and number as one (2.1.3.3).
enum Attribute : std::uint32_t {
  owner = 0x00060000,
  sent_for = 0x00060001,
  delegate = 0x00060002,
  date_start = 0x00030006,
  date_end = 0x00030007,
  from = 0x00008000,
  subject = 0x00018004,
  date_sent = 0x00038005,
  date_received = 0x00038006,
  body = 0x0002800C,
  attachment_data = 0x0006800F,
  attachment_title = 0x00018010,
  message_properties = 0x00069003,
  recipients = 0x00069004,
  attachment_properties = 0x00069005,
  attachment_rendering = 0x00069002,
  code_page = 0x00069007,
};

struct Attached {
  MapiProperties properties;
  std::string_view title;
  std::string_view data;
  bool has_data = false;
};

// "2024-05-01 12:30": seven numbers of 16 bits (2.1.3.4).
std::string date_of(std::string_view bytes) {
  std::string text;
  constexpr std::string_view kBefore[] = {"", "-", "-", " ", ":"};
  if (little16(bytes, 0) == 0) return text;
  for (std::size_t i = 0; i < std::size(kBefore); ++i) {
    const std::string digits = std::to_string(little16(bytes, i * 2));
    text.append(kBefore[i]).append(digits.size() < 2 ? "0" : "").append(digits);
  }
  return text;
}

class Tnef {
 public:
  explicit Tnef(Extraction& out) : out_(out), writer_(out) {}

  Outcome read(std::string_view bytes) {
    if (little32(bytes, 0) != kSignature) return {OutcomeKind::damaged, "no TNEF stream"};
    std::size_t at = 6;
    while (at < bytes.size()) {
      constexpr std::size_t kHead = 9;
      const std::uint32_t size = little32(bytes, at + 5);
      const std::string_view data = bytes_at(bytes, at + kHead, size);
      if (data.size() < size || bytes.size() - at < kHead) out_.missed("a TNEF attribute ends too soon");
      take(little32(bytes, at + 1), data);
      at += kHead + std::size_t{size} + 2;
    }
    return write() ? Outcome{} : out_.stopped();
  }

 private:
  void take(std::uint32_t attribute, std::string_view data) {
    switch (attribute) {
      case code_page: code_page_ = little32(data, 0); return;
      case message_properties: return add(data, item_);
      case recipients: return add_recipients(data);
      case attachment_rendering: attached_.emplace_back(); return;
      case attachment_title: last_attached().title = until_zero(data); return;
      case attachment_properties: return add(data, last_attached().properties);
      case attachment_data:
        last_attached().data = data;
        last_attached().has_data = true;
        return;
      default: old_.emplace_back(attribute, data);
    }
  }

  Attached& last_attached() {
    if (attached_.empty()) attached_.emplace_back();
    return attached_.back();
  }

  void add(std::string_view data, MapiProperties& properties) {
    std::size_t at = 0;
    properties.code_page = code_page_;
    if (!read_tnef_properties(data, at, properties)) out_.missed("a property of a TNEF stream ends too soon");
  }

  // 2.1.3.5.1: a number of rows, each a list of properties.
  void add_recipients(std::string_view data) {
    std::size_t at = 4;
    for (std::uint32_t row = little32(data, 0); row > 0 && at < data.size(); --row) {
      MapiProperties& recipient = recipients_.emplace_back();
      recipient.code_page = code_page_;
      if (!read_tnef_properties(data, at, recipient)) return out_.missed("a recipient of a TNEF stream ends too soon");
    }
  }

  bool write() {
    for (const auto& [attribute, data] : old_) write_old(attribute, data);
    MapiItem written(out_);
    written.write(item_, recipients_);
    if (written.stopped() || writer_.stopped()) return false;
    return std::all_of(attached_.begin(), attached_.end(), [&](const Attached& attached) { return write(attached); });
  }

  // What older writers put beside or instead of properties.
  void write_old(std::uint32_t attribute, std::string_view data) {
    const auto put = [&](BlockKind kind, std::string_view label, const std::string& text) {
      writer_.write(BlockPlace{kind, std::string(label), {}, false}, text);
    };
    switch (attribute) {
      case subject: return put(BlockKind::header, "Subject", code_page_text(until_zero(data), code_page_));
      case body: return put(BlockKind::text, {}, code_page_text(until_zero(data), code_page_));
      case date_sent: return put(BlockKind::header, "Date", date_of(data));
      case date_received: return put(BlockKind::header, "Received", date_of(data));
      case date_start: return put(BlockKind::field, "Start", date_of(data));
      case date_end: return put(BlockKind::field, "End", date_of(data));
      case from: return put(BlockKind::header, "From", triple(data));
      case owner: return put(BlockKind::field, "Owner", pair(data));
      case sent_for: return put(BlockKind::header, "From", pair(data));
      case delegate: return put(BlockKind::field, "Delegate", code_page_text(until_zero(data), code_page_));
      default: return;
    }
  }

  std::string name_and_address(std::string_view name, std::string_view address) const {
    if (const std::size_t colon = address.find(':'); colon != address.npos) address.remove_prefix(colon + 1);
    const std::string text = code_page_text(until_zero(name), code_page_);
    const std::string mail = code_page_text(until_zero(address), code_page_);
    return mail.empty() || mail == text ? text : text + " <" + mail + ">";
  }

  // 2.1.3.3.1: four numbers of which the third and fourth are the sizes of a name and of "SMTP:address".
  std::string triple(std::string_view data) const {
    const std::size_t name = little16(data, 4);
    return name_and_address(bytes_at(data, 8, name), bytes_at(data, 8 + name, little16(data, 6)));
  }

  // 2.1.3.3.13: the same, each behind its size.
  std::string pair(std::string_view data) const {
    const std::size_t name = little16(data, 0);
    return name_and_address(bytes_at(data, 2, name), bytes_at(data, 4 + name, little16(data, 2 + name)));
  }

  // An embedded message or object stands in a property, behind the identifier of its interface (2.1.3.5.2).
  bool write(const Attached& attached) {
    constexpr std::uint16_t kData = 0x3701;
    constexpr std::size_t kInterface = 16;
    PartHeader header;
    header.name = mapi_attachment_name(attached.properties);
    if (header.name == "attachment" && !attached.title.empty()) header.name = code_page_text(attached.title, code_page_);
    write_mapi_attachment(attached.properties, writer_);
    if (writer_.stopped()) return false;
    std::string_view data = attached.properties.bytes(kData, mapi_object);
    if (!data.empty()) data.remove_prefix(std::min(kInterface, data.size()));
    if (data.empty()) data = attached.properties.bytes(kData, mapi_binary);
    if (data.empty()) data = attached.data;
    if (data.empty() && !attached.has_data) {
      return out_.unread_child(header, {OutcomeKind::skipped, "attached without data"});
    }
    header.size = data.size();
    const auto source = memory_source(data);
    return out_.child(header, *source, attached.properties.text(0x370E));
  }

  Extraction& out_;
  BlockWriter writer_;
  std::uint32_t code_page_ = 1252;
  MapiProperties item_;
  std::vector<MapiProperties> recipients_;
  std::vector<Attached> attached_;
  std::vector<std::pair<std::uint32_t, std::string_view>> old_;
};

class TnefExtractor final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto bytes = source.whole(out.limits().whole_bytes);
    if (!bytes) return outcome_of(bytes.error());
    return Tnef(out).read(*bytes);
  }
};

}  // namespace

const Extractor& tnef_extractor() {
  static const TnefExtractor extractor;
  return extractor;
}

}  // namespace trawl::extractors
