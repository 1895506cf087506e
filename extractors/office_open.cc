// Office Open XML documents (ECMA-376, ISO/IEC 29500, transitional and strict): DOCX, XLSX, XLSB, PPTX and
// their templates and macro variants. Every member of the package is read: first the main text in
// its order, then all that is beside it.
#include "extractors/extractor.h"
#include "extractors/ooxml_document.h"
#include "extractors/ooxml_parts.h"
#include "extractors/ooxml_slides.h"
#include "extractors/ooxml_workbook.h"
#include "extractors/xlsb_workbook.h"

namespace trawl::extractors {
namespace {

// The part that the package names as its document; where it names none, the one that is usual.
std::optional<std::size_t> main_part(OfficePackage& package) {
  for (const Relationship& relationship : relationships_of(package, "")) {
    if (relationship.type == "officeDocument" && !relationship.external) {
      if (const auto entry = package.find(relationship.target)) return entry;
    }
  }
  for (const std::string_view usual :
       {"word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml"}) {
    if (const auto entry = package.find(usual)) return entry;
  }
  return std::nullopt;
}

void read_main(OoxmlDocument& document, std::size_t entry) {
  const std::string name = document.package().entries()[entry].name;
  if (is_binary_part(lower_ascii(name))) return read_binary_workbook(document, entry);
  const std::string root = document.package().root_of(entry);
  if (root == "workbook") return read_workbook(document, entry);
  if (root == "presentation") return read_slides(document, entry);
  if (root != "document") return;
  document.flow(entry, {}, true);
  document.related(name, {});
}

class OfficeOpen final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    return read_package(source, out, [&](OoxmlDocument& document) {
      document.read_people();
      const auto main = main_part(document.package());
      if (main) read_main(document, *main);
      else out.missed("the document's main part is missing");
    });
  }
};

}  // namespace

const Extractor& office_open_extractor() {
  static const OfficeOpen extractor;
  return extractor;
}

}  // namespace trawl::extractors
