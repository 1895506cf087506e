// How the words of a PDF page stand on paper: rows, and the text of lines. Indices are of the page's words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/pdf_words.h"

namespace trawl::extractors {

using PdfRow = std::vector<std::size_t>;  // along the direction of writing

// All words by the rows they stand in, from the top, for each direction of writing. Marks words that are
// printed twice in one place.
std::vector<PdfRow> rows_on_paper(std::vector<PdfWord>& words);

// The text in the order of the content, a line for each; a word parted by a hyphen over two lines is joined.
// parted: words that may also be read otherwise than the text has them, a form a line.
std::string running_text(const std::vector<PdfWord>& words, std::string& parted);

// What the order of the content does not show: rows, and pieces of rows, whose words are not drawn one after
// another, with the row above such as may be the header. A row for which told[row] is true is told elsewhere.
std::string scattered_rows(const std::vector<PdfWord>& words, const std::vector<PdfRow>& rows,
                           const std::vector<bool>& told);

// Words of one line with what stands between them: nothing, a space, or a tab between cells.
std::string line_text(const std::vector<PdfWord>& words, const PdfRow& line);

}  // namespace trawl::extractors
