// OCR in a build without Tesseract: there is none.
#include "extractors/ocr.h"

namespace trawl::extractors {

bool ocr_available() { return false; }

Result<std::unique_ptr<Ocr>> start_ocr(const std::string&) {
  return fail(ErrorKind::unsupported, "this build of trawl has no OCR; build it with Tesseract (libtesseract-dev)");
}

}  // namespace trawl::extractors
