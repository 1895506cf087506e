// Form fields of Word documents: see doc_form_fields.h.
#include "extractors/doc_form_fields.h"

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

// A text of UTF-16 behind its count of characters; moves `at` behind it and, if it has one, its zero.
std::string take_text(std::string_view bytes, std::size_t& at, bool zero) {
  const std::string_view text = bytes_at(bytes, at + 2, std::size_t{2} * little16(bytes, at));
  at += 2 + text.size() + (zero ? 2 : 0);
  return utf16_text(text);
}

// FFData ([MS-DOC] 2.9.78): flags, sizes, name, default, format, help text, status text, two macros, the list.
void write_field(std::string_view field, BlockWriter& writer) {
  constexpr std::string_view kLabels[] = {"form field", "form field", "", "form field", "form field", "macro", "macro"};
  const std::uint32_t kind = little16(field, 4) & 3;  // 0: text, 1: a box to check, 2: a list
  std::size_t at = 10;
  for (std::size_t i = 0; i < std::size(kLabels); ++i) {
    if (i == 1 && kind != 0) {
      at += 2;  // the default is a number
      continue;
    }
    const std::string text = take_text(field, at, true);
    if (!kLabels[i].empty()) writer.write({BlockKind::field, std::string(kLabels[i]), {}, false}, text);
  }
  if (kind != 2 || little16(field, at) != 0xFFFF) return;
  const std::size_t count = little16(field, at + 2);  // an STTB, [MS-DOC] 2.2.4
  at += 6;
  for (std::size_t i = 0; i < count && at < field.size(); ++i) {
    writer.write({BlockKind::field, "form field", {}, false}, take_text(field, at, false));
  }
}

}  // namespace

// NilPICFAndBinData ([MS-DOC] 2.9.158) is found by its own size and that of its header, and by the version of FFData.
void write_form_fields(std::string_view data, BlockWriter& writer) {
  constexpr std::size_t kHeader = 0x44;
  for (std::size_t at = 0; at + kHeader + 10 < data.size() && !writer.stopped();) {
    const std::size_t size = little32(data, at);
    const bool field = little16(data, at + 4) == kHeader && size > kHeader && size <= data.size() - at &&
                       little32(data, at + kHeader) == 0xFFFFFFFF;
    if (field) write_field(data.substr(at + kHeader, size - kHeader), writer);
    at += field ? size : 1;
  }
}

}  // namespace trawl::extractors
