// Formats are told by content; names only between texts that look alike.
#include "extractors/sniff.h"

#include <gtest/gtest.h>

#include <string>

namespace trawl::extractors {
namespace {

using namespace std::string_literals;

Format sniffed(std::string_view bytes, std::string_view name = {}, std::string_view declared = {}) {
  return sniff({bytes, name, declared, true});
}

struct Case {
  const char* says;
  std::string bytes;
  std::string name;
  Format format;
};

class ByContent : public testing::TestWithParam<Case> {};

TEST_P(ByContent, IsRecognised) {
  const Case& c = GetParam();
  EXPECT_EQ(name_of(sniffed(c.bytes, c.name)), name_of(c.format)) << c.says;
  EXPECT_EQ(plain_utf8({c.bytes, c.name, {}, true}), c.format == Format::plain || c.format == Format::empty) << c.says;
}

std::string zip_with(std::initializer_list<std::string> names, std::string data = "") {
  std::string zip;
  for (const std::string& name : names) {
    zip += "PK\3\4\24\0\0\0\0\0\0\0\0\0\0\0\0\0"s;
    zip += std::string(1, static_cast<char>(data.size())) + "\0\0\0"s + std::string(1, static_cast<char>(data.size())) +
           "\0\0\0"s + std::string(1, static_cast<char>(name.size())) + "\0\0\0"s + name + data;
    data.clear();
  }
  return zip;
}

std::string wide(std::string_view ascii) {
  std::string text;
  for (const char c : ascii) text += c + "\0"s;
  return text;
}

std::string compound_with(std::string_view stream) {
  std::string file(512, '\0');
  file.replace(0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
  file[30] = 9;
  std::string directory(512, '\0');
  directory[76] = 1;  // the root's child
  directory.replace(128, stream.size() * 2, wide(stream));
  directory[128 + 64] = static_cast<char>(stream.size() * 2 + 2);
  for (const std::size_t link : {68, 72}) directory.replace(128 + link, 4, "\xFF\xFF\xFF\xFF");
  return file + directory;
}

std::string old_tar() {
  std::string header(512, '\0');
  header.replace(0, 5, "a.txt");
  header.replace(100, 8, "0000644\0"s);
  header.replace(124, 12, "00000000000 ");
  std::uint32_t sum = 8 * ' ';
  for (const char c : header) sum += static_cast<unsigned char>(c);
  char digits[8];
  std::snprintf(digits, sizeof digits, "%06o", sum);
  header.replace(148, 7, std::string(digits) + '\0');
  return header;
}

const Case kCases[] = {
    {"nothing", "", "a.pdf", Format::empty},
    {"pdf", "%PDF-1.4\n", "a.txt", Format::pdf},
    {"pdf behind junk", "HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n1 0 obj\n", "", Format::pdf},
    {"text that names pdf", "The header is %PDF-1.4 as a rule\n", "", Format::plain},
    {"rtf", "{\\rtf1\\ansi x}", "a.doc", Format::rtf},
    {"docx", zip_with({"[Content_Types].xml", "word/document.xml"}), "", Format::docx},
    {"docx, relations first", zip_with({"_rels/.rels", "word/document.xml"}), "", Format::docx},
    {"xlsx", zip_with({"[Content_Types].xml", "xl/workbook.xml"}), "", Format::xlsx},
    {"xlsb", zip_with({"[Content_Types].xml", "xl/workbook.bin"}), "", Format::xlsb},
    {"pptx", zip_with({"[Content_Types].xml", "ppt/presentation.xml"}), "", Format::pptx},
    {"docx, its list of types far behind", zip_with({"docprops/app.xml", "word/document.xml"}), "", Format::docx},
    {"docx, pictures first", zip_with({"word/media/image1.png"}), "a.docx", Format::docx},
    {"pptx, pictures first", zip_with({"ppt/media/image1.png"}), "a.pptx", Format::pptx},
    {"a folder of that name", zip_with({"word/letter.txt"}), "a.zip", Format::zip},
    {"docx by name", zip_with({"[Content_Types].xml", "media/a"}), "a.docx", Format::docx},
    {"odt", zip_with({"mimetype"}, "application/vnd.oasis.opendocument.text"), "", Format::odt},
    {"ods", zip_with({"mimetype"}, "application/vnd.oasis.opendocument.spreadsheet"), "", Format::ods},
    {"odp", zip_with({"mimetype"}, "application/vnd.oasis.opendocument.presentation"), "", Format::odp},
    {"epub", zip_with({"mimetype"}, "application/epub+zip"), "", Format::epub},
    {"epub without its type", zip_with({"META-INF/container.xml"}), "", Format::epub},
    {"iWork", zip_with({"Index/Document.iwa"}), "", Format::iwork},
    {"iWork of 2009", zip_with({"index.xml"}), "cv.pages", Format::iwork},
    {"a page of the web in a zip", zip_with({"index.xml"}), "site.zip", Format::zip},
    {"iWork folder in a zip", zip_with({"cv.pages/Index/Document.iwa"}), "", Format::zip},
    {"metafile", std::string("\1\0\x09\0\0\3\x20\0\0\0", 10), "", Format::wmf},
    {"enhanced metafile", std::string("\1\0\0\0", 4) + std::string(36, '\0') + " EMF", "", Format::emf},
    {"workbook of Excel 4", std::string("\x09\4\6\0\0\0\x10\0\0\0\x0A\0\0\0", 14), "", Format::xls},
    {"word 2003", "<?xml version='1.0'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'/>", "",
     Format::word_xml},
    {"flat package", "<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'/>", "", Format::word_xml},
    {"excel 2003", "<?xml version='1.0'?><ss:Workbook xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'/>", "",
     Format::excel_xml},
    {"zip", zip_with({"a.docx", "b/word/c"}), "a.docx", Format::zip},
    {"empty zip", "PK\5\6" + std::string(18, '\0'), "", Format::zip},
    {"doc", compound_with("WordDocument"), "", Format::doc},
    {"xls", compound_with("Workbook"), "", Format::xls},
    {"xls in capitals", compound_with("WORKBOOK"), "", Format::xls},
    {"ppt", compound_with("PowerPoint Document"), "", Format::ppt},
    {"msg", compound_with("__nameid_version1.0"), "", Format::msg},
    {"encrypted office", compound_with("EncryptedPackage"), "a.docx", Format::encrypted_office},
    {"other compound", compound_with("Contents"), "", Format::compound},
    {"old tar", old_tar(), "", Format::tar},
    {"tar", std::string(257, 'a') + "ustar\0"s + std::string(300, '\0'), "", Format::tar},
    {"gzip", "\x1F\x8B\x08\0\0\0\0\0\0\0"s, "", Format::gzip},
    {"bzip2", "BZh91AY&SYxxxx", "", Format::bzip2},
    {"xz", "\xFD\x37zXZ\0\0"s, "", Format::xz},
    {"zstd", "\x28\xB5\x2F\xFD\0"s, "", Format::zstd},
    {"7z", "7z\xBC\xAF\x27\x1C\0"s, "", Format::seven_zip},
    {"rar", "Rar!\x1A\x07\x01\0"s, "", Format::rar},
    {"iso", std::string(32769, '\0') + "CD001", "", Format::iso},
    {"sqlite", "SQLite format 3\0"s + std::string(84, '\0'), "a.txt", Format::sqlite},
    {"pst", "!BDN\0\0\0\0"s, "", Format::pst},
    {"keepass", "\x03\xD9\xA2\x9A\x67\xFB\x4B\xB5\0"s, "", Format::keepass},
    {"armoured pgp", "-----BEGIN PGP MESSAGE-----\n", "", Format::pgp},
    {"jpeg", "\xFF\xD8\xFF\xE0\0\x10JFIF\0"s, "", Format::jpeg},
    {"program", "MZ\x90\0"s + std::string(80, '\0'), "", Format::executable},
    {"text in capitals MZ", "MZ is how it begins, as a text may too, and it goes on for more than sixty-four bytes.\n",
     "", Format::plain},
    {"ico", "\0\0\1\0\1\0"s, "", Format::icon},
    {"heic", "\0\0\0\x20" "ftypheic"s, "", Format::heif},
    {"djvu", "AT&TFORM\0\0\0\1DJVU"s, "", Format::djvu},
    {"chm", "ITSF\3\0\0\0"s, "", Format::chm},
    {"one", "\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1\x53\x78\xD0\x29\x96\xD3"s, "", Format::onenote},
    {"mp3", "ID3\3\0\0\0\0\0\0"s, "", Format::audio},
    {"text about ID3", "ID3 tags are in many files.\n", "", Format::plain},
    {"mbox", "From a@example.org Mon Jan  1 00:00:00 2001\nSubject: x\n\nhello\n", "", Format::mbox},
    {"prose with From", "From the start it was\nclear: 10:30 was late\n", "", Format::plain},
    {"mail", "Received: from a by b\nFrom: a@example.org\nTo: b@example.org\n\nhello\n", "", Format::eml},
    {"mail without Received", "From: a@example.org\nTo: b@example.org\nSubject: x\n\nhello\n", "", Format::eml},
    {"zip behind something", "\xFE\1\2\3\4 loader PK\3\4"s + std::string(30, '\0') + "PK\1\2 PK\5\6"s + std::string(18, '\0'), "", Format::zip},
    {"no zip behind something", "\xFE\1\2\3\4 loader PK\3\4"s + std::string(30, '\0'), "", Format::unknown},
    {"zip whose members lost their headers", "\xFE\1\2\3\4" + std::string(30, '\0') + "PK\1\2 PK\5\6"s + std::string(18, '\0'), "", Format::zip},
    {"zip of members no longer there", "PK\6\6"s + std::string(52, '\0'), "", Format::zip},
    {"zip behind something, by name", "\xFE\1\2\3\4 loader PK\5\6 PK\3\4"s + std::string(30, '\0'), "a.zip", Format::zip},
    {"cpio of a big machine", "\x71\xC7\0\0\0\0"s, "", Format::cpio},
    {"an entity of MIME", "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n\nhello\n--b--\n", "", Format::eml},
    {"an attachment of MIME", "Content-Disposition: attachment;\n filename=a.txt\nContent-Type: text/plain\n\nhello\n", "", Format::eml},
    {"a letter about types", "Content-Type: what is that?\n\nhello\n", "", Format::plain},
    {"mail of two headers in a Maildir", "From: a@example.org\nSubject: x\n\nhello\n", "1700000000.M1P2.host:2,S", Format::eml},
    {"a text of two such lines", "From: the office\nSubject: keys\n\nhello\n", "note.txt", Format::plain},
    {"mail by name", "X: y\n\nhello\n", "a.eml", Format::eml},
    {"patch", "From: A <a@example.org>\nDate: x\nSubject: y\n\n", "0001.patch", Format::plain},
    {"package list", "Package: trawl\nVersion: 1\nDescription: x\n", "control", Format::plain},
    {"html", "<!DOCTYPE html>\n<title>x</title>", "", Format::html},
    {"html piece", "<p>hello</p>", "x", Format::html},
    {"html by name", "hello <b>x</b>", "x.htm", Format::html},
    {"xhtml", "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html/>", "", Format::html},
    {"xml", "<?xml version='1.0'?><a/>", "", Format::xml},
    {"xml without declaration", "<note><to>x</to></note>", "", Format::xml},
    {"xml with the tags of html", "<a b='c'/>", "x.xml", Format::xml},
    {"flat odf",
     "<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>", "",
     Format::flat_odf},
    {"syslog", "<34>Oct 11 22:14:15 host su: failed\n", "", Format::plain},
    {"json", "{\"a\": [1, 2.5e3, \"x\\\"y\", null]}", "", Format::json},
    {"json lines", "{\"a\": 1}\n{\"a\": 2}\n", "", Format::json_lines},
    {"array", "[1, 2]", "", Format::json},
    {"log in brackets", "[2024-01-01 10:00:00] started\n", "", Format::plain},
    {"citation", "[1] Smith, A. (2001)\n[2] Jones\n", "", Format::plain},
    {"ini", "[section]\nkey=value\n", "a.conf", Format::ini},
    {"json source", "{ \"a\": 1 }", "a.js", Format::plain},
    {"csv by name", "a,b\n1,2\n", "x.csv", Format::delimited},
    {"csv by content", "name,email,dob\nA,a@example.org,1\nB,b@example.org,2\n", "x", Format::delimited},
    {"semicolons", "name;email;dob\nA;a@example.org;1\nB;b@example.org;2\n", "x.txt", Format::delimited},
    {"csv with quoted line ends", "a,b,c\n1,\"x\ny\",2\n3,4,5\n", "x", Format::delimited},
    {"prose with commas", "Yes, no, perhaps\nRed, green, blue\nOne, two, three\nFour, five, six\n", "x", Format::plain},
    {"tab-separated", "a\tb\tc\n1\t2\t3\n4\t5\t6\n", "x", Format::delimited},
    {"code", "int main() {\n\treturn 0;\n}\n", "x", Format::plain},
    {"vcard", "BEGIN:VCARD\r\nVERSION:3.0\r\n", "", Format::vcard},
    {"calendar", "BEGIN:VCALENDAR\r\n", "", Format::icalendar},
    {"readme", "# Title\n\nSome text, with a comma.\n", "README", Format::plain},
    {"readme that begins as html", "<p align=center>x</p>\n\n# Title\n", "README.md", Format::plain},
    {"log", "2024-01-01 10:00:00,123 INFO started\n2024-01-01 10:00:01,456 INFO stopped\n", "a.log", Format::plain},
    {"utf-16 json", wide("{\"a\": 1}"), "", Format::json},
    {"random bytes", "\x93\x01\x02\x88\x11\xF0\x9A\x03\x04\x15\xEE\x10", "", Format::unknown},
    {"zeros", std::string(100, '\0'), "", Format::unknown},
};
INSTANTIATE_TEST_SUITE_P(Sniff, ByContent, testing::ValuesIn(kCases));

TEST(Sniff, TakesUtf16TextForPlainButNotForUtf8) {
  const std::string text = wide("Hello, this is a letter to someone.\r\nBye.\r\n");
  EXPECT_EQ(sniffed(text), Format::plain);
  EXPECT_FALSE(plain_utf8({text, {}, {}, true}));
  EXPECT_EQ(sniffed("\xFE\xFF\x26\x3A\x4E\x2D\x65\x87"), Format::plain);
}

TEST(Sniff, LeavesLegacyCharsetsToTheWorker) {
  EXPECT_EQ(sniffed("caf\xE9 au lait\n"), Format::plain);
  EXPECT_FALSE(plain_utf8({"\x1B$B$3$s\x1B(B", {}, {}, true}));  // seven bits, but not ASCII
  EXPECT_FALSE(plain_utf8({"caf\xE9 au lait\n", {}, {}, true}));
  EXPECT_TRUE(plain_utf8({"caf\xC3\xA9 au lait\n", {}, {}, true}));
  EXPECT_TRUE(plain_utf8({"caf\xC3", {}, {}, false}));  // the head ends inside a character
  EXPECT_FALSE(plain_utf8({"caf\xC3", {}, {}, true}));
}

TEST(Sniff, EveryFormatHasANameAndAMediaType) {
  EXPECT_EQ(name_of(Format::docx), "docx");
  EXPECT_EQ(media_type_of(Format::png), "image/png");
  EXPECT_EQ(media_type_of(Format::unknown), "application/octet-stream");
}

TEST(Sniff, SurvivesEveryPrefixOfEveryCase) {
  for (const Case& c : kCases) {
    for (std::size_t size = 0; size < std::min<std::size_t>(c.bytes.size(), 700); ++size) {
      sniff({std::string_view(c.bytes).substr(0, size), c.name, {}, size % 2 == 0});
    }
  }
}

}  // namespace
}  // namespace trawl::extractors
