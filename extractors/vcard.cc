// vCard (2.1, RFC 2426, RFC 6350) and iCalendar (RFC 5545): properties as fields, with folded lines joined, and
// quoted-printable and base64 decoded.
#include <algorithm>
#include <string>
#include <vector>

#include "extractors/charset.h"
#include "extractors/data_uri.h"
#include "extractors/extractor.h"
#include "extractors/mime_text.h"
#include "extractors/mime_transfer.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestLine = 64u << 20;  // a photograph in base64

// "item1.TEL;TYPE=cell;TYPE=work:07700 900123"
struct Property {
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string_view>> parameters;  // 2.1 gives values without names
  std::string_view value;

  bool has(std::string_view parameter_value) const {
    return std::any_of(parameters.begin(), parameters.end(),
                       [&](const auto& parameter) { return equal_ignoring_case(parameter.second, parameter_value); });
  }
};

// Parameters whose values are words for people: the names of those invited, labels of addresses.
bool is_readable_parameter(std::string_view name) {
  return equal_ignoring_case(name, "CN") || equal_ignoring_case(name, "X-FILENAME") ||
         equal_ignoring_case(name, "LABEL") || equal_ignoring_case(name, "EMAIL");
}

// Where one of the characters stands outside quotes.
std::size_t outside_quotes(std::string_view text, std::string_view characters) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && characters.find(text[i]) != characters.npos) return i;
  }
  return text.size();
}

std::string_view unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

Property parsed(std::string_view line) {
  Property property;
  if (outside_quotes(line, ":") == line.size()) {
    property.value = line;
    return property;
  }
  std::size_t end = outside_quotes(line, ";:");
  property.name = line.substr(0, end);
  if (const std::size_t dot = property.name.rfind('.'); dot != property.name.npos) property.name.remove_prefix(dot + 1);
  while (end < line.size() && line[end] == ';') {
    line.remove_prefix(end + 1);
    end = outside_quotes(line, ";:");
    const std::string_view parameter = line.substr(0, end);
    const std::size_t equals = parameter.find('=');
    if (equals == parameter.npos) {
      property.parameters.emplace_back(std::string_view(), parameter);
    } else {
      property.parameters.emplace_back(parameter.substr(0, equals), unquoted(parameter.substr(equals + 1)));
    }
  }
  property.value = end < line.size() ? line.substr(end + 1) : std::string_view();
  return property;
}

// Escapes, and the parts of structured values set apart: "Bloggs;Jo" -> "Bloggs; Jo".
std::string readable(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) {
      ++i;
      text += value[i] == 'n' || value[i] == 'N' ? '\n' : value[i];
    } else if (value[i] == ';') {
      if (!text.empty()) text += "; ";
    } else {
      text += value[i];
    }
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == ';')) text.pop_back();
  return text;
}

class Properties {
 public:
  explicit Properties(Extraction& out) : out_(out) {}

  bool feed(std::string_view piece) {
    while (!piece.empty()) {
      const std::size_t end = piece.find('\n');
      partial_ += piece.substr(0, end);
      if (end == piece.npos) return true;
      piece.remove_prefix(end + 1);
      if (!line(partial_)) return false;
      partial_.clear();
    }
    return true;
  }

  bool finish() { return (partial_.empty() || line(partial_)) && property(); }

 private:
  bool line(std::string_view text) {
    ++number_;
    if (text.ends_with('\r')) text.remove_suffix(1);
    const bool folded = !text.empty() && (text[0] == ' ' || text[0] == '\t') && !unfolded_.empty();
    const bool soft = soft_break();
    if ((folded || soft) && unfolded_.size() < kLongestLine) {
      if (soft) unfolded_.pop_back();
      unfolded_ += text.substr(folded && !soft ? 1 : 0);
      return true;
    }
    const bool wanted = property();
    unfolded_ = text;
    first_ = number_;
    return wanted;
  }

  bool soft_break() const {
    if (!unfolded_.ends_with('=')) return false;
    const Property property = parsed(unfolded_);
    return property.has("QUOTED-PRINTABLE");
  }

  bool property() {
    if (unfolded_.empty()) return true;
    const Property property = parsed(unfolded_);
    if (equal_ignoring_case(property.name, "BEGIN") || equal_ignoring_case(property.name, "END")) return true;
    for (const auto& [name, value] : property.parameters) {
      if (!is_readable_parameter(name)) continue;
      if (!emit(value, std::string(property.name) + " " + std::string(name))) return false;
    }
    if (property.has("BASE64") || property.has("B") || property.value.starts_with("data:")) return attachment(property);
    if (!property.has("QUOTED-PRINTABLE")) return emit(readable(property.value), property.name);
    std::string_view charset;
    for (const auto& [name, value] : property.parameters) {
      if (equal_ignoring_case(name, "CHARSET")) charset = value;
    }
    std::string bytes;  // soft line ends are joined already
    append_quoted_printable(property.value, bytes);
    return emit(readable(to_utf8(bytes, charset)), property.name);
  }

  bool attachment(const Property& property) {
    const bool is_uri = property.value.starts_with("data:");
    const DataUri data = parse_data_uri(is_uri ? std::string(property.value)
                                               : "data:;base64," + std::string(property.value));
    PartHeader header;
    header.name = property.name;
    header.size = data.bytes.size();
    return out_.child(header, *memory_source(data.bytes), data.media_type);
  }

  bool emit(std::string_view text, std::string_view label) {
    TextBlock block;
    block.kind = BlockKind::field;
    block.text = text;
    block.label = label;
    block.line = first_;
    return out_.text(block);
  }

  Extraction& out_;
  std::string partial_;
  std::string unfolded_;
  std::uint64_t number_ = 0;
  std::uint64_t first_ = 1;
};

class VCard final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    TextReader reader(source, declared_charset(out.declared_type()), out.limits());
    Properties properties(out);
    auto piece = reader.next();
    for (; piece && !piece->empty(); piece = reader.next()) {
      if (!properties.feed(*piece)) return out.stopped();
    }
    if (!properties.finish()) return out.stopped();
    return piece ? Outcome{} : outcome_of(piece.error());
  }
};

}  // namespace

const Extractor& vcard_extractor() {
  static const VCard extractor;
  return extractor;
}

}  // namespace trawl::extractors
