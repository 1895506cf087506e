// PdfDocument: pages and metadata of a PDF by Poppler's own classes (libpoppler-private-dev).
//
// Borrows the bytes. Used by one thread; several may exist at a time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "extractors/pdf_content.h"
#include "extractors/raster.h"

namespace trawl::extractors {

class PdfDocument {
 public:
  PdfDocument(std::string_view bytes, const std::string& password);
  ~PdfDocument();

  bool locked() const;      // another password is needed
  bool other_lock() const;  // encrypted by a method that passwords do not open: for the keys of recipients
  bool readable() const;    // false: damaged, or locked
  bool rebuilt() const;     // its table of objects was damaged, and was made anew from what is there
  int pages() const;
  PdfPage page(int number) const;  // from 1

  // A page as it is printed, for character recognition; nothing where it cannot be drawn within the bounds.
  std::optional<Raster> draw(int number, int dpi) const;

  // Entries of the document information dictionary; raw text strings (ISO 32000-2 7.9.2.2).
  void each_property(const std::function<void(std::string_view key, std::string_view raw)>& found) const;
  std::string xmp() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace trawl::extractors
