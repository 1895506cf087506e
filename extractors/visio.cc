// Visio since 2013 ([MS-VSDX]): the texts of shapes, their data and links, by page; then the rest of the package.
#include <map>
#include <string>
#include <utility>

#include "extractors/extractor.h"
#include "extractors/ooxml_document.h"
#include "extractors/ooxml_parts.h"

namespace trawl::extractors {
namespace {

using Event = XmlReader::Event;

// Cells of shapes that hold words ([MS-VSDX] 2.2.10: Property, User, Hyperlink, Actions); all others are geometry.
bool holds_words(std::string_view cell) {
  for (const std::string_view name :
       {"Value", "Label", "Prompt", "Description", "Address", "SubAddress", "Comment", "ExtraInfo", "Menu", "Tip"}) {
    if (cell == name) return true;
  }
  return false;
}

class Drawing {
 public:
  explicit Drawing(OoxmlDocument& document) : document_(document) {}

  void read() {
    OfficePackage& package = document_.package();
    std::map<std::pair<std::size_t, std::string>, std::size_t> pages;
    for (std::size_t i = 0; i < package.entries().size(); ++i) {
      const std::string name = lower_ascii(package.entries()[i].name);
      const bool shapes = name.starts_with("visio/pages/page") || name.starts_with("visio/masters/master");
      if (shapes && name.ends_with(".xml") && !name.ends_with("pages.xml") && !name.ends_with("masters.xml"))
        pages[{name.size(), name}] = i;
      if (name == "visio/pages/pages.xml" || name == "visio/masters/masters.xml") read_names(i);
      if (name == "visio/document.xml" || name == "visio/windows.xml" || name.starts_with("visio/theme/"))
        package.take(i);
    }
    if (pages.empty()) document_.missed("no page can be found");
    for (const auto& [name, entry] : pages) {
      const std::string file = name.second.substr(name.second.rfind('/') + 1);
      const bool page = file.starts_with("page");
      const std::string digits = file.substr(page ? 4 : 6, file.size() - (page ? 8 : 10));
      read_shapes(entry, (page ? "page=" : "master=") + digits);
    }
  }

 private:
  void read_names(std::size_t entry) {
    document_.with_xml(entry, [this](XmlReader& xml) {
      for (auto event = xml.next(); event != Event::done; event = xml.next()) {
        if (event == Event::start && (xml.local() == "Page" || xml.local() == "Master")) {
          document_.writer().write({BlockKind::field, "name of a page", {}, false}, xml.value("Name"));
        }
      }
    });
  }

  void read_shapes(std::size_t entry, const std::string& anchor) {
    document_.with_xml(entry, [&](XmlReader& xml) {
      std::string text;
      bool in_text = false;
      for (auto event = xml.next(); event != Event::done && !document_.writer().stopped(); event = xml.next()) {
        if (event == Event::text) {
          if (in_text) text += xml.text();
        } else if (xml.local() == "Text") {
          in_text = event == Event::start;
          if (!in_text) document_.writer().write({BlockKind::text, {}, anchor, false}, text);
          text.clear();
        } else if (event == Event::start && xml.local() == "Cell" && holds_words(xml.value("N"))) {
          document_.writer().write({BlockKind::field, std::string(xml.value("N")), anchor, false}, xml.value("V"));
        }
      }
    });
  }

  OoxmlDocument& document_;
};

class Visio final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    return read_package(source, out, [](OoxmlDocument& document) { Drawing(document).read(); });
  }
};

}  // namespace

const Extractor& visio_extractor() {
  static const Visio extractor;
  return extractor;
}

}  // namespace trawl::extractors
