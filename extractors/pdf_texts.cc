// PdfTexts: see pdf_texts.h.
#include "extractors/pdf_texts.h"

#include <vector>

#include "extractors/ooxml_parts.h"

namespace trawl::extractors {

std::string PdfTexts::bytes_of(PdfHandle stream) {
  const auto data = stream.getStreamData(qpdf_dl_generalized);
  const std::string_view bytes(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
  return std::string(bytes.substr(0, kLongestPdfStream));
}

std::string PdfTexts::value_of(PdfHandle object) {
  if (object.isString()) return object.getUTF8Value();
  if (object.isName()) return object.getName() == "/Off" ? std::string() : object.getName().substr(1);
  if (object.isInteger() || object.isReal()) return object.unparse();
  return object.isStream() ? PdfHandle::newString(bytes_of(object)).getUTF8Value() : std::string();
}

bool PdfTexts::write_xml(BlockKind kind, std::string_view xml) {
  if (xml.find_first_not_of(" \t\r\n") == std::string_view::npos) return true;
  TextPull text(xml);
  XmlReader reader(text);
  read_any_xml(reader, {kind, {}, anchor_, false}, writer_);
  return reader.status().has_value();
}

void PdfTexts::each_leaf(PdfHandle tree, const char* leaves,
                         const std::function<void(PdfHandle key, PdfHandle value)>& found) {
  std::vector<PdfHandle> open{tree};
  std::set<QPDFObjGen> seen;
  for (std::size_t visited = 0; !open.empty() && visited < kMostPdfNodes && !stopped(); ++visited) {
    PdfHandle node = open.back();
    open.pop_back();
    if (!node.isDictionary() || (node.isIndirect() && !seen.insert(node.getObjGen()).second)) continue;
    PdfHandle pairs = node.getKey(leaves);
    const int size = pairs.isArray() ? pairs.getArrayNItems() : 0;
    for (int i = 1; i < size && !stopped(); i += 2) found(pairs.getArrayItem(i - 1), pairs.getArrayItem(i));
    if (!node.getKey("/Kids").isArray()) continue;
    for (PdfHandle kid : node.getKey("/Kids").aitems()) open.push_back(kid);
  }
  if (!open.empty() && !stopped()) out_.missed("a tree of names in the PDF is too large");
}

}  // namespace trawl::extractors
