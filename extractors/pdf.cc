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
#include "extractors/pdf_revisions.h"
#include "extractors/pdf_salvage.h"
#include "extractors/pdf_tables.h"

namespace trawl::extractors {
namespace {

constexpr std::uint64_t kLargest = 0x7FFFFFFF;  // Poppler counts pages and some bytes in an int
constexpr int kDpi = 300;                       // of pages to be recognised
constexpr std::size_t kTail = 4096;             // of the file, where its end is marked
constexpr std::uint64_t kMostPages = 1'000'000;

class Reading {
 public:
  Reading(std::string_view bytes, Extraction& out) : bytes_(bytes), out_(out), writer_(out), revisions_(bytes) {
    ended_ = bytes.substr(bytes.size() - std::min(bytes.size(), kTail)).find("%%EOF") != std::string_view::npos;
  }

  Outcome read() {
    std::unique_ptr<PdfDocument> document = open();
    if (document->locked()) {
      return {OutcomeKind::encrypted, document->other_lock() ? "for the holders of certain keys" : "password needed"};
    }
    if (!document->readable()) return {OutcomeKind::damaged, "this is no PDF that can be read"};
    if (document->rebuilt() && !ended_) out_.missed("the end of the PDF is missing");
    read_pages(*document);
    read_metadata(*document);
    document.reset();
    if (!writer_.stopped()) revisions_.read(password_, writer_);
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
    if (!document->readable() && !document->locked()) salvaged_ = salvaged_pdf(bytes_);
    if (salvaged_.empty()) return document;
    document.reset();
    bytes_ = salvaged_;
    return std::make_unique<PdfDocument>(bytes_, password_);
  }

  void read_pages(const PdfDocument& document) {
    const int pages = document.pages();
    const int most = static_cast<int>(std::min<std::uint64_t>(out_.limits().pages, kMostPages));
    if (pages > most) out_.missed("more than " + std::to_string(most) + " pages");
    if (pages <= 0) out_.missed("no page can be found");
    for (int number = 1; number <= std::min(pages, most) && !writer_.stopped(); ++number) {
      PdfPage page = document.page(number);
      if (page.reading.cut) out_.missed("the content of a page is too long or too deep");
      if (page.reading.damaged) out_.missed("some content of pages is damaged");
      const std::string anchor = "page=" + std::to_string(number);
      write_page(page, anchor);
      const bool needed = page.needs_recognition();
      if (needed || (out_.ocr() != nullptr && page.shows_pictures())) recognise(document, number, anchor, needed);
    }
    if (unrecognised_ == 0) return;
    const std::string count = std::to_string(unrecognised_) + (unrecognised_ == 1 ? " page has" : " pages have");
    out_.missed(count + " no usable text layer; OCR is needed");
  }

  // needed: there is no other way to the page's text.
  void recognise(const PdfDocument& document, int number, const std::string& anchor, bool needed) {
    const std::optional<Raster> raster = out_.ocr() != nullptr ? document.draw(number, kDpi) : std::nullopt;
    if (!raster && needed) ++unrecognised_;
    else if (!raster) out_.missed("pictures on pages are not read for text");
    if (raster && !write_recognised(*raster, anchor, out_)) writer_.stop();
  }

  void write_page(PdfPage& page, const std::string& anchor) {
    const std::vector<PdfRow> rows = rows_on_paper(page.words);
    const BlockPlace place{BlockKind::text, {}, anchor, false};
    std::string parted;
    const std::string text = running_text(page.words, parted);
    revisions_.known(text);
    writer_.write(place, text);
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
  PdfRevisions revisions_;
  std::string salvaged_;  // the bytes with what their end lacks
  bool ended_ = true;     // the mark of its end is in the file
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
