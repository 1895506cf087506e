// Names in the columns of tables that stand in running text: what the first line says of a column is the label of the
// cells below it.
#pragma once

#include <string_view>
#include <vector>

#include "detectors/name_labels.h"
#include "detectors/name_value.h"
#include "detectors/text_table.h"

namespace trawl::detectors {

// Belongs to one thread (remembers what columns are while it walks down a table).
class NameTables {
 public:
  // Appends the names in columns of names, in no order. Borrows the tokens and their text for the call.
  void find(const NameTokens& tokens, std::vector<NameSpan>& out);

 private:
  void find_in_line(const NameTokens& tokens, std::uint32_t first, std::uint32_t last, std::vector<NameSpan>& out);
  NameLabel label_of(std::string_view column);

  struct Column {
    const char* place = nullptr;  // of its header in the text
    NameLabel label = NameLabel::none;
  };
  TextTable table_;
  std::vector<Column> columns_;
};

}  // namespace trawl::detectors
