// Two orders of the words of a PDF page, united: columns as they are read, with words that a line
// break parted joined again, and beside that the rows of tables and forms as they stand on paper.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace trawl::extractors {

struct PdfWord {
  std::string text;
  double left = 0;  // points; y grows downwards
  double top = 0;
  double right = 0;
  double bottom = 0;
  bool space_after = false;
  bool upright = true;
};

struct PageText {
  std::string read;      // in the order given, which is that of reading
  std::string rows;      // lines that hold words far apart in that order, with something like data in them
  std::string pieces;    // the parts of words that were joined in `read`
};

// Words in the order of reading.
PageText page_text(const std::vector<PdfWord>& words);

}  // namespace trawl::extractors
