// Access databases (.mdb, .accdb): each table row by row under the names of its columns; long texts, embedded files and
// attachments; names of queries, forms and the like, the texts of queries as the tables of the system hold them, and
// properties such as descriptions and lists of choices. Linked tables are named. Our own reader: mdbtools does not read
// Jet 3 rightly, hangs on broken files and says nothing of encrypted ones; the tests compare with it.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "extractors/access_table.h"
#include "extractors/access_values.h"
#include "extractors/extractor.h"
#include "extractors/ole1_object.h"
#include "extractors/ole_bytes.h"
#include "extractors/ole_objects.h"
#include "extractors/table_writer.h"

namespace trawl::extractors {
namespace {

constexpr std::uint32_t kCatalogPage = 2;

// A row of MSysObjects.
struct CatalogEntry {
  std::string name, connect, database, foreign_name, properties;
  std::uint32_t id = 0;
  std::int32_t type = 0;
  std::uint32_t flags = 0;

  bool is_table() const { return type == 1; }
  bool is_link() const { return type == 4 || type == 6; }
  bool is_system() const { return name.starts_with("MSys"); }
  bool is_hidden() const { return is_system() || (flags & 0x8000000A) != 0; }
};

class Database {
 public:
  Database(const AccessFile& file, Extraction& out) : file_(file), out_(out), writer_(out) {}

  bool read() {
    const bool whole = catalog();
    if (!whole) out_.missed("the list of tables is damaged: some of them may be missing");
    std::size_t tables = 0;
    for (const CatalogEntry& entry : entries_) {
      if (!object(entry)) return false;
      if (entry.is_link() && !link(entry)) return false;
      const bool skipped = entry.name == "MSysObjects" || entry.name == "MSysACEs";  // names, read above; permissions
      system_ = entry.is_system();
      if (entry.is_table() && !skipped && !table(entry.name, entry.id & 0xFFFFFF, entry.is_hidden())) return false;
      tables += (entry.is_table() && !entry.is_system()) || entry.is_link();
    }
    system_ = false;
    if ((tables == 0 || !whole) && !tables_without_names()) return false;
    if (tables == 0) out_.missed("no tables are listed in it");
    return true;
  }

 private:
  bool catalog() {
    const auto table = access_table(file_, kCatalogPage);
    if (!table || table->column("Id") == nullptr || table->column("Name") == nullptr) return false;
    return read_access_rows(file_, *table, [&](const std::vector<AccessField>& fields) {
      CatalogEntry entry;
      for (std::size_t i = 0; i < fields.size(); ++i) note(entry, table->columns[i], fields[i]);
      entries_.push_back(std::move(entry));
      return true;
    });
  }

  void note(CatalogEntry& entry, const AccessColumn& column, const AccessField& field) {
    if (!field.present) return;
    if (column.name == "Id") entry.id = little32(field.bytes, 0);
    if (column.name == "Type") entry.type = static_cast<std::int16_t>(little16(field.bytes, 0));
    if (column.name == "Flags") entry.flags = little32(field.bytes, 0);
    if (column.name == "Name") entry.name = text_of(column, field.bytes);
    if (column.name == "Connect") entry.connect = text_of(column, field.bytes);
    if (column.name == "Database") entry.database = text_of(column, field.bytes);
    if (column.name == "ForeignName") entry.foreign_name = text_of(column, field.bytes);
    if (column.name == "LvProp") entry.properties = long_value(column, field.bytes);
  }

  // The names, and what stands beside them.
  bool object(const CatalogEntry& entry) {
    const bool own = !entry.is_system() && entry.type != 3;
    if (own && !entry.is_table()) write(entry.name, kind_of(entry.type));
    for (const std::string& text : access_properties(file_, entry.properties)) write(text, "property of " + entry.name);
    if (own && (entry.type <= -32'761 && entry.type >= -32'768)) {
      out_.missed("forms, reports, macros and modules are not read");
    }
    return !stopped_;
  }

  static std::string kind_of(std::int32_t type) {
    switch (type) {
      case 4:
      case 6: return "linked table";
      case 5: return "query";
      case 8: return "relationship";
      case -32'768: return "form";
      case -32'766: return "macro";
      case -32'764: return "report";
      case -32'761: return "module";
      default: return "object";
    }
  }

  void write(std::string_view text, const std::string& label) {
    if (stopped_ || text.empty()) return;
    TextBlock block;
    block.kind = BlockKind::property;
    block.text = text;
    block.label = label;
    stopped_ = !out_.text(block);
  }

  bool link(const CatalogEntry& entry) {
    for (const std::string* text : {&entry.connect, &entry.database, &entry.foreign_name}) write(*text, "link");
    PartHeader header;
    header.name = entry.name;
    return !stopped_ &&
           out_.unread_child(header, {OutcomeKind::skipped, "a linked table: its rows are in another database"});
  }

  bool table(const std::string& name, std::uint32_t page, bool hidden) {
    const auto definition = access_table(file_, page);
    if (!definition) {
      out_.missed("the definition of a table is damaged: its rows are not read");
      return true;
    }
    std::vector<std::string> columns;
    for (const AccessColumn& column : definition->columns) columns.push_back(column.name);
    writer_.hidden(hidden);
    writer_.begin(name, columns);
    const bool whole =
        read_access_rows(file_, *definition, [&](const auto& fields) { return row(*definition, fields); });
    if (!whole) out_.missed("rows of a table are damaged: some of it may be missing");
    return !writer_.stopped();
  }

  bool row(const AccessTable& table, const std::vector<AccessField>& fields) {
    writer_.next_row();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const AccessColumn& column = table.columns[i];
      if (column.type == AccessType::boolean && !column.calculated)
        writer_.cell(i, fields[i].present ? "1" : "0");
      else if (fields[i].present)
        value(table, fields, i);
    }
    return !writer_.stopped();
  }

  void value(const AccessTable& table, const std::vector<AccessField>& fields, std::size_t i) {
    const AccessColumn& column = table.columns[i];
    if (system_ && (column.type == AccessType::ole || column.type == AccessType::binary)) return;  // pieces of forms
    if (column.type == AccessType::ole) return ole(table, fields, i);
    if (column.type == AccessType::binary) return writer_.bytes(i, fields[i].bytes);
    writer_.cell(i, text_of(column, fields[i].bytes));
  }

  std::string text_of(const AccessColumn& column, std::string_view bytes) {
    if (column.type != AccessType::memo) {
      return access_value(file_, column, column.calculated ? uncalculated(bytes) : bytes);
    }
    return file_.text(long_value(column, bytes));
  }

  std::string long_value(const AccessColumn& column, std::string_view field) {
    bool cut = false;
    const std::string bytes = access_long_value(file_, field, out_.limits().whole_bytes, cut);
    if (cut) out_.missed("long values are damaged: some of them are cut short");
    return column.calculated ? std::string(uncalculated(bytes)) : bytes;
  }

  // Attachments are rows of a hidden table: FileData, FileName and others.
  void ole(const AccessTable& table, const std::vector<AccessField>& fields, std::size_t i) {
    const std::string bytes = long_value(table.columns[i], fields[i].bytes);
    const AccessColumn* named = table.column("FileName");
    if (table.columns[i].name == "FileData" && named != nullptr) {
      bool whole = true;
      const auto attachment = access_attachment(bytes, out_.limits().whole_bytes, whole);
      if (!attachment || !whole) out_.missed("an attachment is damaged");
      const auto place = static_cast<std::size_t>(named - table.columns.data());
      return writer_.bytes(i, attachment.value_or(bytes), text_of(*named, fields[place].bytes));
    }
    object_in(i, bytes);
  }

  // An object of OLE 1 behind a header of its own ("pretty name" and class), or a file as it is.
  void object_in(std::size_t column, std::string_view bytes) {
    constexpr std::uint32_t kSignature = 0x1C15;
    if (little16(bytes, 0) != kSignature) return writer_.bytes(column, bytes);
    const auto object = ole1_object(bytes_at(bytes, little16(bytes, 2)));
    if (!object) return writer_.bytes(column, bytes);
    writer_.cell(column, code_page_text(object->topic, 1252));
    const auto package = ole_package(object->native);
    if (!package) return writer_.bytes(column, bytes_at(object->native, 4));
    writer_.cell(column, package->path);
    writer_.bytes(column, package->bytes, package->name);
  }

  // Where the catalog is lost or damaged: each definition that names columns and is not listed, without the table's
  // name.
  bool tables_without_names() {
    for (std::uint32_t page = kCatalogPage + 1; page < file_.pages(); ++page) {
      if (!is_page(file_.page(page), AccessPage::table)) continue;
      const auto definition = access_table(file_, page);
      const bool listed = std::any_of(entries_.begin(), entries_.end(), [page](const CatalogEntry& entry) {
        return entry.is_table() && (entry.id & 0xFFFFFF) == page;
      });
      if (definition && !definition->columns.empty() && !definition->cut && !listed && !table({}, page, false))
        return false;
    }
    return true;
  }

  const AccessFile& file_;
  Extraction& out_;
  TableWriter writer_;
  std::vector<CatalogEntry> entries_;
  bool system_ = false;  // the table that is read
  bool stopped_ = false;
};

class Access final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto bytes = RandomAccess::open(source, out.limits().whole_bytes);
    if (!bytes) return outcome_of(bytes.error());
    const auto file = AccessFile::open(*bytes);
    if (!file) return outcome_of(file.error());
    if (!is_page(file->page(kCatalogPage), AccessPage::table)) {
      out.missed("the list of tables is not where it should be");
    }
    return Database(*file, out).read() ? Outcome{} : out.stopped();
  }
};

}  // namespace

const Extractor& access_extractor() {
  static const Access extractor;
  return extractor;
}

}  // namespace trawl::extractors
