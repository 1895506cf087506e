// dBase tables (.dbf): III to 7 and FoxPro, row by row under the names of the fields; rows that are marked as deleted
// are read and tagged. The long texts that memo fields point to are in a file beside it. Streams.
#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "extractors/big_endian.h"
#include "extractors/charset.h"
#include "extractors/dbase_memo.h"
#include "extractors/mime_text.h"
#include "extractors/number_format.h"
#include "extractors/ole_bytes.h"
#include "extractors/table_writer.h"

namespace trawl::extractors {
namespace {

struct Field {
  std::string name;
  char type = 'C';
  std::size_t size = 0;
};

// The code page of a language driver (Visual FoxPro, "Code Pages"; the dBase ones are of DOS); 0: not told.
std::uint32_t code_page_of(unsigned char driver) {
  struct Driver {
    unsigned char number;
    std::uint16_t code_page;
  };
  constexpr Driver kDrivers[] = {
      {0x01, 437},  {0x02, 850},  {0x03, 1252}, {0x04, 10000}, {0x08, 865},   {0x09, 437},   {0x0A, 850},
      {0x0B, 437},  {0x0D, 437},  {0x0E, 850},  {0x0F, 437},   {0x10, 850},   {0x11, 437},   {0x12, 850},
      {0x13, 932},  {0x14, 850},  {0x15, 437},  {0x16, 850},   {0x17, 865},   {0x18, 437},   {0x19, 437},
      {0x1A, 850},  {0x1B, 437},  {0x1C, 863},  {0x1D, 850},   {0x1F, 852},   {0x22, 852},   {0x23, 852},
      {0x24, 860},  {0x25, 850},  {0x26, 866},  {0x37, 850},   {0x40, 852},   {0x4D, 936},   {0x4E, 949},
      {0x4F, 950},  {0x50, 874},  {0x57, 1252}, {0x58, 1252},  {0x59, 1252},  {0x64, 852},   {0x65, 866},
      {0x66, 865},  {0x67, 861},  {0x6A, 737},  {0x6B, 857},   {0x78, 950},   {0x79, 949},   {0x7A, 936},
      {0x7B, 932},  {0x7C, 874},  {0x7D, 1255}, {0x7E, 1256},  {0x96, 10007}, {0x97, 10029}, {0x98, 10006},
      {0xC8, 1250}, {0xC9, 1251}, {0xCA, 1254}, {0xCB, 1253},  {0xCC, 1257}};
  const auto found = std::lower_bound(std::begin(kDrivers), std::end(kDrivers), driver,
                                      [](const Driver& a, unsigned char number) { return a.number < number; });
  return found != std::end(kDrivers) && found->number == driver ? found->code_page : 0;
}

std::string julian_text(std::uint32_t day, std::uint32_t milliseconds) {
  constexpr std::int64_t kEpoch = 2'440'588;  // the Julian day of 1 January 1970
  if (day < 1'721'426 || day > 5'373'484) return {};
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(static_cast<std::int64_t>(day) - kEpoch))};
  char text[96];
  const std::uint32_t seconds = std::min(milliseconds / 1000, 86'399u);
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02u:%02u:%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), seconds / 3600,
                seconds / 60 % 60, seconds % 60);
  return std::string(text, seconds == 0 ? 10 : 19);
}

class Table {
 public:
  Table(std::string_view header, Extraction& out) : out_(out), writer_(out) {
    const auto version = static_cast<unsigned char>(header[0]);
    seven_ = (version & 7) == 4;
    foxpro_ = version == 0x30 || version == 0x31 || version == 0x32 || version == 0xF5 || version == 0xFB;
    code_page_ = code_page_of(static_cast<unsigned char>(header[29]));
    record_size_ = little16(header, 10);
    fields_of(header);
  }

  std::size_t record_size() const { return record_size_; }
  bool usable() const { return !fields_.empty() && record_size_ > 1; }

  bool begin() {
    std::vector<std::string> names;
    for (const Field& field : fields_) names.push_back(field.name);
    writer_.begin({}, names);
    return !writer_.stopped();
  }

  bool row(std::string_view record) {
    writer_.deleted(record[0] == '*');
    writer_.next_row();
    std::size_t at = 1;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      value(i, bytes_at(record, at, fields_[i].size));
      at += fields_[i].size;
    }
    return !writer_.stopped();
  }

 private:
  void fields_of(std::string_view header) {
    const std::size_t first = seven_ ? 68 : 32, entry = seven_ ? 48 : 32, name_size = seven_ ? 32 : 11;
    std::size_t total = 1;
    for (std::size_t at = first; at + entry <= header.size() && header[at] != '\r' && header[at] != '\n'; at += entry) {
      const std::string_view field = header.substr(at, entry);
      Field found{text(until_zero(field.substr(0, name_size))), field[seven_ ? 32 : 11],
                  byte_at(field, seven_ ? 33 : 16)};
      if (found.type == 'C') found.size += 256 * byte_at(field, seven_ ? 34 : 17);  // Clipper and FoxPro
      if (total + found.size > record_size_) found.size = byte_at(field, seven_ ? 33 : 16);
      total += found.size;
      fields_.push_back(std::move(found));
    }
    if (total != record_size_) out_.missed("the fields do not fill the rows: the table is damaged");
  }

  std::string text(std::string_view bytes) const {
    const bool ascii = std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > 0; });
    if (ascii) return std::string(bytes);
    return code_page_ == 0 ? to_utf8(until_zero(bytes)) : code_page_text(until_zero(bytes), code_page_);
  }

  void value(std::size_t i, std::string_view bytes) {
    const Field& field = fields_[i];
    switch (field.type) {
      case 'D': return writer_.cell(i, date(bytes));
      case 'I':
      case '+':
        return writer_.cell(i,
                            std::to_string(seven_ ? turned(bytes) : static_cast<std::int32_t>(little32(bytes, 0))));
      case 'Y':
        return writer_.cell(i,
                            plain_number(static_cast<double>(static_cast<std::int64_t>(little64(bytes, 0))) / 10'000));
      case 'T': return writer_.cell(i, julian_text(little32(bytes, 0), little32(bytes, 4)));
      case '@': return writer_.cell(i, timestamp(bytes));
      case 'O': return writer_.cell(i, double_seven(bytes));
      case 'B':
        if (foxpro_) return writer_.cell(i, plain_number(double_of(little64(bytes, 0))));
        return;  // like M: the number of a block in the file of memos
      case 'M':
      case 'G':
      case 'P':
      case 'W':
      case '0': return;
      case 'Q': return writer_.bytes(i, bytes);
      default: return writer_.cell(i, text(bytes));
    }
  }

  static std::string date(std::string_view bytes) {
    if (bytes.size() != 8 || !std::all_of(bytes.begin(), bytes.end(), is_ascii_digit)) return std::string(bytes);
    return std::string(bytes.substr(0, 4)) + "-" + std::string(bytes.substr(4, 2)) + "-" + std::string(bytes.substr(6));
  }

  // dBase 7: so that it sorts as bytes, the highest comes first and the sign is turned over.
  static std::int32_t turned(std::string_view bytes) { return static_cast<std::int32_t>(big32(bytes, 0) ^ 0x80000000); }

  // The same day and milliseconds in FoxPro's order or in that of dBase 7; only one of them is a day of our era.
  static std::string timestamp(std::string_view bytes) {
    for (const std::uint32_t sign : {0u, 0x80000000u}) {
      std::string text = julian_text(big32(bytes, 0) ^ sign, big32(bytes, 4) ^ sign);
      if (!text.empty()) return text;
    }
    return julian_text(little32(bytes, 0), little32(bytes, 4));
  }

  // The sign is turned over, and all of a negative number.
  static std::string double_seven(std::string_view bytes) {
    const std::uint64_t bits = big_endian(bytes, 0, 8);
    const double value = std::bit_cast<double>(bits >> 63 != 0 ? bits ^ 1ull << 63 : ~bits);
    return value == value && value - value == 0 ? plain_number(value) : std::string();
  }

  Extraction& out_;
  TableWriter writer_;
  std::vector<Field> fields_;
  std::size_t record_size_ = 0;
  std::uint32_t code_page_ = 0;
  bool seven_ = false, foxpro_ = false;
};

// Reads until it is full or the source ends.
Result<std::size_t> fill(Source& source, std::span<char> out) {
  std::size_t filled = 0;
  while (filled < out.size()) {
    const auto count = source.read(out.subspan(filled));
    if (!count) return count;
    if (*count == 0) break;
    filled += *count;
  }
  return filled;
}

bool is_memo(std::string_view name) {
  const std::string_view suffix = name.size() > 4 ? name.substr(name.size() - 4) : std::string_view();
  return equal_ignoring_case(suffix, ".dbt") || equal_ignoring_case(suffix, ".fpt");
}

class Dbase final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    if (is_memo(out.part().name)) return read_dbase_memo(source, out);
    constexpr std::size_t kStart = 32;
    const auto start = source.peek(kStart);
    if (!start) return outcome_of(start.error());
    const std::size_t size = start->size() < kStart ? 0 : little16(*start, 8);
    const std::uint32_t stated = little32(*start, 4);
    if ((*start)[0] == '\2') return {OutcomeKind::unsupported, "a table of dBase II"};
    std::string header(size, '\0');
    const auto count = fill(source, header);
    if (!count) return outcome_of(count.error());
    if (*count < std::max(size, kStart + 1)) return {OutcomeKind::damaged, "the table ends inside its header"};
    Table table(header, out);
    if (!table.usable()) return {OutcomeKind::damaged, "no fields are defined in it"};
    return table.begin() ? rows(source, table, stated, out) : out.stopped();
  }

 private:
  static Outcome rows(Source& source, Table& table, std::uint32_t stated, Extraction& out) {
    std::string record(table.record_size(), '\0');
    std::uint32_t read = 0;
    for (;; ++read) {
      const auto count = fill(source, record);
      if (!count) return outcome_of(count.error());
      if (*count > 0 && *count < record.size() && record[0] != '\x1A') out.missed("the last row is cut short");
      if (*count < record.size() && (*count < 2 || record[0] == '\x1A')) break;
      if (read >= stated && record[0] != ' ' && record[0] != '*') break;  // what may stand behind the end
      std::fill(record.begin() + static_cast<std::ptrdiff_t>(*count), record.end(), ' ');
      if (!table.row(record)) return out.stopped();
      if (*count < record.size()) break;
    }
    if (read < stated && stated != UINT32_MAX) out.missed("there are fewer rows than the table says");
    return {};
  }
};

}  // namespace

const Extractor& dbase_extractor() {
  static const Dbase extractor;
  return extractor;
}

}  // namespace trawl::extractors
