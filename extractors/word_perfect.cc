// WordPerfect 5 and 6 (and later, which kept the format): the text of the document, of its notes, headers, footers and boxes.
// Source: WordPerfect Corporation's file format documents, "WordPerfect 5.1 Developer's Toolkit" and "WordPerfect 6 SDK".
#include <array>
#include <string>
#include <utility>

#include "core/utf8.h"
#include "extractors/block_writer.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kBlock = 16 * 1024;
constexpr int kDeepest = 8;  // notes inside each other

// Of WordPerfect 6, for the bytes 1 to 32.
constexpr std::u32string_view kCommon = U"åÅæÆäÄáàâãÃçÇëéÉèêíñÑøØõÕöÖüÜúùß";
// Characters of set 1 (multinational) from 26 on, and of set 4 (typographic) from 0.
constexpr std::u32string_view kMultinational =
    U"ÁáÂâÄäÀàÅåÆæÇçÉéÊêËëÈèÍíÎîÏïÌìÑñÓóÔôÖöÒòÚúÛûÜüÙùŸÿ"
    U"ÃãĐđØøÕõÝýÐðÞþĂăĀāĄąĆćČčĈĉĊċĎďĚěĖėĒēĘęǴǵĞğǦǧĢģĜĝĠġ";
constexpr std::u32string_view kTypographic =
    U"●○■•*¶§¡¿«»£¥₧ƒªº½¼¢²ⁿ®©¤¾³‛’‘‟”“–—‹›○□†"
    U"‡™℠℞●◦■▪□▫‒·····…$₣₢₠₤‚„⅓⅔⅛⅜⅝⅞ⓂⓅ€";

char32_t character(std::uint32_t set, std::uint32_t number) {
  constexpr std::uint32_t kFirst = 26, kSharpS = 23;
  if (set == 0) return number;
  if (set == 1 && number == kSharpS) return U'ß';
  if (set == 1 && number >= kFirst && number - kFirst < kMultinational.size()) return kMultinational[number - kFirst];
  if (set == 4 && number < kTypographic.size()) return kTypographic[number];
  return kReplacement;
}

// What the two formats differ in: bytes that stand for a function.
struct Version {
  std::uint32_t first_fixed, last_fixed, first_variable, last_variable;
  std::array<std::uint8_t, 16> fixed;  // sizes of functions whose size the code tells
  std::size_t beyond;                  // bytes that the size of others does not count
};
constexpr Version kFive{0xC0, 0xCF, 0xD0, 0xFE, {4, 9, 11, 3, 3, 5, 6, 7, 4, 5, 6, 6, 8, 10, 10, 12}, 4};
constexpr Version kSix{0xF0, 0xFE, 0xD0, 0xEF, {4, 5, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 8, 8, 0}, 0};

class Document {
 public:
  Document(std::string_view bytes, bool six, BlockWriter& writer)
      : bytes_(bytes), six_(six), version_(six ? kSix : kFive), writer_(writer) {}

  void read() {
    const std::size_t start = little32(bytes_, 4);
    read_text(bytes_at(bytes_, start), {}, 0);
    if (six_) read_packets();
  }

 private:
  void read_text(std::string_view text, const BlockPlace& place, int depth) {
    std::string out;
    for (std::size_t at = 0; at < text.size() && !writer_.stopped();) {
      const std::uint32_t code = byte_at(text, at);
      const std::size_t size = size_of(text, at, code);
      if (size == 1) add(out, six_ ? single_of_six(code) : single_of_five(code));
      else function(text.substr(at, size), out, depth);
      at += size;
      if (out.size() >= kBlock && out.back() == '\n') writer_.write(place, std::exchange(out, {}));
    }
    writer_.write(place, out);
  }

  static void add(std::string& out, char32_t c) {
    if (c != 0) append_utf8(out, c);
  }

  // A function ends in the code that it begins with; where it does not, the byte means nothing.
  std::size_t size_of(std::string_view text, std::size_t at, std::uint32_t code) const {
    std::size_t size = 1;
    if (code >= version_.first_fixed && code <= version_.last_fixed) size = version_.fixed[code - version_.first_fixed];
    else if (code >= version_.first_variable && code <= version_.last_variable)
      size = little16(text, at + 2) + version_.beyond;
    return size > 2 && byte_at(text, at + size - 1) == code && at + size <= text.size() ? size : 1;
  }

  static char32_t single_of_five(std::uint32_t code) {
    switch (code) {
      case 0x0A: case 0x0C: case 0x8C: case 0x90: case 0x99: return U'\n';
      case 0x0B: case 0x0D: case 0x93: case 0x94: case 0x95: return U' ';
      case 0xA0: return U'\xA0';
      case 0xA9: case 0xAA: case 0xAB: return U'-';
      case 0xAC: case 0xAD: case 0xAE: return U'\xAD';
      default: return code >= 0x20 && code < 0x7F ? code : 0;
    }
  }

  static char32_t single_of_six(std::uint32_t code) {
    if (code == 0) return 0;
    if (code <= kCommon.size()) return kCommon[code - 1];
    if (code < 0x80) return code;
    if (code >= 0xB4 && code <= 0xCC) return code == 0xC6 ? U'\t' : code >= 0xBA && code <= 0xBC ? U' ' : U'\n';
    switch (code) {
      case 0x80: case 0xCD: case 0xCE: case 0xCF: return U' ';
      case 0x81: return U'\xA0';
      case 0x82: case 0x83: return U'\xAD';
      case 0x84: return U'-';
      case 0x87: return U'\n';
      default: return 0;
    }
  }

  void function(std::string_view bytes, std::string& out, int depth) {
    const std::uint32_t code = byte_at(bytes, 0), kind = byte_at(bytes, 1);
    if (code == version_.first_fixed) append_utf8(out, character(byte_at(bytes, 2), kind));
    else if (six_) function_of_six(code, kind, out);
    else function_of_five(bytes, code, kind, out, depth);
  }

  static void function_of_six(std::uint32_t code, std::uint32_t kind, std::string& out) {
    if (code == 0xE0) out += '\t';
    if (code != 0xD0) return;
    const bool soft = kind <= 3 || (kind >= 0x14 && kind <= 0x16);
    out += soft ? ' ' : kind == 0x0A ? '\t' : '\n';
  }

  // Text lies in the functions of headers and footers (a byte tells on which pages; none: it has no text) and of notes.
  void function_of_five(std::string_view bytes, std::uint32_t code, std::uint32_t kind, std::string& out, int depth) {
    constexpr std::size_t kEnd = 4;
    if (code == 0xC1) out += '\t';
    if (code == 0xC2) out += ' ';
    if (code == 0xDC || code == 0xDD) out += kind == 0 ? '\t' : '\n';
    if (depth >= kDeepest || (code != 0xD5 && code != 0xD6)) return;
    const bool header = code == 0xD5;
    if (header && byte_at(bytes, 11) == 0) return;
    const std::size_t start = header ? 22 : kind == 0 ? 19 + 2 * byte_at(bytes, 7) : 11;
    const std::string_view text = bytes_at(bytes, start, bytes.size() - std::min(bytes.size(), start + kEnd));
    const std::string_view label = !header ? kind == 0 ? "footnote" : "endnote" : kind < 2 ? "header" : "footer";
    read_text(text, {header ? BlockKind::text : BlockKind::note, std::string(label), {}, false}, depth + 1);
  }

  // The index of packets: flags, type, counts, size and place of each; those of type 8 hold text (in blocks), of notes,
  // headers, footers, boxes and comments.
  void read_packets() {
    constexpr std::size_t kHeader = 16, kEntry = 14;
    constexpr std::uint32_t kText = 8;
    const std::size_t index = little16(bytes_, 14);
    const std::size_t count = index < kHeader ? 0 : little16(bytes_, index + 2);
    std::size_t held = 0;
    for (std::size_t i = 1; i < count && !writer_.stopped(); ++i) {
      const std::string_view entry = bytes_at(bytes_, index + kEntry * i, kEntry);
      if (entry.size() < kEntry) return writer_.out().missed("the index of the document is damaged");
      if (byte_at(entry, 1) != kText) continue;
      const std::string_view packet = bytes_at(bytes_, little32(entry, 10), little32(entry, 6));
      held += packet.size();
      if (held > bytes_.size()) return writer_.out().missed("texts of the document share bytes");
      const std::size_t head = 6 + std::size_t{4} * little16(packet, 0);
      read_text(bytes_at(packet, head), {BlockKind::note, {}, {}, false}, 0);
    }
  }

  std::string_view bytes_;
  bool six_;
  const Version& version_;
  BlockWriter& writer_;
};

class WordPerfect final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    constexpr std::uint32_t kDocument = 0x0A, kMacintosh = 0x2C;
    const auto bytes = source.whole(out.limits().whole_bytes);
    if (!bytes) return outcome_of(bytes.error());
    const std::uint32_t type = byte_at(*bytes, 9), version = byte_at(*bytes, 10);
    if (type == kMacintosh) return {OutcomeKind::unsupported, "WordPerfect for Macintosh"};
    if (type != kDocument || (version != 0 && version != 2))
      return {OutcomeKind::unsupported, "a file of WordPerfect that is no document of its versions 5 and 6"};
    if (little16(*bytes, 12) != 0) return {OutcomeKind::encrypted, "password needed"};
    if (little32(*bytes, 4) < 16 || little32(*bytes, 4) > bytes->size())
      return {OutcomeKind::damaged, "the text of the document lies beyond its end"};
    BlockWriter writer(out);
    Document(*bytes, version == 2, writer).read();
    return writer.stopped() ? out.stopped() : Outcome{};
  }
};

}  // namespace

const Extractor& word_perfect_extractor() {
  static const WordPerfect extractor;
  return extractor;
}

}  // namespace trawl::extractors
