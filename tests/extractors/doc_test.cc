// DOC: a letter of LibreOffice, and files as Word wrote them, by their structure.
#include <gtest/gtest.h>

#include "tests/support/compound_bytes.h"
#include "tests/support/places.h"
#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using namespace test;
using enum BlockKind;

void put(std::string& bytes, std::size_t at, const std::string& value) {
  if (bytes.size() < at + value.size()) bytes.resize(at + value.size());
  bytes.replace(at, value.size(), value);
}

struct Piece {
  std::uint32_t characters;
  std::uint32_t offset;  // in the text
  bool wide;
};

constexpr std::uint32_t kText = 0x800;  // where the text begins

// A document of Word 97 whose text is these bytes, in these pieces; all of it is the main story.
std::string document(const std::string& text, const std::vector<Piece>& pieces, std::uint32_t flags = 0) {
  std::string places = le32(0), found;
  std::uint32_t total = 0;
  for (const Piece& piece : pieces) {
    total += piece.characters;
    places += le32(total);
    const std::uint32_t at = kText + piece.offset;
    found += le16(0) + le32(piece.wide ? at : 0x40000000 | at * 2) + le16(0);
  }
  const std::string clx = '\2' + le32(places.size() + found.size()) + places + found;
  std::string main(kText, '\0');
  put(main, 0, le16(0xA5EC) + le16(0xC1));
  put(main, 0x0A, le16(flags));
  put(main, 0x18, le32(kText) + le32(kText + text.size()));
  put(main, 0x20, le16(14));
  put(main, 0x3E, le16(22));
  put(main, 0x4C, le32(total));
  put(main, 0x98, le16(93));
  put(main, 0x9A + 33 * 8, le32(0) + le32(clx.size()));
  return compound_of({stream_node("WordDocument", main + text), stream_node("0Table", clx)});
}

// A document of Word 6.
std::string old_document(const std::string& text, std::uint32_t language, std::uint32_t flags = 0) {
  std::string main(0x300, '\0');
  put(main, 0, le16(0xA5DC) + le16(101));
  put(main, 6, le16(language));
  put(main, 0x0A, le16(flags));
  put(main, 0x18, le32(0x300) + le32(0x300 + text.size()));
  put(main, 0x34, le32(text.size()));
  return compound_of({stream_node("WordDocument", main + text)});
}

TEST(Doc, FindsEveryPlaceOfALetter) {
  expect_places(read_bytes(golden("office/letter.doc")), {
      {"Margery Plumtree, NI number QQ 12 34 56 C."},
      {"Spaces   and\ttab and\na new line."},
      {"A note and an endnote."},
      {"Hidden Hollis", text, {}, {}, true},
      {"Deleted Delacroix", text, {}, {}, false, true},
      {"Deleter Dunn", property},
      {"Footnote Fairfax", note, "footnote", "footnote=1"},
      {"Endnote Eastwood", note, "endnote", "endnote=1"},
      {"Comment Colby", comment, "Annotator Archer"},
      {"mailto:link.lambert@example.org", link},
      {"Textbox Thornton", text, "text box"},
      {"Cell Cartwright", cell, "Name"},
      {"07700 900123", cell, "Telephone; Cell Cartwright"},
      {"Header Hathaway", text, "header"},
      {"Footer Fenwick", text, "footer"},
      {"Title Tarrant", property, "title"},
      {"Custom Cawley", property, "Case worker"},
  });
}

TEST(Doc, PiecesOfBothWidthsMakeOneText) {
  const std::string bytes = wide("Plumtree\r") + "Margery \x93";
  expect_places(read_bytes(document(bytes, {{9, 18, false}, {9, 0, true}})), {{"Margery \u201CPlumtree"}});
}

TEST(Doc, TextThatTheDocumentNoLongerRefersToIsHidden) {
  const std::string bytes = "Shown Shaw\rLeft behind was Lionel Lockwood\r";
  expect_places(read_bytes(document(bytes, {{11, 0, false}})),
                {{"Shown Shaw"}, {"Left behind was Lionel Lockwood", text, "earlier version", {}, true}});
}

TEST(Doc, FieldsShowTheirResultAndTellTheirAddress) {
  const std::string bytes =
      "See \x13 HYPERLINK \"mailto:ann@example.org\" \x14"
      "Ann Arkwright\x15 now.\x13 AUTHOR \x13 DATE \x15\x15\r";
  expect_places(read_bytes(document(bytes, {{static_cast<std::uint32_t>(bytes.size()), 0, false}})),
                {{"See Ann Arkwright now."}, {"mailto:ann@example.org", link}, {"DATE", field, "field code"}});
}

TEST(Doc, OldDocumentsAreInTheCodePageOfTheirLanguage) {
  expect_places(read_bytes(old_document("\xC8\xE2\xE0\xED Bell\r", 0x0419)), {{"Иван Bell"}});
}

TEST(Doc, OldDocumentsOfEastAsiaHoldOneOrTwoBytesInEachCharacter) {
  // 16 bits each: the first byte of a character of two stands above the second; 0x10 marks a Western quote.
  const std::string japanese{"\xC7\x8A\x9D\x97 \0R\0\x93\x10\r\0", 12};
  std::string main(0x300, '\0');
  put(main, 0, le16(0xA697) + le16(101));
  put(main, 6, le16(0x0409));
  put(main, 0x0A, le16(0x1000));
  put(main, 0x18, le32(0x300) + le32(0x300 + japanese.size()));
  put(main, 0x34, le32(japanese.size() / 2));
  expect_places(read_bytes(compound_of({stream_node("WordDocument", main + japanese)})), {{"管理 R\""}});
  // Of China or Taiwan, which the charset of a font tells.
  const std::string chinese{"\xB4\xB4\r\0", 4};
  for (const auto& [charset, shown] : {std::pair{'\x86', "创"}, std::pair{'\x88', "斐"}}) {
    const std::string fonts = le16(12) + '\x09' + '\x30' + le16(0) + charset + '\0' + "Font" + '\0';
    std::string other = main;
    put(other, 0, le16(0xA699));
    put(other, 0x1C, le32(0x300 + chinese.size()));
    put(other, 0x34, le32(2));
    put(other, 0x58 + 15 * 8, le32(0x300 + chinese.size()) + le32(fonts.size()));
    expect_places(read_bytes(compound_of({stream_node("WordDocument", other + chinese + fonts)})), {{shown}});
  }
}

TEST(Doc, DocumentsOfWordTwoAreFilesOfTheirOwn) {
  const std::string body = "Margery \xA3" "5\rName\7Ada Quill\7\7Header Hathaway\r";
  std::string main(0x180, '\0');
  put(main, 0, le16(0xA5DB) + le16(45));
  put(main, 6, le16(0x0809));
  put(main, 0x18, le32(0x180) + le32(0x180 + body.size()));
  put(main, 0x34, le32(body.size() - 16) + le32(0) + le32(16));
  const std::string headers = le32(0) + le32(16) + le32(16);
  put(main, 0x58 + 11 * 6, le32(0x180 + body.size()) + le16(headers.size()));
  expect_places(read_bytes(main + body + headers), {{"Margery £5"}, {"Ada Quill", cell}, {"Header Hathaway", text, "header"}});
  put(main, 0x0A, le16(0x100));
  EXPECT_EQ(read_bytes(main + body).outcome.kind, OutcomeKind::encrypted);
  put(main, 0x0A, le16(0));
  put(main, 0x18, le32(1u << 30) + le32(1u << 31));
  EXPECT_TRUE(read_bytes(main + body).blocks.empty());
}

TEST(Doc, PicturesTellTheirAlternativeText) {
  const std::string words = wide("Portrait of Ada Quill") + std::string(2, '\0');
  const std::string property = le16(0xC381) + le32(words.size()) + words;
  const std::string shape = le16(1 << 4 | 3) + le16(0xF00B) + le32(property.size()) + property;
  const std::string records = le16(0xF) + le16(0xF004) + le32(shape.size()) + shape;
  std::string header = le32(0x44 + records.size()) + le16(0x44) + le16(0x64);
  header.resize(0x44);
  std::string main(kText, '\0');
  put(main, 0, le16(0xA5EC) + le16(0xC1));
  const auto stream = [&](const std::string& data) {
    return read_bytes(compound_of({stream_node("WordDocument", main), stream_node("Data", data)}));
  };
  EXPECT_NE(block_with(stream("xx" + header + records), {"Portrait of Ada Quill", field, "alternative text"}), nullptr);
  EXPECT_TRUE(stream(header).blocks.empty());
}

TEST(Doc, AMarkOutOfOrderAmongThePiecesCostsOnePiece) {
  std::string bytes = document("Margery Plumtree\rAda Quill\r", {{8, 0, false}, {9, 8, false}, {10, 17, false}});
  const std::size_t at = bytes.find(le32(8) + le32(17));
  ASSERT_NE(at, std::string::npos);
  put(bytes, at, le32(99));
  const SeenPart seen = read_bytes(bytes);
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(seen.text().find("Ada Quill"), std::string::npos);
}

TEST(Doc, AFileThatWasCutBeforeItsDirectoryTellsItsText) {
  // Programs write the main stream first and the directory last.
  for (const bool two_bytes : {false, true}) {
    const std::string words = two_bytes ? wide("Margery Plumtree\r") : std::string("Margery Plumtree\r");
    std::string main(kText, '\0');
    put(main, 0, le16(0xA5EC) + le16(0xC1));
    put(main, 0x18, le32(kText) + le32(kText + words.size()));
    put(main, 0x20, le16(14));
    put(main, 0x3E, le16(22));
    put(main, 0x4C, le32(17));
    std::string header = std::string(kCompoundMagic) + std::string(16, '\0') + le16(0x3E) + le16(3) + le16(0xFFFE) +
                         le16(9) + le16(6) + std::string(10, '\0') + le32(1) + le32(900) + le32(0) + le32(4096);
    header.resize(512, '\xFF');
    const SeenPart seen = read_bytes(header + main + words, "letter.doc");
    EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
    EXPECT_NE(seen.text().find("Margery Plumtree"), std::string::npos) << seen.outcome.reason;
    EXPECT_EQ(read_bytes(header + std::string(2000, 'x'), "letter.doc").outcome.kind, OutcomeKind::damaged);
  }
}

TEST(Doc, TablesOfOldDocumentsAreRows) {
  const SeenPart seen = read_bytes(old_document("Name\7Town\7\7Ada Quill\7Ludlow\7\7After\r", 0x0809));
  expect_places(seen, {{"Ada Quill", cell, "Name"}, {"Ludlow", cell, "Town; Ada Quill"}, {"After"}});
}

TEST(Doc, LockedDocumentsAreEncrypted) {
  EXPECT_EQ(read_bytes(document("noise", {{5, 0, false}}, 0x100)).outcome.kind, OutcomeKind::encrypted);
  EXPECT_EQ(read_bytes(old_document("noise", 0x0809, 0x100)).outcome.kind, OutcomeKind::encrypted);
}

TEST(Doc, PiecesThatLieAboutTheTextAreSaid) {
  const std::string bytes = "Margery Plumtree\r";
  EXPECT_EQ(read_bytes(document(bytes, {{1u << 28, 0, false}})).outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(read_bytes(document(bytes, std::vector<Piece>(20'000, {17, 0, false}))).outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(read_bytes(document(bytes, {})).outcome.kind, OutcomeKind::partly);
}

TEST(Doc, StreamsThatAreNoDocumentAreDamaged) {
  EXPECT_EQ(read_bytes(compound_of({stream_node("WordDocument", "short")})).outcome.kind, OutcomeKind::damaged);
  EXPECT_EQ(read_bytes(compound_of({stream_node("WordDocument", std::string(5000, 'x'))})).outcome.kind,
            OutcomeKind::damaged);
}

TEST(Doc, ManyOpenFieldsEndWell) {
  const std::string bytes = std::string(50'000, '\x13') + "Inner Ingham\r";
  const SeenPart seen = read_bytes(document(bytes, {{static_cast<std::uint32_t>(bytes.size()), 0, false}}));
  EXPECT_NE(seen.text().find("Inner Ingham"), std::string::npos);
}

}  // namespace
}  // namespace trawl::extractors
