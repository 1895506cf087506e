// The wire format between Host and trawl-worker.
//
// Control messages travel over a SOCK_SEQPACKET pair; the events of a PartSink travel through memory that both
// processes map (shared_area.h). Host and worker are of one build on one machine, so numbers are in the
// machine's own order; kProtocolVersion notices when they are not. The host takes every byte from a worker for
// hostile: unpack() checks a private copy of a record, never the shared memory itself.
//
//   host -> worker   Terms (once, with the shared memory's descriptor), Request (with the file's), half_free
//   worker -> host   ready or no_ocr, half_full, done, out_of_memory
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "core/part.h"
#include "core/text_block.h"

namespace trawl::scanner {

inline constexpr std::uint32_t kProtocolVersion = 1;

// Bytes at most; what is longer is cut by the writer. A block's text: Limits::block_bytes.
inline constexpr std::size_t kMaxName = 65'535;
inline constexpr std::size_t kMaxMediaType = 255;
inline constexpr std::size_t kMaxLabel = 65'535;  // also of an anchor
inline constexpr std::size_t kMaxReason = 1'024;
inline constexpr std::size_t kMaxControlMessage = 128 * 1024;  // fits a socket's default buffer

enum class EventKind : std::uint8_t { opening = 1, enter = 2, text = 3, leave = 4, progressed = 5 };  // the calls of a PartSink

// How a record begins; its strings follow without gaps, and zeros up to a multiple of 8.
struct RecordHeader {
  std::uint32_t bytes = 0;    // of the whole record
  EventKind kind{};
  std::uint8_t detail = 0;    // text: BlockKind; leave: OutcomeKind
  std::uint8_t flags = 0;     // text: 1 hidden, 2 deleted
  std::uint8_t unused = 0;
  std::uint32_t lengths[3]{};  // opening, enter: name, media type; text: text, label, anchor; leave: reason
  std::uint32_t row = 0;
  std::uint64_t number = 0;   // opening, enter: size; text: line
  std::int64_t time = 0;      // opening, enter: modified
};
static_assert(sizeof(RecordHeader) == 40);

struct Record {
  RecordHeader header;
  std::string_view strings[3];
};

// The record of an event, its strings borrowed and cut to what they may be.
Record record_of(EventKind opening_or_enter, const PartHeader& header);
Record record_of(const TextBlock& block);
Record record_of(const Outcome& outcome);
Record record_of_progress();

// Writes header.bytes bytes.
void pack(const Record& record, char* out);

// The largest record that a block of so many bytes can need.
std::size_t max_record_bytes(std::uint64_t block_bytes);

// One event, as the host has it after all checks. Which member holds it depends on kind; views point into the
// bytes that were unpacked.
struct Event {
  EventKind kind{};
  PartHeader part;
  TextBlock block;
  Outcome outcome;
};

// The event in the bytes of exactly one record; false when anything about it is not as pack() writes it: unknown
// kinds, lengths that do not add up, text that is not UTF-8.
bool unpack(std::string_view record, Event& event);

enum class MessageType : std::uint32_t {
  terms = 1,
  request,
  half_free,      // value: which half
  ready,          // value: Confinement bits; version: kProtocolVersion
  half_full,      // value: which half
  done,           // the tree is complete
  out_of_memory,  // the reading ended with std::bad_alloc; the worker ends
  failed,         // the reading ended with another exception; the worker ends
  no_ocr,         // instead of ready: there is none, or no data for the language; value: ErrorKind
};

struct ControlMessage {
  MessageType type{};
  std::uint32_t value = 0;
  std::uint32_t version = kProtocolVersion;
};
static_assert(sizeof(ControlMessage) == 12);

std::string_view bytes_of(const ControlMessage& message);
std::optional<ControlMessage> control_message(std::string_view bytes);

// Parts that are not to be touched: see extractors::ReadOptions. Ascending.
using GivenUp = std::vector<std::pair<std::uint64_t, Outcome>>;

// What a worker is told once.
struct Terms {
  Limits limits;
  std::uint64_t half_bytes = 0;
  std::vector<std::string> passwords;
  std::string ocr_languages;  // "eng+cym"; empty: no OCR
};

// What a worker is told for each file.
struct Request {
  PartHeader header;
  GivenUp given_up;
};

std::string pack(const Terms& terms);
std::string pack(const Request& request);
std::optional<Terms> unpack_terms(std::string_view bytes);
std::optional<Request> unpack_request(std::string_view bytes);

}  // namespace trawl::scanner
