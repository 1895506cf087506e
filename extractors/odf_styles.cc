// Styles of OpenDocument: see odf_styles.h.
#include "extractors/odf_styles.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostStyles = 100'000;

}  // namespace

void OdfStyles::see(const XmlReader& xml) {
  const std::string_view element = xml.local();
  if (element == "style") {
    style_ = xml.value("name");
    return;
  }
  if (style_.empty() || hidden_.size() >= kMostStyles) return;
  const bool table = element == "table-properties" && xml.value("display") == "false";
  const bool text = element == "text-properties" && xml.value("display") == "none";
  const bool slide = element == "drawing-page-properties" && xml.value("visibility") == "hidden";
  if (table || text || slide) hidden_.insert(style_);
}

}  // namespace trawl::extractors
