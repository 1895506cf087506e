// Stores of Outlook that are damaged, hostile or larger than the limits: what is left is read, what is not is said.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <random>

#include "core/descriptor.h"
#include "tests/extractors/pst_books.h"

namespace trawl::extractors {
namespace {

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

}  // namespace
}  // namespace trawl::extractors
