// PdfFiles: see pdf_files.h.
#include "extractors/pdf_files.h"

namespace trawl::extractors {
namespace {

constexpr std::string_view kUsual = "/F";  // /UF is the same file's name in Unicode
constexpr const char* kVariants[] = {"/UF", "/F", "/Unix", "/DOS", "/Mac"};

}  // namespace

void PdfFiles::collection(PdfHandle collection) {
  PdfHandle schema = collection.isDictionary() ? collection.getKey("/Schema") : PdfHandle::newNull();
  if (!schema.isDictionary()) return;
  for (const std::string& key : schema.getKeys()) {
    PdfHandle field = schema.getKey(key);
    if (!field.isDictionary()) continue;
    schema_[key] = PdfTexts::text_of(field.getKey("/N"));
    texts_.write(BlockKind::field, "portfolio field", schema_[key]);
  }
}

void PdfFiles::fields(PdfHandle item) {
  if (!item.isDictionary()) return;
  for (const std::string& key : item.getKeys()) {
    PdfHandle value = item.getKey(key);
    const auto shown = schema_.find(key);
    const std::string label = shown != schema_.end() && !shown->second.empty() ? shown->second : key.substr(1);
    if (key == "/Type") continue;
    if (value.isDictionary()) texts_.write(BlockKind::field, label, PdfTexts::text_of(value.getKey("/P")));
    texts_.write(BlockKind::field, label, PdfTexts::value_of(value.isDictionary() ? value.getKey("/D") : value));
  }
}

std::string PdfFiles::name_of(PdfHandle file) {
  for (const char* key : kVariants) {
    const std::string name = PdfTexts::text_of(file.getKey(key));
    if (!name.empty()) return name;
  }
  return "attachment";
}

void PdfFiles::file(PdfHandle file) {
  if (!file.isDictionary()) return;
  PdfHandle variants = file.getKey("/EF");
  texts_.write(BlockKind::field, "attachment", PdfTexts::text_of(file.getKey("/Desc")));
  fields(file.getKey("/CI"));
  const std::string name = name_of(file);
  for (const char* key : kVariants) {
    const std::string variant = PdfTexts::text_of(file.getKey(key));
    if (variant != name) texts_.write(BlockKind::field, "attachment", variant);
    PdfHandle stream = variants.isDictionary() ? variants.getKey(key) : PdfHandle::newNull();
    if (!texts_.stopped() && stream.isStream() && files_.insert(stream.getObjGen()).second)
      attachment(variant.empty() || key == kUsual ? name : variant, stream);
    PdfHandle related = file.getKey("/RF").isDictionary() ? file.getKey("/RF").getKey(key) : PdfHandle::newNull();
    const int size = related.isArray() ? related.getArrayNItems() : 0;
    for (int i = 1; i < size && !texts_.stopped(); i += 2) {
      PdfHandle other = related.getArrayItem(i);
      if (other.isStream() && files_.insert(other.getObjGen()).second)
        attachment(PdfTexts::text_of(related.getArrayItem(i - 1)), other);
    }
  }
}

void PdfFiles::associated(PdfHandle files) {
  if (files.isDictionary()) return file(files);
  if (!files.isArray()) return;
  for (PdfHandle one : files.aitems()) file(one);
}

void PdfFiles::attachment(const std::string& name, PdfHandle stream) {
  PartHeader header;
  header.name = name.empty() ? "attachment" : name;
  PdfHandle subtype = stream.getDict().getKey("/Subtype");
  const std::string type = subtype.isName() ? subtype.getName().substr(1) : std::string();
  std::shared_ptr<Buffer> data;
  try {
    data = stream.getStreamData(qpdf_dl_generalized);
  } catch (const std::exception&) {
    if (!texts_.out().unread_child(header, {OutcomeKind::damaged, "the attachment cannot be unpacked"})) texts_.stop();
    return;
  }
  header.size = data->getSize();
  const auto source =
      memory_source(std::string_view(reinterpret_cast<const char*>(data->getBuffer()), data->getSize()));
  if (!texts_.out().child(header, *source, type)) texts_.stop();
}

}  // namespace trawl::extractors
