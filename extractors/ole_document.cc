// Documents in compound files: DOC, XLS and PPT by the streams that they hold, whatever they are called; and files of
// other programs, of which the properties and the streams are read.
#include "extractors/doc_form_fields.h"
#include "extractors/doc_lock.h"
#include "extractors/doc_text.h"
#include "extractors/extractor.h"
#include "extractors/inflated.h"
#include "extractors/ole_drawing.h"
#include "extractors/ole_objects.h"
#include "extractors/ole_properties.h"
#include "extractors/ppt_document.h"
#include "extractors/works_text.h"
#include "extractors/xls_old.h"
#include "extractors/xls_workbook.h"

namespace trawl::extractors {
namespace {

class OleDocument {
 public:
  OleDocument(const CompoundFile& file, Extraction& out) : file_(file), out_(out), writer_(out) {}

  Outcome read() {
    const std::size_t word = file_.find("WordDocument");
    const std::size_t slides = file_.find("PowerPoint Document");
    std::size_t book = file_.find("Workbook");
    if (book == CompoundFile::kNone) book = file_.find("Book");
    Outcome outcome;
    if (word != CompoundFile::kNone) outcome = read_word(word);
    else if (book != CompoundFile::kNone) outcome = read_workbook(book);
    else if (slides != CompoundFile::kNone) outcome = read_slides(slides);
    else if (file_.find("PP40") != CompoundFile::kNone) outcome = {OutcomeKind::unsupported, "PowerPoint 95 and older"};
    else if (out_.format() == Format::ms_works) outcome = read_works();
    else if (out_.format() == Format::star_office)
      outcome = {OutcomeKind::unsupported, "the text of a StarOffice file is not read"};
    else if (out_.format() == Format::visio)
      outcome = {OutcomeKind::unsupported, "the drawing of a Visio file older than 2013 is not read"};
    else if (out_.format() == Format::publisher) outcome = read_publication();
    if (!writer_.stopped()) write_ole_properties(file_, CompoundFile::kRoot, writer_);
    // Without a password the other streams are noise.
    if (outcome.kind != OutcomeKind::encrypted && !writer_.stopped()) OleObjects(file_, writer_).pass(read_);
    if (writer_.stopped()) return out_.stopped();
    if (outcome.kind == OutcomeKind::read && file_.damaged())
      out_.missed("the structure of the compound file is damaged");
    return outcome;
  }

 private:
  std::string bytes_of(std::size_t entry) {
    if (entry == CompoundFile::kNone) return {};
    CompoundFile::Stream stream = file_.read(entry, out_.limits().whole_bytes);
    if (!stream.whole) out_.missed("a stream of the document is cut short");
    return std::move(stream.bytes);
  }

  Outcome read_word(std::size_t entry) {
    read_ = {"worddocument", "0table", "1table", "data"};
    std::string main = bytes_of(entry);
    std::string table0 = bytes_of(file_.find("0Table"));
    std::string table1 = bytes_of(file_.find("1Table"));
    std::string data = bytes_of(file_.find("Data"));
    unlock_document(main, DocFile::uses_second_table(main) ? table1 : table0, data, out_.passwords());
    const auto document = DocFile::open(main, table0, table1);
    if (!document) return outcome_of(document.error());
    if (document->incomplete()) out_.missed("the document's list of text pieces is damaged");
    DocText(*document, writer_).read();
    write_form_fields(data, writer_);
    write_picture_texts(data, writer_);
    pass_pictures(data);
    pass_pictures(main);
    return {};
  }

  Outcome read_workbook(std::size_t entry) {
    read_ = {"workbook", "book", "revision log", "user names", "_sx_db_cur"};
    const std::string stream = unlocked_workbook(bytes_of(entry), out_.passwords());
    XlsWorkbook workbook(writer_);
    const Outcome outcome = workbook.read(stream);
    if (outcome.kind != OutcomeKind::read) return outcome;
    pass_pictures(workbook.pictures());
    for (const std::size_t cache : file_.children(file_.find("_SX_DB_CUR")))
      workbook.read_copies(bytes_of(cache), "pivot cache");
    workbook.read_changes(bytes_of(file_.find("Revision Log")), "tracked change");
    workbook.read_changes(bytes_of(file_.find("User Names")), "user of the workbook");
    // Where both are there, the one for older versions may say something else.
    const std::size_t older = file_.find("Book");
    if (older != CompoundFile::kNone && older != entry) {
      writer_.once(true);
      const std::string second = bytes_of(older);
      XlsWorkbook(writer_).read(second);
      writer_.once(false);
    }
    return {};
  }

  Outcome read_slides(std::size_t entry) {
    read_ = {"powerpoint document", "current user", "pictures"};
    const std::string stream = bytes_of(entry);
    PptDocument document(stream, writer_);
    const Outcome outcome = document.read(bytes_of(file_.find("Current User")), out_.passwords());
    if (outcome.kind != OutcomeKind::read) return outcome;
    std::size_t number = 0;
    for (const PptDocument::Object& object : document.objects())
      pass("object " + std::to_string(++number), object.bytes, object.deflated);
    const std::string pictures = bytes_of(file_.find("Pictures"));
    if (!document.was_locked()) pass_pictures(pictures);
    else if (!pictures.empty()) out_.missed("pictures of a locked presentation are not read");
    return outcome;
  }

  Outcome read_works() {
    const std::size_t entry = file_.find("MN0");
    if (entry == CompoundFile::kNone) return {OutcomeKind::unsupported, "the text of a Works file after version 4 is not read"};
    read_ = {"mn0"};
    return write_works(bytes_of(entry), false, writer_);
  }

  Outcome read_publication() {
    const std::string stream = bytes_of(file_.find("Quill/QuillSub/CONTENTS"));
    write_publication(stream, writer_);
    for (const std::string_view name : {"Escher/EscherStm", "Escher/EscherDelayStm"}) {
      pass_pictures(bytes_of(file_.find(name)));
    }
    read_ = {"escher"};
    return {};
  }

  void pass_pictures(const std::string& stream) {
    for (const DrawingPicture& picture : drawing_pictures(stream)) {
      pass("picture " + std::to_string(++pictures_) + "." + std::string(picture.suffix), picture.bytes,
           picture.deflated);
    }
  }

  void pass(std::string name, std::string_view bytes, bool deflated) {
    if (writer_.stopped()) return;
    PartHeader header;
    header.name = std::move(name);
    const auto plain = inflated(bytes, Deflate::zlib);
    const auto source = deflated ? pull_source(*plain) : memory_source(bytes);
    if (!out_.child(header, *source)) writer_.stop();
  }

  const CompoundFile& file_;
  Extraction& out_;
  BlockWriter writer_;
  std::size_t pictures_ = 0;
  std::set<std::string, std::less<>> read_;  // names of streams, in lower case
};

// A document of Word 1 or 2.
Outcome read_bare_document(const std::string& bytes, Extraction& out) {
  const auto document = DocFile::open(bytes, {}, {});
  if (!document) return outcome_of(document.error());
  if (document->incomplete()) out.missed("the document's list of text pieces is damaged");
  BlockWriter writer(out);
  DocText(*document, writer).read();
  return writer.stopped() ? out.stopped() : Outcome{};
}

// A document of Works for DOS.
Outcome read_bare_works(std::string_view bytes, Extraction& out) {
  BlockWriter writer(out);
  const Outcome outcome = write_works(bytes, true, writer);
  return writer.stopped() ? out.stopped() : outcome;
}

// A workbook's stream as a file of its own, as Excel wrote before it knew compound files.
Outcome read_bare_workbook(std::string_view bytes, Extraction& out) {
  BlockWriter writer(out);
  std::string stream = is_old_workbook(bytes) ? modern_workbook(bytes) : std::string(bytes);
  const Outcome outcome = XlsWorkbook(writer).read(unlocked_workbook(std::move(stream), out.passwords()));
  return writer.stopped() ? out.stopped() : outcome;
}

class OleDocumentExtractor final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto bytes = source.whole(out.limits().whole_bytes);
    if (!bytes) return outcome_of(bytes.error());
    if (begins_workbook(*bytes)) return read_bare_workbook(*bytes, out);
    if (begins_document(*bytes)) return read_bare_document(std::string(*bytes), out);
    if (begins_works(*bytes)) return read_bare_works(*bytes, out);
    const auto file = CompoundFile::open(*bytes);
    if (!file) return outcome_of(file.error());
    const Extractor* mail = extractor_of(Format::msg);
    if (mail != nullptr && file->find("__properties_version1.0") != CompoundFile::kNone)
      return mail->extract(source, out);
    return OleDocument(*file, out).read();
  }
};

}  // namespace

const Extractor& ole_document_extractor() {
  static const OleDocumentExtractor extractor;
  return extractor;
}

}  // namespace trawl::extractors
