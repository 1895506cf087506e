// OCR in a build without Tesseract: there is none.
#include "extractors/ocr.h"
#include "extractors/ocr_picture.h"

namespace trawl::extractors {

bool ocr_available() {
  return false;
}

Result<std::unique_ptr<Ocr>> start_ocr(const std::string&) {
  return fail(ErrorKind::unsupported, "this build of trawl has no OCR; build it with Tesseract (libtesseract-dev)");
}

Result<Raster> raster_of(std::string_view, std::uint32_t, int, std::uint64_t) {
  return fail(ErrorKind::unsupported, "this build of trawl decodes no pictures");
}

}  // namespace trawl::extractors
