// The records of an XLSB part: see xlsb_records.h.
#include "extractors/xlsb_records.h"

#include <algorithm>

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestText = 32'767;

}  // namespace

// 7 bits a byte, the low ones first, as long as the highest bit is set.
std::uint32_t XlsbRecords::variable(int most) {
  std::uint32_t value = 0;
  for (int i = 0; i < most; ++i) {
    broken_ |= part_.empty();
    const std::uint32_t byte = byte_at(part_, 0);
    part_ = bytes_at(part_, 1);
    value |= (byte & 0x7F) << (7 * i);
    if ((byte & 0x80) == 0) break;
  }
  return value;
}

bool XlsbRecords::next(XlsbRecord& record) {
  if (part_.empty()) return false;
  record.type = variable(2);
  const std::size_t size = variable(4);
  record.data = bytes_at(part_, 0, size);
  broken_ |= record.data.size() < size;
  part_ = bytes_at(part_, size);
  return true;
}

std::string XlsbCursor::text() {
  const std::size_t characters = u32();
  if (characters == 0xFFFFFFFF) return {};
  const std::string_view utf16 = bytes_at(data_, at_, 2 * characters);
  at_ += utf16.size();
  return utf16_text(utf16);
}

std::string XlsbCursor::rich_text(std::string& phonetic) {
  const std::uint32_t flags = u8();
  std::string whole = text();
  if ((flags & 1) != 0) skip(std::size_t{4} * u32());
  if ((flags & 2) != 0) {
    const std::string reading = text();
    if (!reading.empty()) phonetic += reading + '\n';
  }
  return whole;
}

std::vector<std::string> texts_in(std::string_view data, std::size_t count_bytes, int mark) {
  std::vector<std::string> texts;
  const std::size_t shortest = mark < 0 ? 2 : 1;  // one letter behind a 1 is hardly ever a text
  const std::size_t head = count_bytes + (mark < 0 ? 0 : 1);
  for (std::size_t at = 0; at + head < data.size(); ++at) {
    if (mark >= 0 && byte_at(data, at) != static_cast<std::uint32_t>(mark)) continue;
    const std::size_t characters = little_endian(data, at + head - count_bytes, count_bytes);
    if (characters < shortest || characters > kLongestText) continue;
    const std::string_view utf16 = bytes_at(data, at + head, 2 * characters);
    if (utf16.size() < 2 * characters || !looks_written(utf16)) continue;
    texts.push_back(utf16_text(utf16));
    at += head + utf16.size() - 1;
  }
  return texts;
}

std::string words_of_tokens(std::string_view tokens) {
  constexpr int kString = 0x17;
  std::string words;
  for (const std::string& text : texts_in(tokens, 2, kString)) words += text + '\n';
  return words;
}

}  // namespace trawl::extractors
