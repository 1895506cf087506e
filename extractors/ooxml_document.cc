// OoxmlDocument: see ooxml_document.h.
#include "extractors/ooxml_document.h"

#include "extractors/ooxml_vml.h"

namespace trawl::extractors {
namespace {

constexpr int kDeepestRelation = 4;

// Relationships whose target is text of the part that names it.
bool belongs_to_part(std::string_view type) {
  for (const std::string_view known :
       {"chart", "chartEx", "chartUserShapes", "diagramData", "drawing", "comments", "threadedComment", "vmlDrawing",
        "notesSlide", "tags"}) {
    if (type == known) return true;
  }
  return false;
}

}  // namespace

std::string sheet_anchor(std::string_view sheet, std::string_view cell) {
  std::string anchor = "sheet=";
  for (const char c : sheet) {
    if (c == '%') anchor += "%25";
    else if (c == '&') anchor += "%26";
    else anchor += c;
  }
  if (!cell.empty()) anchor.append("&cell=").append(cell);
  return anchor;
}

void OoxmlDocument::missed(const std::string& reason) {
  if (reasons_.insert(reason).second) writer_.out().missed(reason);
}

void OoxmlDocument::with_xml(std::size_t entry, const std::function<void(XmlReader&)>& read) {
  const Status status = package_.read_xml(entry, read);
  if (!status && !writer_.stopped()) missed(status.error().message);
}

void OoxmlDocument::flow(std::size_t entry, const BlockPlace& place, bool count_paragraphs) {
  if (package_.taken(entry)) return;
  with_xml(entry, [&](XmlReader& xml) { FlowReader(writer_, memory_).read(xml, place, count_paragraphs); });
}

void OoxmlDocument::related(std::string_view member, const BlockPlace& place, int depth) {
  if (depth >= kDeepestRelation) return;
  const auto relationships = relationships_of(package_, member);
  if (const auto own = package_.find(relationships_member(member))) package_.take(*own);
  for (const Relationship& relationship : relationships) {
    if (writer_.stopped()) return;
    if (relationship.external) {
      BlockPlace link = place;
      link.kind = BlockKind::link;
      writer_.write(link, relationship.target);
      continue;
    }
    const auto entry = package_.find(relationship.target);
    if (!entry || package_.taken(*entry) || !belongs_to_part(relationship.type)) continue;
    BlockPlace there = place;
    if (relationship.type == "notesSlide") there.kind = BlockKind::note;
    if (relationship.type == "vmlDrawing") with_xml(*entry, [&](XmlReader& xml) { read_vml(xml, there, writer_); });
    else flow(*entry, there);
    related(package_.entries()[*entry].name, there, depth + 1);
  }
}

void OoxmlDocument::read_people() {
  for (std::size_t i = 0; i < package_.entries().size() && !writer_.stopped(); ++i) {
    const std::string name = lower_ascii(package_.entries()[i].name);
    const bool people = name.find("persons/") != std::string::npos || name.find("commentauthors") != std::string::npos ||
                        name == "ppt/authors.xml" || name == "word/people.xml";
    if (!people || name.find("_rels/") != std::string::npos || package_.taken(i)) continue;
    with_xml(i, [&](XmlReader& xml) {
      for (auto event = xml.next(); event != XmlReader::Event::done; event = xml.next()) {
        if (event != XmlReader::Event::start) continue;
        const std::string_view display = xml.has("displayName") ? xml.value("displayName") : xml.value("name");
        const BlockPlace place{BlockKind::property, "author", {}, false};
        for (const std::string_view key : {"displayName", "name", "author", "userId", "initials"}) {
          writer_.write(place, xml.value(key));
        }
        if (!display.empty() && xml.has("id")) memory_.people.emplace(xml.value("id"), display);
      }
    });
  }
}

}  // namespace trawl::extractors
