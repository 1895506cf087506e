// PDF (ISO 32000-2): the text of pages and the metadata by Poppler, all else by libqpdf (pdf_objects).
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "core/utf8.h"
#include "extractors/block_writer.h"
#include "extractors/extractor.h"
#include "extractors/ooxml_parts.h"
#include "extractors/pdf_objects.h"
#include "extractors/pdf_words.h"

namespace trawl::extractors {
namespace {

constexpr std::uint64_t kLargest = 0x7FFFFFFF;  // Poppler counts bytes in an int

// poppler::ustring is UTF-16.
std::string utf8_of(const poppler::ustring& text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t code = text[i];
    if (code >= 0xD800 && code < 0xDC00 && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (text[++i] - 0xDC00);
    }
    if (code == 0) continue;
    append_utf8(out, code >= 0xD800 && code < 0xE000 ? kReplacement : code);
  }
  return out;
}

// Scripts that run from right to left: Poppler's list has their words in the order of the eye.
bool right_to_left(const std::string& text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead >= 0xD6 && lead <= 0xDF) return true;  // U+0580 to U+07FF: Hebrew, Arabic, Syriac, Thaana, N'Ko
  }
  return false;
}

void silence(const std::string&, void*) {}

struct Opened {
  std::unique_ptr<poppler::document> document;
  std::string password;
};

class Reading {
 public:
  Reading(std::string_view bytes, Extraction& out) : bytes_(bytes), out_(out), writer_(out) {}

  Outcome read() {
    Opened opened = open();
    if (!opened.document) return {OutcomeKind::damaged, "this is no PDF that can be read"};
    if (opened.document->is_locked()) return {OutcomeKind::encrypted, "password needed"};
    read_pages(*opened.document);
    read_metadata(*opened.document);
    opened.document.reset();
    if (!writer_.stopped() && (!textless_.empty() || may_hold_objects(bytes_))) read_objects(opened.password);
    return writer_.stopped() ? out_.stopped() : Outcome{};
  }

 private:
  Opened open() {
    std::vector<std::string> passwords = out_.passwords();
    passwords.insert(passwords.begin(), std::string());
    Opened opened;
    for (const std::string& password : passwords) {
      opened.document.reset(
          poppler::document::load_from_raw_data(bytes_.data(), static_cast<int>(bytes_.size()), password, password));
      opened.password = password;
      if (!opened.document || !opened.document->is_locked()) break;
    }
    return opened;
  }

  void read_pages(poppler::document& document) {
    const int pages = document.pages();
    const int most = static_cast<int>(std::min<std::uint64_t>(out_.limits().pages, 1'000'000));
    if (pages > most) out_.missed("more than " + std::to_string(most) + " pages");
    int unreadable = 0;
    for (int i = 0; i < std::min(pages, most) && !writer_.stopped(); ++i) {
      const std::unique_ptr<poppler::page> page(document.create_page(i));
      if (page) read_page(*page, static_cast<std::uint32_t>(i + 1));
      else ++unreadable;
    }
    if (pages <= 0) out_.missed("no page can be found");
    if (unreadable > 0) out_.missed(std::to_string(unreadable) + " pages cannot be read");
  }

  void read_page(const poppler::page& page, std::uint32_t number) {
    std::vector<PdfWord> words;
    bool turned = false;
    for (const poppler::text_box& box : page.text_list()) {
      const poppler::rectf at = box.bbox();
      words.push_back({utf8_of(box.text()), at.left(), at.top(), at.right(), at.bottom(), box.has_space_after(),
                       box.rotation() == 0});
      turned |= right_to_left(words.back().text);
    }
    if (words.empty()) return textless_.push_back(number);
    PageText text = page_text(words);
    if (turned) text.read = utf8_of(page.text(poppler::rectf(), poppler::page::non_raw_non_physical_layout));
    const BlockPlace place{BlockKind::text, {}, "page=" + std::to_string(number), false};
    writer_.write(place, text.read);
    writer_.write(place, text.rows);
    writer_.write(place, text.pieces);
  }

  void read_metadata(poppler::document& document) {
    for (const std::string& key : document.info_keys()) {
      writer_.write({BlockKind::property, key, {}, false}, utf8_of(document.info_key(key)));
    }
    const std::string packet = utf8_of(document.metadata());
    if (packet.empty()) return;
    TextPull text(packet);
    XmlReader xml(text);
    read_any_xml(xml, {BlockKind::property, {}, {}, false}, writer_);
  }

  void read_objects(const std::string& password) {
    bool stopped = false;
    const auto pictures = read_pdf_objects(bytes_, password, textless_, out_, stopped);
    if (stopped) return writer_.stop();
    if (!pictures) out_.missed(pictures.error().message);
    const std::size_t count = pictures ? *pictures : textless_.size();
    if (count == 0) return;
    out_.missed(std::to_string(count) + (count == 1 ? " page" : " pages") + " without a text layer; OCR is needed");
  }

  std::string_view bytes_;
  Extraction& out_;
  BlockWriter writer_;
  std::vector<std::uint32_t> textless_;  // numbers of pages
};

class Pdf final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    static std::once_flag silenced;
    std::call_once(silenced, [] { poppler::set_debug_error_function(silence, nullptr); });
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
