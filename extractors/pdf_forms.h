// PdfForms: annotations with their actions, form fields, signatures and XFA forms of a PDF (ISO 32000-2 12.5 to 12.8).
#pragma once

#include <string>

#include "extractors/pdf_files.h"
#include "extractors/pdf_texts.h"

namespace trawl::extractors {

class PdfForms {
 public:
  PdfForms(PdfTexts& texts, PdfFiles& files) : texts_(texts), files_(files) {}

  void annotations(PdfHandle annotations);
  void form(PdfHandle form);
  // An action, the next ones, and dictionaries of actions (additional actions).
  void actions(PdfHandle action);

 private:
  void annotation(PdfHandle annotation);
  void rich_text(std::string_view label, std::string_view plain, PdfHandle rich);
  void media(PdfHandle annotation);
  void action(PdfHandle action);
  void field(PdfHandle field, const std::string& name);
  void choices(PdfHandle options, const std::string& label);
  void signature(PdfHandle signature);
  void xfa(PdfHandle xfa);

  PdfTexts& texts_;
  PdfFiles& files_;
};

}  // namespace trawl::extractors
