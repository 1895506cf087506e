// Pages, Numbers and Keynote: packages whose texts are in XML ('08 and '09) or in archives of Apple's own (since 2013),
// beside a preview and the files that were put in.
//
// The archives give up their texts, but not the numbers and dates of tables nor what belongs where; a document that has
// some is therefore never more than `partly` read.
#include <string>
#include <string_view>

#include "extractors/block_writer.h"
#include "extractors/extractor.h"
#include "extractors/iwork_archive.h"
#include "extractors/office_package.h"

namespace trawl::extractors {
namespace {

// "8F2C1A7E-....": names of objects, 36 characters of hexadecimal digits and hyphens.
bool is_identifier(std::string_view text) {
  return text.size() == 36 && text.find_first_not_of("0123456789ABCDEFabcdef-") == text.npos;
}

class IworkDocument {
 public:
  IworkDocument(OfficePackage& package, Extraction& out) : package_(package), writer_(out), out_(out) {}

  Outcome read() {
    // The verifier of a password; everything else is noise then.
    if (package_.find(".iwpv2") || package_.find(".iwpv") || package_.find(".iwph")) {
      return {OutcomeKind::encrypted, "password needed"};
    }
    for (std::size_t i = 0; i < package_.entries().size() && !writer_.stopped(); ++i) {
      const ZipEntry& member = package_.entries()[i];
      if (member.directory()) continue;
      if (lower_ascii(member.name).ends_with(".iwa"))
        read_archive(i);
      else if (!package_.child(i))
        writer_.stop();
    }
    return writer_.stopped() ? out_.stopped() : Outcome{};
  }

 private:
  void read_archive(std::size_t entry) {
    package_.take(entry);
    out_.missed("numbers and dates in tables, and the layout, of an iWork document are not read");
    const auto archive = package_.bytes(entry);
    if (!archive) return out_.missed(archive.error().message);
    const IworkBytes unpacked = unpacked_iwork(*archive, out_.limits().whole_bytes);
    if (!unpacked.whole) out_.missed("an archive of the document is damaged");
    const bool sound = iwork_texts(unpacked.bytes, [this](IworkText kind, std::string_view text) {
      if (kind == IworkText::running)
        writer_.write(BlockPlace{}, text);
      else if (kind == IworkText::cell)
        writer_.write({BlockKind::cell, {}, {}, false}, text);
      else if (!is_identifier(text))
        writer_.write({BlockKind::field, "iWork", {}, true}, text);
      return !writer_.stopped();
    });
    if (!sound) out_.missed("an archive of the document is damaged");
  }

  OfficePackage& package_;
  BlockWriter writer_;
  Extraction& out_;
};

class Iwork final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    auto package = OfficePackage::open(source, out);
    if (!package) return outcome_of(package.error());
    return IworkDocument(*package, out).read();
  }
};

}  // namespace

const Extractor& iwork_extractor() {
  static const Iwork extractor;
  return extractor;
}

}  // namespace trawl::extractors
