// Text in attributes of OOXML (ECMA-376-1: WordprocessingML 17, SpreadsheetML 18, PresentationML 19,
// DrawingML 20-21; ECMA-376-4 for VML).
#include "extractors/ooxml_attributes.h"

#include <algorithm>
#include <array>
#include <string>

#include "extractors/mime_text.h"

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
      {"absPath", "url", "path"},  // where the workbook was saved: often a user's folder
      {"alias", "val", "form field"},
      {"attr", "val", "smart tag"},
      {"bookmarkStart", "name", "bookmark"},
      {"cNvPr", "descr", "alternative text"},
      {"cNvPr", "name", "object name"},
      {"cNvPr", "title", "alternative text"},
      {"cmAuthor", "name", "author"},
      {"comment", "initials", "initials"},
      {"control", "name", "form field"},
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
      {"group", "href", "link"},
      {"imagedata", "href", "link"},
      {"line", "href", "link"},
      {"lvlText", "val", "label of a list"},
      {"name", "val", "name"},  // of a building block, a form field
      {"oval", "href", "link"},
      {"rect", "href", "link"},
      {"roundrect", "href", "link"},
      {"shape", "href", "link"},
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

// Words of which programs make names by themselves, in lower case.
constexpr auto kGivenWords = std::to_array<std::string_view>({
    "arrow",     "art",     "audio",     "autoshape", "bild",    "bottom",    "box",    "button",  "callout",
    "canvas",    "chart",   "check",     "clip",      "connector", "content", "curved", "date",    "default",
    "diagram",   "down",    "drop",      "elbow",     "footer",  "frame",     "free",   "freeform", "goback",
    "graphic",   "group",   "header",    "horizontal", "image",  "ink",       "left",   "line",    "link",
    "list",      "notes",   "number",    "object",    "ole",     "oval",      "page",   "picture", "placeholder",
    "rectangle", "right",   "rounded",   "section",   "shape",   "slide",     "straight", "subtitle", "table",
    "text",      "textbox", "textframe", "title",     "triangle", "up",       "vertical", "video", "wordart",
});
static_assert(std::is_sorted(kGivenWords.begin(), kGivenWords.end()));

// "%1.%2." and "(a)" say nothing; "Claimant %1" does.
bool has_word(std::string_view text) {
  std::size_t letters = 0;
  for (const char c : text) {
    letters = is_ascii_word(c) && !is_ascii_digit(c) ? letters + 1 : 0;
    if (letters == 3) return true;
  }
  return false;
}

}  // namespace

bool given_by_program(std::string_view name) {
  if (name.empty() || name.front() == '_') return true;
  std::string word;
  const auto known = [&word] {
    const bool is = word.empty() || std::binary_search(kGivenWords.begin(), kGivenWords.end(), word);
    word.clear();
    return is;
  };
  for (const char c : name) {
    if (is_ascii_word(c) ? is_ascii_digit(c) : (c == ' ' || c == '_' || c == '-')) {
      if (!known()) return false;
    } else {
      word += ascii_lower(c);
    }
  }
  return known();
}

void attribute_texts(const XmlReader& xml, const FoundText& found) {
  if (xml.attributes().empty()) return;
  const auto [first, last] = std::equal_range(kPlaces.begin(), kPlaces.end(), Place{xml.local(), {}, {}}, by_element);
  for (auto place = first; place != last; ++place) {
    const std::string_view text = xml.value(place->attribute);
    if (text.empty()) continue;
    const bool name = place->label == "object name" || place->label == "bookmark" || place->label == "name";
    if (name && given_by_program(text)) continue;
    if (place->label == "label of a list" && !has_word(text)) continue;
    found(place->label, text);
  }
}

}  // namespace trawl::extractors
