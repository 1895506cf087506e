// Which words of a table label its cells.
#include "extractors/table_labels.h"

#include <gtest/gtest.h>

namespace trawl::extractors {
namespace {

using Row = std::vector<TableCell>;

TEST(TableLabels, TheFirstRowOfWordsIsTheHeader) {
  TableLabels labels;
  const Row header = {{0, "Name"}, {2, "Telephone"}};
  labels.see(header);
  EXPECT_EQ(labels.label(header, 0), "");
  const Row row = {{0, "Ada Quill"}, {1, "x"}, {2, "07700 900123"}};
  labels.see(row);
  EXPECT_EQ(labels.label(row, 0), "Name");
  EXPECT_EQ(labels.label(row, 1), "");
  EXPECT_EQ(labels.label(row, 2), "Telephone");
}

TEST(TableLabels, ATitleAboveTheHeaderIsPassedOver) {
  TableLabels labels;
  labels.see({{0, "Staff list of March 2024"}});
  labels.see({{0, "Name"}, {1, "Born"}});
  const Row row = {{0, "Ada"}, {1, "1970-05-01"}, {2, "x"}};
  labels.see(row);
  EXPECT_EQ(labels.label(row, 1), "Born");
}

TEST(TableLabels, InTwoColumnsTheLeftCellIsALabel) {
  TableLabels labels;
  const Row row = {{0, "Date of birth"}, {1, "01/05/1970"}};
  labels.see(row);
  EXPECT_EQ(labels.label(row, 1), "Date of birth");
  EXPECT_EQ(labels.label(row, 0), "");
}

TEST(TableLabels, DataIsNoLabel) {
  for (const char* data : {"", "ada@example.org", "07700 900123", "2024-01-01", "1,234.50"}) EXPECT_FALSE(like_label(data)) << data;
  for (const char* label : {"Name", "Address 1", "Née", "E-Mail Address"}) EXPECT_TRUE(like_label(label)) << label;
}

}  // namespace
}  // namespace trawl::extractors
