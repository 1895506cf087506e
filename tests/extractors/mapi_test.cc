// Items of Outlook: MSG files made with the writer of compound files, TNEF streams made here, compressed RTF.
#include <gtest/gtest.h>

#include "extractors/compound_writer.h"
#include "extractors/lzfu.h"
#include "extractors/mapi_labels.h"
#include "tests/support/places.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using test::expect_places;
using test::read_bytes;
using test::SeenPart;
using enum BlockKind;
using Kind = CompoundFile::Kind;

std::string number(std::uint64_t value, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}
std::string utf16(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) out += std::string{c, '\0'};
  return out;
}
std::string hex8(std::uint32_t value) {
  std::string out;
  for (int shift = 28; shift >= 0; shift -= 4) out += "0123456789ABCDEF"[value >> shift & 15];
  return out;
}
// FILETIME of a Unix time.
std::uint64_t filetime(std::int64_t seconds) { return static_cast<std::uint64_t>(seconds + 11'644'473'600) * 10'000'000; }

CompoundNode stream(std::string name, std::string bytes) { return {std::move(name), Kind::stream, std::move(bytes)}; }
CompoundNode storage(std::string name, std::vector<CompoundNode> children) {
  return {std::move(name), Kind::storage, {}, {}, std::move(children)};
}
CompoundNode tagged(std::uint32_t tag, std::string bytes) {
  return stream("__substg1.0_" + hex8(tag), std::move(bytes));
}
CompoundNode text_property(std::uint16_t id, std::string_view value) {
  return tagged(std::uint32_t{id} << 16 | 0x1F, utf16(value));
}
struct Fixed {
  std::uint32_t tag;
  std::uint64_t value;
};
CompoundNode fixed(std::size_t header, std::initializer_list<Fixed> values) {
  std::string bytes(header, '\0');
  for (const Fixed& value : values) bytes += number(value.tag, 4) + number(6, 4) + number(value.value, 8);
  return stream("__properties_version1.0", bytes);
}
CompoundNode names(std::string_view sets, std::string_view entries, std::string_view texts) {
  return storage("__nameid_version1.0", {stream("__substg1.0_00020102", std::string(sets)),
                                         stream("__substg1.0_00030102", std::string(entries)),
                                         stream("__substg1.0_00040102", std::string(texts))});
}
constexpr std::string_view kAddressSet("\x04\x20\x06\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", 16);
constexpr std::string_view kOneOff("\0\0\0\0\x81\x2B\x1F\xA4\xBE\xA3\x10\x19\x9D\x6E\0\xDD\x01\x0F\x54\x02", 20);

SeenPart read_msg(std::vector<CompoundNode> children) {
  return read_bytes(compound_bytes(storage("Root Entry", std::move(children))).value(), "item.msg");
}
// Compressed RTF without compression.
std::string stored_rtf(std::string_view rtf) {
  return number(rtf.size() + 12, 4) + number(rtf.size(), 4) + "MELA" + number(0, 4) + std::string(rtf);
}

TEST(Msg, AMessageGivesItsHeadersRecipientsAndBodies) {
  const SeenPart seen = read_msg({
      fixed(32, {{0x00390040, filetime(1'700'000'000)}, {0x3FDE0003, 65001}}),
      text_property(0x0037, "Subject Sorrel"), text_property(0x0042, "Frances Fairfax"),
      text_property(0x0065, "/O=ORG/CN=FFAIRFAX"), text_property(0x5D02, "f.fairfax@example.org"),
      text_property(0x0E04, "Tom Tarrant; Uma Underhill"), text_property(0x1000, "Body Bellamy"),
      text_property(0x007D, "X-Secret: Header Hale\r\nCc: \"C. Cole\" <cole@example.org>\r\n\r\n"),
      tagged(0x10130102, "<p>Html Hollis <a href='mailto:h@example.org'>x</a> caf\xC3\xA9</p>"),
      tagged(0x10090102, stored_rtf("{\\rtf1\\ansi Rtf Rowe}")),
      storage("__recip_version1.0_#00000000",
              {fixed(8, {{0x0C150003, 1}}), text_property(0x3001, "Tom Tarrant"), text_property(0x39FE, "tom@example.org"),
               text_property(0x3003, "/O=ORG/CN=TTARRANT")}),
      storage("__recip_version1.0_#00000001",
              {fixed(8, {{0x0C150003, 3}}), text_property(0x3001, "Bea Bond"), text_property(0x3003, "bea@example.org")}),
  });
  expect_places(seen, {
      {"Frances Fairfax <f.fairfax@example.org>", header, "From"},
      {"/O=ORG/CN=FFAIRFAX", header, "From"},
      {"Tom Tarrant <tom@example.org>", header, "To"},
      {"/O=ORG/CN=TTARRANT", header, "To"},
      {"Uma Underhill", header, "To"},
      {"Bea Bond <bea@example.org>", header, "Bcc"},
      {"Subject Sorrel", header, "Subject"},
      {"2023-11-14 22:13:20", header, "Date"},
      {"Header Hale", header, "X-Secret"},
      {"cole@example.org", header, "Cc"},
      {"Body Bellamy", text, {}, "body=text"},
      {"Html Hollis x caf\xC3\xA9", text, {}, "body=html"},
      {"mailto:h@example.org", link},
      {"Rtf Rowe", text, {}, "body=rtf"},
  });
}

TEST(Msg, TextsInBinaryPropertiesAreFound) {
  const SeenPart seen = read_msg({
      text_property(0x1000, "Body Bellamy"),
      tagged(0x0C1D0102, std::string("SMTP:KEY.KEMP@EXAMPLE.ORG\0", 26)),
      tagged(0x67AA0102, std::string("\1\0\2\0", 4) + utf16("Stream Strickland") + std::string("\0\0\x07", 3)),
      tagged(0x300B0102, "\x8F\x01\xE2\x99 abcdefg \x02"),
  });
  EXPECT_NE(seen.text().find("SMTP:KEY.KEMP@EXAMPLE.ORG"), std::string::npos) << seen.text();
  EXPECT_NE(seen.block("Stream Strickland"), nullptr) << seen.text();
}

TEST(Msg, AContactGivesItsFieldsByTheirNames) {
  const std::string entries = number(0x8083, 4) + number(3 << 1 | 0u << 16, 4) +      // 0x8000: an e-mail address
                              number(0, 4) + number((2 << 1 | 1) | 1u << 16, 4) +     // 0x8001: a field of the user's own
                              number(0x80DE, 4) + number(3 << 1 | 2u << 16, 4) +      // 0x8002: a birthday
                              number(0x8055, 4) + number(3 << 1 | 3u << 16, 4) +      // 0x8003: members of a list
                              number(900, 4) + number((2 << 1 | 1) | 4u << 16, 4);    // 0x8004: a name beyond the end
  const std::string one_off = std::string(kOneOff) + "\0\0"s + "\1\x80"s + utf16("Mem Marsh\0"sv) + utf16("SMTP\0"sv) +
                              utf16("marsh@example.org\0"sv);
  const SeenPart seen = read_msg({
      names(kAddressSet, entries, number(18, 4) + utf16("Staff No\0"sv)),
      fixed(32, {{0x3A420040, filetime(10'450'800)}, {0x80020040, filetime(10'454'400)}, {0x80010003, 4711}}),
      text_property(0x3A1C, "07700 900123"), text_property(0x8000, "post@example.org"),
      tagged(0x3A58101F, number(6, 4) + number(10, 4)),
      stream("__substg1.0_3A58101F-00000000", utf16("Kit\0"sv)), stream("__substg1.0_3A58101F-00000001", utf16("Kim\0"sv)),
      tagged(0x80031102, number(0, 8)), stream("__substg1.0_80031102-00000000", one_off),
      tagged(0x3A11001E, "M\xFCller\0"s), text_property(0x6FFF, "Unnamed Unwin"),
  });
  expect_places(seen, {
      {"07700 900123", field, "Mobile telephone"},
      {"post@example.org", field, "E-mail 1"},
      {"1970-05-02", field, "Birthday"},  // midnight of British Summer Time is stored as 23:00 of the day before
      {"4711", field, "Staff No"},
      {"Kit", field, "Children"},
      {"Kim", field, "Children"},
      {"Mem Marsh <marsh@example.org>", field},
      {"M\xC3\xBCller", field, "Last name"},
      {"Unnamed Unwin", field, "property 0x6FFF"},
  });
}

TEST(Msg, AttachmentsAndEmbeddedMessagesAreChildren) {
  const SeenPart seen = read_msg({
      names(kAddressSet, number(0x8083, 4) + number(3 << 1, 4), ""), fixed(32, {}), text_property(0x0037, "Outer"),
      storage("__attach_version1.0_#00000000",
              {fixed(8, {{0x37050003, 1}}), text_property(0x3707, "notes.txt"), tagged(0x37010102, "Attached Atkins")}),
      storage("__attach_version1.0_#00000001",
              {fixed(8, {{0x37050003, 5}}), text_property(0x3001, "Inner item"),
               storage("__substg1.0_3701000D", {fixed(24, {{0x00390040, filetime(1'700'000'000)}}),
                                                text_property(0x0037, "Inner Ives"), text_property(0x8000, "in@example.org")})}),
      storage("__attach_version1.0_#00000002",
              {fixed(8, {{0x37050003, 6}}), text_property(0x3001, "Object"),
               storage("__substg1.0_3701000D", {stream("CONTENTS", "Embedded Eaves")})}),
      storage("__attach_version1.0_#00000003",
              {fixed(8, {{0x37050003, 2}}), text_property(0x370D, "\\\\server\\hr\\linked.doc"), text_property(0x3707, "linked.doc")}),
  });
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read);
  ASSERT_EQ(seen.parts.size(), 4u);
  EXPECT_EQ(seen.parts[0].header.name, "notes.txt");
  EXPECT_EQ(seen.parts[0].text(), "Attached Atkins\n");
  EXPECT_EQ(seen.parts[1].header.name, "Inner item.msg");
  expect_places(seen.parts[1], {{"Inner Ives", header, "Subject"}, {"in@example.org", field, "E-mail 1"},
                                {"2023-11-14", header, "Date"}});
  EXPECT_NE(seen.parts[2].text(true).find("Embedded Eaves"), std::string::npos);
  EXPECT_EQ(seen.parts[3].outcome.kind, OutcomeKind::skipped);
  expect_places(seen, {{"\\\\server\\hr\\linked.doc", link}});
}

TEST(Msg, WhatIsBrokenIsSaid) {
  EXPECT_EQ(read_msg({stream("__properties_version1.0", "short")}).outcome.kind, OutcomeKind::partly);
  const SeenPart rtf = read_msg({fixed(32, {}), text_property(0x0037, "S"), tagged(0x10090102, "too short")});
  EXPECT_EQ(rtf.outcome.kind, OutcomeKind::partly);
  const SeenPart attachment = read_msg({text_property(0x0037, "S"), storage("__attach_version1.0_#00000000", {})});
  ASSERT_EQ(attachment.parts.size(), 1u);
  EXPECT_EQ(attachment.parts[0].outcome.kind, OutcomeKind::damaged);
}

TEST(Msg, MessagesInMessagesEndAtTheLimitOfDepth) {
  CompoundNode inner = storage("__substg1.0_3701000D", {fixed(24, {}), text_property(0x0037, "Innermost")});
  for (int i = 0; i < 20; ++i) {
    inner = storage("__substg1.0_3701000D",
                    {fixed(24, {}), text_property(0x0037, "Level"),
                     storage("__attach_version1.0_#00000000", {fixed(8, {{0x37050003, 5}}), std::move(inner)})});
  }
  inner.name = "Root Entry";
  const SeenPart seen = read_bytes(compound_bytes(inner).value(), "deep.msg");
  EXPECT_EQ(seen.count(), 18u);
  EXPECT_EQ(seen.text(true).find("Innermost"), std::string::npos);
}

TEST(Lzfu, ExamplesOfTheSpecificationAreDecompressed) {
  // [MS-OXRTFCP] 3.1.1 and 3.1.2
  const std::string simple(
      "\x2d\0\0\0\x2b\0\0\0\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\0\x0a\0\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65"
      "\x6c\x09\0\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0", 49);
  const auto read = lzfu_decompressed(simple, 1000);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->rtf, "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
  EXPECT_TRUE(read->whole);
  const std::string crossing(
      "\x1a\0\0\0\x1c\0\0\0\x4c\x5a\x46\x75\xe2\xd4\x4b\x51\x41\0\x04\x20\x57\x58\x59\x5a\x0d\x6e\x7d\x01\x0e\xb0", 30);
  EXPECT_EQ(lzfu_decompressed(crossing, 1000)->rtf, "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
}

TEST(Lzfu, WhatIsCutOrChangedIsNotWhole) {
  const std::string good(
      "\x1a\0\0\0\x1c\0\0\0\x4c\x5a\x46\x75\xe2\xd4\x4b\x51\x41\0\x04\x20\x57\x58\x59\x5a\x0d\x6e\x7d\x01\x0e\xb0", 30);
  EXPECT_TRUE(lzfu_decompressed(good, 1000)->whole);
  for (std::size_t size = 16; size < good.size(); ++size) {
    EXPECT_FALSE(lzfu_decompressed(good.substr(0, size), 1000)->whole) << size;
  }
  std::string changed = good;
  changed[20] = 'V';
  EXPECT_FALSE(lzfu_decompressed(changed, 1000)->whole);
  EXPECT_EQ(lzfu_decompressed(good, 10).error().kind, ErrorKind::over_limit);
  EXPECT_FALSE(lzfu_decompressed(good.substr(0, 15), 1000));
  EXPECT_FALSE(lzfu_decompressed(std::string(40, 'x'), 1000));
}

std::string attribute(char level, std::uint32_t id, std::string_view data) {
  return std::string(1, level) + number(id, 4) + number(data.size(), 4) + std::string(data) + number(0, 2);
}
std::string variable(std::uint32_t tag, std::string_view value, std::string_view name = {}) {
  std::string out = number(tag, 4) + std::string(name) + number(1, 4) + number(value.size(), 4) + std::string(value);
  return out.append((4 - value.size() % 4) % 4, '\0');
}
std::string list(std::initializer_list<std::string> properties) {
  std::string out = number(properties.size(), 4);
  for (const std::string& property : properties) out += property;
  return out;
}
std::string tnef(std::initializer_list<std::string> attributes) {
  std::string out = number(0x223E9F78, 4) + number(1, 2);
  for (const std::string& one : attributes) out += one;
  return out;
}

TEST(Tnef, PropertiesRecipientsAndAttachmentsAreRead) {
  const std::string inner = tnef({attribute(1, 0x69003, list({variable(0x0037001F, utf16("Inner Ives\0"sv))}))});
  const std::string named = std::string(kAddressSet) + number(0, 4) + number(0x8083, 4);
  const std::string own = std::string("\x29\x03\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", 16) + number(1, 4) + number(18, 4) +
                          utf16("Staff No\0"sv) + "\0\0"s;
  const SeenPart seen = read_bytes(tnef({
      attribute(1, 0x69007, number(1251, 4) + number(0, 4)),
      attribute(1, 0x18004, "Old \xCF\xB8\0"s),
      attribute(1, 0x8000, number(4, 2) + number(0, 2) + number(5, 2) + number(14, 2) + "Oona\0SMTP:o@e.org\0"s),
      attribute(1, 0x38005, number(2024, 2) + number(5, 2) + number(1, 2) + number(9, 2) + number(30, 2) + number(0, 4)),
      attribute(1, 0x69003, list({variable(0x1000001E, "Body Bellamy\0"s), variable(0x8001001F, utf16("m@example.org\0"sv), named),
                                  number(0x8002000B, 4) + own + number(1, 4), number(0x3A420040, 4) + number(filetime(0), 8),
                                  variable(0x10090102, stored_rtf("{\\rtf1\\ansi Rtf Rowe}"))})),
      attribute(1, 0x69004, number(1, 4) + list({variable(0x3001001E, "Tom\0"s), variable(0x39FE001E, "tom@example.org\0"s),
                                                number(0x0C150003, 4) + number(2, 4)})),
      attribute(2, 0x69002, std::string(14, '\0')),
      attribute(2, 0x18010, "short.txt\0"s),
      attribute(2, 0x6800F, "Attached Atkins"),
      attribute(2, 0x69005, list({variable(0x3707001F, utf16("long name.txt\0"sv))})),
      attribute(2, 0x69002, std::string(14, '\0')),
      attribute(2, 0x18010, "message\0"s),
      attribute(2, 0x69005, list({variable(0x3701000D, std::string(16, '\7') + inner)})),
  }), "winmail.dat");
  expect_places(seen, {
      {"Old \xD0\x9F\xD1\x91", header, "Subject"},
      {"Oona <o@e.org>", header, "From"},
      {"2024-05-01 09:30", header, "Date"},
      {"Body Bellamy", text},
      {"Rtf Rowe", text},
      {"m@example.org", field, "E-mail 1"},
      {"true", field, "Staff No"},
      {"1970-01-01", field, "Birthday"},
      {"Tom <tom@example.org>", header, "Cc"},
  });
  ASSERT_EQ(seen.parts.size(), 2u);
  EXPECT_EQ(seen.parts[0].header.name, "long name.txt");
  EXPECT_EQ(seen.parts[0].text(), "Attached Atkins\n");
  expect_places(seen.parts[1], {{"Inner Ives", header, "Subject"}});
}

TEST(Tnef, StreamsCutAnywhereAreReadAsFarAsTheyGo) {
  const std::string whole = tnef({attribute(1, 0x18004, "Subject Sorrel\0"s),
                                  attribute(1, 0x69003, list({variable(0x1000001E, "Body\0"s), variable(0x3A11001E, "Last\0"s)})),
                                  attribute(2, 0x6800F, "Attached Atkins")});
  EXPECT_EQ(read_bytes(whole).outcome.kind, OutcomeKind::read);
  for (std::size_t size = 6; size + 2 < whole.size(); ++size) {
    const SeenPart seen = read_bytes(whole.substr(0, size), "winmail.dat");
    EXPECT_NE(seen.outcome.kind, OutcomeKind::damaged) << size;
    const bool has_subject = size >= 6 + 9 + 14;
    EXPECT_EQ(seen.text().find("Subject Sorrel") != std::string::npos, has_subject) << size;
  }
}

TEST(Tnef, CountsAndSizesThatLieAreNotBelieved) {
  for (const std::string& data : {number(0xFFFFFFFF, 4), number(0xFFFFFFFF, 4) + number(0x1000101F, 4) + number(0xFFFFFFFF, 4),
                                  list({number(0x1000001F, 4) + number(1, 4) + number(0xFFFFFFFF, 4)}),
                                  list({number(0x80000003, 4)}), list({number(0x10000077, 4)})}) {
    const SeenPart seen = read_bytes(tnef({attribute(1, 0x69003, data), attribute(1, 0x69004, data)}));
    EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  }
  EXPECT_EQ(read_bytes(tnef({}) + "\1\3\x90\6\0\xFF\xFF\xFF\xFF"s).outcome.kind, OutcomeKind::partly);
}

TEST(MapiLabels, UnknownPropertiesAreNamedByNumber) {
  MapiProperty property;
  property.id = 0x6001;
  EXPECT_EQ(mapi_label(property).label, "property 0x6001");
  property.id = 0x3A08;
  EXPECT_EQ(mapi_label(property).label, "Business telephone");
  property.name = MapiName{};
  property.name->number = 0x8005;
  EXPECT_EQ(mapi_label(property).label, "property 0x8005");
  kAddressSet.copy(property.name->set.data(), 16);
  EXPECT_EQ(mapi_label(property).label, "File as");
}

TEST(MapiValues, AreTextByTheirType) {
  struct Case {
    std::uint16_t type;
    std::string bytes;
    const char* text;
  };
  for (const Case& c : {Case{mapi_int16, number(0xFFFE, 2), "-2"}, Case{mapi_int32, number(70000, 4), "70000"},
                        Case{mapi_int64, number(~0ull, 8), "-1"}, Case{mapi_boolean, number(0, 2), "false"},
                        Case{mapi_currency, number(12'345'600, 8), "1234.56"}, Case{mapi_time, number(0, 8), ""},
                        Case{mapi_time, number(~0ull, 8), ""}, Case{mapi_time, number(filetime(-86400), 8), "1969-12-31 00:00:00"},
                        Case{mapi_double, number(0x3FF8000000000000, 8), "1.5"}, Case{mapi_unicode, utf16("a\0b\0"sv), "a b"},
                        Case{mapi_int32, "x", ""}, Case{mapi_guid, std::string(16, 'x'), ""}, Case{mapi_binary, "x", ""}}) {
    EXPECT_EQ(mapi_value_text(c.bytes, c.type, 1252), c.text) << c.type;
  }
}

}  // namespace
}  // namespace trawl::extractors
