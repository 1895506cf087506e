// Ocr: reads the text in a picture (Tesseract), optional at build and at run time.
//
// An engine loads the data of its languages when it starts and opens no file afterwards, so that it works in a
// worker that is confined. It is used by one thread at a time. What it reads is a guess: O for 0, l for 1.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "extractors/extractor.h"
#include "extractors/raster.h"

namespace trawl::extractors {

// The label of blocks whose text was recognised.
inline constexpr std::string_view kOcrLabel = "OCR";

struct OcrLine {
  std::string text;                              // UTF-8
  int left = 0, top = 0, width = 0, height = 0;  // pixels of the raster, turned as OcrPage says
  int confidence = 0;                            // 0 to 100
  bool begins_block = false;                     // a paragraph, column or other piece of the page begins with it
};

struct OcrPage {
  std::vector<OcrLine> lines;
  int turned = 0;        // degrees clockwise by which the raster had to be turned to be read: 0, 90, 180, 270
  bool complete = true;  // false: the time was up before its end
};

class Ocr {
 public:
  virtual ~Ocr() = default;
  // time: of the processor. Errors: damaged (no valid raster), over_limit (memory).
  virtual Result<OcrPage> recognise(const Raster& raster, std::chrono::seconds time) = 0;
};

// Whether this build can recognise text.
bool ocr_available();

// An engine for languages as Tesseract names them: "eng", "eng+cym". Errors: unsupported (this build has no OCR),
// not_found (no data for the language), invalid_argument.
Result<std::unique_ptr<Ocr>> start_ocr(const std::string& languages);

// Recognises a picture or page with out.ocr(), which must not be null, within the limits, and writes a block of
// BlockKind::text for each piece of it, labelled kOcrLabel; what could not be recognised is said by out.missed().
// False: stop.
bool write_recognised(const Raster& raster, std::string_view anchor, Extraction& out);

}  // namespace trawl::extractors
