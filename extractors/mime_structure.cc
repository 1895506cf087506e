// MIME structure: see mime_structure.h.
#include "extractors/mime_structure.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestBoundary = 72;  // with the dashes; RFC 2046 section 5.1.1

struct Multipart {
  std::string boundary;
  ParameterizedValue type;
  std::string path;
  std::size_t children = 0;
};

struct Delimiter {
  std::size_t begin = 0;  // of its line
  std::size_t end = 0;    // behind its line
  std::size_t level = 0;  // of the multipart that it belongs to
  bool closing = false;
};

std::string_view without_trailing_space(std::string_view line) {
  while (!line.empty() && is_mail_space(line.back())) line.remove_suffix(1);
  return line;
}

ParameterizedValue default_type(const ParameterizedValue& parent) {
  ParameterizedValue type;
  type.value = parent.value == "multipart/digest" ? "message/rfc822" : "text/plain";
  return type;
}

class Structure {
 public:
  Structure(std::string_view message, MimeLeafSink& sink) : message_(message), sink_(sink) {}

  bool read() {
    if (!enter(parse_headers(message_, 0), {}, {})) return false;
    while (const std::optional<Delimiter> delimiter = next_delimiter()) {
      if (!finish_leaf(delimiter->begin)) return false;
      levels_.resize(delimiter->level + 1);
      if (delimiter->closing) leave(*delimiter);
      else if (!enter_part(*delimiter)) return false;
    }
    return finish_leaf(message_.size());
  }

 private:
  // A new entity whose body begins at headers.body: a multipart becomes a level, all else the present leaf.
  bool enter(const HeaderBlock& headers, const ParameterizedValue& parent, std::string path) {
    leaf_ = {};
    leaf_.headers = headers;
    const std::string_view declared = headers.value_of("Content-Type");
    leaf_.type = declared.empty() ? default_type(parent) : parse_parameterized(declared);
    leaf_.parent = parent;
    leaf_.path = std::move(path);
    begin_ = at_ = headers.body;
    std::string boundary = boundary_of_leaf();
    leaf_.too_deep = !boundary.empty() && levels_.size() >= kMultipartDepth;
    leaf_.around_parts = !boundary.empty() && !leaf_.too_deep;
    if (leaf_.around_parts) levels_.push_back({std::move(boundary), leaf_.type, leaf_.path});
    return sink_.headers(headers, leaf_.path);
  }

  // Of the multipart that the present leaf is; empty where it is none.
  std::string boundary_of_leaf() const {
    if (!leaf_.type.value.starts_with("multipart/")) return {};
    const std::string_view declared = without_trailing_space(leaf_.type.parameter("boundary"));
    return std::string(declared.empty() ? guessed_boundary() : declared);
  }

  // For a multipart that tells no boundary: the first line of its body, if that looks like a delimiter.
  std::string_view guessed_boundary() const {
    std::size_t at = std::min(message_.find_first_not_of("\r\n", begin_), message_.size());
    const std::string_view line = without_trailing_space(next_line(message_, at));
    return line.size() > 2 && line.size() <= kLongestBoundary && line.starts_with("--") ? line.substr(2) : line.substr(0, 0);
  }

  bool enter_part(const Delimiter& delimiter) {
    Multipart& level = levels_.back();
    ++level.children;
    const std::string number = std::to_string(level.children);
    std::string path = level.path.empty() ? number : level.path + "." + number;
    const ParameterizedValue parent = level.type;
    const auto is_delimiter = [this](std::string_view line) { return level_of(line).has_value(); };
    return enter(parse_headers(message_, delimiter.end, is_delimiter), parent, std::move(path));
  }

  void leave(const Delimiter& delimiter) {
    leaf_ = {};
    leaf_.type = default_type({});
    leaf_.parent = levels_.back().type;
    leaf_.path = levels_.back().path;
    leaf_.around_parts = true;
    levels_.pop_back();
    begin_ = at_ = delimiter.end;
  }

  // The body of the present leaf ends before the line break that precedes a delimiter (RFC 2046 section 5.1.1).
  bool finish_leaf(std::size_t end) {
    std::string_view body = message_.substr(begin_, end > begin_ ? end - begin_ : 0);
    if (end < message_.size()) {
      if (body.ends_with('\n')) body.remove_suffix(1);
      if (body.ends_with('\r')) body.remove_suffix(1);
    }
    if (leaf_.around_parts && trimmed(body).empty()) return true;
    leaf_.body = body;
    return sink_.leaf(leaf_);
  }

  // The innermost multipart whose delimiter the line is, and whether it closes it.
  std::optional<std::pair<std::size_t, bool>> level_of(std::string_view line) const {
    if (!line.starts_with("--")) return std::nullopt;
    line = without_trailing_space(line.substr(2));
    for (std::size_t i = levels_.size(); i-- > 0;) {
      const std::string& boundary = levels_[i].boundary;
      if (!line.starts_with(boundary)) continue;
      const std::string_view rest = line.substr(boundary.size());
      if (rest.empty() || rest == "--") return std::pair(i, !rest.empty());
    }
    return std::nullopt;
  }

  std::optional<Delimiter> next_delimiter() {
    if (levels_.empty()) return std::nullopt;
    while (at_ < message_.size()) {
      if (message_[at_] != '-') {
        const std::size_t found = message_.find("\n--", at_);
        if (found == std::string_view::npos) break;
        at_ = found + 1;
      }
      const std::size_t begin = at_;
      const std::string_view line = next_line(message_, at_);
      if (const auto level = level_of(line)) return Delimiter{begin, at_, level->first, level->second};
    }
    at_ = message_.size();
    return std::nullopt;
  }

  std::string_view message_;
  MimeLeafSink& sink_;
  std::vector<Multipart> levels_;
  MimeLeaf leaf_;
  std::size_t begin_ = 0;  // of the present leaf's body
  std::size_t at_ = 0;     // what comes before was searched for delimiters
};

}  // namespace

bool read_mime(std::string_view message, MimeLeafSink& sink) { return Structure(message, sink).read(); }

}  // namespace trawl::extractors
