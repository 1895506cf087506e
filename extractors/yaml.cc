// YAML (yaml.org/spec/1.2.2), read line by line and tolerantly: values under the path of their keys ("people[1].name"),
// the values of one mapping as a row. Block scalars are one block; values in flow style ("[a, {b: c}]") are divided at
// their commas; tags, anchors and aliases stay text. What has no key is text: nothing is lost where it is no YAML at
// all.
#include <string>
#include <utility>
#include <vector>

#include "extractors/json_strings.h"
#include "extractors/keyed_fields.h"
#include "extractors/line_reader.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostLevels = 256;
constexpr std::size_t kLongestPath = 1024;
constexpr std::size_t kMostHeld = 256 * 1024;  // bytes of a block scalar, of a remark

// Where a key ends: at a colon outside quotes that a space or the end of the line follows. npos: no key.
std::size_t key_end(std::string_view text) {
  std::size_t at = 0;
  if (text.starts_with('"') || text.starts_with('\'')) {
    at = text.find(text[0], 1);
    if (at == text.npos) return at;
    ++at;
  }
  for (at = text.find(':', at); at != text.npos; at = text.find(':', at + 1)) {
    if (at + 1 == text.size() || is_mail_space(text[at + 1])) return at;
    if (text[0] == '"' || text[0] == '\'') return text.npos;
  }
  return at;
}

// Where a remark begins behind a value: at a number sign behind a space, outside quotes.
std::size_t remark_in(std::string_view text) {
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quote != 0) {
      if (text[i] == quote) quote = 0;
      continue;
    }
    if (i == 0 && (text[i] == '"' || text[i] == '\'')) quote = text[i];
    if (text[i] == '#' && i > 0 && is_mail_space(text[i - 1])) return i;
  }
  return text.size();
}

std::string unquoted(std::string_view text) {
  std::string out;
  if (text.size() < 2 || text.back() != text[0] || (text[0] != '"' && text[0] != '\'')) return std::string(text);
  const std::string_view inner = text.substr(1, text.size() - 2);
  if (text[0] == '"') {
    append_unescaped(inner, out);
    return out;
  }
  for (std::size_t i = 0; i < inner.size(); ++i) {
    out += inner[i];
    if (inner.compare(i, 2, "''") == 0) ++i;
  }
  return out;
}

// A structure in flow style divided at its punctuation outside quotes; bounded by the line it is on.
template <typename Receive>
bool each_flow_value(std::string_view text, const Receive& receive) {
  std::size_t start = 0;
  char quote = 0;
  bool blank = true;  // nothing but space since `start`
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ',';
    if (quote != 0 && i < text.size()) {
      if (c == '\\' && quote == '"')
        ++i;
      else if (c == quote)
        quote = 0;
      continue;
    }
    if ((c == '"' || c == '\'') && (blank || text[i - 1] == ' ')) quote = c;
    blank = blank && is_mail_space(c);
    if (c != ',' && c != '[' && c != ']' && c != '{' && c != '}') continue;
    if (!receive(trimmed(text.substr(start, i - start)))) return false;
    start = i + 1;
    blank = true;
  }
  return start > text.size() || receive(trimmed(text.substr(start)));
}

class Document {
 public:
  explicit Document(Extraction& out) : fields_(out) {}

  bool line(std::string_view text, std::uint64_t number) {
    number_ = number;
    const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
    const std::string_view bare = trimmed(text);
    if (in_scalar_) {
      if (bare.empty() || indent > scalar_indent_) return scalar_line(bare);
      in_scalar_ = false;
      if (!give_held()) return false;
    }
    if (bare.starts_with('#')) return hold(bare);
    if (!give_held()) return false;
    if (bare.empty()) return true;
    if (indent == 0 && (bare == "---" || bare == "..." || bare.starts_with("--- "))) {
      levels_.clear();
      const std::string_view rest = bare.substr(3);
      return fields_.give_keys() && (rest.empty() || entry(trimmed(rest), 0));
    }
    return entry(bare, indent);
  }

  bool finish() { return give_held() && fields_.give_keys(); }

 private:
  // A mapping or a list that is open, by the column at which its entries begin.
  struct Level {
    std::size_t indent;
    std::size_t path;  // size of the path of the structure itself
    std::uint32_t row;
    std::uint32_t items = 0;
    bool list = false;
  };

  Level& level_at(std::size_t indent, bool list) {
    while (!levels_.empty() &&
           (levels_.back().indent > indent || (levels_.back().indent == indent && levels_.back().list && !list))) {
      path_.resize(std::min(path_.size(), levels_.back().path));
      levels_.pop_back();
    }
    const bool there = !levels_.empty() && levels_.back().indent == indent && levels_.back().list == list;
    if (!there && levels_.size() < kMostLevels) {
      if (levels_.empty()) path_.clear();
      levels_.push_back({indent, path_.size(), ++rows_, 0, list});
    }
    path_.resize(std::min(path_.size(), levels_.back().path));
    return levels_.back();
  }

  // "- - key: value": each dash opens a list at its own column.
  bool entry(std::string_view text, std::size_t indent) {
    std::size_t parent = indent;  // the column of what holds a value without a key
    for (int dashes = 0; dashes < 16 && (text == "-" || text.starts_with("- ")); ++dashes) {
      parent = indent;
      Level& list = level_at(indent, true);
      extend("[" + std::to_string(list.items++) + "]", "");
      const std::size_t next = std::min(text.find_first_not_of(' ', 1), text.size());
      indent += next;
      text.remove_prefix(next);
      if (text.empty()) return true;
    }
    if (text.starts_with("? ")) text = trimmed(text.substr(2));
    const std::size_t end = key_end(text);
    if (end == text.npos || text[0] == '{' || text[0] == '[' || end == 0) return value(text, parent);
    const std::string key = unquoted(trimmed(text.substr(0, end)));
    row_ = level_at(indent, false).row;
    if (!fields_.key(key, path_, number_)) return false;
    extend(key, ".");
    label_ = path_;
    return value(trimmed(text.substr(end + 1)), indent);
  }

  void extend(const std::string& name, std::string_view separator) {
    if (path_.size() + name.size() >= kLongestPath) return;
    if (!path_.empty()) path_ += separator;
    path_ += name;
    label_ = path_;
  }

  // indent: what is indented more belongs to it, if it is a block scalar (8.1).
  bool value(std::string_view text, std::size_t indent) {
    const std::size_t remark = remark_in(text);
    if (!fields_.text(text.substr(remark), number_)) return false;
    text = trimmed(text.substr(0, remark));
    if (text.empty()) return true;
    if ((text[0] == '|' || text[0] == '>') && text.find_first_not_of("|>+-0123456789") == text.npos) {
      in_scalar_ = true;
      scalar_indent_ = indent;
      return true;
    }
    if (text[0] != '[' && text[0] != '{') return fields_.value(unquoted(text), label_, number_, row_);
    return each_flow_value(text, [&](std::string_view piece) { return flow_value(piece); });
  }

  bool flow_value(std::string_view text) {
    const std::size_t end = key_end(text);
    if (end == text.npos || end == 0) return fields_.value(unquoted(text), label_, number_, row_);
    const std::string key = unquoted(trimmed(text.substr(0, end)));
    const std::string label = label_.size() + key.size() < kLongestPath ? label_ + "." + key : label_;
    return fields_.key(key, label_, number_) &&
           fields_.value(unquoted(trimmed(text.substr(end + 1))), label, number_, row_);
  }

  bool scalar_line(std::string_view text) {
    if (held_.empty()) held_line_ = number_;
    held_.append(text) += '\n';
    if (held_.size() < kMostHeld) return true;
    return give(held_label_is_value());
  }

  bool hold(std::string_view remark) {
    if (held_.empty()) held_line_ = number_;
    held_.append(remark) += '\n';
    held_is_remark_ = true;
    return held_.size() < kMostHeld || give_held();
  }

  bool held_label_is_value() const { return !held_is_remark_; }
  bool give_held() { return give(held_label_is_value()); }

  bool give(bool is_value) {
    const std::string text = std::exchange(held_, {});
    held_is_remark_ = false;
    return is_value ? fields_.value(text, label_, held_line_, row_) : fields_.text(text, held_line_);
  }

  KeyedFields fields_;
  std::vector<Level> levels_;
  std::string path_, label_, held_;
  std::uint64_t number_ = 0, held_line_ = 0;
  std::uint32_t rows_ = 0, row_ = 0;
  std::size_t scalar_indent_ = 0;
  bool in_scalar_ = false, held_is_remark_ = false;
};

class Yaml final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    LineReader lines(source, out);
    Document document(out);
    while (const auto line = lines.next()) {
      if (!document.line(*line, lines.number())) return out.stopped();
    }
    return document.finish() ? lines.outcome() : out.stopped();
  }
};

}  // namespace

const Extractor& yaml_extractor() {
  static const Yaml extractor;
  return extractor;
}

}  // namespace trawl::extractors
