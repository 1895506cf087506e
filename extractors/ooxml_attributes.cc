// Text in attributes of OOXML (ECMA-376-1: WordprocessingML 17, SpreadsheetML 18, PresentationML 19,
// DrawingML 20-21; ECMA-376-4 for VML).
#include "extractors/ooxml_attributes.h"

#include <algorithm>
#include <array>

namespace trawl::extractors {
namespace {

struct Place {
  std::string_view element;
  std::string_view attribute;
  std::string_view label;
};

constexpr auto by_element = [](const Place& a, const Place& b) { return a.element < b.element; };

constexpr auto kPlaces = [] {
  auto places = std::to_array<Place>({
      {"alias", "val", "form field"},
      {"attr", "val", "smart tag"},
      {"bookmarkStart", "name", "bookmark"},
      {"cNvPr", "descr", "alternative text"},
      {"cNvPr", "name", "object name"},
      {"cNvPr", "title", "alternative text"},
      {"cmAuthor", "name", "author"},
      {"comment", "initials", "initials"},
      {"custShow", "name", "custom show"},
      {"customWorkbookView", "name", "author"},
      {"dataValidation", "error", "validation"},
      {"dataValidation", "errorTitle", "validation"},
      {"dataValidation", "prompt", "validation"},
      {"dataValidation", "promptTitle", "validation"},
      {"date", "fullDate", "date"},
      {"default", "val", "form field"},
      {"docPr", "descr", "alternative text"},
      {"docPr", "name", "object name"},
      {"docPr", "title", "alternative text"},
      {"docVar", "name", "document variable"},
      {"docVar", "val", "document variable"},
      {"fileSharing", "userName", "author"},
      {"filter", "val", "filter"},
      {"customFilter", "val", "filter"},
      {"helpText", "val", "form field"},
      {"hlinkClick", "tooltip", "tooltip"},
      {"hlinkHover", "tooltip", "tooltip"},
      {"hyperlink", "display", "link"},
      {"hyperlink", "location", "link"},
      {"hyperlink", "tooltip", "tooltip"},
      {"imagedata", "title", "alternative text"},
      {"inputCells", "val", "scenario"},
      {"listEntry", "val", "form field"},
      {"listItem", "displayText", "form field"},
      {"listItem", "value", "form field"},
      {"permStart", "ed", "editor"},
      {"protectedRange", "name", "protected range"},
      {"query", "val", "mail merge"},
      {"connectString", "val", "mail merge"},
      {"addressFieldName", "val", "mail merge"},
      {"mailSubject", "val", "mail merge"},
      {"scenario", "comment", "scenario"},
      {"scenario", "name", "scenario"},
      {"scenario", "user", "author"},
      {"section", "name", "section"},
      {"shape", "alt", "alternative text"},
      {"rect", "alt", "alternative text"},
      {"roundrect", "alt", "alternative text"},
      {"oval", "alt", "alternative text"},
      {"line", "alt", "alternative text"},
      {"group", "alt", "alternative text"},
      {"statusText", "val", "form field"},
      {"stringItem", "val", "text"},
      {"tag", "name", "tag"},
      {"tag", "val", "tag"},
      {"tblCaption", "val", "alternative text"},
      {"tblDescription", "val", "alternative text"},
      {"textpath", "string", "word art"},
      {"writeProtection", "userName", "author"},
  });
  std::sort(places.begin(), places.end(), by_element);
  return places;
}();

// "Picture 1", "Text Box 12", "_GoBack": given by the program.
bool given_by_program(std::string_view name) {
  if (name.empty() || name.front() == '_') return true;
  const std::size_t letters = name.find_first_of("0123456789.@\\/,;:&_-");
  if (letters == std::string_view::npos) return name.find(' ') == std::string_view::npos;
  return name.find_first_not_of("0123456789", letters) == std::string_view::npos;
}

}  // namespace

void attribute_texts(const XmlReader& xml, const FoundText& found) {
  if (xml.attributes().empty()) return;
  const auto [first, last] = std::equal_range(kPlaces.begin(), kPlaces.end(), Place{xml.local(), {}, {}}, by_element);
  for (auto place = first; place != last; ++place) {
    const std::string_view text = xml.value(place->attribute);
    if (text.empty()) continue;
    const bool name = place->label == "object name" || place->label == "bookmark";
    if (name && given_by_program(text)) continue;
    found(place->label, text);
  }
}

}  // namespace trawl::extractors
