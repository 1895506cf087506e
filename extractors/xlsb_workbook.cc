// Binary workbooks: see xlsb_workbook.h.
#include "extractors/xlsb_workbook.h"

#include <vector>

#include "extractors/ooxml_sheet.h"
#include "extractors/ooxml_workbook.h"
#include "extractors/xlsb_records.h"
#include "extractors/xlsb_sheet.h"

namespace trawl::extractors {
namespace {

struct SheetEntry {
  std::string name;
  std::string relationship;
  bool hidden = false;
};

// Calls take(record) for each record of a part.
template <typename Take>
void with_records(OoxmlDocument& document, std::size_t entry, Take take) {
  document.package().take(entry);
  const auto bytes = document.package().bytes(entry);
  if (!bytes) return document.missed(bytes.error().message);
  XlsbRecords records(*bytes);
  XlsbRecord record;
  while (!document.writer().stopped() && records.next(record)) take(record);
  if (records.broken()) document.missed("a part of the workbook breaks off");
}

// Texts in a record of another kind; names of relationships, whose targets are read with the others, are none.
void write_texts(OoxmlDocument& document, std::string_view data, const BlockPlace& place) {
  for (const std::string& text : texts_in(data)) {
    const bool relationship = text.starts_with("rId") && text.find_first_not_of("0123456789", 3) == text.npos;
    if (!relationship) document.writer().write(place, text);
  }
}

// [MS-XLSB] 2.4.731: a defined name, its formula, its comment.
void write_name(OoxmlDocument& document, std::string_view data) {
  XlsbCursor cursor(data);
  const std::uint32_t flags = cursor.u32();
  const bool hidden = (flags & 1) != 0;
  const bool built_in = (flags & 0x20) != 0;
  cursor.skip(1 + 4);
  const std::string name = cursor.text();
  if (!built_in) document.writer().write({BlockKind::field, "defined name", {}, hidden}, name);
  const std::size_t formula = cursor.u32();
  document.writer().write({BlockKind::field, name, {}, hidden}, words_of_tokens(cursor.rest().substr(0, formula)));
  cursor.skip(formula);
  cursor.skip(cursor.u32());
  document.writer().write({BlockKind::comment, name, {}, hidden}, cursor.text());
}

std::vector<SheetEntry> read_workbook_part(OoxmlDocument& document, std::size_t entry, Workbook& workbook) {
  std::vector<SheetEntry> sheets;
  with_records(document, entry, [&](const XlsbRecord& record) {
    XlsbCursor cursor(record.data);
    switch (record.type) {
      case xlsb::kWbProp: workbook.since_1904 = (cursor.u32() & 1) != 0; break;
      case xlsb::kBundleSh: {
        SheetEntry& sheet = sheets.emplace_back();
        sheet.hidden = cursor.u32() != 0;
        cursor.u32();
        sheet.relationship = cursor.text();
        // Betas of Office 2007 put one more number before it, the length of the text behind which reads as its beginning.
        if (!sheet.relationship.empty() && sheet.relationship.front() < ' ') {
          cursor = XlsbCursor(record.data, 12);
          sheet.relationship = cursor.text();
        }
        sheet.name = cursor.text();
        break;
      }
      case xlsb::kName: write_name(document, record.data); break;
      case xlsb::kFileSharing:
        document.writer().write({BlockKind::property, "author", {}, false}, XlsbCursor(record.data, 4).text());
        break;
      case xlsb::kFileVersion: break;
      default: write_texts(document, record.data, {BlockKind::field, "workbook", {}, false});
    }
  });
  return sheets;
}

void read_strings(OoxmlDocument& document, std::size_t entry, SharedStrings& strings) {
  with_records(document, entry, [&](const XlsbRecord& record) {
    if (record.type != xlsb::kSstItem) return;
    std::string phonetic;
    const std::string text = XlsbCursor(record.data).rich_text(phonetic);
    strings.add(text, phonetic);
  });
}

void read_formats(OoxmlDocument& document, std::size_t entry, CellFormats& formats) {
  bool in_cells = false;
  with_records(document, entry, [&](const XlsbRecord& record) {
    XlsbCursor cursor(record.data);
    if (record.type == xlsb::kBeginCellXfs) in_cells = true;
    if (record.type == xlsb::kEndCellXfs) in_cells = false;
    if (record.type == xlsb::kFmt) {
      const std::uint32_t id = cursor.u16();
      formats.add_format(id, cursor.text());
    }
    if (record.type == xlsb::kXf && in_cells) {
      cursor.u16();
      formats.add_style(cursor.u16());
    }
  });
}

// Comments of one sheet ([MS-XLSB] 2.1.7.10).
void read_comments(OoxmlDocument& document, std::size_t entry, const SheetEntry& sheet) {
  std::vector<std::string> authors;
  BlockPlace place{BlockKind::comment, {}, {}, sheet.hidden};
  with_records(document, entry, [&](const XlsbRecord& record) {
    XlsbCursor cursor(record.data);
    if (record.type == xlsb::kCommentAuthor) {
      authors.push_back(cursor.text());
      document.writer().write({BlockKind::property, "author", {}, false}, authors.back());
    } else if (record.type == xlsb::kBeginComment) {
      const std::uint32_t author = cursor.u32();
      const std::uint32_t row = cursor.u32();
      cursor.u32();
      place.label = author < authors.size() ? authors[author] : std::string();
      place.anchor = sheet_anchor(sheet.name, column_name(cursor.u32()) + std::to_string(std::uint64_t{row} + 1));
    } else if (record.type == xlsb::kCommentText) {
      std::string phonetic;
      document.writer().write(place, cursor.rich_text(phonetic));
    }
  });
}

void write_sheet_name(OoxmlDocument& document, const SheetEntry& sheet) {
  document.writer().write({BlockKind::name, {}, sheet_anchor(sheet.name), sheet.hidden}, sheet.name);
}

void read_sheet(OoxmlDocument& document, Workbook& workbook, std::size_t entry, const SheetEntry& sheet) {
  OfficePackage& package = document.package();
  if (package.taken(entry)) return;
  const BlockPlace place{BlockKind::text, {}, sheet_anchor(sheet.name), sheet.hidden};
  write_sheet_name(document, sheet);
  XlsbSheet reader(workbook, document.writer(), sheet.name, sheet.hidden, document.memory().rows);
  with_records(document, entry, [&](const XlsbRecord& record) { reader.take(record); });
  reader.finish();
  const std::string& member = package.entries()[entry].name;
  for (const Relationship& relationship : relationships_of(package, member)) {
    const auto part = relationship.external ? std::nullopt : package.find(relationship.target);
    if (!part || package.taken(*part) || !is_binary_part(lower_ascii(relationship.target))) continue;
    if (relationship.type == "comments") read_comments(document, *part, sheet);
  }
  document.related(member, place);
}

}  // namespace

bool is_binary_part(std::string_view name) {
  if (!name.starts_with("xl/") || !name.ends_with(".bin")) return false;
  for (const std::string_view other :
       {"vbaproject", "vbadata", "printersettings", "embeddings/", "media/", "activex"}) {
    if (name.find(other) != name.npos) return false;
  }
  return true;
}

void read_binary_workbook(OoxmlDocument& document, std::size_t entry) {
  OfficePackage& package = document.package();
  const std::string name = package.entries()[entry].name;
  Workbook workbook;
  const auto sheets = read_workbook_part(document, entry, workbook);
  const auto relationships = relationships_of(package, name);
  for (const Relationship& relationship : relationships) {
    const auto part = relationship.external ? std::nullopt : package.find(relationship.target);
    if (!part || package.taken(*part)) continue;
    if (relationship.type == "sharedStrings") read_strings(document, *part, workbook.strings);
    if (relationship.type == "styles") read_formats(document, *part, workbook.formats);
  }
  for (const SheetEntry& sheet : sheets) {
    if (document.writer().stopped()) return;
    const Relationship* relationship = find_relationship(relationships, sheet.relationship);
    const auto part = relationship == nullptr ? std::nullopt : package.find(relationship->target);
    if (part)
      read_sheet(document, workbook, *part, sheet);
    else if (sheet.relationship.empty())
      write_sheet_name(document, sheet);  // a module of Excel 5: its text is in the macros
    else
      document.missed("a sheet of the workbook is missing");
  }
  write_left_strings(document, workbook.strings);
  document.related(name, {});
}

void read_binary_part(OoxmlDocument& document, std::size_t entry) {
  const std::string name = lower_ascii(document.package().entries()[entry].name);
  BlockPlace place{BlockKind::field, "workbook", {}, true};
  if (name.find("pivotcache") != name.npos) place.label = "pivot cache";
  if (name.find("externallink") != name.npos) place.label = "external link";
  if (name.find("tables/") != name.npos) place = {BlockKind::field, "table", {}, false};
  if (name.find("connections") != name.npos) place.label = "connection";
  with_records(document, entry, [&](const XlsbRecord& record) {
    if (record.type == xlsb::kPcdiString)
      document.writer().write(place, XlsbCursor(record.data).text());
    else
      write_texts(document, record.data, place);
  });
}

}  // namespace trawl::extractors
