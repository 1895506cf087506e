// Stores of Outlook made in each of the three layouts.
#include <gtest/gtest.h>

#include "tests/extractors/pst_books.h"

namespace trawl::extractors {
namespace {

constexpr PstEncoding kEncodings[] = {PstEncoding::none, PstEncoding::permute, PstEncoding::cyclic};

TEST(Pst, ItemsOfEveryLayoutAndEncodingAreReadByFolderAndNumber) {
  for (const PstLayout& layout : kLayouts) {
    for (const PstEncoding encoding : kEncodings) {
      PstBook made = book(layout, {{"Inbox", {mail("Boiler", "Ask Mrs Plumtree"), mail("Rota", "for Mr Ashdown")}},
                                   {"Staff", {}, {mail("View", "")}, {{"Leavers", {mail("Keys", "from Kit Marsh")}}}}});
      made.encoding = encoding;
      const SeenPart seen = read_bytes(pst_of(made), "mail.pst");
      EXPECT_EQ(seen.outcome, Outcome{});
      EXPECT_EQ(seen.parts.size(), 4u);
      EXPECT_TRUE(holds(text_of(seen, "Inbox/1"), "Mrs Plumtree"));
      EXPECT_TRUE(holds(text_of(seen, "Inbox/2"), "Mr Ashdown"));
      EXPECT_TRUE(holds(text_of(seen, "Staff/associated/1"), "View"));
      EXPECT_TRUE(holds(text_of(seen, "Staff/Leavers/1"), "Kit Marsh"));
      EXPECT_EQ(seen.find("Inbox/1")->header.media_type, "application/vnd.ms-outlook");
      EXPECT_TRUE(holds(seen.text(), "Leavers"));
    }
  }
}

TEST(Pst, AnItemIsReadAsFromAFileOfItsOwn) {
  const std::string headers = wide("Return-Path: <kit@example.org>\r\nX-Desk: 4711\r\n");
  const std::string members = std::string(4, '\0') +
                              "\x81\x2B\x1F\xA4\xBE\xA3\x10\x19\x9D\x6E\x00\xDD\x01\x0F\x54\x02"s + "\0\0\x01\x90"s +
                              wide("Kit Marsh\0SMTP\0marsh@example.org\0"s);
  const std::vector<test::PstValue> values = {pst_text(kSubject, "Rota"),
                                              pst_text(kBody, "see page 2"),
                                              {0x007D, 0x1F, headers},
                                              {0x3A1C, 0x1F, wide("07700 900123")},
                                              {0x1013, 0x102, "<p>see <b>page</b> 2</p>"},
                                              {0x8000, 0x102, members},
                                              pst_number(0x3FDE, 65001)};
  const std::vector<test::PstValue> recipient = {pst_text(0x3001, "Mrs Plumtree"), pst_text(0x39FE, "plum@example.org"),
                                                 pst_number(0x0C15, 2)};
  const std::string set("\x04\x20\x06\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", 16), names = test::le32(0x8055) + test::le32(6);
  std::vector<test::CompoundNode> streams, row;
  const auto hex = [](std::uint32_t tag) {
    std::string out;
    for (int shift = 28; shift >= 0; shift -= 4) out += "0123456789ABCDEF"[tag >> shift & 15];
    return out;
  };
  const auto split = [&](const std::vector<test::PstValue>& from, std::size_t header,
                         std::vector<test::CompoundNode>& to) {
    std::string fixed(header, '\0');
    for (const test::PstValue& value : from) {
      const std::uint32_t tag = std::uint32_t{value.id} << 16 | value.type;
      if (value.type == 3)
        fixed += test::le32(tag) + test::le32(6) + value.bytes + test::le32(0);
      else
        to.push_back(test::stream_node("__substg1.0_" + hex(tag), value.bytes));
    }
    to.push_back(test::stream_node("__properties_version1.0", fixed));
  };
  split(values, 32, streams);
  split(recipient, 8, row);
  streams.push_back(test::storage_node("__recip_version1.0_#00000000", row));
  streams.push_back(test::storage_node("__nameid_version1.0", {test::stream_node("__substg1.0_00020102", set),
                                                               test::stream_node("__substg1.0_00030102", names),
                                                               test::stream_node("__substg1.0_00040102", "")}));
  const SeenPart alone = read_bytes(test::compound_of(streams), "item.msg");
  PstBook made = book(test::kPstUnicode, {{"Inbox", {{values, {recipient}}}}});
  made.sets = set;
  made.names = names;
  const SeenPart seen = read_bytes(pst_of(made));
  const SeenPart* item = seen.find("Inbox/1");
  ASSERT_NE(item, nullptr);
  const auto lines = [](const SeenPart& part) {
    std::vector<std::string> all;
    for (const test::SeenBlock& block : part.blocks) all.push_back(block.label + "|" + block.anchor + "|" + block.text);
    std::sort(all.begin(), all.end());
    return all;
  };
  EXPECT_EQ(lines(*item), lines(alone));
  EXPECT_TRUE(holds(item->text(), "Kit Marsh <marsh@example.org>"));
  EXPECT_TRUE(holds(item->text(), "Mrs Plumtree <plum@example.org>"));
}

TEST(Pst, AttachmentsOfEveryKindAreParts) {
  std::string table = "name,post\n";
  while (table.size() < 300'000) table += "Plumtree,m" + std::to_string(table.size()) + "@example.org\n";
  PstMessage inner = mail("Fwd", "call Mr Ashdown");
  for (const PstLayout& layout : kLayouts) {
    const PstMessage message{
        {pst_text(kSubject, "Files")},
        {},
        {{{pst_text(0x3707, "note.txt"), pst_number(0x3705, 1)}, "Kit Marsh"},
         {{pst_text(0x3707, "long.csv"), pst_number(0x3705, 1)}, table},
         {{pst_text(0x3001, "Fwd"), pst_number(0x3705, 5)}, {}, {inner}},
         {{pst_text(0x3707, "far.doc"), pst_text(0x370D, "S:\\Ashdown\\far.doc"), pst_number(0x3705, 2)}}}};
    const SeenPart seen = read_bytes(pst_of(book(layout, {{"Inbox", {message}}})));
    EXPECT_TRUE(holds(text_of(seen, "Inbox/1/note.txt"), "Kit Marsh"));
    const SeenPart* item = seen.find("Inbox/1");
    ASSERT_NE(item, nullptr);
    EXPECT_TRUE(holds(text_of(seen, "Inbox/1/long.csv"), "m299"));
    EXPECT_EQ(item->find("long.csv")->outcome, Outcome{});
    EXPECT_TRUE(holds(text_of(seen, "Inbox/1/Fwd.msg"), "call Mr Ashdown"));
    EXPECT_TRUE(holds(item->text(), "S:\\Ashdown\\far.doc"));
    EXPECT_EQ(item->find("far.doc")->outcome.kind, OutcomeKind::skipped);
  }
}

TEST(Pst, ThousandsOfItemsAndLongBodiesAreRead) {
  std::string body;
  for (int line = 0; body.size() < 100'000; ++line) body += "line " + std::to_string(line) + "\n";
  for (const PstLayout& layout : kLayouts) {
    std::vector<PstMessage> items(1500, mail("Rota", "w"));
    items.push_back(mail("Last", body + "Plumtree"));
    const SeenPart seen = read_bytes(pst_of(book(layout, {{"Inbox", items}})));
    EXPECT_EQ(seen.outcome, Outcome{});
    EXPECT_EQ(seen.parts.size(), 1501u);
    EXPECT_TRUE(holds(text_of(seen, "Inbox/1501"), "Plumtree"));
  }
}

TEST(Pst, TheMarkBeforeASubjectIsNoText) {
  const SeenPart seen = read_bytes(pst_of(book(test::kPstUnicode, {{"Inbox", {mail("\x01\x05RE: Rota", "")}}})));
  const SeenPart* item = seen.find("Inbox/1");
  ASSERT_NE(item, nullptr);
  EXPECT_NE(item->block("RE: Rota"), nullptr) << item->text();
}

TEST(Pst, APasswordIsNotNeeded) {
  PstBook made = book(test::kPstUnicode, {{"Inbox", {mail("Rota", "for Mr Ashdown")}}});
  made.store = {pst_number(0x67FF, 0xDEADBEEF)};
  EXPECT_TRUE(holds(text_of(read_bytes(pst_of(made)), "Inbox/1"), "Mr Ashdown"));
}

TEST(Pst, WhatAFolderListsIsComparedWithWhatIsThere) {
  PstMessage gone = mail("Gone", ""), deleted = mail("Deleted", "from Kit Marsh");
  gone.there = false;
  deleted.listed = false;
  PstFolder lost{"Leavers", {mail("Keys", "Mr Ashdown")}};
  lost.listed = false;
  PstFolder miscounted{"Sent", {mail("Rota", "")}};
  miscounted.count = 7;
  for (const PstLayout& layout : kLayouts) {
    const SeenPart seen = read_bytes(pst_of(book(layout, {{"Inbox", {gone, deleted}}, lost, miscounted})));
    EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
    EXPECT_TRUE(holds(seen.outcome.reason, "counts more or fewer items than it lists")) << seen.outcome.reason;
    const SeenPart* listed = seen.find("Inbox/1");
    ASSERT_NE(listed, nullptr);
    EXPECT_EQ(listed->outcome.kind, OutcomeKind::damaged);
    EXPECT_TRUE(holds(text_of(seen, "Inbox/not listed/1"), "Kit Marsh"));
    EXPECT_TRUE(holds(text_of(seen, "Leavers/1"), "Mr Ashdown"));
  }
}

TEST(Pst, IsRefusedWhereItIsNone) {
  EXPECT_EQ(read_bytes("!BDN"s, "mail.pst").outcome.kind, OutcomeKind::damaged);
  std::string file = pst_of(many(test::kPstUnicode, 1));
  file[513] = '\x10';
  EXPECT_EQ(read_bytes(file, "mail.pst").outcome.kind, OutcomeKind::encrypted);
}

}  // namespace
}  // namespace trawl::extractors
