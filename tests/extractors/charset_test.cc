// Text of any charset comes out as UTF-8, by what it declares or by what it looks like.
#include "extractors/charset.h"

#include <gtest/gtest.h>

#include "core/utf8.h"
#include "extractors/charset_latin.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace std::string_literals;

std::string wide(std::string_view ascii, std::size_t unit, bool big) {
  std::string text;
  for (const char c : ascii) {
    const std::string zeros(unit - 1, '\0');
    text += big ? zeros + c : c + zeros;
  }
  return text;
}

struct Case {
  const char* says;
  std::string bytes;
  std::string declared;
  std::string text;
};
class Decodes : public testing::TestWithParam<Case> {};
TEST_P(Decodes, ToUtf8) {
  EXPECT_EQ(to_utf8(GetParam().bytes, GetParam().declared), GetParam().text) << GetParam().says;
}

const Case kCases[] = {
    {"nothing", "", "utf-16", ""},
    {"ascii", "plain", "", "plain"},
    {"utf-8", "caf\xC3\xA9", "", "caf\xC3\xA9"},
    {"utf-8 that is declared as something else", "caf\xC3\xA9", "iso-8859-1", "caf\xC3\xA9"},
    {"utf-8 with a mark", "\xEF\xBB\xBFx", "", "x"},
    {"utf-16 with a mark", "\xFF\xFE" + wide("hi there", 2, false), "", "hi there"},
    {"utf-16, big-endian", "\xFE\xFF" + wide("hi there", 2, true), "", "hi there"},
    {"utf-16 without a mark", wide("Hello, Jo", 2, false), "", "Hello, Jo"},
    {"utf-16 without a mark, big-endian", wide("Hello, Jo", 2, true), "", "Hello, Jo"},
    {"utf-32 without a mark", wide("Hello, Jo", 4, false), "", "Hello, Jo"},
    {"utf-32 with a mark", "\xFF\xFE\0\0"s + wide("hi", 4, false), "", "hi"},
    {"declared", "\xCF\xF0\xE8\xE2\xE5\xF2", "windows-1251", "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82"},
    {"latin-1 means windows", "\x93x\x94", "ISO-8859-1", "\xE2\x80\x9Cx\xE2\x80\x9D"},
    {"a label in quotes", "\xE9t\xE9", "\"iso-8859-1\"", "\xC3\xA9t\xC3\xA9"},
    {"declared as utf-8, which it is not", "Caf\xE9 in town", "utf-8", "Caf\xC3\xA9 in town"},
    {"declared as what nobody knows", "Caf\xE9 in town", "x-none", "Caf\xC3\xA9 in town"},
    {"declared as ascii, with more",
     "cost \xA3"
     "5",
     "us-ascii",
     "cost \xC2\xA3"
     "5"},
    {"iso-2022-jp by its escapes", "\x1B$B$3$s\x1B(B", "", "\xE3\x81\x93\xE3\x82\x93"},
    {"escapes of a terminal", "\x1B[31mred", "", "\x1B[31mred"},
    {"shift_jis", "\x82\xB1\x82\xF1", "shift_jis", "\xE3\x81\x93\xE3\x82\x93"},
    {"windows-1252",
     "Ren\xE9"
     "e \x96 \x93quoted\x94, \xA3"
     "5",
     "",
     "Ren\xC3\xA9"
     "e \xE2\x80\x93 \xE2\x80\x9Cquoted\xE2\x80\x9D, \xC2\xA3"
     "5"},
    {"one line of another charset among utf-8", "caf\xC3\xA9\nna\xEFve\n", "", "caf\xC3\xA9\nna\xC3\xAFve\n"},
    {"a character cut short", "caf\xC3\xA9 \xE2\x82", "utf-8", "caf\xC3\xA9 \xC3\xA2\xE2\x80\x9A"},
};
INSTANTIATE_TEST_SUITE_P(Charset, Decodes, testing::ValuesIn(kCases));

TEST(Charset, FindsItsNameInAMediaType) {
  EXPECT_EQ(declared_charset("text/plain; charset=\"UTF-8\"; format=flowed"), "utf-8");
  EXPECT_EQ(declared_charset("text/plain"), "");
  EXPECT_EQ(declared_charset("koi8-r"), "koi8-r");
}

// The same words as Windows, DOS and the Macintosh wrote them.
TEST(LatinCharset, TellsWindowsDosAndMacintoshApart) {
  const struct {
    std::string_view bytes, charset;
  } cases[] = {
      {"Price: \xA3"
       "25.00 each",
       "windows-1252"},
      {"Price: \x9C"
       "25.00 each",
       "ibm-850"},
      {"The caf\xE9 in Zo\xEB\x92s street", "windows-1252"},
      {"The caf\x82 in Zo\x89's street", "ibm-850"},
      {"The caf\x8E in Zo\x91\xD5s street", "macintosh"},
      {"Jos\xE9 \xD1u\xF1"
       "ez",
       "windows-1252"},
      {"Jos\x82 \xA5u\xA4"
       "ez",
       "ibm-850"},
      {"Jos\x8E \x84u\x96"
       "ez",
       "macintosh"},
      {"end of the story\x85 Next", "windows-1252"},
  };
  for (const auto& c : cases) EXPECT_EQ(latin_charset(c.bytes), c.charset) << c.bytes;
}

TEST(LatinCharset, TellsWhoseLettersTheyAre) {
  const struct {
    const char* says;
    std::string_view bytes, charset;
  } cases[] = {
      {"Polish, Windows",
       "Szanowna Pani Ma\xB3gorzato, dla \xA3ukasza z \xA3odzi. Stanis\xB3"
       "aw \xAF\xF3\xB3kiewski",
       "windows-1250"},
      {"Polish, ISO",
       "prosz\xEA przes\xB3"
       "a\xE6 za\xB6wiadczenie dla \xA3ukasza Wi\xB6niewskiego",
       "iso-8859-2"},
      {"Polish, DOS",
       "prosz\xA9 przes\x88"
       "a\x86 za\x98wiadczenie dla \x9Dukasza Wi\x98niewskiego",
       "ibm-852"},
      {"Turkish",
       "Say\xFDn G\xFCl\xFE"
       "en Han\xFDm, \xDD"
       "brahim \xC7"
       "a\xF0lar",
       "windows-1254"},
      {"Lithuanian",
       "pra\xF0ome atsi\xF8sti pa\xFEym\xE0 apie \xD0"
       "ar\xFBn\xE0 \xDEukausk\xE0 i\xF0",
       "windows-1257"},
      {"Icelandic is not Turkish",
       "Gu\xF0r\xFAn \xDE\xF3r\xF0"
       "ard\xF3ttir og Sigur\xF0ur \xC6gisson",
       "windows-1252"},
      {"French with many accents",
       "Ch\xE8re H\xE9l\xE8ne, voil\xE0 le re\xE7u sign\xE9, l'h\xF4tel a \xE9t\xE9 r\xE9gl\xE9", "windows-1252"},
      {"the same on a Macintosh",
       "Ch\x8Fre H\x8El\x8Fne, voil\x88 le re\x8Du sign\x8E, l'h\x99tel a \x8Et\x8E r\x8Egl\x8E", "macintosh"},
  };
  for (const auto& c : cases) EXPECT_EQ(latin_charset(c.bytes), c.charset) << c.says;
}

TEST(LatinCharset, LeavesOtherScriptsAlone) {
  EXPECT_EQ(latin_charset("\xCF\xF0\xE8\xE2\xE5\xF2 \xEC\xE8\xF0"), "");
}

// A text in pieces comes out as the whole does, wherever the pieces are cut.
TEST(TextReader, GivesTheSameTextInPieces) {
  const std::string sample =
      "Zo\xC3\xAB paid \xE2\x82\xAC 5 for \xF0\x9F\x98\x80.\nNext line, longer than a piece is.\n";
  for (const std::string& bytes :
       {sample, "\xFF\xFE" + wide("Jo and Al went on.\n", 2, false), "caf\xE9\nna\xEFve \n"s}) {
    const std::string expected = to_utf8(bytes);
    for (std::uint64_t block = 64; block < 400; block += 4) {
      Limits limits;
      limits.block_bytes = block;
      const auto source = memory_source(bytes);
      TextReader reader(*source, {}, limits);
      std::string text;
      for (auto piece = reader.next(); piece && !piece->empty(); piece = reader.next()) {
        EXPECT_TRUE(valid_utf8(*piece));
        text += *piece;
      }
      EXPECT_EQ(text, expected) << block;
    }
  }
}

TEST(TextReader, NoticesLateThatATextIsNotUtf8) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "only letters here\n";
  const auto part = test::read_bytes(text + "caf\xE9 au lait, s'il vous pla\xEEt\n", "a.txt");
  EXPECT_TRUE(part.blocks.back().text.ends_with("caf\xC3\xA9 au lait, s'il vous pla\xC3\xAEt\n"));
  EXPECT_EQ(part.blocks.back().line + static_cast<std::uint64_t>(std::count(part.blocks.back().text.begin(),
                                                                            part.blocks.back().text.end(), '\n')),
            100'002u);
}

}  // namespace
}  // namespace trawl::extractors
