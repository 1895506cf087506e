// The records of a BIFF stream: see biff_records.h.
#include "extractors/biff_records.h"

namespace trawl::extractors {

std::string_view BiffRecords::data_at(std::size_t at) {
  const std::size_t size = little16(stream_, at + 2);
  const std::string_view data = bytes_at(stream_, at + 4, size);
  broken_ |= data.size() < size;
  return data;
}

bool BiffRecords::next(BiffRecord& record) {
  record.segments.clear();
  if (at_ + 4 > stream_.size()) return false;
  record.type = static_cast<std::uint16_t>(little16(stream_, at_));
  record.at = at_;
  do {
    record.segments.push_back(data_at(at_));
    at_ += 4 + record.segments.back().size();
  } while (at_ + 4 <= stream_.size() && little16(stream_, at_) == biff::kContinue && record.type != biff::kContinue);
  return true;
}

std::string_view BiffCursor::rest() const {
  return segment_ < segments_.size() ? bytes_at(segments_[segment_], at_) : std::string_view();
}

void BiffCursor::advance(std::size_t size) {
  at_ += size;
  while (segment_ < segments_.size() && at_ >= segments_[segment_].size()) {
    at_ -= segments_[segment_].size();
    ++segment_;
  }
}

std::uint32_t BiffCursor::u8() {
  advance(0);
  const std::uint32_t value = byte_at(rest(), 0);
  advance(1);
  return value;
}

std::uint32_t BiffCursor::u16() {
  const std::uint32_t low = u8();
  return low | u8() << 8;
}

std::uint32_t BiffCursor::u32() {
  const std::uint32_t low = u16();
  return low | u16() << 16;
}

void BiffCursor::skip(std::size_t size) { advance(size); }

std::string BiffCursor::text(std::size_t characters) {
  if (characters == 0) return {};
  if (wide_) return wide_text(characters);
  std::string bytes;
  advance(0);
  while (characters > 0 && !done()) {
    const std::string_view piece = rest().substr(0, characters);
    bytes += piece;
    characters -= piece.size();
    advance(piece.size());
  }
  return code_page_text(bytes, code_page_);
}

std::string BiffCursor::wide_text(std::size_t characters) {
  const bool two_bytes = (u8() & 1) != 0;
  return wide_text(characters, two_bytes);
}

std::string BiffCursor::wide_text(std::size_t characters, bool two_bytes) {
  std::string utf16;
  advance(0);
  // The option byte comes next: also where the record ended between the head of a text and its first character.
  bool option = segment_ > 0 && at_ == 0;
  while (characters > 0 && !done()) {
    if (option) two_bytes = (u8() & 1) != 0;
    const std::string_view piece = rest().substr(0, two_bytes ? characters * 2 : characters);
    if (two_bytes) {
      utf16.append(piece.substr(0, piece.size() / 2 * 2));
    } else {
      for (const char c : piece) utf16.append({c, '\0'});
    }
    if (piece.empty()) break;
    const std::size_t read = two_bytes ? (piece.size() + 1) / 2 : piece.size();
    characters -= std::min(characters, read);
    advance(piece.size());
    option = true;
  }
  return utf16_text(utf16);
}

std::string BiffCursor::rich_text(std::string& phonetic) {
  const std::size_t characters = u16();
  const std::uint32_t flags = u8();
  const std::size_t runs = (flags & 8) != 0 ? u16() : 0;
  const std::size_t extension = (flags & 4) != 0 ? u32() : 0;
  std::string text = wide_text(characters, (flags & 1) != 0);
  skip(runs * 4);
  if (extension < 16) {
    skip(extension);
    return text;
  }
  // ExtRst ([MS-XLS] 2.5.87): eight bytes, the count of phonetic runs, twice the size of the text, the text.
  skip(10);
  const std::size_t size = u16();
  skip(2);
  const std::size_t bytes = std::min(size * 2, extension - 14);
  std::string utf16;
  for (std::size_t i = 0; i < bytes && !done(); ++i) utf16 += static_cast<char>(u8());
  if (!utf16.empty()) phonetic += utf16_text(utf16) + '\n';
  skip(extension - 14 - bytes);
  return text;
}

std::vector<std::string> biff_texts(std::string_view data) {
  constexpr std::size_t kShortest = 2;
  std::vector<std::string> texts;
  for (std::size_t at = 0; at + 3 < data.size(); ++at) {
    const std::size_t characters = little16(data, at);
    const std::uint32_t option = byte_at(data, at + 2);
    const std::size_t size = characters * (option + 1);
    if (option > 1 || characters < kShortest || at + 3 + size > data.size()) continue;
    std::string utf16;
    for (const char c : bytes_at(data, at + 3, option == 0 ? size : 0)) utf16.append({c, '\0'});
    if (option == 1) utf16 = bytes_at(data, at + 3, size);
    if (!looks_written(utf16)) continue;
    texts.push_back(utf16_text(utf16));
    at += 3 + size - 1;
  }
  return texts;
}

namespace {

// Sizes of the operands of a formula's tokens by their number without class; 0xFF: not known.
std::size_t operand_size(std::uint32_t token, bool wide) {
  constexpr std::size_t kUnknown = 0xFF;
  if (token >= 0x40) token = (token & 0x1F) | 0x20;
  switch (token) {
    case 0x01:
    case 0x02: return 4;
    case 0x1C:
    case 0x1D: return 1;
    case 0x1E: return 2;
    case 0x1F: return 8;
    case 0x20: return 7;
    case 0x21: return 2;
    case 0x22: return 3;
    case 0x23: return wide ? 4 : 14;
    case 0x24:
    case 0x2A:
    case 0x2C: return wide ? 4 : 3;
    case 0x25:
    case 0x2B:
    case 0x2D: return wide ? 8 : 6;
    case 0x26:
    case 0x27:
    case 0x28: return 6;
    case 0x29: return 2;
    case 0x39: return wide ? 6 : 24;
    case 0x3A:
    case 0x3C: return wide ? 6 : 17;
    case 0x3B:
    case 0x3D: return wide ? 10 : 20;
    default: return token >= 0x03 && token <= 0x16 ? 0 : kUnknown;
  }
}

}  // namespace

std::string words_of_formula(std::string_view tokens, bool wide, std::uint32_t code_page) {
  std::string words;
  for (std::size_t at = 0; at < tokens.size();) {
    const std::uint32_t token = byte_at(tokens, at++);
    if (token == 0x17) {
      const std::vector<std::string_view> text{bytes_at(tokens, at)};
      BiffCursor cursor(text, wide, code_page);
      words += cursor.short_text() + '\n';
      const std::size_t characters = byte_at(tokens, at);
      const std::size_t option = wide ? 1 : 0;
      const bool two_bytes = wide && (byte_at(tokens, at + 1) & 1) != 0;
      at += 1 + option + characters * (two_bytes ? 2 : 1);
    } else if (token == 0x19) {  // an attribute; that of CHOOSE holds a table
      const bool choose = (byte_at(tokens, at) & 0x04) != 0;
      at += 3 + (choose ? 2 * (little16(tokens, at + 1) + 1) : 0);
    } else if (token == 0x18) {  // extended tokens are five bytes long
      at += 5;
    } else {
      const std::size_t size = operand_size(token, wide);
      if (size == 0xFF) break;
      at += size;
    }
  }
  return words;
}

}  // namespace trawl::extractors
