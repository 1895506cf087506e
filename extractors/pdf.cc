// PDF (ISO 32000-2): the text of pages and the metadata by Poppler, all else by libqpdf (pdf_objects).
#include <algorithm>
#include <memory>

#include "extractors/block_writer.h"
#include "extractors/extractor.h"
#include "extractors/ocr.h"
#include "extractors/ooxml_parts.h"
#include "extractors/pdf_document.h"
#include "extractors/pdf_layout.h"
#include "extractors/pdf_objects.h"
#include "extractors/pdf_tables.h"

namespace trawl::extractors {
namespace {

constexpr std::uint64_t kLargest = 0x7FFFFFFF;  // Poppler counts pages and some bytes in an int
constexpr int kDpi = 300;                       // of pages to be recognised
constexpr std::uint64_t kMostPages = 1'000'000;

class Reading {
 public:
  Reading(std::string_view bytes, Extraction& out) : bytes_(bytes), out_(out), writer_(out) {}

  Outcome read() {
    std::unique_ptr<PdfDocument> document = open();
    if (document->locked()) return {OutcomeKind::encrypted, "password needed"};
    if (!document->readable()) return {OutcomeKind::damaged, "this is no PDF that can be read"};
    read_pages(*document);
    read_metadata(*document);
    document.reset();
    if (!writer_.stopped() && may_hold_objects(bytes_)) read_objects();
    return writer_.stopped() ? out_.stopped() : Outcome{};
  }

 private:
  std::unique_ptr<PdfDocument> open() {
    auto document = std::make_unique<PdfDocument>(bytes_, password_);
    for (const std::string& password : out_.passwords()) {
      if (!document->locked()) break;
      password_ = password;
      document = std::make_unique<PdfDocument>(bytes_, password);
    }
    return document;
  }

  void read_pages(const PdfDocument& document) {
    const int pages = document.pages();
    const int most = static_cast<int>(std::min<std::uint64_t>(out_.limits().pages, kMostPages));
    if (pages > most) out_.missed("more than " + std::to_string(most) + " pages");
    if (pages <= 0) out_.missed("no page can be found");
    for (int number = 1; number <= std::min(pages, most) && !writer_.stopped(); ++number) {
      PdfPage page = document.page(number);
      if (page.cut) out_.missed("the content of a page is too long");
      const std::string anchor = "page=" + std::to_string(number);
      write_page(page, anchor);
      if (page.needs_recognition()) recognise(document, number, anchor);
    }
    if (unrecognised_ == 0) return;
    const std::string count = std::to_string(unrecognised_) + (unrecognised_ == 1 ? " page has" : " pages have");
    out_.missed(count + " no usable text layer; OCR is needed");
  }

  void recognise(const PdfDocument& document, int number, const std::string& anchor) {
    const std::optional<Raster> raster = out_.ocr() != nullptr ? document.draw(number, kDpi) : std::nullopt;
    if (!raster) ++unrecognised_;
    if (raster && !write_recognised(*raster, anchor, out_)) writer_.stop();
  }

  void write_page(PdfPage& page, const std::string& anchor) {
    const std::vector<PdfRow> rows = rows_on_paper(page.words);
    const BlockPlace place{BlockKind::text, {}, anchor, false};
    std::string parted;
    writer_.write(place, running_text(page.words, parted));
    const std::vector<bool> told = tables_.page(page.words, rows, anchor);
    writer_.write(place, scattered_rows(page.words, rows, told));
    writer_.write(place, parted);
    writer_.write(place, page.other_words);
  }

  void read_metadata(const PdfDocument& document) {
    document.each_property([this](std::string_view key, std::string_view raw) {
      writer_.write({BlockKind::property, std::string(key), {}, false}, pdf_text(raw));
    });
    const std::string packet = document.xmp();
    if (packet.empty()) return;
    TextPull text(packet);
    XmlReader xml(text);
    read_any_xml(xml, {BlockKind::property, {}, {}, false}, writer_);
  }

  void read_objects() {
    bool stopped = false;
    const Status read = read_pdf_objects(bytes_, password_, out_, stopped);
    if (stopped) return writer_.stop();
    if (!read) out_.missed(read.error().message);
  }

  std::string_view bytes_;
  Extraction& out_;
  BlockWriter writer_;
  std::string password_;  // that opened it; mostly the empty one
  PdfTables tables_{writer_};
  std::uint32_t unrecognised_ = 0;  // pages whose text, if there is any, takes recognition
};

class Pdf final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto bytes = source.whole(std::min(out.limits().whole_bytes, kLargest));
    if (!bytes) return outcome_of(bytes.error());
    return Reading(*bytes, out).read();
  }
};

}  // namespace

const Extractor& pdf_extractor() {
  static const Pdf extractor;
  return extractor;
}

}  // namespace trawl::extractors
