// Settings, LDIF, YAML, logs of web servers and dumps in SQL: values under their names, and nothing of the text lost.
#include <gtest/gtest.h>

#include <cctype>
#include <random>
#include <set>

#include "extractors/sql_names.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::read_pieces;
using test::SeenBlock;
using test::SeenPart;

// "label=text" of the blocks with a label.
std::string labelled(const SeenPart& part) {
  std::string all;
  for (const SeenBlock& block : part.blocks) {
    if (!block.label.empty()) all += block.label + "=" + block.text + "|";
  }
  return all;
}

struct Case {
  const char* says;
  const char* name;
  const char* media_type;
  std::string text;
  std::string labelled;
};
class StructuredText : public testing::TestWithParam<Case> {};

TEST_P(StructuredText, IsReadUnderItsNames) {
  const Case& c = GetParam();
  const SeenPart part = read_bytes(c.text, c.name);
  EXPECT_EQ(part.outcome, Outcome{}) << c.says;
  EXPECT_EQ(part.header.media_type, c.media_type) << c.says;
  EXPECT_EQ(labelled(part), c.labelled) << c.says;
  EXPECT_EQ(labelled(read_pieces(c.text, c.name, 7)), c.labelled) << c.says;
}

constexpr const char *kIni = "text/x-ini", *kLdif = "text/ldif", *kYaml = "application/yaml", *kLog = "text/x-web-log",
                     *kSql = "application/sql";

const Case kCases[] = {
    {"INI", "a.ini", kIni, "; by Jo\n[mail]\nuser = jo@example.org\nname=\"Jo B\"\n\n[x]\nuser=al\n",
     "mail.user=jo@example.org|mail.name=Jo B|mail=user|mail=name|x.user=al|"},
    {"INI without a name that says so", "", kIni, "[a]\nuser=jo\npath=C:\\x\nid=1\n",
     "a.user=jo|a.path=C:\\x|a.id=1|a=user|a=path|a=id|"},
    {"properties", "a.properties", kIni, "owner: Zo\\u00eb\nhome=C:\\Users\n", "owner=Zo\xC3\xAB|home=C:\\Users|"},
    {"environment", ".env.local", kIni, "export DB_USER=jo\nDB_PASS='x y'\n", "DB_USER=jo|DB_PASS=x y|"},
    {"registry", "a.reg", kIni,
     "Windows Registry Editor Version "
     "5.00\r\n\r\n[HKEY_CURRENT_USER\\Mail]\r\n\"Name\"=\"Jo\"\r\n\"Full\"=hex(1):4a,00,6f,\\\r\n  00,00,00\r\n",
     "HKEY_CURRENT_USER\\Mail.Name=Jo|HKEY_CURRENT_USER\\Mail.Full=Jo "
     "|HKEY_CURRENT_USER\\Mail.Full=hex(1):4a,00,6f,00,00,00|"
     "HKEY_CURRENT_USER\\Mail=Name|HKEY_CURRENT_USER\\Mail=Full|"},
    {"a value on two lines", "a.cfg", kIni, "[a]\nto = Jo\n  and Al\n", "a.to=Jo|a.to=and Al|a=to|"},
    {"LDIF", "", kLdif,
     "version: 1\ndn: cn=Jo B,o=x\ncn: Jo\n  B\nsn:: Wm/Dqw==\nmail:< file:///jo\n\ndn: cn=Al,o=x\nchangetype: add\n",
     "version=1|dn=cn=Jo B,o=x|cn=Jo B|sn=Zo\xC3\xAB|mail=file:///jo|dn=cn=Al,o=x|changetype=add|"},
    {"YAML", "a.yaml", kYaml,
     "# staff\npeople:\n  - name: Jo B\n    mails: [jo@example.org, \"b@example.org\"]\n    note: |\n      one\n      "
     "two\n"
     "  - name: 'Al''s'  # new\n    at: {town: Leeds, code: LS1}\nend: x\n",
     "people[0].name=Jo B|people[0].mails=jo@example.org|people[0].mails=b@example.org|people[0].note=one\ntwo\n|"
     "people[1].name=Al's|people[1].at.town=Leeds|people[1].at.code=LS1|end=x|people[0]=name|people[0]=mails|"
     "people[0]=note|people[1]=at|people[1].at=town|people[1].at=code|"},
    {"a text on several lines that is an entry of a list", "a.yaml", kYaml,
     "- |\n  Jo B\n  to: x\n- - >\n    Al\n", "[0]=Jo B\nto: x\n|[1][0]=Al\n|"},
    {"lists in YAML at the column of their key", "a.yml", kYaml, "to:\n- Jo\n- Al\ncc: Di\n",
     "to[0]=Jo|to[1]=Al|cc=Di|"},
    {"Combined log", "access.log.1", kLog,
     "192.0.2.1 - jo [10/Oct/2000:13:55:36 -0700] \"GET /a?name=Jo+B&x HTTP/1.0\" 200 23 \"http://e.org/?q=%41l\" "
     "\"Moz \\\"x\\\" 4\"\n",
     "client IP=192.0.2.1|user=jo|time=10/Oct/2000:13:55:36 -0700|request=GET /a?name=Jo+B&x HTTP/1.0|query.name=Jo B|"
     "status=200|bytes=23|referrer=http://e.org/?q=%41l|query.q=Al|user agent=Moz \\\"x\\\" 4|"},
    {"log with virtual hosts", "", kLog,
     "www.e.org:443 192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /%7Ejo HTTP/1.0\" 200 -\n",
     "host=www.e.org:443|client IP=192.0.2.1|time=10/Oct/2000:13:55:36 -0700|request=GET /%7Ejo HTTP/1.0|path=GET /~jo "
     "HTTP/1.0|"
     "status=200|"},
    {"IIS", "u_ex.log", kLog,
     "#Software: Microsoft Internet Information Services 10.0\n#Fields: date cs-uri-query cs-username c-ip "
     "cs(User-Agent)\n"
     "2024-01-02 name=Jo+B jo 192.0.2.1 Moz+4\n2024-01-03 Al%20B&x jo 192.0.2.1 -\n",
     "date=2024-01-02|query=name=Jo+B|query.name=Jo B|user=jo|client IP=192.0.2.1|user agent=Moz+4|user agent=Moz 4|"
     "date=2024-01-03|query=Al%20B&x|query=Al B|user=jo|client IP=192.0.2.1|"},
    {"mysqldump", "", kSql,
     "-- MySQL dump 10.13\n\nCREATE TABLE `staff` (\n  `id` int NOT NULL,\n  `name` varchar(9) DEFAULT 'a,b',\n  "
     "PRIMARY KEY (`id`)\n);\n"
     "INSERT INTO `staff` VALUES (1,'Jo \\'B\\''),(2,NULL),(-3.5,_binary 'x');\n",
     "staff.id=1|staff.name=Jo 'B'|staff.id=2|staff.id=-3.5|staff.name=x|"},
    {"pg_dump", "", kSql,
     "--\n-- PostgreSQL database dump\n--\n\nCREATE TABLE public.staff (id integer, name text);\n"
     "COPY public.staff (id, name) FROM stdin;\n1\tJo\\tB\n2\t\\N\n\\.\n\nINSERT INTO public.staff VALUES (3, 'C:\\', "
     "E'a\\'b');\n",
     "staff.id=1|staff.name=Jo\tB|staff.id=2|staff.id=3|staff.name=C:\\|staff=a'b|"},
    {"sqlite3 .dump", "x.sql", kSql,
     "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE IF NOT EXISTS \"t\"(a, \"b c\" TEXT);\n"
     "INSERT INTO t VALUES('O''Brien',replace('x\\ny','\\n',char(10)));\nINSERT INTO t "
     "VALUES(X'706c61696e',2);\nCOMMIT;\n",
     "t.a=O'Brien|t.b c=x\\ny|t.b c=\\n|t.b c=replace( , ,char(10))|t.a=plain|t.b c=2|"},
    {"batches of SQL Server, which end no statement", "x.sql", kSql,
     "CREATE TABLE [dbo].[t]([a] [int], [b c] [nvarchar](9)) ON [PRIMARY]\r\nGO\r\nSET IDENTITY_INSERT [dbo].[t] ON "
     "\nGO\nINSERT [dbo].[t] VALUES (1, N'Jo')\nGO\ninsert [dbo].[t] values (2, N'go\ngo')\ngo\n",
     "t.a=1|t.b c=Jo|t.a=2|t.b c=go\ngo|"},
    {"columns of the statement itself", "x.sql", kSql, "insert into a.b (x, `y z`) values (1, 'two'), (3, now());\n",
     "b.x=1|b.y z=two|b.x=3|b.y z=now()|"},
};
INSTANTIATE_TEST_SUITE_P(Formats, StructuredText, testing::ValuesIn(kCases));

TEST(StructuredText, StaysPlainWhereItIsNotSure) {
  const std::pair<const char*, const char*> kPlain[] = {
      {"note.txt", "Name: Jo Bloggs\nAddress: 1 High Street\nLeeds\n"},
      {"note", "[see below]\nDear Jo,\nthe bill = 5 pounds\n"},
      {"a.conf", "server {\n  listen 80;\n}\nlocation / {\n}\n"},
      {"a.yml", "this is no YAML\nat all, it is\na note with three lines\n"},
      {"query.sql", "SELECT name FROM staff WHERE id = 5;\n"},
      {"note.txt", "I will insert into the form the values that you sent\n"},
      {"note.txt", "dn: this is nothing\nand that neither\n"},
      {"a.log", "2024-01-02 12:00:00 [10/Oct] started\n"}};
  for (const auto& [name, text] : kPlain) EXPECT_EQ(read_bytes(text, name).header.media_type, "text/plain") << text;
}

TEST(StructuredText, MakesRowsOfRecords) {
  const SeenPart log = read_bytes(
      "192.0.2.1 - jo [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 23\n"
      "192.0.2.2 - al [10/Oct/2000:13:55:37 -0700] \"GET / HTTP/1.0\" 200 23\n");
  EXPECT_EQ(log.block("jo")->row, log.block("192.0.2.1")->row);
  EXPECT_EQ(log.block("al")->line, 2u);
  EXPECT_NE(log.block("al")->row, log.block("jo")->row);
  const SeenPart yaml = read_bytes("- first: Jo\n  last: Bloggs\n- first: Al\n", "x.yml");
  EXPECT_EQ(yaml.block("Jo")->row, yaml.block("Bloggs")->row);
  EXPECT_NE(yaml.block("Jo")->row, yaml.block("Al")->row);
  const SeenPart sql = read_bytes("insert into t(a, b) values ('Jo', 'Bloggs'), ('Al', 'x');\n");
  EXPECT_EQ(sql.block("Jo")->row, sql.block("Bloggs")->row);
  EXPECT_EQ(sql.block("Al")->anchor, "table=t&row=2&column=1");
}

TEST(StructuredText, PassesFilesInValuesOn) {
  const SeenPart ldif = read_bytes("dn: cn=Jo\nphoto:: /9j/4AAQSkZJRgABAQAAAQABAAA=\n");
  ASSERT_EQ(ldif.parts.size(), 1u);
  EXPECT_EQ(ldif.parts[0].header.media_type, "image/jpeg");
  const SeenPart sql = read_bytes("INSERT INTO t(a) VALUES (0x7b5c72746631204a6f7d), ('\\x7b5c72746631204a6f7d');\n");
  ASSERT_EQ(sql.parts.size(), 2u);
  EXPECT_EQ(sql.parts[1].text(), "Jo\n");
}

std::string hexadecimal(std::string_view bytes) {
  std::string digits;
  for (const char c : bytes) {
    digits += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    digits += "0123456789abcdef"[c & 15];
  }
  return digits;
}

std::string in_base64(std::string bytes) {
  bytes.resize((bytes.size() + 2) / 3 * 3, ' ');
  std::string out;
  for (std::size_t i = 0; i < bytes.size() * 8; i += 6) {
    const auto at = [&](std::size_t byte) { return byte < bytes.size() ? static_cast<unsigned char>(bytes[byte]) : 0; };
    const int two = at(i / 8) << 8 | at(i / 8 + 1);
    out += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[two >> (10 - i % 8) & 63];
  }
  return out;
}

// A file of more than a mebibyte, as databases keep letters that were scanned: its last words are read too.
TEST(StructuredText, PassesLargeFilesInValuesOnAsAWhole) {
  const std::string file = "{\\rtf1 " + std::string(1'100'000, 'x') + " Jo Bloggs}", digits = hexadecimal(file);
  for (const std::string& text :
       {"INSERT INTO t(a) VALUES (0x" + digits + ");\n", "INSERT INTO t(a) VALUES (X'" + digits + "');\n",
        "INSERT INTO t(a) VALUES ('\\x" + digits + "');\n", "COPY t (a) FROM stdin;\n\\\\x" + digits + "\n\\.\n"}) {
    const SeenPart part = read_bytes(text, text.starts_with("COPY") ? "x.sql" : "");
    ASSERT_EQ(part.parts.size(), 1u) << text.substr(0, 30);
    EXPECT_NE(part.parts[0].text().find("Jo Bloggs"), std::string::npos) << text.substr(0, 30);
    EXPECT_LT(part.text().size(), 100u) << text.substr(0, 30);
  }
  const std::string photograph = "\xFF\xD8\xFF\xE0" + std::string(1'100'000, '\x11');
  const SeenPart ldif = read_bytes("dn: cn=Jo\nphoto:: " + in_base64(photograph) + "\nsn: Bloggs\n");
  ASSERT_EQ(ldif.parts.size(), 1u);
  EXPECT_EQ(ldif.parts[0].header.size / 3, (photograph.size() + 2) / 3);
  EXPECT_EQ(labelled(ldif), "dn=cn=Jo|sn=Bloggs|");
}

TEST(StructuredText, SaysWhenAFileInAValueIsTooLarge) {
  ReadOptions small;
  small.limits.whole_bytes = 2u << 20;
  const std::string digits = hexadecimal("{\\rtf1 Jo " + std::string(1'100'000, 'x'));
  for (const std::string& value : {"0x" + digits, "X'" + digits + "'"}) {
    const SeenPart part = read_bytes("INSERT INTO t(a) VALUES (" + value + ");", {}, small);
    EXPECT_EQ(part.outcome, (Outcome{OutcomeKind::partly, "a file in a value is too large to be read as a whole"}));
    EXPECT_EQ(part.parts.size(), 1u);
  }
}

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : std::string(text) + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)))
      word += c;
    else if (!word.empty())
      words.insert(std::exchange(word, {}));
  }
  return words;
}

// Pieces of all the formats, in any order, with words between them of which none stands twice: whatever is made of
// them, each word comes out, as text or in the names above it. (NULL, and "-" for nothing, are no words.)
TEST(StructuredText, LosesNoWordHoweverBrokenItIs) {
  const std::string kPieces[] = {"\n",
                                 "\n",
                                 "\n  ",
                                 "\n    ",
                                 ": ",
                                 ":",
                                 "=",
                                 " = ",
                                 "[",
                                 "]",
                                 "{",
                                 "}",
                                 "- ",
                                 "---\n",
                                 "# ",
                                 "; ",
                                 "'",
                                 "\"",
                                 "`",
                                 ",",
                                 "(",
                                 ")",
                                 ";\n",
                                 "|\n",
                                 "dn: ",
                                 "\n\n",
                                 "\t",
                                 "values",
                                 "insert into zeta (eta) values ('theta', 5), (",
                                 "copy iota (kappa) from stdin;\n",
                                 "\\.\n",
                                 "[x]\n",
                                 "create table lambda (mu int, nu text);\n",
                                 "-- ",
                                 "/* ",
                                 "*/",
                                 "$$",
                                 "> \n",
                                 "10/Oct/2000:13:55:36 -0700",
                                 "192.0.2.1 - jo [",
                                 "\" 200 ",
                                 "export ",
                                 "@",
                                 "?xi=omicron&pi=rho "};
  const std::pair<const char*, const char*> kStarts[] = {
      {"x.ini", "[a]\nd=e\nb=c\n"},
      {"x.yml", "a: b\nc: d\ne: f\n"},
      {"x.ldif", "dn: cn=a\nb: c\n"},
      {"x.sql", "insert into a (b) values ('c');\n"},
      {"x.sql", "-- MySQL dump\ninsert into a (b) values ('c');\n"},
      {"x.log", "192.0.2.1 - jo [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" 200 23\n"},
      {"x.log", "#Fields: a b cs(Referer)\nc d e\n"}};
  std::mt19937 random(7);
  for (int round = 0; round < 3'000; ++round) {
    const auto& [name, start] = kStarts[static_cast<std::size_t>(round) % std::size(kStarts)];
    std::string text = start;
    for (int i = 0; i < 40 && text.size() < 2'000 && (text.ends_with("=c\n") || text.ends_with(": f\n")); ++i)
      text += start;
    for (int i = 0; i < 40; ++i) {
      if (random() % 2 == 0) text += "w" + std::to_string(i);
      text += kPieces[random() % std::size(kPieces)];
    }
    const SeenPart part = read_bytes(text, name);
    ASSERT_NE(part.header.media_type, "text/plain") << name;
    std::string out;
    for (const SeenBlock& block : part.blocks) out += block.text + "\n" + block.label + "\n";
    const auto found = words_of(out);
    for (const std::string& word : words_of(text)) {
      ASSERT_TRUE(found.count(word) > 0) << word << " of " << name << ":\n" << text << "\n--- read as ---\n" << out;
    }
  }
}

TEST(SqlNames, AreFoundInStatements) {
  const SqlTable table = created_table(
      "CREATE TABLE IF NOT EXISTS `a`.`b c` (id int(11) COMMENT 'x, (y', \"Key\" text, KEY k (id), d enum('e,f'))");
  EXPECT_EQ(table.name, "b c");
  EXPECT_EQ(table.columns, (std::vector<std::string>{"id", "Key", "d"}));
  EXPECT_EQ(created_table("CREATE INDEX i ON t (a)").name, "");
  EXPECT_EQ(filled_table("INSERT IGNORE INTO t").name, "t");
  EXPECT_EQ(filled_table("copy s.t (a, \"b c\") from stdin").columns, (std::vector<std::string>{"a", "b c"}));
}

}  // namespace
}  // namespace trawl::extractors
