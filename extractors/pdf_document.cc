// PdfDocument: see pdf_document.h.
#include "extractors/pdf_document.h"

#include <ErrorCodes.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <Stream.h>
#include <TextOutputDev.h>

#include <mutex>

#include "core/utf8.h"

namespace trawl::extractors {
namespace {

constexpr double kPoints = 72;  // dots an inch: coordinates are points

void append(void* text, const char* bytes, int size) {
  static_cast<std::string*>(text)->append(bytes, static_cast<std::size_t>(std::max(size, 0)));
}

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

PdfWord word_of(const TextWord& word, std::uint32_t line) {
  PdfWord out;
  for (int i = 0; i < word.getLength(); ++i) append_utf8(out.text, *word.getChar(i));
  word.getBBox(&out.left, &out.top, &out.right, &out.bottom);
  out.space_after = word.getSpaceAfter();
  out.upright = word.getRotation() == 0;
  out.line = line;
  return out;
}

}  // namespace

struct PdfDocument::Parts {
  Parts(std::string_view bytes, const std::string& password)
      : document(new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull)),
                 GooString(password), GooString(password)) {}
  mutable PDFDoc document;  // takes the stream over
};

PdfDocument::PdfDocument(std::string_view bytes, const std::string& password) {
  prepare();
  parts_ = std::make_unique<Parts>(bytes, password);
}

PdfDocument::~PdfDocument() = default;

bool PdfDocument::locked() const { return !readable() && parts_->document.getErrorCode() == errEncrypted; }

bool PdfDocument::readable() const { return parts_->document.isOk(); }

int PdfDocument::pages() const { return parts_->document.getNumPages(); }

PdfDocument::Page PdfDocument::page(int number) const {
  Page page;
  TextOutputDev device(append, &page.text, false, 0, false);
  device.setTextPageBreaks(false);
  // The media box: what lies outside the crop box is not printed, but is held.
  parts_->document.displayPage(&device, number, kPoints, kPoints, 0, true, false, false);
  std::uint32_t line_number = 0;
  for (const TextFlow* flow = device.getFlows(); flow != nullptr; flow = flow->getNext()) {
    for (const TextBlock* block = flow->getBlocks(); block != nullptr; block = block->getNext()) {
      for (const TextLine* line = block->getLines(); line != nullptr; line = line->getNext()) {
        ++line_number;
        for (const TextWord* word = line->getWords(); word != nullptr; word = word->getNext()) {
          page.words.push_back(word_of(*word, line_number));
        }
      }
    }
  }
  return page;
}

void PdfDocument::each_property(
    const std::function<void(std::string_view key, std::string_view raw)>& found) const {
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
