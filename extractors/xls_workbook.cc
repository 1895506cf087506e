// XlsWorkbook: see xls_workbook.h.
#include "extractors/xls_workbook.h"

#include <optional>

#include "extractors/number_format.h"
#include "extractors/ole_rc4.h"
#include "extractors/ole_xor.h"
#include "extractors/xls_sheet.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kBlock = 16 * 1024;
constexpr std::uint32_t kBiff8 = 0x0600;
constexpr std::uint32_t kGlobals = 5;  // the type of the first substream

// Records that are never encrypted ([MS-XLS] 2.2.10).
bool stays_plain(std::uint32_t type) {
  return type == biff::kBof || type == biff::kFilePass || type == 0x194 || type == 0x195 || type == 0xE1 ||
         type == 0x196 || type == 0x138;
}

// Excel of the Macintosh has a number of its own for that code page.
std::uint32_t code_page_of(std::uint32_t stated) { return stated == 0x8000 ? 10000 : stated; }

// Either way of locking a workbook.
struct Lock {
  std::optional<Rc4Lock> rc4;
  std::optional<XorLock> exclusive_or;

  void apply(std::string& stream, std::size_t at, std::size_t size, std::size_t plain) {
    if (rc4) rc4->apply(stream, at + plain, size - plain);
    else exclusive_or->apply(stream, at, size, plain);
  }
};

// Of the data of FilePass ([MS-XLS] 2.4.117); before BIFF8 it tells no kind. nullopt where no password opens it.
std::optional<Lock> lock_of(std::string_view data, const std::vector<std::string>& passwords) {
  constexpr std::size_t kWithoutKind = 4;
  constexpr std::uint32_t kRc4 = 1;
  Lock lock;
  if (data.size() > kWithoutKind && little16(data, 0) == kRc4) {
    lock.rc4 = Rc4Lock::open_any(bytes_at(data, 2), passwords);
  } else {
    const std::size_t start = data.size() > kWithoutKind ? 2 : 0;
    lock.exclusive_or = XorLock::open_any(little16(data, start), little16(data, start + 2), passwords);
  }
  return lock.rc4 || lock.exclusive_or ? std::optional(std::move(lock)) : std::nullopt;
}

}  // namespace

std::string unlocked_workbook(std::string stream, const std::vector<std::string>& passwords) {
  constexpr std::size_t kHeader = 4;
  constexpr char kUnknown = '\x7F';  // the number of no record
  std::optional<Lock> lock;
  for (std::size_t at = 0; at + kHeader <= stream.size();) {
    const std::uint32_t type = little16(stream, at);
    const std::size_t size = little16(stream, at + 2);
    if (!lock && type == biff::kFilePass) {
      lock = lock_of(bytes_at(stream, at + kHeader, size), passwords);
      if (!lock) return stream;
      stream[at + 1] = kUnknown;
    } else if (lock && !stays_plain(type)) {
      const std::size_t plain = type == biff::kBoundSheet ? 4 : 0;  // where the sheet begins
      if (size > plain) lock->apply(stream, at + kHeader, size, plain);
    }
    at += kHeader + size;
  }
  return stream;
}

std::string_view XlsGlobals::format(std::size_t xf) const {
  if (xf >= cell_formats.size()) return {};
  const auto own = formats.find(cell_formats[xf]);
  return own != formats.end() ? std::string_view(own->second) : built_in_format(cell_formats[xf]);
}

Outcome XlsWorkbook::read(std::string_view stream) {
  BiffRecords records(stream);
  BiffRecord record;
  if (!records.next(record) || record.type != biff::kBof)
    return {OutcomeKind::damaged, "the workbook does not begin with its type"};
  globals_.wide = little16(record.data(), 0) == kBiff8;
  if (little16(record.data(), 2) == kGlobals) {
    const Outcome globals = read_globals(records);
    if (globals.kind != OutcomeKind::read) return globals;
  } else {
    read_sheet(records, unnamed_);
  }
  std::size_t index = 0;
  while (!writer_.stopped() && records.next(record)) {
    if (record.type == biff::kBof) read_sheet(records, sheet_at(record.at, index++));
  }
  write_left_strings();
  if (records.broken()) writer_.out().missed("the workbook breaks off");
  if (index < globals_.sheets.size() && !writer_.stopped()) writer_.out().missed("a sheet is missing");
  return {};
}

Outcome XlsWorkbook::read_globals(BiffRecords& records) {
  BiffRecord record;
  int depth = 1;
  while (depth > 0 && !writer_.stopped() && records.next(record)) {
    if (record.type == biff::kFilePass) return {OutcomeKind::encrypted, "password needed"};
    if (record.type == biff::kBof) ++depth;
    else if (record.type == biff::kEof) --depth;
    else global(record);
  }
  writer_.write({BlockKind::note, "reading", {}, false}, phonetic_);
  return {};
}

bool XlsWorkbook::global(const BiffRecord& record) {
  const std::string_view data = record.data();
  switch (record.type) {
    case biff::kCodePage: globals_.code_page = code_page_of(little16(data, 0)); return true;
    case biff::kDateMode: globals_.since_1904 = little16(data, 0) == 1; return true;
    case biff::kXf: globals_.cell_formats.push_back(static_cast<std::uint16_t>(little16(data, 2))); return true;
    case biff::kFormat: read_format(record); return true;
    case biff::kSst: read_strings(record); return true;
    case biff::kBoundSheet: {
      BiffCursor text = cursor(record, 6);
      globals_.sheets.push_back({little32(data, 0), text.short_text(), (byte_at(data, 4) & 3) != 0});
      return true;
    }
    case biff::kWriteAccess: {
      BiffCursor text = cursor(record);
      std::string name = globals_.wide ? text.long_text() : text.short_text();
      writer_.write({BlockKind::property, "author", {}, false}, until_zero(name));
      return true;
    }
    case biff::kFileSharing: {
      BiffCursor text = cursor(record, 4);
      writer_.write({BlockKind::property, "author", {}, false}, globals_.wide ? text.long_text() : text.short_text());
      return true;
    }
    case biff::kDrawingGroup:
      for (const std::string_view segment : record.segments) pictures_ += segment;
      return true;
    case biff::kName: read_name(record); return true;
    case biff::kSupBook:
    case biff::kExternName:
    case biff::kCrn: read_external(record); return true;
    default: return false;
  }
}

void XlsWorkbook::read_strings(const BiffRecord& record) {
  BiffCursor texts = cursor(record, 4);
  const std::size_t count = texts.u32();
  while (globals_.strings.size() < count && !texts.done()) globals_.strings.push_back(texts.rich_text(phonetic_));
  globals_.used.resize(globals_.strings.size());
  if (globals_.strings.size() < count) writer_.out().missed("shared texts are missing");
}

void XlsWorkbook::read_format(const BiffRecord& record) {
  BiffCursor text = cursor(record, 2);
  globals_.formats.emplace(little16(record.data(), 0), globals_.wide ? text.long_text() : text.short_text());
}

// [MS-XLS] 2.4.150: a defined name and its formula.
void XlsWorkbook::read_name(const BiffRecord& record) {
  const std::string_view data = record.data();
  const bool built_in = (little16(data, 0) & 0x20) != 0;
  const bool hidden = (little16(data, 0) & 1) != 0;
  const std::size_t characters = byte_at(data, 3);
  const std::size_t formula = little16(data, 4);
  BiffCursor text = cursor(record, 14);
  const std::string name = text.text(characters);
  if (!built_in) writer_.write({BlockKind::field, "defined name", {}, hidden}, name);
  const bool two_bytes = globals_.wide && (byte_at(data, 14) & 1) != 0;
  const std::size_t at = 14 + (globals_.wide ? 1 : 0) + characters * (two_bytes ? 2 : 1);
  writer_.write({BlockKind::field, built_in ? std::string("defined name") : name, {}, hidden},
                words_of_formula(bytes_at(data, at, formula), globals_.wide, globals_.code_page));
}

// Other workbooks: their paths and sheets (SUPBOOK), names in them, and copies of their cells (CRN, [MS-XLS] 2.4.65).
void XlsWorkbook::read_external(const BiffRecord& record) {
  const BlockPlace place{BlockKind::field, "external link", {}, true};
  if (!globals_.wide) return;
  if (record.type == biff::kExternName) {
    BiffCursor text = cursor(record, 6);
    return writer_.write(place, text.short_text());
  }
  if (record.type == biff::kSupBook) {
    const std::uint32_t size = little16(record.data(), 2);
    if (size == 0x0401 || size == 0x3A01) return;  // this workbook itself; add-ins
    BiffCursor text = cursor(record, 2);
    std::string path = text.long_text();
    for (char& c : path) {
      if (c >= 0 && c < 0x20) c = '/';  // marks of volumes and folders, [MS-XLS] 2.5.277
    }
    writer_.write(place, path);
    for (std::uint32_t sheets = little16(record.data(), 0); sheets > 0 && !text.done(); --sheets)
      writer_.write(place, text.long_text());
    return;
  }
  BiffCursor values = cursor(record);
  const std::uint32_t last = values.u8();
  const std::uint32_t first = values.u8();
  values.u16();
  for (std::uint32_t column = first; column <= last && !values.done(); ++column) {
    if (values.u8() == 2) writer_.write(place, values.long_text());
    else values.skip(8);
  }
}

const XlsGlobals::Sheet& XlsWorkbook::sheet_at(std::size_t at, std::size_t index) {
  for (const XlsGlobals::Sheet& sheet : globals_.sheets) {
    if (sheet.at == at) return sheet;
  }
  return index < globals_.sheets.size() ? globals_.sheets[index] : unnamed_;
}

void XlsWorkbook::read_sheet(BiffRecords& records, const XlsGlobals::Sheet& sheet) {
  XlsSheet reader(globals_, writer_, sheet);
  BiffRecord record;
  int depth = 1;
  while (depth > 0 && !writer_.stopped() && records.next(record)) {
    if (record.type == biff::kFilePass) return writer_.out().missed("a sheet is encrypted");
    if (record.type == biff::kBof) ++depth;
    else if (record.type == biff::kEof) --depth;
    else if (depth == 1 && (record.type == biff::kCrn || !reader.take(record))) global(record);
    else if (depth > 1) reader.take_chart(record);
  }
  reader.finish();
}

// What no cell shows: left behind by cells that were deleted.
void XlsWorkbook::write_left_strings() {
  const BlockPlace left{BlockKind::text, "text no cell uses", {}, true};
  std::string text;
  for (std::size_t i = 0; i < globals_.strings.size(); ++i) {
    if (!globals_.used[i]) text.append(globals_.strings[i]).append("\n");
    if (text.size() < kBlock) continue;
    writer_.write(left, text);
    text.clear();
  }
  writer_.write(left, text);
}

void XlsWorkbook::read_copies(std::string_view stream, std::string_view label) {
  const BlockPlace place{BlockKind::field, std::string(label), {}, true};
  BiffRecords records(stream);
  BiffRecord record;
  while (!writer_.stopped() && records.next(record)) {
    if (record.type != biff::kSxString) continue;
    BiffCursor text = cursor(record);
    writer_.write(place, text.long_text());
  }
}

void XlsWorkbook::read_changes(std::string_view stream, std::string_view label) {
  const BlockPlace place{BlockKind::field, std::string(label), {}, true};
  BiffRecords records(stream);
  BiffRecord record;
  while (!writer_.stopped() && records.next(record)) {
    if (record.type == biff::kFilePass) return writer_.out().missed("changes of a shared workbook are encrypted");
    for (const std::string_view segment : record.segments) {
      for (const std::string& text : biff_texts(segment)) writer_.write(place, text);
    }
  }
}

}  // namespace trawl::extractors
