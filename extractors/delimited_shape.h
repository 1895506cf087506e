// The shape of a delimited file by its first rows: which character separates, and which row names the columns.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

// The separator of a text by its beginning, of ',', ';', tab and '|'; by a first line "sep=;", or by how evenly the
// rows are divided. ',' where nothing tells.
char separator_of(std::string_view head);

// The index, among the first rows, of the one that names the columns; nothing when none does. A row of names has no
// values in it and stands above rows that have, or is made of words that head columns.
std::optional<std::size_t> header_row(const std::vector<std::vector<std::string>>& rows);

}  // namespace trawl::extractors
