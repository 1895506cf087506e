// Stores of Outlook made in each of the three layouts, sound and broken.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <random>

#include "core/descriptor.h"
#include "extractors/pst_file.h"
#include "tests/support/pst_bytes.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace std::string_literals;
using test::pst_number;
using test::pst_of;
using test::pst_text;
using test::PstAttachment;
using test::PstBook;
using test::PstFolder;
using test::PstMessage;
using test::PstWriter;
using test::read_bytes;
using test::SeenPart;
using test::wide;

constexpr PstLayout kLayouts[] = {test::kPstAnsi, test::kPstUnicode, test::kPstLarge};
constexpr PstEncoding kEncodings[] = {PstEncoding::none, PstEncoding::permute, PstEncoding::cyclic};
constexpr std::uint16_t kSubject = 0x0037, kBody = 0x1000;

PstMessage mail(std::string_view subject, std::string_view body) {
  return {{pst_text(kSubject, subject), pst_text(kBody, body)}};
}

PstBook book(const PstLayout& layout, std::vector<PstFolder> folders) {
  PstBook made;
  made.layout = layout;
  made.folders = std::move(folders);
  return made;
}

std::string text_of(const SeenPart& seen, std::string_view path) {
  const SeenPart* part = seen.find(path);
  EXPECT_NE(part, nullptr) << path;
  return part == nullptr ? std::string() : part->text(true);
}

bool holds(const std::string& text, std::string_view token) {
  return text.find(token) != text.npos;
}

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

// --- damage ---------------------------------------------------------------------------------------------

PstBook many(const PstLayout& layout, std::size_t items) {
  std::vector<PstMessage> all;
  for (std::size_t i = 0; i < items; ++i) all.push_back(mail("Rota", "token" + std::to_string(i) + "."));
  return book(layout, {{"Inbox", all}});
}

std::size_t tokens_in(const SeenPart& seen, std::size_t items) {
  const std::string text = seen.text(true);
  std::size_t found = 0;
  for (std::size_t i = 0; i < items; ++i) found += holds(text, "token" + std::to_string(i) + ".");
  return found;
}

// Offsets of the pages of both trees.
std::vector<std::size_t> pages_of(const PstLayout& layout, std::string_view file) {
  std::vector<std::size_t> pages;
  for (std::size_t at = 0; at + layout.page <= file.size(); at += 512) {
    const PstTrailer trailer = pst_trailer(layout, file.substr(at + layout.page_trailer));
    const bool is_page = trailer.head == 0x8080 || trailer.head == 0x8181;
    if (is_page && trailer.checksum == pst_checksum(file.substr(at, layout.page_trailer))) pages.push_back(at);
  }
  return pages;
}

TEST(Pst, ABrokenPageOfATreeCostsNoMoreThanItsOwnNodes) {
  constexpr std::size_t kItems = 120;
  for (const PstLayout& layout : kLayouts) {
    const std::string whole = pst_of(many(layout, kItems));
    const std::vector<std::size_t> pages = pages_of(layout, whole);
    ASSERT_GE(pages.size(), 4u);
    for (const std::size_t page : pages) {
      std::string broken = whole;
      broken.replace(page, layout.page, layout.page, '\0');
      const SeenPart seen = read_bytes(broken, "mail.pst");
      const std::size_t in_page = layout.page_entries / (layout.word * 4);  // nodes of one page
      EXPECT_GE(tokens_in(seen, kItems) + in_page, kItems) << "page at " << page;
      EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly) << "page at " << page;
    }
  }
}

TEST(Pst, BlocksAreFoundWithoutTheirTree) {
  constexpr std::size_t kItems = 60;
  for (const PstLayout& layout : kLayouts) {
    std::string file = pst_of(many(layout, kItems));
    for (const std::size_t page : pages_of(layout, file)) {
      if (file[page + layout.page_trailer] == '\x80') file.replace(page, layout.page, layout.page, '\0');
    }
    const SeenPart seen = read_bytes(file, "mail.pst");
    EXPECT_EQ(tokens_in(seen, kItems), kItems);
    EXPECT_TRUE(holds(seen.outcome.reason, "index of the store is damaged")) << seen.outcome.reason;
  }
}

TEST(Pst, ABrokenHeaderDoesNotHideWhatIsBehindIt) {
  constexpr std::size_t kItems = 20;
  for (const PstLayout& layout : kLayouts) {
    const std::string whole = pst_of(many(layout, kItems));
    std::string no_version = whole, no_roots = whole;
    no_version.replace(10, 2, "\x77\x77");
    no_roots.replace(layout.wide() ? 216 : 184, 32, 32, '\x5A');
    for (const std::string& broken : {no_version, no_roots}) {
      const SeenPart seen = read_bytes(broken, "mail.pst");
      EXPECT_EQ(tokens_in(seen, kItems), kItems);
      EXPECT_TRUE(holds(seen.outcome.reason, "header of the store is damaged")) << seen.outcome.reason;
    }
  }
}

TEST(Pst, ADamagedBlockIsReadAndSaidToBeDamaged) {
  PstBook made = book(test::kPstUnicode, {{"Inbox", {mail("Rota", std::string(5000, 'a') + " Plumtree")}}});
  made.encoding = PstEncoding::none;
  std::string file = pst_of(made);
  const std::size_t at = file.find(wide("aaaaaaaaaaaa"));
  ASSERT_NE(at, file.npos);
  file.replace(at, 16, 16, '\x21');
  const SeenPart seen = read_bytes(file);
  const SeenPart* item = seen.find("Inbox/1");
  ASSERT_NE(item, nullptr);
  EXPECT_EQ(item->outcome.kind, OutcomeKind::partly);
  EXPECT_TRUE(holds(item->text(), "Plumtree"));
}

TEST(Pst, AStoreThatIsCutShortGivesWhatItHolds) {
  constexpr std::size_t kItems = 40;
  for (const PstLayout& layout : kLayouts) {
    const std::string whole = pst_of(many(layout, kItems));
    for (std::size_t size = 0; size < whole.size(); size += 4099) {
      const SeenPart seen = read_bytes(std::string_view(whole).substr(0, size), "mail.pst");
      EXPECT_TRUE(size < 4 || seen.outcome.kind != OutcomeKind::read) << size;
    }
  }
}

TEST(Pst, RandomHolesCostFewWordsAndNoCrash) {
  constexpr std::size_t kItems = 200;
  std::mt19937 random(20261128);
  for (const PstLayout& layout : kLayouts) {
    const std::string whole = pst_of(many(layout, kItems));
    std::size_t kept = 0;
    for (int copy = 0; copy < 20; ++copy) {
      std::string broken = whole;
      for (int hole = 0; hole < 4; ++hole) {
        const std::size_t at = 0x4600 + random() % (broken.size() - 0x4600 - 16);
        for (std::size_t i = 0; i < 16; ++i) broken[at + i] = static_cast<char>(random());
      }
      kept += tokens_in(read_bytes(broken, "mail.pst"), kItems);
    }
    EXPECT_GT(kept, kItems * 20 * 98 / 100);
  }
}

// --- hostile --------------------------------------------------------------------------------------------

// A store with one more message, whose data and subnodes the test makes.
template <typename Make>
SeenPart read_with(const PstLayout& layout, const Make& make) {
  PstBook made = book(layout, {{"Inbox", {mail("Rota", "for Mr Ashdown")}}});
  PstWriter writer(made);
  writer.node(0x300004, make(writer), 0x8082);
  const SeenPart seen = read_bytes(writer.write(), "mail.pst");
  EXPECT_TRUE(holds(seen.text(true), "Mr Ashdown"));
  return seen;
}

TEST(PstHostile, BlocksThatListThemselvesEnd) {
  for (const PstLayout& layout : kLayouts) {
    read_with(layout, [&](PstWriter& writer) {
      std::string list = "\x01\x02"s + test::le16(200) + test::le32(0xFFFFFFFF);
      for (int i = 0; i < 200; ++i) list += writer.word(0x9002);
      writer.block_as(0x9002, list);
      return PstWriter::Place{0x9002, 0};
    });
  }
}

TEST(PstHostile, SubnodesThatListThemselvesEnd) {
  for (const PstLayout& layout : kLayouts) {
    read_with(layout, [&](PstWriter& writer) {
      std::string list = "\x02\x01"s + test::le16(200) + (layout.wide() ? test::le32(0) : "");
      for (int i = 0; i < 200; ++i) list += writer.word(0x8025) + writer.word(0x9002);
      writer.block_as(0x9002, list);
      PstWriter::Place place = writer.message(mail("Loop", "of subnodes"));
      place.subnodes = 0x9002;
      return place;
    });
  }
}

TEST(PstHostile, AMessageInsideItselfEnds) {
  for (const PstLayout& layout : kLayouts) {
    const SeenPart seen = read_with(layout, [&](PstWriter& writer) {
      const PstWriter::Place data = writer.message(mail("Loop", "in itself"));
      const PstWriter::Place link =
          writer.properties({pst_number(0x3705, 5), {0x3701, 0x0D, test::le32(0x200024) + test::le32(0)}});
      std::string list = "\x02\0"s + test::le16(3) + (layout.wide() ? test::le32(0) : "");
      for (const std::uint32_t id : {0x8005u, 0x8025u})
        list += writer.word(id) + writer.word(link.data) + writer.word(0x9006);
      writer.block_as(0x9002, list);
      writer.block_as(0x9006, "\x02\0"s + test::le16(1) + (layout.wide() ? test::le32(0) : "") + writer.word(0x200024) +
                                  writer.word(data.data) + writer.word(0x9002));
      return PstWriter::Place{data.data, 0x9002};
    });
    EXPECT_LT(seen.count(), 5'000u);
  }
}

TEST(PstHostile, AFolderInsideItselfIsReadOnce) {
  PstWriter writer(book(test::kPstUnicode, {{"Inbox", {mail("Rota", "for Mr Ashdown")}}}));
  writer.node(0x9002, writer.properties({pst_text(0x3001, "Leavers")}), 0x122);
  writer.node(0x900D, writer.table({{0x122, {}}, {0x9002, {}}}), 0);
  const SeenPart seen = read_bytes(writer.write(), "mail.pst");
  EXPECT_EQ(seen.parts.size(), 1u);
  const std::string text = seen.text();
  EXPECT_TRUE(holds(text, "Leavers"));
  EXPECT_EQ(text.find("Leavers"), text.rfind("Leavers"));
}

TEST(PstHostile, AnyBytesBehindAHeaderHaveAnOutcome) {
  std::mt19937 random(7);
  for (const PstLayout& layout : kLayouts) {
    std::string file = pst_of(many(layout, 5));
    for (int round = 0; round < 200; ++round) {
      std::string broken = file;
      for (int i = 0; i < 40; ++i) broken[512 + random() % (broken.size() - 512)] = static_cast<char>(random());
      const SeenPart seen = read_bytes(broken, "mail.pst");
      EXPECT_TRUE(seen.left);
    }
  }
}

// --- nothing lost in silence -----------------------------------------------------------------------------

// The only message of a folder.
const SeenPart* only_item(const SeenPart& seen) {
  const SeenPart* item = seen.find("Inbox/1");
  EXPECT_NE(item, nullptr);
  return item;
}

TEST(Pst, WhatAListSaysOfItemsThatAreGoneIsReadForAllOfThem) {
  constexpr std::size_t kItems = 1'200;
  PstWriter writer(book(test::kPstUnicode, {}));
  std::vector<std::pair<std::uint32_t, std::vector<test::PstValue>>> rows;
  for (std::uint32_t i = 0; i < kItems; ++i) {
    rows.push_back({0x400004 + i * 0x20, {pst_text(kSubject, "token" + std::to_string(i) + ".")}});
  }
  writer.node(0x9002, writer.properties({pst_text(0x3001, "Leavers")}), 0x122);
  writer.node(0x900E, writer.table(rows), 0);
  const SeenPart seen = read_bytes(writer.write(), "mail.pst");
  EXPECT_EQ(seen.parts.size(), kItems);
  EXPECT_EQ(tokens_in(seen, kItems), kItems);
  for (const SeenPart& part : seen.parts) EXPECT_TRUE(holds(part.outcome.reason, "what the list says of it was read"));
}

TEST(Pst, AttachmentsOfAnItemWithDamagedPropertiesAreRead) {
  for (const PstLayout& layout : kLayouts) {
    const SeenPart seen = read_with(layout, [](PstWriter& writer) {
      const PstMessage message{{pst_text(kSubject, "Files")},
                               {{pst_text(0x3001, "Mrs Plumtree")}},
                               {{{pst_text(0x3707, "note.txt"), pst_number(0x3705, 1)}, "Kit Marsh"}}};
      return PstWriter::Place{writer.block(std::string(64, '\x77')), writer.message(message).subnodes};
    });
    EXPECT_TRUE(holds(seen.text(true), "Kit Marsh"));
    EXPECT_TRUE(holds(seen.text(true), "Mrs Plumtree"));
    const SeenPart* item = seen.find("Inbox/not listed/1");
    ASSERT_NE(item, nullptr);
    EXPECT_EQ(item->outcome.kind, OutcomeKind::damaged);
  }
}

TEST(Pst, AnAttachmentWhoseDataAreGoneIsDamaged) {
  const PstMessage message{{pst_text(kSubject, "Files")},
                           {},
                           {{{pst_text(0x3707, "a"), pst_number(0x3705, 5)}},
                            {{pst_text(0x3707, "b"), pst_number(0x3705, 6)}},
                            {{pst_text(0x3707, "c"), pst_number(0x3705, 1), pst_number(0x3701, 0x901F)}},
                            {{pst_text(0x3707, "d"), pst_number(0x3705, 1), pst_number(0x3701, 0x1F60)}},
                            {{pst_text(0x3707, "e"), pst_number(0x3705, 1)}, ""}}};
  const SeenPart seen = read_bytes(pst_of(book(test::kPstUnicode, {{"Inbox", {message}}})));
  const SeenPart* item = only_item(seen);
  ASSERT_EQ(item->parts.size(), 5u);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(item->parts[i].outcome, (Outcome{OutcomeKind::damaged, "attachment without data"})) << i;
  }
  EXPECT_EQ(item->parts[4].outcome, Outcome{});
}

TEST(Pst, AnAttachmentWhoseListOfBlocksIsDamagedIsSaidToBe) {
  const std::string data(300'000, 'a');
  const PstMessage message{{pst_text(kSubject, "x")}, {}, {{{pst_text(0x3707, "long.txt"), pst_number(0x3705, 1)}, data}}};
  std::string file = pst_of(book(test::kPstUnicode, {{"Inbox", {message}}}));
  const std::size_t list = file.find("\x01\x01"s + test::le16(37) + test::le32(300'000));
  ASSERT_NE(list, file.npos);
  file.replace(list + 2, 2, test::le16(5));
  const SeenPart seen = read_bytes(file);
  EXPECT_EQ(only_item(seen)->outcome.kind, OutcomeKind::partly);
}

TEST(Pst, TextsOfAListThatLieOutsideOfItAreSaidToBeMissing) {
  const auto item_with = [](const std::string& value) {
    const SeenPart seen =
        read_bytes(pst_of(book(test::kPstUnicode, {{"Inbox", {{{pst_text(kSubject, "x"), {0x3A58, 0x101F, value}}}}}})));
    return *only_item(seen);
  };
  const SeenPart whole = item_with(test::le32(2) + test::le32(12) + test::le32(18) + wide("Kit") + wide("Jo"));
  EXPECT_EQ(whole.outcome, Outcome{});
  EXPECT_TRUE(holds(whole.text(), "Kit"));
  for (const std::string& value : {test::le32(2) + test::le32(12) + test::le32(999) + wide("Kit") + wide("Jo"),
                                   test::le32(70'000) + test::le32(12) + test::le32(18) + wide("Kit")}) {
    EXPECT_EQ(item_with(value).outcome.kind, OutcomeKind::partly);
  }
}

TEST(Pst, MoreThanTheLimitsIsSaid) {
  ReadOptions few;
  few.limits.members = 3;
  std::vector<PstFolder> folders;
  for (int i = 0; i < 6; ++i) folders.push_back({"Folder " + std::to_string(i)});
  const SeenPart seen = read_bytes(pst_of(book(test::kPstUnicode, folders)), {}, few);
  EXPECT_TRUE(holds(seen.outcome.reason, "more folders than the limit")) << seen.outcome.reason;
  // A file is not held in memory: the limit is for the properties of one item then.
  const PstMessage message{{pst_text(0x1000, std::string(15'500, 'a')), pst_text(0x1001, std::string(3'000, 'b'))}};
  const std::string bytes = pst_of(book(test::kPstUnicode, {{"Inbox", {message}}}));
  const Descriptor file(memfd_create("mail", MFD_CLOEXEC));
  ASSERT_EQ(write(file.number(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  const auto source = file_source(file.number());
  ReadOptions small;
  small.limits.whole_bytes = 30'000;
  test::PartTree tree;
  read_part({}, *source, small, tree);
  EXPECT_EQ(only_item(tree.root)->outcome.kind, OutcomeKind::partly);
}

TEST(Pst, IsRefusedWhereItIsNone) {
  EXPECT_EQ(read_bytes("!BDN"s, "mail.pst").outcome.kind, OutcomeKind::damaged);
  std::string file = pst_of(many(test::kPstUnicode, 1));
  file[513] = '\x10';
  EXPECT_EQ(read_bytes(file, "mail.pst").outcome.kind, OutcomeKind::encrypted);
}

}  // namespace
}  // namespace trawl::extractors
