// SQLite databases as SQLite itself writes them: whole, cut short, with holes, and their write-ahead logs.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>

#include "extractors/sqlite_pages.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::SeenBlock;
using test::SeenPart;

// The bytes of a database that the statements make.
std::string database(const std::string& sql) {
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open(":memory:", &db), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(db, "main", &size, 0);
  std::string all(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  sqlite3_free(bytes);
  sqlite3_close(db);
  return all;
}

std::string many_rows(int count) {
  return "PRAGMA page_size=512; CREATE TABLE t(name, note); WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i+1 "
         "FROM n "
         "WHERE i<" +
         std::to_string(count) + ") INSERT INTO t SELECT 'person'||i, 'note '||i FROM n;";
}

// "label=text" of the cells in rows.
std::string cells(const SeenPart& part) {
  std::string all;
  for (const SeenBlock& block : part.blocks) {
    if (block.kind == BlockKind::cell && !block.label.empty()) all += block.label + "=" + block.text + "|";
  }
  return all;
}

std::size_t people_in(const SeenPart& part) {
  return static_cast<std::size_t>(std::count_if(
      part.blocks.begin(), part.blocks.end(), [](const SeenBlock& block) { return block.text.starts_with("person"); }));
}

TEST(Sqlite, GivesCellsUnderTableAndColumn) {
  const SeenPart part =
      read_bytes(database("CREATE TABLE staff(id INTEGER PRIMARY KEY, name, pay REAL, dob, at);"
                          "INSERT INTO staff VALUES (4, 'Jo Bloggs', 1.5, NULL, 12), (5, 'Al', 2, '', 0)"));
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_EQ(part.header.media_type, "application/vnd.sqlite3");
  EXPECT_EQ(cells(part),
            "staff.id=4|staff.name=Jo Bloggs|staff.pay=1.5|staff.at=12|"
            "staff.id=5|staff.name=Al|staff.pay=2.0|staff.at=0|");
  EXPECT_EQ(part.block("Jo Bloggs")->anchor, "table=staff&row=1&column=2");
  EXPECT_EQ(part.block("Jo Bloggs")->row, part.block("1.5")->row);
  EXPECT_NE(part.block("Jo Bloggs")->row, part.block("Al")->row);
}

TEST(Sqlite, ReadsTablesWithoutRowIdsAndOfOtherEncodings) {
  const SeenPart part =
      read_bytes(database("PRAGMA encoding='UTF-16le'; CREATE TABLE k(code PRIMARY KEY, means) WITHOUT ROWID;"
                          "INSERT INTO k VALUES ('b', 'Zo\xC3\xAB'), ('a', 'x'); CREATE TABLE s(rowid, v); INSERT INTO "
                          "s VALUES ('own', 1)"));
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_EQ(cells(part), "k.code=a|k.means=x|k.code=b|k.means=Zo\xC3\xAB|s.rowid=own|s.v=1|");
}

TEST(Sqlite, NamesTheColumnsOfFullTextTables) {
  const SeenPart part =
      read_bytes(database("CREATE VIRTUAL TABLE m USING fts5(subject, \"the body\", tokenize='ascii');"
                          "INSERT INTO m VALUES ('hello', 'from Jo')"));
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_EQ(cells(part), "m.id=1|m.subject=hello|m.the body=from Jo|");
}

TEST(Sqlite, TakesNoTableForAnIndexForItsNameAlone) {
  const SeenPart part =
      read_bytes(database("CREATE VIRTUAL TABLE m USING fts4(a); INSERT INTO m VALUES ('hello');"
                          "CREATE TABLE m_data(x); INSERT INTO m_data VALUES ('Jo'); CREATE TABLE m_config(x);"
                          "INSERT INTO m_config VALUES ('Al')"));
  EXPECT_EQ(cells(part), "m.docid=1|m.a=hello|m_data.x=Jo|m_config.x=Al|");
}

TEST(Sqlite, SaysThatAnIndexWithoutItsTextsIsNotRead) {
  const SeenPart part =
      read_bytes(database("CREATE VIRTUAL TABLE m USING fts5(a, content=''); INSERT INTO m VALUES ('x')"));
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  const SeenPart other =
      read_bytes(database("CREATE TABLE t(a); INSERT INTO t VALUES ('words'); CREATE VIRTUAL TABLE m "
                          "USING fts5(a, content='t')"));
  EXPECT_EQ(other.outcome, Outcome{});
}

TEST(Sqlite, PassesFilesInBlobsOnAndReadsTextInThem) {
  const SeenPart part =
      read_bytes(database("CREATE TABLE f(a); INSERT INTO f VALUES (x'7b5c72746631204a6f7d'), "
                          "(CAST('plain words' AS BLOB)), (x'00010203fffefdfc8090')"));
  EXPECT_EQ(part.outcome, Outcome{});
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_EQ(part.parts[0].header.name, "f.a 1");
  EXPECT_EQ(part.parts[0].text(), "Jo\n");
  EXPECT_EQ(cells(part), "f.a=plain words|");
}

TEST(Sqlite, RunsNothingOfTheSchema) {
  const SeenPart part =
      read_bytes(database("CREATE TABLE t(a, b AS (lower(a)) VIRTUAL); INSERT INTO t VALUES ('Jo'); CREATE VIEW v AS "
                          "WITH RECURSIVE n(i) AS "
                          "(VALUES(1) UNION ALL SELECT i+1 FROM n) SELECT i FROM n"));
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_EQ(cells(part), "t.a=Jo|t.b=jo|");
}

TEST(Sqlite, ReadsWhatIsLeftOfAFileCutShort) {
  const std::string bytes = database(many_rows(500));
  const SeenPart part = read_bytes(std::string_view(bytes).substr(0, bytes.size() / 2));
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  EXPECT_GT(people_in(part), 220u);
  EXPECT_LT(people_in(part), 500u);
}

TEST(Sqlite, GoesOnBehindADamagedPage) {
  std::string bytes = database(many_rows(500));
  const std::size_t at = bytes.find("person250");
  ASSERT_NE(at, bytes.npos);
  bytes.replace(at / 512 * 512, 512, 512, '\xEE');
  const SeenPart part = read_bytes(bytes);
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  EXPECT_GT(people_in(part), 470u);
  EXPECT_NE(part.block("person1"), nullptr);
  EXPECT_EQ(part.block("person500")->label, "t.name");
}

TEST(Sqlite, FindsRowsWhoseTableIsLost) {
  std::string bytes = database(many_rows(100));
  bytes.replace(100, 412, 412, '\0');  // the schema
  const SeenPart part = read_bytes(bytes);
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(people_in(part), 100u);
}

TEST(Sqlite, LeavesDeletedRowsInFreePagesAlone) {
  std::string bytes = database(many_rows(300) + "CREATE TABLE u(a); INSERT INTO u VALUES ('stays'); DELETE FROM t;");
  bytes[100] = '\x01';  // damages the schema's page, so that pages are looked through
  const SeenPart part = read_bytes(bytes);
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(part.text().find("stays"), std::string::npos);
  EXPECT_LT(people_in(part), 40u) << "at most what an emptied leaf still shows";
}

TEST(Sqlite, SaysThatAHeaderWithoutADatabaseIsDamaged) {
  const std::string bytes = database("CREATE TABLE t(a)");
  EXPECT_EQ(read_bytes(std::string_view(bytes).substr(0, 40)).outcome.kind, OutcomeKind::damaged);
  EXPECT_EQ(read_bytes(std::string_view(bytes).substr(0, 100)).outcome.kind, OutcomeKind::partly);
}

TEST(SqliteRecord, RefusesWhatDoesNotFit) {
  std::vector<SqliteValue> values;
  EXPECT_TRUE(read_sqlite_record(std::string_view("\x03\x11\x01"
                                                  "ab"
                                                  "\xFF",
                                                  6),
                                 values));
  ASSERT_EQ(values.size(), 2u);
  EXPECT_EQ(values[0].bytes, "ab");
  EXPECT_EQ(values[1].integer, -1);
  EXPECT_FALSE(read_sqlite_record(std::string_view("\x03\x11\x01"
                                                   "ab",
                                                   5),
                                  values));
  EXPECT_FALSE(read_sqlite_record(std::string_view("\x7F\x11", 2), values));
  EXPECT_FALSE(read_sqlite_record("", values));
}

TEST(SqliteRecord, EndsAtARingOfOverflowPages) {
  std::string page(512, '\0');
  page[0] = 13, page[4] = 1, page[8] = 1, page[9] = '\0';  // a leaf with one cell at 256
  page.replace(256, 6,
               std::string("\xC0\x00\x01"
                           "\x02\x80\x00",
                           6));
  int asked = 0;
  const auto page_of = [&](std::uint32_t) -> std::string_view { return ++asked, page; };
  page.replace(0, 4, std::string("\x0D\0\0\0", 4)), page[4] = 1;
  bool seen = false;
  read_sqlite_page(page, false, false, 0, page_of, [&](const SqliteRow& row) { return seen = true, row.cut; });
  EXPECT_TRUE(seen);
  EXPECT_LT(asked, 10);
}

TEST(SqliteWal, EndsWhereAnotherLogBegins) {
  std::string log(
      "\x37\x7F\x06\x82\0\x2D\xE2\x18\0\0\x02\0\0\0\0\0"
      "saltSALT"
      "checksum",
      32);
  const std::string whole = database(many_rows(3));
  const auto frame = [&](std::size_t page, const std::string& salt, bool commit) {
    std::string header(24, '\0');
    header[3] = static_cast<char>(page), header[7] = static_cast<char>(commit ? 2 : 0);
    return header.replace(8, 8, salt) + whole.substr((page - 1) * 512, 512);
  };
  const SeenPart part = read_bytes(log + frame(2, "saltSALT", true) + frame(1, "otherone", true));
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_EQ(people_in(part), 3u);
  EXPECT_EQ(part.block("CREATE TABLE t(name, note)"), nullptr);
  const SeenPart open = read_bytes(log + frame(1, "saltSALT", true) + frame(2, "saltSALT", false));
  EXPECT_EQ(open.outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(people_in(open), 0u);
}

}  // namespace
}  // namespace trawl::extractors
