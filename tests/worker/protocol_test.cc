// The wire format: what is packed comes back, and nothing else is taken.
#include "scanner/worker/protocol.h"

#include <gtest/gtest.h>

#include <cstring>

namespace trawl::scanner {
namespace {

std::string packed(const Record& record) {
  std::string bytes(record.header.bytes, '?');
  pack(record, bytes.data());
  return bytes;
}

PartHeader header() { return {"B\xF6rse.pdf", "application/pdf", 1234, -5}; }

TextBlock block() {
  return {BlockKind::cell, "Ann Lee", "Name", "sheet=Staff&cell=B7", 12, 7, true, true};
}

// Overwrites the record's header.
template <typename Change>
std::string forged(const Record& record, Change change) {
  std::string bytes = packed(record);
  RecordHeader start;
  std::memcpy(&start, bytes.data(), sizeof start);
  change(start);
  std::memcpy(bytes.data(), &start, sizeof start);
  return bytes;
}

TEST(Records, a_part_comes_back_with_the_raw_bytes_of_its_name) {
  for (const EventKind kind : {EventKind::opening, EventKind::enter}) {
    Event event;
    ASSERT_TRUE(unpack(packed(record_of(kind, header())), event));
    EXPECT_EQ(event.kind, kind);
    EXPECT_EQ(event.part.name, header().name);
    EXPECT_EQ(event.part.media_type, "application/pdf");
    EXPECT_EQ(event.part.size, 1234u);
    EXPECT_EQ(event.part.modified, -5);
  }
}

TEST(Records, a_block_comes_back_with_everything_that_is_known_of_it) {
  const std::string bytes = packed(record_of(block()));
  Event event;
  ASSERT_TRUE(unpack(bytes, event));
  EXPECT_EQ(event.kind, EventKind::text);
  EXPECT_EQ(event.block.kind, BlockKind::cell);
  EXPECT_EQ(event.block.text, "Ann Lee");
  EXPECT_EQ(event.block.label, "Name");
  EXPECT_EQ(event.block.anchor, "sheet=Staff&cell=B7");
  EXPECT_EQ(event.block.line, 12u);
  EXPECT_EQ(event.block.row, 7u);
  EXPECT_TRUE(event.block.hidden);
  EXPECT_TRUE(event.block.deleted);
}

TEST(Records, every_outcome_comes_back) {
  for (const OutcomeKind kind : kOutcomeKinds) {
    Event event;
    ASSERT_TRUE(unpack(packed(record_of(Outcome{kind, "why"})), event));
    EXPECT_EQ(event.outcome, (Outcome{kind, "why"}));
  }
}

TEST(Records, strings_longer_than_allowed_are_cut_between_characters) {
  PartHeader long_header = header();
  long_header.name = std::string(kMaxName + 10, 'n');
  TextBlock long_block = block();
  const std::string label = std::string(kMaxLabel - 1, 'l') + "\u00E9";  // its last character straddles the limit
  long_block.label = label;
  Event event;
  ASSERT_TRUE(unpack(packed(record_of(EventKind::enter, long_header)), event));
  EXPECT_EQ(event.part.name.size(), kMaxName);
  const std::string bytes = packed(record_of(long_block));
  ASSERT_TRUE(unpack(bytes, event));
  EXPECT_EQ(event.block.label.size(), kMaxLabel - 1);
}

TEST(Records, the_largest_block_fits_the_size_that_is_reckoned_for_it) {
  TextBlock largest = block();
  const std::string text(10'000, 't'), label(kMaxLabel, 'l');
  largest.text = text;
  largest.label = largest.anchor = label;
  EXPECT_LE(record_of(largest).header.bytes, max_record_bytes(text.size()));
}

TEST(Records, a_forged_header_is_refused) {
  const PartHeader damaged_part = header();
  const Outcome damage{OutcomeKind::damaged, "why"};
  const Record text = record_of(block()), part = record_of(EventKind::enter, damaged_part);
  const Record leave = record_of(damage);
  const std::string forgeries[] = {
      forged(text, [](RecordHeader& h) { h.bytes += 8; }),
      forged(text, [](RecordHeader& h) { h.bytes = 0; }),
      forged(text, [](RecordHeader& h) { h.kind = static_cast<EventKind>(0); }),
      forged(text, [](RecordHeader& h) { h.kind = static_cast<EventKind>(6); }),
      forged(text, [](RecordHeader& h) { h.kind = EventKind::progressed; }),
      forged(record_of_progress(), [](RecordHeader& h) { h.number = 1; }),
      forged(text, [](RecordHeader& h) { h.kind = EventKind::leave; }),
      forged(text, [](RecordHeader& h) { h.detail = 9; }),
      forged(text, [](RecordHeader& h) { h.flags = 4; }),
      forged(text, [](RecordHeader& h) { h.unused = 1; }),
      forged(text, [](RecordHeader& h) { h.time = 1; }),
      forged(text, [](RecordHeader& h) { h.lengths[0] = 0xFFFFFFFF; }),
      forged(text, [](RecordHeader& h) { h.lengths[2] = 0xFFFFFFF0; }),
      forged(text, [](RecordHeader& h) { h.lengths[0] = 0; }),  // leaves bytes that nobody accounts for
      forged(part, [](RecordHeader& h) { h.lengths[2] = 1; }),
      forged(part, [](RecordHeader& h) { h.row = 1; }),
      forged(leave, [](RecordHeader& h) { h.detail = 10; }),
      forged(leave, [](RecordHeader& h) { h.number = 1; })};
  for (const std::string& bytes : forgeries) {
    Event event;
    EXPECT_FALSE(unpack(bytes, event)) << &bytes - forgeries;
  }
}

TEST(Records, a_record_cut_short_anywhere_is_refused) {
  const PartHeader part = header();
  const Outcome outcome{OutcomeKind::damaged, "why"};
  for (const Record& record : {record_of(EventKind::enter, part), record_of(block()), record_of(outcome), record_of_progress()}) {
    const std::string bytes = packed(record);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      Event event;
      EXPECT_FALSE(unpack(std::string_view(bytes).substr(0, size), event)) << size;
    }
  }
}

TEST(Records, text_that_is_not_utf8_is_refused_wherever_it_stands) {
  const std::string bad = "caf\xE9";
  TextBlock in_text = block(), in_label = block(), in_anchor = block();
  in_text.text = in_label.label = in_anchor.anchor = bad;
  PartHeader in_type = header();
  in_type.media_type = bad;
  const Outcome in_reason{OutcomeKind::damaged, bad};
  for (const Record& record : {record_of(in_text), record_of(in_label), record_of(in_anchor),
                               record_of(EventKind::enter, in_type), record_of(in_reason)}) {
    Event event;
    EXPECT_FALSE(unpack(packed(record), event));
  }
}

TEST(Messages, what_a_worker_is_told_comes_back) {
  Terms terms;
  terms.limits.depth = 3;
  terms.half_bytes = 4096;
  terms.passwords = {"", "open sesame"};
  terms.ocr_languages = "eng+cym";
  const auto told = unpack_terms(pack(terms));
  ASSERT_TRUE(told);
  EXPECT_EQ(told->limits.depth, 3u);
  EXPECT_EQ(told->half_bytes, 4096u);
  EXPECT_EQ(told->passwords, terms.passwords);
  EXPECT_EQ(told->ocr_languages, terms.ocr_languages);

  const Request request{header(), {{3, {OutcomeKind::crashed, "a"}}, {9, {OutcomeKind::over_limit, "b"}}}};
  const auto asked = unpack_request(pack(request));
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->header.name, header().name);
  EXPECT_EQ(asked->header.modified, -5);
  EXPECT_EQ(asked->given_up, request.given_up);
}

TEST(Messages, messages_cut_short_or_with_more_behind_them_are_refused) {
  const std::string terms = pack(Terms{{}, 1, {"p"}, "eng"}), request = pack(Request{header(), {{1, {}}}});
  for (std::size_t size = 0; size < terms.size(); ++size) EXPECT_FALSE(unpack_terms(terms.substr(0, size)));
  for (std::size_t size = 0; size < request.size(); ++size) EXPECT_FALSE(unpack_request(request.substr(0, size)));
  EXPECT_FALSE(unpack_terms(terms + "x"));
  EXPECT_FALSE(unpack_request(request + "x"));
  EXPECT_FALSE(unpack_terms(request));
  EXPECT_FALSE(unpack_request(terms));
}

TEST(Messages, a_control_message_has_exactly_its_size) {
  const std::string bytes(bytes_of({MessageType::half_full, 1}));
  ASSERT_TRUE(control_message(bytes));
  EXPECT_EQ(control_message(bytes)->type, MessageType::half_full);
  EXPECT_FALSE(control_message(bytes + "x"));
  EXPECT_FALSE(control_message(bytes.substr(1)));
}

}  // namespace
}  // namespace trawl::scanner
