// AccessTable: the definition of a table of an Access database, and its rows as the bytes of their columns.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/access_pages.h"

namespace trawl::extractors {

// Numbers of the types as the file has them.
enum class AccessType : unsigned char {
  boolean = 1,
  byte = 2,
  integer = 3,
  long_integer = 4,
  money = 5,
  single = 6,
  real = 7,
  date = 8,
  binary = 9,
  text = 10,
  ole = 11,
  memo = 12,
  guid = 15,
  numeric = 16,
  complex = 18,
  big_integer = 19,
  long_date = 20
};

struct AccessColumn {
  AccessType type;
  std::string name;
  std::uint16_t number = 0;    // in the null mask; deleted columns keep theirs
  std::uint16_t variable = 0;  // place among those of variable length
  std::uint16_t offset = 0;    // of those of fixed length
  std::uint16_t size = 0;
  std::uint8_t scale = 0;
  bool fixed = false;
  bool calculated = false;
};

struct AccessTable {
  std::uint32_t page = 0;
  std::uint32_t used_pages = 0;       // pointer to the map of its pages
  std::vector<AccessColumn> columns;  // in the order of their numbers
  bool cut = false;                   // there should be more columns

  const AccessColumn* column(std::string_view name) const;
};

std::optional<AccessTable> access_table(const AccessFile& file, std::uint32_t page);

struct AccessField {
  std::string_view bytes;
  bool present = false;  // not null; the value of a boolean
};

// All rows of a table, one field a column; false from `receive` ends it. Returns whether all of it could be read.
// Without a map of its pages the whole file is looked through.
bool read_access_rows(const AccessFile& file, const AccessTable& table,
                      const std::function<bool(const std::vector<AccessField>&)>& receive);

// The fields of one row; false where the row does not fit the definition.
bool access_fields(const AccessFile& file, const AccessTable& table, std::string_view row,
                   std::vector<AccessField>& fields);

}  // namespace trawl::extractors
