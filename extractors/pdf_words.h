// What the text of a PDF page in the order of reading does not show: the rows of tables and forms as
// they stand on paper, and the words that a line break parted as they are printed.
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
  std::uint32_t line = 0;  // words of one line of one block have the same number
  bool upright = true;
};

// Lines on paper, from words in the order of reading: those that hold words far apart in that order,
// with something like data in them, and each line that may be the header of such.
std::string rows_on_paper(const std::vector<PdfWord>& words);

// Words that the order of reading joins, because a hyphen ends a line or two boxes touch: as they
// stand, and their two parts.
std::string parted_words(const std::vector<PdfWord>& words);

}  // namespace trawl::extractors
