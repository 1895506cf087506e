// DocFile: see doc_file.h.
#include "extractors/doc_file.h"

#include <algorithm>

#include "extractors/charset.h"
#include "extractors/code_page.h"

namespace trawl::extractors {
namespace {

constexpr std::uint32_t kWord6 = 0x0065, kWord97 = 0x00C1;  // nFib
constexpr std::size_t kPage = 512;            // of formatted runs
constexpr std::size_t kMostStrings = 65'536;
constexpr std::uint32_t kMostCharacters = 0x3FFFFFFF;

// The code page that Word 6 and 95 wrote text of a language in ([MS-LCID]).
std::uint32_t code_page_of_language(std::uint32_t language) {
  switch (language & 0x3FF) {
    case 0x05: case 0x0E: case 0x15: case 0x18: case 0x1A: case 0x1B: case 0x1C: case 0x24:
      return language == 0x0C1A ? 1251 : 1250;
    case 0x02: case 0x19: case 0x22: case 0x23: case 0x2F: return 1251;
    case 0x08: return 1253;
    case 0x1F: return 1254;
    case 0x0D: return 1255;
    case 0x01: case 0x29: return 1256;
    case 0x25: case 0x26: case 0x27: return 1257;
    case 0x2A: return 1258;
    case 0x1E: return 874;
    case 0x11: return 932;
    case 0x12: return 949;
    case 0x04: return language == 0x0404 || language == 0x0C04 ? 950 : 936;
    default: return 1252;
  }
}

// The types of documents that Word 6 and 95 wrote in Japan, Korea and China.
constexpr std::uint32_t kFarEast[] = {0xA697, 0xA698, 0xA699};

// Both kinds of Chinese have one type; the table of fonts tells which (FFN: its size, flags, weight, charset, ...).
std::uint32_t far_east_code_page(std::uint32_t magic, std::string_view fonts) {
  if (magic != kFarEast[2]) return magic == kFarEast[0] ? 932 : 949;
  for (std::size_t at = 2; at + 5 < fonts.size(); at += 1 + byte_at(fonts, at)) {
    const std::uint32_t code_page = code_page_of_font_charset(static_cast<std::int32_t>(byte_at(fonts, at + 4)));
    if (code_page == 936 || code_page == 950) return code_page;
  }
  return 936;
}

// What a list of property modifiers (Prl, [MS-DOC] 2.6) says; a later one of a kind overrules.
class Modifiers {
 public:
  explicit Modifiers(std::string_view bytes, std::uint8_t flags = 0) : flags_(flags) {
    while (bytes.size() >= 3) {
      const std::uint32_t modifier = little16(bytes, 0);
      const std::size_t size = operand_size(modifier, bytes);
      apply(modifier, byte_at(bytes, 2));
      bytes = bytes_at(bytes, 2 + size);
    }
  }
  std::uint8_t flags() const { return flags_; }

 private:
  static std::size_t operand_size(std::uint32_t modifier, std::string_view bytes) {
    switch (modifier >> 13) {
      case 0:
      case 1: return 1;
      case 3: return 4;
      case 7: return 3;
      case 6: break;
      default: return 2;
    }
    if (modifier == 0xD608) return 1 + little16(bytes, 2);  // sprmTDefTable
    return 1 + byte_at(bytes, 2);
  }

  void apply(std::uint32_t modifier, std::uint32_t value) {
    switch (modifier) {
      case 0x0800: return set(DocRun::kDeleted, value);   // sprmCFRMarkDel
      case 0x0801: return set(DocRun::kInserted, value);  // sprmCFRMarkIns
      case 0x083C: return set(DocRun::kHidden, value);    // sprmCFVanish
      case 0x2416: return set(DocRun::kTable, value);     // sprmPFInTable
      case 0x2417: return set(DocRun::kRowEnd, value);    // sprmPFTtp
      default: return;
    }
  }

  void set(DocRun::Flag flag, std::uint32_t value) {
    const bool on = value == 1 || value == 0x81;  // 0x80 and 0x81: as in the style, or not as there
    flags_ = static_cast<std::uint8_t>(on ? flags_ | flag : flags_ & ~flag);
  }

  std::uint8_t flags_ = 0;
};

// UTF-16: every second byte is mostly that of the Latin or the Cyrillic alphabet.
bool looks_wide(std::string_view bytes) {
  std::size_t alphabet = 0;
  for (std::size_t i = 1; i < bytes.size(); i += 2) alphabet += bytes[i] == '\0' || bytes[i] == '\4';
  return alphabet * 4 > bytes.size();
}

// Between the text there are also tables and pictures.
bool looks_like_text(std::string_view bytes, bool wide) {
  constexpr std::size_t kMostPages = 8;  // of Unicode: what one alphabet and its signs need
  std::array<bool, 256> pages{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < bytes.size(); i += wide ? 2 : 1) {
    const std::uint32_t high = wide ? byte_at(bytes, i + 1) : 0;
    const std::uint32_t low = byte_at(bytes, i);
    const bool meaning = low == 1 || low == 2 || low == 5 || (low >= 7 && low <= 14) || (low >= 19 && low <= 21);
    if (high == 0 && low < 0x20 && !meaning && low != 30 && low != 31) return false;
    if (high >= 0xD8 || (!pages[high] && ++count > kMostPages)) return false;
    pages[high] = true;
  }
  return true;
}

}  // namespace

Result<DocFile> DocFile::open(std::string_view main, std::string_view table0, std::string_view table1) {
  DocFile file;
  file.main_ = main;
  if (const Status base = file.read_base(table0, table1); !base) return tl::unexpected(base.error());
  file.read_pieces();
  if (file.old_) file.choose_charset();
  if (!file.old_) {
    file.character_runs_ = file.read_runs(kCharacterRuns, false);
    file.paragraph_runs_ = file.read_runs(kParagraphRuns, true);
  }
  return file;
}

Status DocFile::read_base(std::string_view table0, std::string_view table1) {
  const std::uint32_t magic = little16(main_, 0);
  const auto far_east = std::find(std::begin(kFarEast), std::end(kFarEast), magic);
  double_byte_ = far_east != std::end(kFarEast);
  const bool known = magic == 0xA5EC || magic == 0xA5DC || magic == 0xA5DB || magic == 0xA59B || double_byte_;
  if (main_.size() < 0x60 || !known)
    return fail(ErrorKind::damaged, "the document does not begin with its type");
  const std::uint32_t flags = little16(main_, 0x0A);
  if ((flags & 0x0100) != 0) return fail(ErrorKind::encrypted, "password needed");
  old_ = little16(main_, 2) < kWord97;
  complex_ = (flags & 0x0004) != 0;
  std::size_t sizes = 0x34;
  if (old_) {
    wide_old_ = (flags & 0x1000) != 0;
    table_ = main_;
    const bool mac = byte_at(main_, 0x12) == 1;
    code_page_ = mac ? 10000 : code_page_of_language(little16(main_, 6));
    pairs_ = 0x58;
    pair_count_ = 75;
    size_width_ = little16(main_, 2) < kWord6 ? 2 : 4;
    if (double_byte_) code_page_ = far_east_code_page(magic, table(kFonts));
  } else {
    table_ = uses_second_table(main_) ? table1 : table0;
    const std::size_t longs = 34 + 2 * little16(main_, 32);
    sizes = longs + 2 + 3 * 4;
    const std::size_t pairs = longs + 2 + 4 * little16(main_, longs);
    pair_count_ = little16(main_, pairs);
    pairs_ = pairs + 2;
  }
  for (std::size_t i = 0; i < sizes_.size(); ++i) sizes_[i] = std::min(little32(main_, sizes + 4 * i), kMostCharacters);
  return {};
}

std::string_view DocFile::table(Table table) const {
  if (table >= pair_count_) return {};
  const std::size_t pair = pairs_ + (4 + size_width_) * table;
  return bytes_at(table_, little32(main_, pair), size_width_ == 2 ? little16(main_, pair + 4) : little32(main_, pair + 4));
}

std::uint32_t DocFile::story_start(Story story) const {
  std::uint64_t start = 0;
  for (std::size_t i = 0; i < story; ++i) start += sizes_[i];
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(start, kMostCharacters));
}

// The language that old documents tell is often not that of their text: where hardly any of it is in Latin letters, the
// charset is guessed.
void DocFile::choose_charset() {
  charset_ = charset_of_code_page(code_page_);
  if (code_page_ != 1252 || wide_old_) return;
  std::string text;
  for (const DocPiece& piece : pieces_) text += bytes_at(main_, piece.offset, piece.last - piece.first);
  const auto high = std::count_if(text.begin(), text.end(), [](unsigned char c) { return c >= 0xC0; });
  const auto low =
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
  if (high > low) charset_ = charset_of(text, {}, true);
}

std::vector<DocPiece> DocFile::left_pieces() const {
  constexpr std::uint32_t kShortest = 16;
  std::vector<DocPiece> used = pieces_;
  std::sort(used.begin(), used.end(), [](const DocPiece& a, const DocPiece& b) { return a.offset < b.offset; });
  std::vector<DocPiece> left;
  std::uint32_t done = little32(main_, 0x18);
  const std::uint32_t end = std::min<std::uint32_t>(little32(main_, 0x1C), static_cast<std::uint32_t>(main_.size()));
  used.push_back({0, 0, end, false, 0});
  for (const DocPiece& piece : used) {
    if (piece.offset >= done + kShortest && piece.offset <= end) {
      const std::string_view bytes = bytes_at(main_, done, piece.offset - done);
      const bool wide = looks_wide(bytes);
      if (looks_like_text(bytes, wide))
        left.push_back({0, static_cast<std::uint32_t>(bytes.size()) / (wide ? 2 : 1), done, wide, 0});
    }
    done = std::max(done, piece.offset + (piece.last - piece.first) * (piece.wide ? 2 : 1));
  }
  return left;
}

// The Clx ([MS-DOC] 2.9.38): changes of saving fast, then the table of pieces.
void DocFile::read_pieces() {
  std::string_view clx = table(kPieces);
  std::vector<std::string_view> changes;
  while (byte_at(clx, 0) == 1 && clx.size() > 3) {
    const std::size_t size = little16(clx, 1);
    changes.push_back(bytes_at(clx, 3, size));
    clx = bytes_at(clx, 3 + size);
  }
  if (byte_at(clx, 0) == 2) read_piece_table(bytes_at(clx, 5, little32(clx, 1)), changes);
  if (!pieces_.empty()) return;
  incomplete_ = !old_ || complex_;
  const std::uint32_t start = little32(main_, 0x18);
  const std::uint32_t end = std::min<std::uint32_t>(little32(main_, 0x1C), static_cast<std::uint32_t>(main_.size()));
  const bool wide = old_ ? wide_old_ : looks_wide(bytes_at(main_, start, end - std::min(start, end)));
  if (end > start) pieces_.push_back({0, (end - start) / (wide ? 2 : 1), start, wide, 0});
}

// Where the pieces begin and the last one ends, in characters; one that is out of order is taken for that of the next.
std::vector<std::uint32_t> DocFile::piece_places(std::string_view table, std::size_t count) {
  std::vector<std::uint32_t> places;
  for (std::size_t i = 0; i <= count; ++i) places.push_back(little32(table, 4 * i));
  for (std::size_t i = 1; i <= count; ++i) {
    const std::uint32_t stated = places[i];
    if (i < count && stated > places[i + 1]) places[i] = places[i + 1];
    places[i] = std::max(places[i], places[i - 1]);
    incomplete_ |= places[i] != stated;
  }
  return places;
}

void DocFile::read_piece_table(std::string_view table, const std::vector<std::string_view>& changes) {
  const std::size_t count = table.size() < 4 ? 0 : (table.size() - 4) / 12;
  const std::vector<std::uint32_t> places = piece_places(table, count);
  std::uint64_t held = 0;
  for (std::size_t i = 0; i < count; ++i) {
    DocPiece piece;
    piece.first = places[i];
    piece.last = places[i + 1];
    const std::size_t at = 4 * (count + 1) + 8 * i;
    const std::uint32_t offset = little32(table, at + 2);
    const bool bytes = (offset & 0x40000000) != 0;
    piece.wide = old_ ? wide_old_ : !bytes;
    piece.offset = old_ ? offset : bytes ? (offset & 0x3FFFFFFF) / 2 : offset & 0x3FFFFFFF;
    const std::uint32_t change = little16(table, at + 6);
    if ((change & 1) != 0 && (change >> 1) < changes.size() && !old_) {
      piece.flags = Modifiers(changes[change >> 1]).flags();
    } else if ((change & 1) == 0) {
      // [MS-DOC] 2.9.214: some modifiers have a short number.
      const std::uint32_t number = (change >> 1) & 0x7F;
      if ((change >> 8) == 1 && number == 0x41) piece.flags = DocRun::kDeleted;
      if ((change >> 8) == 1 && number == 0x5C) piece.flags = DocRun::kHidden;
    }
    const std::uint32_t width = piece.wide ? 2 : 1;
    const std::uint64_t room = piece.offset < main_.size() ? (main_.size() - piece.offset) / width : 0;
    if (piece.last - piece.first > room) {
      incomplete_ = true;
      piece.last = piece.first + static_cast<std::uint32_t>(room);
    }
    // Pieces that share bytes over and over would multiply the text.
    held += static_cast<std::uint64_t>(piece.last - piece.first) * width;
    if (held > 4 * main_.size()) {
      incomplete_ = true;
      return;
    }
    pieces_.push_back(piece);
  }
}

// Pages of formatted runs (PlcBteChpx, ChpxFkp, PlcBtePapx, PapxFkp; [MS-DOC] 2.8.5, 2.9.33).
std::vector<DocRun> DocFile::read_runs(Table which, bool paragraphs) const {
  std::vector<DocRun> runs;
  const std::string_view pages = table(which);
  const std::size_t count = pages.size() < 4 ? 0 : (pages.size() - 4) / 8;
  std::vector<bool> seen(main_.size() / kPage);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t number = little32(pages, 4 * (count + 1) + 4 * i) & 0x3FFFFF;
    if (number >= seen.size() || seen[number]) continue;
    seen[number] = true;
    const std::string_view page = bytes_at(main_, number * kPage, kPage);
    const std::size_t entry = paragraphs ? 13 : 1;
    const std::size_t most = (kPage - 5) / (4 + entry);
    const std::size_t held = std::min<std::size_t>(byte_at(page, kPage - 1), most);
    for (std::size_t run = 0; run < held; ++run) {
      DocRun read{little32(page, 4 * run), little32(page, 4 * run + 4), 0};
      const std::size_t at = 2 * byte_at(page, 4 * (held + 1) + entry * run);
      if (at != 0 && paragraphs) {
        const std::size_t half = byte_at(page, at);
        const std::size_t start = half == 0 ? at + 2 : at + 1;
        const std::size_t size = half == 0 ? 2 * byte_at(page, at + 1) : 2 * half - 1;
        read.flags = Modifiers(bytes_at(page, start + 2, size < 2 ? 0 : size - 2)).flags();
      } else if (at != 0) {
        read.flags = Modifiers(bytes_at(page, at + 1, byte_at(page, at))).flags();
      }
      if (read.last > read.first) runs.push_back(read);
    }
  }
  std::stable_sort(runs.begin(), runs.end(), [](const DocRun& a, const DocRun& b) { return a.first < b.first; });
  return runs;
}

std::vector<std::string> doc_strings(std::string_view table, std::uint32_t code_page) {
  std::vector<std::string> strings;
  const bool wide = little16(table, 0) == 0xFFFF;
  std::size_t at = wide ? 2 : 0;
  const std::size_t count = std::min<std::size_t>(little16(table, at), kMostStrings);
  const std::size_t extra = little16(table, at + 2);
  at += 4;
  for (std::size_t i = 0; i < count && at < table.size(); ++i) {
    const std::size_t size = wide ? 2 * little16(table, at) : byte_at(table, at);
    at += wide ? 2 : 1;
    const std::string_view bytes = bytes_at(table, at, size);
    strings.push_back(wide ? utf16_text(bytes) : code_page_text(bytes, code_page));
    at += size + extra;
  }
  return strings;
}

}  // namespace trawl::extractors
