// JSON (RFC 8259) and JSON Lines: each value is a block whose label is its path: "people[3].email"; the values of one
// object are a row. An own scanner that streams, decodes escapes and goes on behind what is wrong; nesting costs no
// stack.
#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "extractors/charset.h"
#include "extractors/extractor.h"
#include "extractors/json_strings.h"
#include "extractors/keyed_fields.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestPath = 1024;
constexpr std::size_t kMostLevels = 1u << 16;  // deeper values are read, without a path of their own
constexpr std::size_t kMostValue = 8u << 20;   // bytes of a string that are held

bool ends_scalar(char c) {
  return is_mail_space(c) || c == ',' || c == ':' || c == '"' || c == '{' || c == '}' || c == '[' || c == ']';
}

// Where in the structure the scanner is, and what the values are called there.
class Path {
 public:
  void open(bool object) {
    if (levels_.size() == kMostLevels) {
      ++deeper_;
      return;
    }
    levels_.push_back({path_.size(), 0, object ? ++rows_ : 0, object, object});
  }

  // False: nothing of this kind was open.
  bool close(bool object) {
    if (deeper_ > 0) {
      --deeper_;
      return true;
    }
    if (levels_.empty() || levels_.back().object != object) return false;
    path_.resize(levels_.back().size);
    levels_.pop_back();
    return true;
  }

  void comma() {
    if (deeper_ > 0 || levels_.empty()) return;
    Level& level = levels_.back();
    ++level.index;
    level.wants_key = level.object;
  }

  void colon() {
    if (deeper_ == 0 && !levels_.empty()) levels_.back().wants_key = false;
  }

  bool wants_key() const { return deeper_ == 0 && !levels_.empty() && levels_.back().wants_key; }

  void key(std::string_view key) {
    path_.resize(levels_.back().size);
    if (path_.size() + key.size() >= kLongestPath) return;
    if (!path_.empty()) path_ += '.';
    path_ += key;
  }

  // To be called before a value, or a structure, is given its place.
  void value() {
    if (deeper_ > 0 || levels_.empty() || levels_.back().object) return;
    path_.resize(levels_.back().size);
    if (path_.size() + 24 > kLongestPath) return;
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, levels_.back().index).ptr;
    path_ += '[';
    path_.append(digits, end);
    path_ += ']';
  }

  std::string_view view() const { return path_; }
  std::string_view parent() const {
    return levels_.empty() ? std::string_view() : std::string_view(path_).substr(0, levels_.back().size);
  }
  // Of the object whose own value comes next; 0: there is none, as in a list.
  std::uint32_t row() const { return levels_.empty() || deeper_ > 0 ? 0 : levels_.back().row; }
  bool is_top() const { return levels_.empty() && deeper_ == 0; }

 private:
  struct Level {
    std::size_t size;  // of the path of the structure itself
    std::uint64_t index;
    std::uint32_t row;  // 0: no object
    bool object;
    bool wants_key;
  };
  std::vector<Level> levels_;
  std::string path_;
  std::uint64_t deeper_ = 0;
  std::uint32_t rows_ = 0;
};

class JsonText {
 public:
  explicit JsonText(Extraction& out) : out_(out), fields_(out) {}

  bool feed(std::string_view piece) {
    piece_ = piece;
    at_ = counted_ = 0;
    while (at_ < piece_.size()) {
      if (!(mode_ == Mode::string ? string() : mode_ == Mode::scalar ? scalar() : structure())) return false;
    }
    count_lines();
    return true;
  }

  bool finish() {
    const bool cut = mode_ == Mode::string || !path_.is_top();
    if (mode_ != Mode::structure && !end_token(partial_)) return false;
    if (!fields_.give_keys()) return false;
    if (flawed_ || cut) out_.missed("not well-formed JSON: something may be missing");
    return true;
  }

 private:
  enum class Mode { structure, string, scalar };

  void count_lines() {
    line_ += static_cast<std::uint64_t>(std::count(piece_.begin() + counted_, piece_.begin() + at_, '\n'));
    counted_ = at_;
  }

  bool structure() {
    const char c = piece_[at_];
    switch (c) {
      case ' ':
      case '\t':
      case '\r':
      case '\n': break;
      case '{':
      case '[':
        if (!fields_.give_keys()) return false;
        path_.value();
        path_.open(c == '{');
        break;
      case '}':
      case ']':
        if (!fields_.give_keys()) return false;
        flawed_ = !path_.close(c == '}') || flawed_;
        break;
      case ',': path_.comma(); break;
      case ':': path_.colon(); break;
      case '"': return begin(Mode::string);
      default: --at_; return begin(Mode::scalar);
    }
    ++at_;
    return true;
  }

  bool begin(Mode mode) {
    ++at_;
    count_lines();
    token_line_ = line_;
    mode_ = mode;
    escaped_ = escape_open_ = false;
    partial_.clear();
    return true;
  }

  bool string() {
    const std::size_t start = at_;
    while (at_ < piece_.size()) {
      if (escape_open_) {
        escape_open_ = false;
        ++at_;
        continue;
      }
      while (at_ < piece_.size() && piece_[at_] != '"' && piece_[at_] != '\\') ++at_;
      if (at_ == piece_.size() || piece_[at_] == '"') break;
      escaped_ = escape_open_ = true;
      ++at_;
    }
    const std::string_view part = piece_.substr(start, at_ - start);
    if (at_ < piece_.size()) {
      ++at_;
      if (partial_.empty()) return end_token(part);
      partial_ += part;
      return end_token(partial_);
    }
    partial_ += part;
    if (partial_.size() < kMostValue || partial_.find('\\', partial_.size() - 16) != partial_.npos) return true;
    const bool wanted = value(partial_);
    partial_.clear();
    return wanted;
  }

  bool scalar() {
    const std::size_t start = at_;
    while (at_ < piece_.size() && !ends_scalar(piece_[at_])) ++at_;
    const std::string_view part = piece_.substr(start, at_ - start);
    if (at_ < piece_.size() && partial_.empty()) return end_token(part);
    partial_ += part;
    if (at_ == piece_.size() && partial_.size() < kMostValue) return true;
    return end_token(partial_);
  }

  bool end_token(std::string_view token) {
    const bool is_string = mode_ == Mode::string;
    mode_ = Mode::structure;
    if (path_.wants_key()) return key(token);
    if (!is_string && (token == "true" || token == "false" || token == "null")) {
      return true;
    }
    return value(token);
  }

  std::string_view unescaped(std::string_view token) {
    if (!escaped_) return token;
    unescaped_.clear();
    append_unescaped(token, unescaped_);
    return unescaped_;
  }

  bool key(std::string_view token) {
    const std::string_view name = unescaped(token);
    path_.key(name.substr(0, kLongestPath));
    return fields_.key(name, path_.parent(), token_line_);
  }

  bool value(std::string_view token) {
    path_.value();
    return fields_.value(unescaped(token), path_.view(), token_line_, path_.row());
  }

  Extraction& out_;
  KeyedFields fields_;
  Path path_;
  std::string_view piece_;
  std::size_t at_ = 0, counted_ = 0;
  Mode mode_ = Mode::structure;
  std::string partial_, unescaped_;
  std::uint64_t line_ = 1, token_line_ = 1;
  bool escaped_ = false, escape_open_ = false, flawed_ = false;
};

class Json final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    TextReader reader(source, declared_charset(out.declared_type()), out.limits());
    JsonText text(out);
    auto piece = reader.next();
    for (; piece && !piece->empty(); piece = reader.next()) {
      if (!text.feed(*piece)) return out.stopped();
    }
    if (!text.finish()) return out.stopped();
    return piece ? Outcome{} : outcome_of(piece.error());
  }
};

}  // namespace

const Extractor& json_extractor() {
  static const Json extractor;
  return extractor;
}

}  // namespace trawl::extractors
