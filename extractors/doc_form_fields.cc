// Form fields of Word documents: see doc_form_fields.h.
#include "extractors/doc_form_fields.h"

#include "extractors/ole_bytes.h"
#include "extractors/ole_drawing.h"

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

// Each picture or form field of the stream is found by its own size and that of its header (PICF, [MS-DOC] 2.9.190).
template <typename Visit>
void visit_pictures(std::string_view data, const Visit& visit) {
  constexpr std::size_t kHeader = 0x44;
  for (std::size_t at = 0; at + kHeader + 10 < data.size();) {
    const std::size_t size = little32(data, at);
    const bool picture = little16(data, at + 4) == kHeader && size > kHeader && size <= data.size() - at;
    if (picture && visit(data.substr(at, kHeader), data.substr(at + kHeader, size - kHeader))) at += size;
    else ++at;
  }
}

}  // namespace

// A form field (NilPICFAndBinData, [MS-DOC] 2.9.158) is known by the version of FFData.
void write_form_fields(std::string_view data, BlockWriter& writer) {
  visit_pictures(data, [&writer](std::string_view, std::string_view field) {
    if (little32(field, 0) != 0xFFFFFFFF) return false;
    write_field(field, writer);
    return true;
  });
}

void write_picture_texts(std::string_view data, BlockWriter& writer) {
  constexpr std::uint32_t kShape = 0x64, kShapeFile = 0x66;  // MFPF.mm, [MS-DOC] 2.9.157; the latter begins with a name
  visit_pictures(data, [&writer](std::string_view header, std::string_view picture) {
    const std::uint32_t kind = little16(header, 6);
    if (kind != kShape && kind != kShapeFile) return false;
    if (kind == kShapeFile) picture = bytes_at(picture, 1 + byte_at(picture, 0));
    for (const DrawingText& text : drawing_texts(picture)) {
      writer.write({text.kind, std::string(text.label), {}, false}, text.text);
    }
    return true;
  });
}

}  // namespace trawl::extractors
