// Recognised text as blocks: see ocr.h.
#include "extractors/ocr.h"

#include "extractors/block_writer.h"

namespace trawl::extractors {

bool write_recognised(const Raster& raster, std::string_view anchor, Extraction& out) {
  const Limits& limits = out.limits();
  if (raster.grey.size() > limits.ocr_pixels) {
    out.missed("a picture of more than " + std::to_string(limits.ocr_pixels / 1'000'000) + " million pixels");
    return true;
  }
  const Result<OcrPage> page = out.ocr()->recognise(raster, std::chrono::seconds(limits.ocr_seconds));
  out.progressed();
  if (!page) {
    out.missed(page.error().message);
    return true;
  }
  if (!page->complete) {
    out.missed("OCR of a picture took longer than " + std::to_string(limits.ocr_seconds) + " s");
  }
  const BlockPlace place{BlockKind::text, std::string(kOcrLabel), std::string(anchor), false};
  BlockWriter writer(out);
  std::string text;
  for (const OcrLine& line : page->lines) {
    if (line.begins_block) {
      writer.write(place, text);
      text.clear();
    }
    text += line.text;
    text += '\n';
  }
  writer.write(place, text);
  return !writer.stopped();
}

}  // namespace trawl::extractors
