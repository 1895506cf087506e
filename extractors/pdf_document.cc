// PdfDocument: see pdf_document.h.
#include "extractors/pdf_document.h"

#include <ErrorCodes.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <SplashOutputDev.h>
#include <Stream.h>
#include <splash/SplashBitmap.h>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace trawl::extractors {
namespace {

constexpr double kPointsAnInch = 72;
constexpr double kMostPixels = 40e6;  // an A3 page at 300 dots an inch has 17 million
constexpr int kFewestDpi = 50;

void silent(ErrorCategory, Goffset, const char*) {}

// Poppler's tables are one for the process, and are kept: making them costs more than a small file.
void prepare() {
  static std::once_flag once;
  std::call_once(once, [] {
    setErrorCallback(silent);
    if (!globalParams) globalParams = std::make_unique<GlobalParams>();
    globalParams->setErrQuiet(true);
  });
}

}  // namespace

struct PdfDocument::Parts {
  Parts(std::string_view bytes, const std::string& password)
      : document(new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull)),
                 GooString(password), GooString(password), nullptr, [this] { rebuilt = true; }) {
    if (document.isOk()) content = std::make_unique<PdfContent>(*document.getXRef());
  }

  bool rebuilt = false;
  mutable PDFDoc document;  // takes the stream over
  std::unique_ptr<PdfContent> content;
};

PdfDocument::PdfDocument(std::string_view bytes, const std::string& password) {
  prepare();
  parts_ = std::make_unique<Parts>(bytes, password);
}

PdfDocument::~PdfDocument() = default;

bool PdfDocument::locked() const {
  return !readable() && parts_->document.getErrorCode() == errEncrypted;
}

bool PdfDocument::other_lock() const {
  XRef* table = parts_->document.getXRef();
  if (table == nullptr || table->getTrailerDict() == nullptr || !table->getTrailerDict()->isDict()) return false;
  const Object lock = table->getTrailerDict()->dictLookup("Encrypt");
  return lock.isDict() && !lock.dictLookup("Filter").isName("Standard");
}

bool PdfDocument::readable() const {
  return parts_->document.isOk();
}

bool PdfDocument::rebuilt() const {
  return parts_->rebuilt;
}

int PdfDocument::pages() const {
  return parts_->document.getNumPages();
}

PdfPage PdfDocument::page(int number) const {
  Page* page = parts_->document.getPage(number);
  if (page != nullptr && page->isOk()) return parts_->content->read(*page);
  PdfPage none;
  none.reading.damaged = true;
  return none;
}

std::optional<Raster> PdfDocument::draw(int number, int dpi) const {
  const double inches = parts_->document.getPageCropWidth(number) * parts_->document.getPageCropHeight(number) /
                        (kPointsAnInch * kPointsAnInch);
  if (!(inches > 0)) return std::nullopt;
  dpi = std::min(dpi, static_cast<int>(std::sqrt(kMostPixels / inches)));
  if (dpi < kFewestDpi) return std::nullopt;
  SplashColor white = {255, 255, 255, 255};
  SplashOutputDev device(splashModeMono8, 1, false, white);
  device.startDoc(&parts_->document);
  parts_->document.displayPage(&device, number, dpi, dpi, 0, false, true, false);
  SplashBitmap* bitmap = device.getBitmap();
  if (bitmap == nullptr || bitmap->getDataPtr() == nullptr) return std::nullopt;
  Raster raster{bitmap->getWidth(), bitmap->getHeight(), dpi, {}};
  for (int y = 0; y < raster.height; ++y) {
    const unsigned char* row = bitmap->getDataPtr() + static_cast<std::ptrdiff_t>(y) * bitmap->getRowSize();
    raster.grey.insert(raster.grey.end(), row, row + raster.width);
  }
  return raster;
}

void PdfDocument::each_property(const std::function<void(std::string_view key, std::string_view raw)>& found) const {
  const Object dictionary = parts_->document.getDocInfo();
  if (!dictionary.isDict()) return;
  for (int i = 0; i < dictionary.dictGetLength(); ++i) {
    const Object value = dictionary.dictGetVal(i);
    if (value.isString()) found(dictionary.dictGetKey(i), value.getString()->toStr());
    if (value.isName()) found(dictionary.dictGetKey(i), value.getName());
  }
}

std::string PdfDocument::xmp() const {
  const auto packet = parts_->document.readMetadata();
  return packet ? packet->toStr() : std::string();
}

}  // namespace trawl::extractors
