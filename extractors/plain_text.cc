// Plain text in any charset: lines, numbered from 1.
#include <algorithm>

#include "extractors/charset.h"
#include "extractors/extractor.h"

namespace trawl::extractors {
namespace {

class PlainText final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    TextReader reader(source, declared_charset(out.declared_type()), out.limits());
    TextBlock block;
    block.line = 1;
    for (;;) {
      const auto piece = reader.next();
      if (!piece) return outcome_of(piece.error());
      if (piece->empty()) return {};
      block.text = *piece;
      if (!out.text(block)) return out.stopped();
      block.line += static_cast<std::uint64_t>(std::count(piece->begin(), piece->end(), '\n'));
    }
  }
};

}  // namespace

const Extractor& plain_text_extractor() {
  static const PlainText extractor;
  return extractor;
}

}  // namespace trawl::extractors
