// XPS and OpenXPS (ECMA-388): the text of pages, line by line as it is laid out, in the order of the pages.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "extractors/extractor.h"
#include "extractors/ooxml_document.h"
#include "extractors/ooxml_parts.h"

namespace trawl::extractors {
namespace {

using Event = XmlReader::Event;

double number_of(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// A text that begins with a brace is marked as none of XAML's extensions by "{}" before it (ECMA-388, 12.1.4).
std::string_view unescaped(std::string_view text) {
  return text.starts_with("{}") ? text.substr(2) : text;
}

class Pages {
 public:
  explicit Pages(OoxmlDocument& document) : document_(document) {}

  void read() {
    OfficePackage& package = document_.package();
    std::map<std::pair<std::size_t, std::string>, std::size_t> pages;  // "2.fpage" before "10.fpage"
    for (std::size_t i = 0; i < package.entries().size(); ++i) {
      const std::string name = lower_ascii(package.entries()[i].name);
      if (name.ends_with(".fpage")) pages[{name.size(), name}] = i;
      if (name.ends_with(".fdoc") || name.ends_with(".fdseq") || name.ends_with(".struct")) read_outline(i);
      if (name.ends_with(".odttf") || name.ends_with(".ttf") || name.ends_with(".frag")) package.take(i);
    }
    if (pages.empty()) document_.missed("no page can be found");
    std::size_t number = 0;
    for (const auto& [name, entry] : pages) {
      if (document_.writer().stopped()) return;
      if (++number > document_.writer().out().limits().pages) return document_.missed("more pages than the limit");
      read_page(entry, "page=" + std::to_string(number));
    }
  }

 private:
  // Entries of the outline, and links to elsewhere.
  void read_outline(std::size_t entry) {
    document_.with_xml(entry, [this](XmlReader& xml) {
      for (auto event = xml.next(); event != Event::done; event = xml.next()) {
        if (event == Event::start)
          document_.writer().write({BlockKind::field, "outline", {}, false}, xml.value("Description"));
      }
    });
  }

  void read_page(std::size_t entry, const std::string& anchor) {
    line_.clear();
    text_.clear();
    document_.with_xml(entry, [&](XmlReader& xml) {
      for (auto event = xml.next(); event != Event::done; event = xml.next()) {
        if (event != Event::start) continue;
        if (xml.local() == "Glyphs") add(xml);
        document_.writer().write({BlockKind::link, {}, anchor, false}, xml.value("FixedPage.NavigateUri"));
        for (const std::string_view name : {"AutomationProperties.Name", "AutomationProperties.HelpText"}) {
          document_.writer().write({BlockKind::field, "alternative text", anchor, false}, xml.value(name));
        }
      }
    });
    end_line();
    document_.writer().write({BlockKind::text, {}, anchor, false}, text_);
  }

  // Runs at one height are one line, as long as they follow each other to the right.
  void add(const XmlReader& xml) {
    const double x = number_of(xml.value("OriginX")), y = number_of(xml.value("OriginY"));
    const double size = std::max(number_of(xml.value("FontRenderingEmSize")), 1.0);
    if (!line_.empty() && (std::abs(y - y_) > size / 2 || x < x_)) end_line();
    const std::string_view text = unescaped(xml.value("UnicodeString"));
    if (text.empty() && !xml.value("Indices").empty()) {  // ECMA-388, 12.1: either may be left out
      document_.missed("a text that is only given as numbers of a font's glyphs");
    }
    const bool parted = !line_.empty() && line_.back() != ' ' && !text.starts_with(' ') && x > end_ + size / 6;
    if (parted) line_ += ' ';
    line_ += text;
    x_ = x;
    y_ = y;
    end_ = x + width_of(xml, size, text);
  }

  // The advances of glyphs are hundredths of the em size (ECMA-388, 12.1.3.1); those not given are not known here.
  static double width_of(const XmlReader& xml, double size, std::string_view text) {
    constexpr double kUsual = 0.45;
    double width = 0;
    std::size_t given = 0;
    std::string_view indices = xml.value("Indices");
    while (!indices.empty()) {
      const std::string_view glyph = indices.substr(0, indices.find(';'));
      const std::size_t comma = glyph.find(',');
      width += comma == glyph.npos ? kUsual * size : number_of(glyph.substr(comma + 1)) * size / 100;
      ++given;
      indices.remove_prefix(std::min(glyph.size() + 1, indices.size()));
    }
    return width + (text.size() > given ? static_cast<double>(text.size() - given) * kUsual * size : 0);
  }

  void end_line() {
    text_ += line_;
    if (!line_.empty()) text_ += '\n';
    line_.clear();
  }

  OoxmlDocument& document_;
  std::string line_, text_;
  double x_ = 0, y_ = 0, end_ = 0;
};

class Xps final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    return read_package(source, out, [](OoxmlDocument& document) { Pages(document).read(); });
  }
};

}  // namespace

const Extractor& xps_extractor() {
  static const Xps extractor;
  return extractor;
}

}  // namespace trawl::extractors
