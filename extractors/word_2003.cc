// Word documents as one XML file: WordprocessingML of Word 2003 (w:wordDocument), and a package of Office written flat
// (pkg:package, ECMA-376-2 "flat OPC"), as Word saves "Word XML Document".
//
// Read twice: once for running text, as in DOCX, and once for what stands beside it.
#include <set>
#include <string>

#include "extractors/block_writer.h"
#include "extractors/extractor.h"
#include "extractors/mime_transfer.h"
#include "extractors/office_xml.h"
#include "extractors/ooxml_flow.h"

namespace trawl::extractors {
namespace {

bool is_properties(std::string_view local) {
  return local == "DocumentProperties" || local == "CustomDocumentProperties" || local == "coreProperties" ||
         local == "Properties";
}

// Properties, addresses of links, and embedded files.
class Beside {
 public:
  explicit Beside(BlockWriter& writer) : writer_(writer) {}

  void read(XmlReader& xml) {
    for (auto event = xml.next(); event != XmlReader::Event::done && !writer_.stopped(); event = xml.next()) {
      if (event == XmlReader::Event::start) start(xml);
      else if (event == XmlReader::Event::text) text(xml.text());
      else end(xml);
    }
  }

 private:
  void start(const XmlReader& xml) {
    const std::string_view local = xml.local();
    if (properties_ == 0 && is_properties(local)) properties_ = xml.depth();
    if (local == "part" || local == "binData") name_ = xml.value("name");
    binary_ = local == "binData" || local == "binaryData";
    if (local == "hlink") write(BlockKind::link, {}, xml.value("dest"));
    const bool outside = local == "Relationship" && xml.value("TargetMode") == "External";
    if (outside) write(BlockKind::link, {}, xml.value("Target"));
    text_.clear();
  }

  void text(std::string_view text) {
    if (binary_) base64_.append(text, bytes_);
    else if (properties_ != 0) text_ += text;
  }

  void end(const XmlReader& xml) {
    if (binary_) pass_file();
    if (properties_ != 0) write(BlockKind::property, std::string(xml.local()), text_);
    text_.clear();
    // The event of an end has the depth of what is still open.
    if (properties_ != 0 && xml.depth() < properties_) properties_ = 0;
  }

  void write(BlockKind kind, std::string label, std::string_view text) {
    if (written_.size() < kMostWritten && !written_.insert(label + '\n' + std::string(text)).second) return;
    writer_.write({kind, std::move(label), {}, false}, text);
  }

  void pass_file() {
    base64_.finish(bytes_);
    base64_ = {};
    binary_ = false;
    if (bytes_.empty()) return;
    PartHeader header;
    header.name = name_.substr(name_.starts_with("wordml://") ? 9 : name_.starts_with('/') ? 1 : 0);
    header.size = bytes_.size();
    const auto source = memory_source(bytes_);
    if (!writer_.out().child(header, *source)) writer_.stop();
    bytes_.clear();
  }

  static constexpr std::size_t kMostWritten = 100'000;

  BlockWriter& writer_;
  std::set<std::string> written_;
  std::string name_, text_, bytes_;
  Base64 base64_;
  std::uint32_t properties_ = 0;  // depth of the element that holds them; 0 outside
  bool binary_ = false;
};

class Word2003 final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto bytes = source.whole(out.limits().whole_bytes);
    if (!bytes) return outcome_of(bytes.error());
    BlockWriter writer(out);
    FlowMemory memory;
    TextPull running(*bytes), beside(*bytes);
    XmlReader xml(running), again(beside);
    FlowReader(writer, memory).read(xml, {}, true);
    Beside(writer).read(again);
    if (writer.stopped()) return out.stopped();
    if (!xml.status()) out.missed(xml.status().error().message);
    return {};
  }
};

}  // namespace

const Extractor& word_2003_extractor() {
  static const Word2003 extractor;
  return extractor;
}

}  // namespace trawl::extractors
