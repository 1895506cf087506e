// Older revisions of a PDF: each change may be appended to the file, and what it takes away stays in it
// (ISO 32000-2 7.5.6). Read are the texts of their pages, not what else they hold.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/block_writer.h"

namespace trawl::extractors {

// Where the older revisions end, the newest first; none in a file that was written at once.
std::vector<std::size_t> older_revisions(std::string_view bytes);

class PdfRevisions {
 public:
  explicit PdfRevisions(std::string_view bytes) : bytes_(bytes), ends_(older_revisions(bytes)) {}

  // A text that the newest revision holds.
  void known(std::string_view text);
  // Writes the lines of older ones that are not known.
  void read(const std::string& password, BlockWriter& out);

 private:
  std::string unknown_lines(std::string_view text);

  std::string_view bytes_;
  std::vector<std::size_t> ends_;
  std::set<std::size_t> lines_;  // by hash
};

}  // namespace trawl::extractors
