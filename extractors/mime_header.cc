// Headers and their parameters: see mime_header.h.
#include "extractors/mime_header.h"

#include <algorithm>
#include <charconv>

#include "extractors/charset.h"
#include "extractors/encoded_words.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestFieldName = 256;
constexpr std::size_t kMostSections = 1024;  // of parameters in one field

// The length of the field name that the line begins with, or 0 where it is no field.
std::size_t field_name_length(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && line[at] > ' ' && line[at] < 127 && line[at] != ':') ++at;
  const std::size_t length = at;
  while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;  // "Subject : text" is seen
  return length > 0 && length <= kLongestFieldName && at < line.size() && line[at] == ':' ? length : 0;
}

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == ' ' || text[at] == '\t');
}

// The end of the field whose first line ends before `at`: its folded lines belong to it. A folded line of white
// space only ends the headers in many a real mail, so it is taken only where another folded line or field follows.
std::size_t field_end(std::string_view text, std::size_t at) {
  while (continues(text, at)) {
    std::size_t after = at;
    const std::string_view line = next_line(text, after);
    if (trimmed(line).empty() && !continues(text, after)) {
      std::size_t further = after;
      if (field_name_length(next_line(text, further)) == 0) return at;
    }
    at = after;
  }
  return at;
}

bool field_follows(std::string_view text, std::size_t at) {
  return at < text.size() && (continues(text, at) || field_name_length(next_line(text, at)) > 0);
}

// One parameter as it is written: a section of a value that RFC 2231 lets be split, or the whole of it.
struct Section {
  std::string name;
  unsigned number = 0;
  bool extended = false;  // percent-encoded, the first one with charset'language'
  bool sectioned = false;
  std::string value;
};

class ParameterReader {
 public:
  explicit ParameterReader(std::string_view text) : text_(text) {}

  // What stands before the parameters; to be called first.
  std::string_view value() {
    text_ = trimmed(text_);
    at_ = std::min(text_.find_first_of("; \t\r\n("), text_.size());  // a missing semicolon is seen
    return text_.substr(0, at_);
  }

  bool next(Section& section) {
    while (at_ < text_.size()) {
      skip_to_name();
      const std::size_t name_end = text_.find_first_of("=;", at_);
      if (name_end == std::string_view::npos) break;
      const std::string_view name = trimmed(text_.substr(at_, name_end - at_));
      at_ = name_end;
      if (text_[at_] == ';' || name.empty()) {
        ++at_;
        continue;
      }
      ++at_;
      section = section_of(name);
      section.value = read_value();
      return true;
    }
    at_ = text_.size();
    return false;
  }

 private:
  void skip_to_name() {
    while (at_ < text_.size() && (text_[at_] == ';' || is_mail_space(text_[at_]))) ++at_;
  }

  static Section section_of(std::string_view name) {
    Section section;
    if (name.back() == '*') {
      section.extended = true;
      name.remove_suffix(1);
    }
    const std::size_t star = name.find('*');
    section.name = ascii_lowered(name.substr(0, star));
    if (star == std::string_view::npos) return section;
    const std::string_view number = name.substr(star + 1);
    std::from_chars(number.data(), number.data() + number.size(), section.number);
    section.sectioned = true;
    return section;
  }

  std::string read_value() {
    while (at_ < text_.size() && is_mail_space(text_[at_])) ++at_;
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted();
    const std::size_t end = std::min(text_.find(';', at_), text_.size());
    const std::string_view value = trimmed(text_.substr(at_, end - at_));
    at_ = end;
    return std::string(value);
  }

  std::string read_quoted() {
    std::string value;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      // A backslash quotes only what needs it: Windows paths are seen unquoted.
      if (text_[at_] == '\\' && at_ + 1 < text_.size() && (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\')) ++at_;
      value += text_[at_];
    }
    if (at_ < text_.size()) ++at_;
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    out += low >= 0 ? static_cast<char>(high << 4 | low) : text[i];
    if (low >= 0) i += 2;
  }
  return out;
}

// The value that the sections of one name make, in the order of their numbers.
std::string joined(std::vector<Section>& sections) {
  std::stable_sort(sections.begin(), sections.end(),
                   [](const Section& a, const Section& b) { return a.number < b.number; });
  if (!sections.front().extended && !sections.front().sectioned) return decoded_header(sections.front().value);
  std::string charset;
  std::string bytes;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    std::string_view value = sections[i].value;
    const std::size_t quote = value.find('\'');
    const std::size_t second = quote == std::string_view::npos ? quote : value.find('\'', quote + 1);
    if (i == 0 && sections[i].extended && second != std::string_view::npos) {
      charset = value.substr(0, quote);
      value.remove_prefix(second + 1);
    }
    bytes += sections[i].extended ? percent_decoded(value) : std::string(value);
  }
  return charset.empty() ? decoded_header(bytes) : to_utf8(bytes, charset);
}

}  // namespace

std::string_view HeaderBlock::value_of(std::string_view name) const {
  for (const HeaderField& field : fields) {
    if (equal_ignoring_case(field.name, name)) return field.value;
  }
  return {};
}

HeaderBlock parse_headers(std::string_view text, std::size_t at,
                          const std::function<bool(std::string_view line)>& ends_here) {
  HeaderBlock block;
  block.body = at;
  while (at < text.size()) {
    const std::size_t begin = at;
    const std::string_view line = next_line(text, at);
    if (trimmed(line).empty()) {
      block.body = at;
      return block;
    }
    block.body = begin;
    if (ends_here && ends_here(line)) return block;
    const std::size_t name = field_name_length(line);
    if (name == 0) {
      if (!field_follows(text, at)) return block;
      block.fields.push_back({{}, trimmed(line)});
      continue;
    }
    at = field_end(text, at);
    const std::string_view field = text.substr(begin, at - begin);
    block.fields.push_back({field.substr(0, name), trimmed(field.substr(field.find(':', name) + 1))});
  }
  block.body = at;
  return block;
}

std::string_view ParameterizedValue::parameter(std::string_view name) const {
  for (const Parameter& each : parameters) {
    if (each.name == name) return each.value;
  }
  return {};
}

ParameterizedValue parse_parameterized(std::string_view raw) {
  ParameterizedValue parsed;
  ParameterReader reader(raw);
  parsed.value = ascii_lowered(reader.value());
  std::vector<std::vector<Section>> names;
  Section section;
  for (std::size_t count = 0; count < kMostSections && reader.next(section); ++count) {
    const auto named = std::find_if(names.begin(), names.end(),
                                    [&](const auto& sections) { return sections.front().name == section.name; });
    const bool marked = section.extended || section.sectioned;
    if (named == names.end()) {
      names.push_back({std::move(section)});
    } else if (marked && !named->front().extended && !named->front().sectioned) {
      *named = {std::move(section)};  // the decoded form stands beside a plain one for old programs
    } else if (marked) {
      named->push_back(std::move(section));
    }
    section = {};
  }
  for (auto& sections : names) parsed.parameters.push_back({sections.front().name, joined(sections)});
  return parsed;
}

}  // namespace trawl::extractors
