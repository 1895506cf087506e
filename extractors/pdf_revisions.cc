// Older revisions of a PDF: see pdf_revisions.h.
#include "extractors/pdf_revisions.h"

#include <algorithm>
#include <functional>

#include "extractors/pdf_document.h"
#include "extractors/pdf_layout.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostRevisions = 4;
constexpr std::size_t kLargest = 32u << 20;  // bytes up to the end of a revision
constexpr std::size_t kHead = 1024;
constexpr std::string_view kEnd = "%%EOF";

template <typename Found>
void each_line(std::string_view text, Found found) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) found(text.substr(at, end - at));
    at = end + 1;
  }
}

}  // namespace

std::vector<std::size_t> older_revisions(std::string_view bytes) {
  std::vector<std::size_t> ends;
  for (std::size_t at = bytes.find(kEnd); at != std::string_view::npos; at = bytes.find(kEnd, at + 1)) {
    const std::string_view before = bytes.substr(at - std::min<std::size_t>(at, 40), std::min<std::size_t>(at, 40));
    if (before.find("startxref") != std::string_view::npos) ends.push_back(at + kEnd.size());
  }
  // A linearised file (Annex F) has its first table at its beginning, and that is no revision.
  if (!ends.empty() && bytes.substr(0, kHead).find("/Linearized") != std::string_view::npos) ends.erase(ends.begin());
  if (!ends.empty()) ends.pop_back();
  std::reverse(ends.begin(), ends.end());
  return ends;
}

void PdfRevisions::known(std::string_view text) {
  if (ends_.empty()) return;
  each_line(text, [this](std::string_view line) { lines_.insert(std::hash<std::string_view>()(line)); });
}

std::string PdfRevisions::unknown_lines(std::string_view text) {
  std::string out;
  each_line(text, [&](std::string_view line) {
    if (lines_.insert(std::hash<std::string_view>()(line)).second) out.append(line).append("\n");
  });
  return out;
}

void PdfRevisions::read(const std::string& password, BlockWriter& out) {
  std::size_t number = 0;
  for (const std::size_t end : ends_) {
    if (++number > kMostRevisions || end > kLargest) return out.out().missed("older revisions of the PDF");
    const PdfDocument document(bytes_.substr(0, end), password);
    const int pages = document.readable() ? std::min(document.pages(), static_cast<int>(out.out().limits().pages)) : 0;
    for (int page = 1; page <= pages && !out.stopped(); ++page) {
      std::string parted;
      const std::string lines = unknown_lines(running_text(document.page(page).words, parted));
      const std::string anchor = "page=" + std::to_string(page) + "&revision=-" + std::to_string(number);
      TextBlock block;
      block.text = lines;
      block.anchor = anchor;
      block.deleted = true;
      out.write(block);
    }
  }
}

}  // namespace trawl::extractors
