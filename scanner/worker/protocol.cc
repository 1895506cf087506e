// Packing and checking of records and messages: see protocol.h.
#include "scanner/worker/protocol.h"

#include <cstring>
#include <type_traits>

#include "core/outcome.h"
#include "core/utf8.h"

namespace trawl::scanner {
namespace {

constexpr std::uint8_t kHidden = 1, kDeleted = 2;
constexpr BlockKind kLastBlockKind = BlockKind::name;

std::string_view cut_text(std::string_view text, std::size_t most) {
  return text.size() <= most ? text : text.substr(0, character_start(text, most));
}

void finish(Record& record) {
  std::size_t bytes = sizeof(RecordHeader);
  for (std::size_t i = 0; i < 3; ++i) {
    record.header.lengths[i] = static_cast<std::uint32_t>(record.strings[i].size());
    bytes += record.strings[i].size();
  }
  record.header.bytes = static_cast<std::uint32_t>((bytes + 7) / 8 * 8);
}

bool text_within(std::string_view text, std::size_t most) { return text.size() <= most && valid_utf8(text); }

bool unpack_part(const Record& record, PartHeader& part) {
  const RecordHeader& header = record.header;
  if (record.strings[0].size() > kMaxName || !text_within(record.strings[1], kMaxMediaType)) return false;
  if (!record.strings[2].empty() || header.detail != 0 || header.flags != 0 || header.row != 0) return false;
  part.name.assign(record.strings[0]);
  part.media_type.assign(record.strings[1]);
  part.size = header.number;
  part.modified = header.time;
  return true;
}

bool unpack_text(const Record& record, TextBlock& block) {
  const RecordHeader& header = record.header;
  if (header.detail > static_cast<std::uint8_t>(kLastBlockKind)) return false;
  if ((header.flags & ~(kHidden | kDeleted)) != 0 || header.time != 0) return false;
  if (!valid_utf8(record.strings[0]) || !text_within(record.strings[1], kMaxLabel)) return false;
  if (!text_within(record.strings[2], kMaxLabel)) return false;
  block.kind = static_cast<BlockKind>(header.detail);
  block.text = record.strings[0];
  block.label = record.strings[1];
  block.anchor = record.strings[2];
  block.line = header.number;
  block.row = header.row;
  block.hidden = (header.flags & kHidden) != 0;
  block.deleted = (header.flags & kDeleted) != 0;
  return true;
}

bool unpack_leave(const Record& record, Outcome& outcome) {
  const RecordHeader& header = record.header;
  if (header.detail >= kOutcomeKinds.size() || !text_within(record.strings[0], kMaxReason)) return false;
  if (!record.strings[1].empty() || !record.strings[2].empty()) return false;
  if (header.flags != 0 || header.row != 0 || header.number != 0 || header.time != 0) return false;
  outcome.kind = static_cast<OutcomeKind>(header.detail);
  outcome.reason.assign(record.strings[0]);
  return true;
}

bool unpack_progress(const Record& record) {
  const RecordHeader& header = record.header;
  return header.bytes == sizeof(RecordHeader) && header.detail == 0 && header.flags == 0 && header.row == 0 &&
         header.number == 0 && header.time == 0;
}

// Values and strings one after the other, as the messages of the host hold them.
class Packer {
 public:
  explicit Packer(MessageType type) { value(type); }

  template <typename T>
  void value(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void string(std::string_view text) {
    value(static_cast<std::uint64_t>(text.size()));
    bytes_ += text;
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  bool value(T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (bytes_.size() < sizeof value) return false;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return true;
  }
  bool string(std::string& text) {
    std::uint64_t size = 0;
    if (!value(size) || size > bytes_.size()) return false;
    text.assign(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return true;
  }
  // The number of things that follow, each of at least `each` bytes.
  bool count(std::uint64_t& count, std::size_t each) { return value(count) && count <= bytes_.size() / each; }
  bool type_is(MessageType wanted) {
    MessageType type{};
    return value(type) && type == wanted;
  }
  bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

}  // namespace

Record record_of(EventKind opening_or_enter, const PartHeader& header) {
  Record record;
  record.header.kind = opening_or_enter;
  record.header.number = header.size;
  record.header.time = header.modified;
  record.strings[0] = std::string_view(header.name).substr(0, kMaxName);
  record.strings[1] = cut_text(header.media_type, kMaxMediaType);
  finish(record);
  return record;
}

Record record_of(const TextBlock& block) {
  Record record;
  record.header.kind = EventKind::text;
  record.header.detail = static_cast<std::uint8_t>(block.kind);
  record.header.flags = static_cast<std::uint8_t>((block.hidden ? kHidden : 0) | (block.deleted ? kDeleted : 0));
  record.header.row = block.row;
  record.header.number = block.line;
  record.strings[0] = block.text;
  record.strings[1] = cut_text(block.label, kMaxLabel);
  record.strings[2] = cut_text(block.anchor, kMaxLabel);
  finish(record);
  return record;
}

Record record_of(const Outcome& outcome) {
  Record record;
  record.header.kind = EventKind::leave;
  record.header.detail = static_cast<std::uint8_t>(outcome.kind);
  record.strings[0] = cut_text(outcome.reason, kMaxReason);
  finish(record);
  return record;
}

Record record_of_progress() {
  Record record;
  record.header.kind = EventKind::progressed;
  finish(record);
  return record;
}

void pack(const Record& record, char* out) {
  std::memcpy(out, &record.header, sizeof record.header);
  std::size_t at = sizeof record.header;
  for (const std::string_view text : record.strings) {
    if (!text.empty()) std::memcpy(out + at, text.data(), text.size());
    at += text.size();
  }
  std::memset(out + at, 0, record.header.bytes - at);
}

std::size_t max_record_bytes(std::uint64_t block_bytes) {
  return sizeof(RecordHeader) + block_bytes + 2 * kMaxLabel + 8;
}

bool unpack(std::string_view bytes, Event& event) {
  Record record;
  if (bytes.size() < sizeof(RecordHeader)) return false;
  std::memcpy(&record.header, bytes.data(), sizeof(RecordHeader));
  if (record.header.bytes != bytes.size() || record.header.unused != 0) return false;
  std::size_t at = sizeof(RecordHeader);
  for (std::size_t i = 0; i < 3; ++i) {
    if (record.header.lengths[i] > bytes.size() - at) return false;
    record.strings[i] = bytes.substr(at, record.header.lengths[i]);
    at += record.header.lengths[i];
  }
  if (bytes.size() - at >= 8 || bytes.size() % 8 != 0) return false;
  event.kind = record.header.kind;
  switch (event.kind) {
    case EventKind::opening:
    case EventKind::enter: return unpack_part(record, event.part);
    case EventKind::text: return unpack_text(record, event.block);
    case EventKind::leave: return unpack_leave(record, event.outcome);
    case EventKind::progressed: return unpack_progress(record);
  }
  return false;
}

std::string_view bytes_of(const ControlMessage& message) {
  return {reinterpret_cast<const char*>(&message), sizeof message};
}

std::optional<ControlMessage> control_message(std::string_view bytes) {
  ControlMessage message;
  if (bytes.size() != sizeof message) return std::nullopt;
  std::memcpy(&message, bytes.data(), sizeof message);
  return message;
}

std::string pack(const Terms& terms) {
  Packer packer(MessageType::terms);
  packer.value(kProtocolVersion);
  packer.value(terms.limits);
  packer.value(terms.half_bytes);
  packer.value(static_cast<std::uint64_t>(terms.passwords.size()));
  for (const std::string& password : terms.passwords) packer.string(password);
  packer.string(terms.ocr_languages);
  return packer.take();
}

std::string pack(const Request& request) {
  Packer packer(MessageType::request);
  packer.string(std::string_view(request.header.name).substr(0, kMaxName));
  packer.string(std::string_view(request.header.media_type).substr(0, kMaxMediaType));
  packer.value(request.header.size);
  packer.value(request.header.modified);
  packer.value(static_cast<std::uint64_t>(request.given_up.size()));
  for (const auto& [part, outcome] : request.given_up) {
    packer.value(part);
    packer.value(outcome.kind);
    packer.string(outcome.reason);
  }
  return packer.take();
}

std::optional<Terms> unpack_terms(std::string_view bytes) {
  Unpacker unpacker(bytes);
  Terms terms;
  std::uint32_t version = 0;
  std::uint64_t count = 0;
  if (!unpacker.type_is(MessageType::terms) || !unpacker.value(version) || version != kProtocolVersion) return {};
  if (!unpacker.value(terms.limits) || !unpacker.value(terms.half_bytes)) return {};
  if (!unpacker.count(count, sizeof(std::uint64_t))) return {};
  terms.passwords.resize(count);
  for (std::string& password : terms.passwords) {
    if (!unpacker.string(password)) return {};
  }
  if (!unpacker.string(terms.ocr_languages) || !unpacker.at_end()) return {};
  return terms;
}

std::optional<Request> unpack_request(std::string_view bytes) {
  Unpacker unpacker(bytes);
  Request request;
  std::uint64_t count = 0;
  if (!unpacker.type_is(MessageType::request)) return {};
  if (!unpacker.string(request.header.name) || !unpacker.string(request.header.media_type)) return {};
  if (!unpacker.value(request.header.size) || !unpacker.value(request.header.modified)) return {};
  if (!unpacker.count(count, sizeof(std::uint64_t))) return {};
  request.given_up.resize(count);
  for (auto& [part, outcome] : request.given_up) {
    if (!unpacker.value(part) || !unpacker.value(outcome.kind) || !unpacker.string(outcome.reason)) return {};
  }
  if (!unpacker.at_end()) return {};
  return request;
}

}  // namespace trawl::scanner
