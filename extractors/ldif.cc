// LDIF (RFC 2849): the attributes of each entry as a row, under their names; folded lines are joined, base64 values are
// decoded, files in them (photographs, certificates) are child parts. Change records are entries like others.
#include <algorithm>
#include <string>
#include <utility>

#include "core/utf8.h"
#include "extractors/keyed_fields.h"
#include "extractors/line_reader.h"
#include "extractors/mime_text.h"
#include "extractors/mime_transfer.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestLine = 64u << 20;  // a photograph in base64

class Entries {
 public:
  explicit Entries(Extraction& out) : out_(out), fields_(out) {}

  bool line(std::string_view text, std::uint64_t number) {
    const bool piece = number == last_;  // of a line that is longer than the reader gives at once
    const bool folded = text.starts_with(' ') && !unfolded_.empty();
    last_ = number;
    if ((piece || folded) && unfolded_.size() < kLongestLine) {
      unfolded_ += piece ? text : text.substr(1);
      return true;
    }
    if (!attribute()) return false;
    unfolded_ = text;
    first_ = number;
    if (!trimmed(text).empty()) return true;
    ++row_;
    return fields_.give_keys();
  }

  bool finish() { return attribute() && fields_.give_keys(); }

 private:
  bool attribute() {
    const std::string line = std::exchange(unfolded_, {});
    const std::string_view text = line;
    const std::size_t colon = text.find(':');
    if (text.starts_with('#') || colon == text.npos || colon == 0) return fields_.text(text == "-" ? "" : text, first_);
    const std::string_view name = text.substr(0, colon);
    if (!fields_.key(name, {}, first_)) return false;
    if (text.substr(colon).starts_with("::")) return encoded(name, trimmed(text.substr(colon + 2)));
    const bool address = text.substr(colon).starts_with(":<");  // of a file that holds the value
    return fields_.value(trimmed(text.substr(colon + (address ? 2 : 1))), name, first_, row_);
  }

  bool encoded(std::string_view name, std::string_view value) {
    const bool is_base64 = std::all_of(value.begin(), value.end(),
                                       [](char c) { return is_ascii_word(c) || c == '+' || c == '/' || c == '='; });
    const std::string bytes = is_base64 ? decoded_base64(value) : std::string();
    if (bytes.empty()) return fields_.value(value, name, first_, row_);
    const Format format =
        sniff({std::string_view(bytes).substr(0, Source::kPeek), {}, {}, bytes.size() <= Source::kPeek});
    if (valid_utf8(bytes) && bytes.find('\0') == bytes.npos) return fields_.value(bytes, name, first_, row_);
    if (format == Format::unknown) return fields_.value(value, name, first_, row_);
    PartHeader header;
    header.name = name;
    header.size = bytes.size();
    return out_.child(header, *memory_source(bytes));
  }

  Extraction& out_;
  KeyedFields fields_;
  std::string unfolded_;
  std::uint64_t first_ = 1, last_ = 0;  // lines
  std::uint32_t row_ = 1;
};

class Ldif final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    LineReader lines(source, out);
    Entries entries(out);
    while (const auto line = lines.next()) {
      if (!entries.line(*line, lines.number())) return out.stopped();
    }
    return entries.finish() ? lines.outcome() : out.stopped();
  }
};

}  // namespace

const Extractor& ldif_extractor() {
  static const Ldif extractor;
  return extractor;
}

}  // namespace trawl::extractors
