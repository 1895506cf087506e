// PdfFiles: files inside a PDF, and what is said of them (ISO 32000-2 7.11), with the fields of a portfolio.
#pragma once

#include <map>
#include <set>
#include <string>

#include "extractors/pdf_texts.h"

namespace trawl::extractors {

class PdfFiles {
 public:
  explicit PdfFiles(PdfTexts& texts) : texts_(texts) {}

  // The schema of a portfolio (12.3.5), which names the fields of its files.
  void collection(PdfHandle collection);

  // A file specification: each of its variants may hold another stream.
  void file(PdfHandle file);
  // One, or an array of them.
  void associated(PdfHandle files);

  static std::string name_of(PdfHandle file);

 private:
  void fields(PdfHandle item);
  void attachment(const std::string& name, PdfHandle stream);

  PdfTexts& texts_;
  std::map<std::string, std::string> schema_;  // names of fields as they are shown, by key
  std::set<QPDFObjGen> files_;
};

}  // namespace trawl::extractors
