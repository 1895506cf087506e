// Memo files: see dbase_memo.h. Layouts as the "Xbase File Format Description" (E. Bachmann) has them.
#include "extractors/dbase_memo.h"

#include <algorithm>
#include <string>

#include "extractors/big_endian.h"
#include "extractors/charset.h"
#include "extractors/mime_text.h"
#include "extractors/ole_bytes.h"
#include "extractors/random_access.h"
#include "extractors/table_writer.h"

namespace trawl::extractors {
namespace {

class Memos {
 public:
  Memos(const RandomAccess& bytes, Extraction& out) : bytes_(bytes), out_(out), writer_(out) {}

  // FoxPro: numbers with the highest byte first; each memo has a kind and a length.
  bool read_foxpro(std::string_view header) {
    constexpr std::uint64_t kHeader = 512, kMemoHeader = 8;
    const std::uint64_t block = std::max<std::uint64_t>(big_endian(header, 6, 2), 1);
    for (std::uint64_t at = (kHeader + block - 1) / block * block; at < bytes_.size();) {
      const std::string start = bytes_.bytes(at, kMemoHeader);
      const std::uint32_t kind = big32(start, 0), size = big32(start, 4);
      if (kind > 2 || size == 0 || start.size() < kMemoHeader) {
        at += block;
        continue;
      }
      if (!memo(at + kMemoHeader, size, kind == 1)) return false;
      at += (kMemoHeader + size + block - 1) / block * block;
    }
    return true;
  }

  // dBase IV: a mark and a length, with that of the mark.
  bool read_dbase4(std::string_view header) {
    constexpr std::uint32_t kMark = 0x0008FFFF;
    const std::uint64_t block = std::max<std::uint64_t>(little16(header, 20), 512);
    for (std::uint64_t at = block; at < bytes_.size();) {
      const std::string start = bytes_.bytes(at, 8);
      const std::uint32_t size = little32(start, 4);
      if (little32(start, 0) != kMark || size <= 8) {
        at += block;
        continue;
      }
      if (!memo(at + 8, size - 8, true)) return false;
      at += (size + block - 1) / block * block;
    }
    return true;
  }

  // dBase III: a memo goes on to its end mark, through as many blocks as it needs.
  bool read_dbase3() {
    constexpr std::uint64_t kBlock = 512;
    for (std::uint64_t at = kBlock; at < bytes_.size(); at += kBlock) {
      std::string text;
      std::size_t end = text.npos;
      for (; end == text.npos && at + text.size() < bytes_.size() && text.size() < kMostHeld;) {
        const std::size_t before = text.size();
        text += bytes_.bytes(at + before, kBlock);
        end = text.find('\x1A', before);
      }
      at += (std::max<std::size_t>(text.size(), 1) - 1) / kBlock * kBlock;
      if (!emit(text.substr(0, end))) return false;
    }
    return true;
  }

 private:
  static constexpr std::uint64_t kMostHeld = 4u << 20;

  bool memo(std::uint64_t at, std::uint64_t size, bool is_text) {
    if (at + size > bytes_.size()) out_.missed("a memo goes on behind the end of the file");
    size = std::min(size, bytes_.size() - std::min(at, bytes_.size()));
    if (!is_text) {
      if (size > out_.limits().whole_bytes) out_.missed("an object in a memo is larger than the limit");
      writer_.next_row();
      writer_.bytes(0, bytes_.bytes(at, std::min(size, out_.limits().whole_bytes)), "object");
      return !writer_.stopped();
    }
    for (std::uint64_t done = 0; done < size; done += kMostHeld) {
      if (!emit(bytes_.bytes(at + done, std::min(kMostHeld, size - done)))) return false;
    }
    return true;
  }

  bool emit(std::string text) {
    for (std::size_t at = text.find("\x8D\n"); at != text.npos; at = text.find("\x8D\n", at)) {
      text[at] = ' ';  // a line end that dBase's editor put in
    }
    std::replace(text.begin(), text.end(), '\0', ' ');
    const std::string readable = to_utf8(text);
    TextBlock block;
    block.text = trimmed(readable);
    block.label = "memo";
    return block.text.empty() || out_.text(block);
  }

  const RandomAccess& bytes_;
  Extraction& out_;
  TableWriter writer_;
};

}  // namespace

Outcome read_dbase_memo(Source& source, Extraction& out) {
  const auto bytes = RandomAccess::open(source, out.limits().whole_bytes);
  if (!bytes) return outcome_of(bytes.error());
  const std::string header = bytes->bytes(0, 512);
  if (header.size() < 512) return {OutcomeKind::damaged, "the memo file ends inside its header"};
  Memos memos(*bytes, out);
  const std::string_view name = out.part().name;
  const bool foxpro = name.size() > 4 && equal_ignoring_case(name.substr(name.size() - 4), ".fpt");
  const bool dbase4 =
      bytes->bytes(std::max<std::uint64_t>(little16(header, 20), 512), 4) == std::string_view("\xFF\xFF\x08\0", 4);
  const bool whole = foxpro ? memos.read_foxpro(header) : dbase4 ? memos.read_dbase4(header) : memos.read_dbase3();
  return whole ? Outcome{} : out.stopped();
}

}  // namespace trawl::extractors
