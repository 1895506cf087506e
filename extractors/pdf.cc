// PDF (ISO 32000-2): the text of pages and the metadata by Poppler, all else by libqpdf (pdf_objects).
#include <algorithm>
#include <memory>

#include "extractors/block_writer.h"
#include "extractors/extractor.h"
#include "extractors/ooxml_parts.h"
#include "extractors/pdf_document.h"
#include "extractors/pdf_objects.h"
#include "extractors/pdf_words.h"

namespace trawl::extractors {
namespace {

constexpr std::uint64_t kLargest = 0x7FFFFFFF;  // Poppler counts pages and some bytes in an int
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
    if (!writer_.stopped() && (!textless_.empty() || may_hold_objects(bytes_))) read_objects();
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
      const PdfDocument::Page page = document.page(number);
      if (page.words.empty()) textless_.push_back(static_cast<std::uint32_t>(number));
      const BlockPlace place{BlockKind::text, {}, "page=" + std::to_string(number), false};
      writer_.write(place, page.text);
      writer_.write(place, rows_on_paper(page.words));
      writer_.write(place, parted_words(page.words));
    }
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
    const auto pictures = read_pdf_objects(bytes_, password_, textless_, out_, stopped);
    if (stopped) return writer_.stop();
    if (!pictures) out_.missed(pictures.error().message);
    const std::size_t count = pictures ? *pictures : textless_.size();
    if (count == 0) return;
    out_.missed(std::to_string(count) + (count == 1 ? " page" : " pages") + " without a text layer; OCR is needed");
  }

  std::string_view bytes_;
  Extraction& out_;
  BlockWriter writer_;
  std::string password_;  // that opened it; mostly the empty one
  std::vector<std::uint32_t> textless_;  // numbers of pages
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
