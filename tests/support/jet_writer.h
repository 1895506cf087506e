// JetWriter: small Access databases for tests, written from the documented format (mdbtools, HACKING.md): tables with
// rows, long values in all three places, rows that were moved or deleted, encoded pages. mdb-export reads them too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::test {

struct JetColumn {
  std::string name;
  int type = 10;  // as in the file: 10 is text
  bool fixed = false;
  std::uint16_t size = 0;
  std::uint8_t scale = 0;
  std::uint8_t more_flags = 0;
};

struct JetRow {
  std::vector<std::optional<std::string>> fields;  // as bytes; null
  bool deleted = false, moved = false;
};

struct JetTable {
  std::string name;
  std::vector<JetColumn> columns = {};
  std::vector<JetRow> rows = {};
  int type = 1;  // in the catalog
  std::uint32_t flags = 0;
  std::string connect = {}, database = {}, properties = {};
};

struct JetKind {
  int version = 1;  // byte 0x14 of the file: 0 is Jet 3
  std::uint32_t key = 0;
  bool ace = false;
  bool big_maps = false;  // maps of used pages by reference
};

class JetWriter {
 public:
  explicit JetWriter(JetKind kind = {});

  std::string text(std::string_view ascii, bool compressed = false) const;
  enum class Place { here, one_page, pages };
  // The field of a memo or an OLE value.
  std::string long_value(std::string_view bytes, Place place);

  void add(JetTable table);
  std::string bytes();  // of the whole; once

 private:
  std::size_t page_size() const { return kind_.version == 0 ? 2048 : 4096; }
  std::uint32_t new_page(std::string start);
  std::string new_data(std::string_view owner) const;
  std::optional<std::size_t> add_row(std::uint32_t page, std::string_view row, std::uint32_t flags);
  std::uint32_t usage_map(const std::vector<std::uint32_t>& pages);
  std::string row_bytes(const JetTable& table, const JetRow& row) const;
  std::string definition(const JetTable& table, std::uint32_t used, std::uint32_t free) const;
  void write_table(const JetTable& table, std::uint32_t page);

  JetKind kind_;
  std::vector<std::string> pages_;
  std::vector<JetTable> tables_;
  std::uint32_t maps_ = 0, long_values_ = 0;
};

}  // namespace trawl::test
