// PdfDocument: pages and metadata of a PDF by Poppler.
//
// Uses Poppler's own classes (libpoppler-private-dev) instead of its C++ front-end: one interpretation
// of a page gives both its text and the places of its words, which cost the front-end two, and slow
// ones. Borrows the bytes. Used by one thread; several may exist at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/pdf_words.h"

namespace trawl::extractors {

class PdfDocument {
 public:
  PdfDocument(std::string_view bytes, const std::string& password);
  ~PdfDocument();

  bool locked() const;    // another password is needed
  bool readable() const;  // false: damaged, or locked
  int pages() const;

  struct Page {
    std::string text;  // in the order of reading
    std::vector<PdfWord> words;
  };
  Page page(int number) const;  // from 1

  // Entries of the document information dictionary; raw text strings (ISO 32000-2 7.9.2.2).
  void each_property(const std::function<void(std::string_view key, std::string_view raw)>& found) const;
  std::string xmp() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace trawl::extractors
