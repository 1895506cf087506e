// Spreadsheets of OOXML: see ooxml_workbook.h.
#include "extractors/ooxml_workbook.h"

#include "extractors/ooxml_attributes.h"
#include "extractors/ooxml_sheet.h"

namespace trawl::extractors {
namespace {

using Event = XmlReader::Event;

struct SheetEntry {
  std::string name;
  std::string relationship;
  bool hidden = false;
};

// The workbook part itself: sheets, defined names, who locked it.
std::vector<SheetEntry> read_workbook_part_itself(OoxmlDocument& document, std::size_t entry, Workbook& workbook) {
  std::vector<SheetEntry> sheets;
  BlockWriter& writer = document.writer();
  document.with_xml(entry, [&](XmlReader& xml) {
    BlockPlace name{BlockKind::field, {}, {}, false};
    std::string formula;
    bool in_name = false;
    for (auto event = xml.next(); event != Event::done && !writer.stopped(); event = xml.next()) {
      if (event == Event::text) {
        if (in_name) formula += xml.text();
      } else if (event == Event::end) {
        if (in_name) writer.write(name, formula);
        in_name = false;
      } else if (xml.local() == "sheet") {
        const std::string_view state = xml.value("state");
        sheets.push_back({std::string(xml.value("name")), std::string(xml.prefixed("id")),
                          state == "hidden" || state == "veryHidden"});
      } else if (xml.local() == "workbookPr") {
        const std::string_view value = xml.value("date1904");
        workbook.since_1904 = value == "1" || value == "true";
      } else if (xml.local() == "definedName") {
        in_name = true;
        formula.clear();
        name.label = xml.value("name");
        name.hidden = xml.value("hidden") == "1";
        writer.write({BlockKind::field, "defined name", {}, name.hidden}, name.label);
        writer.write({BlockKind::comment, name.label, {}, name.hidden}, xml.value("comment"));
      } else {
        attribute_texts(xml, [&](std::string_view label, std::string_view text) {
          writer.write({BlockKind::field, std::string(label), {}, false}, text);
        });
      }
    }
  });
  return sheets;
}

void write_name(OoxmlDocument& document, const SheetEntry& sheet) {
  document.writer().write({BlockKind::name, {}, sheet_anchor(sheet.name), sheet.hidden}, sheet.name);
}

void read_sheet(OoxmlDocument& document, Workbook& workbook, std::size_t entry, const SheetEntry& sheet) {
  OfficePackage& package = document.package();
  if (package.taken(entry)) return;
  const BlockPlace place{BlockKind::text, {}, sheet_anchor(sheet.name), sheet.hidden};
  write_name(document, sheet);
  document.with_xml(entry, [&](XmlReader& xml) {
    SheetReader(workbook, document.writer(), sheet.name, sheet.hidden, document.memory().rows).read(xml);
  });
  document.related(package.entries()[entry].name, place);
}

// Values in attributes `v` under the name of the field before them.
void read_pivot_cache(OoxmlDocument& document, XmlReader& xml) {
  BlockWriter& writer = document.writer();
  BlockPlace place{BlockKind::field, "pivot cache", {}, true};
  for (auto event = xml.next(); event != Event::done && !writer.stopped(); event = xml.next()) {
    if (event != Event::start) continue;
    if (xml.local() == "cacheField") {
      place.label = xml.value("name");
      writer.write({BlockKind::field, "pivot cache", {}, true}, place.label);
    }
    if (xml.local() == "pivotCacheDefinition") {
      writer.write({BlockKind::property, "author", {}, false}, xml.value("refreshedBy"));
    }
    writer.write(place, xml.value("v"));
  }
}

// Copies of cells of other workbooks, and the names of their sheets.
void read_external_cells(OoxmlDocument& document, XmlReader& xml) {
  BlockWriter& writer = document.writer();
  BlockPlace place{BlockKind::field, "external link", {}, true};
  std::string text;
  for (auto event = xml.next(); event != Event::done && !writer.stopped(); event = xml.next()) {
    if (event == Event::text) {
      text += xml.text();
    } else if (event == Event::start) {
      text.clear();
      if (xml.local() == "cell") place.anchor = xml.value("r");
      if (xml.local() == "sheetName") writer.write({BlockKind::field, "external link", {}, true}, xml.value("val"));
      if (xml.local() == "ddeLink" || xml.local() == "ddeItem" || xml.local() == "definedName") {
        for (const std::string_view key : {"ddeService", "ddeTopic", "name", "refersTo"}) {
          writer.write({BlockKind::field, "external link", {}, true}, xml.value(key));
        }
      }
    } else {
      writer.write(place, text);
      text.clear();
    }
  }
}

}  // namespace

void write_left_strings(OoxmlDocument& document, const SharedStrings& strings) {
  BlockPlace left{BlockKind::text, "text no cell uses", {}, true};
  std::string text;
  for (const std::string_view unused : strings.unused()) {
    text.append(unused).append("\n");
    if (text.size() < 16 * 1024) continue;
    document.writer().write(left, text);
    text.clear();
  }
  document.writer().write(left, text);
  document.writer().write({BlockKind::note, "reading", {}, false}, strings.phonetic());
}

void read_workbook(OoxmlDocument& document, std::size_t entry) {
  OfficePackage& package = document.package();
  const std::string name = package.entries()[entry].name;
  Workbook workbook;
  const auto sheets = read_workbook_part_itself(document, entry, workbook);
  const auto relationships = relationships_of(package, name);
  for (const Relationship& relationship : relationships) {
    const auto part = package.find(relationship.target);
    if (!part || relationship.external || package.taken(*part)) continue;
    if (relationship.type == "sharedStrings") {
      document.with_xml(*part, [&](XmlReader& xml) { workbook.strings.read(xml); });
    } else if (relationship.type == "styles") {
      document.with_xml(*part, [&](XmlReader& xml) { workbook.formats.read(xml); });
    }
  }
  for (const SheetEntry& sheet : sheets) {
    if (document.writer().stopped()) return;
    const Relationship* relationship = find_relationship(relationships, sheet.relationship);
    const auto part = relationship == nullptr ? std::nullopt : package.find(relationship->target);
    if (part) read_sheet(document, workbook, *part, sheet);
    else if (sheet.relationship.empty()) write_name(document, sheet);  // a module of Excel 5: its text is in the macros
    else document.missed("a sheet of the workbook is missing");
  }
  // Sheets that the workbook no longer lists.
  for (std::size_t i = 0; i < package.entries().size() && !document.writer().stopped(); ++i) {
    const std::string& member = package.entries()[i].name;
    if (package.taken(i) || lower_ascii(member).find("sheets/sheet") == std::string::npos) continue;
    if (document.package().root_of(i) == "worksheet") read_sheet(document, workbook, i, {member, {}, true});
  }
  write_left_strings(document, workbook.strings);
  document.related(name, {});
}

bool read_workbook_part(OoxmlDocument& document, std::size_t entry, std::string_view root) {
  if (root == "pivotCacheDefinition" || root == "pivotCacheRecords") {
    document.with_xml(entry, [&](XmlReader& xml) { read_pivot_cache(document, xml); });
  } else if (root == "externalLink") {
    document.with_xml(entry, [&](XmlReader& xml) { read_external_cells(document, xml); });
  } else if (root == "sst") {
    SharedStrings strings;
    document.with_xml(entry, [&](XmlReader& xml) { strings.read(xml); });
    write_left_strings(document, strings);
  } else if (root == "worksheet") {
    Workbook workbook;
    const std::string name = document.package().entries()[entry].name;
    read_sheet(document, workbook, entry, {name, {}, true});
  } else {
    return false;
  }
  return true;
}

}  // namespace trawl::extractors
