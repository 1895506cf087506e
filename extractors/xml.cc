// XML: each element's text is a block whose label is the element's path, its attributes are fields. So is the text of
// an element that holds nothing else; those of one parent are a row, until an element comes again. Nothing is loaded or
// expanded: an entity that the document defines is replaced once, if its value is short, and never inside another.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/utf8.h"
#include "extractors/charset.h"
#include "extractors/extractor.h"
#include "extractors/html.h"
#include "extractors/html_entities.h"
#include "extractors/markup.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestPath = 512;
constexpr std::size_t kMostLevels = 1u << 16;
constexpr std::size_t kMostRun = 512 * 1024;
constexpr std::size_t kLongestExpansion = 256;
constexpr std::size_t kMostEntities = 4096;
constexpr std::size_t kLongestField = 1024;  // longer text is prose
constexpr std::size_t kMostOfRow = 64;       // different elements of one parent that are one row

class XmlText final : public MarkupSink {
 public:
  explicit XmlText(Extraction& out) : out_(out), tokenizer_(*this, MarkupTokenizer::Language::xml) {}

  bool feed(std::string_view piece, bool last) {
    if (!tokenizer_.feed(piece, last)) return false;
    if (!last) return true;
    if (!levels_.empty() || flawed_) out_.missed("not well-formed XML: something may be missing");
    if (tokenizer_.attributes_dropped()) out_.missed("a tag with more attributes than are read");
    return end_run();
  }

  // Text beside elements is running text: the texts of the elements in it are joined, "J<b>o</b>" -> "Jo".
  bool text(std::string_view text) override {
    if (run_.empty() || owner_closed_) {
      const bool blank = trimmed(text).empty();
      if (blank) return true;
      if (run_.empty()) text.remove_prefix(static_cast<std::size_t>(trimmed(text).data() - text.data()));
      begin_run();
    }
    append_expanded(text, run_);
    return run_.size() < kMostRun || end_run();
  }

  bool cdata(std::string_view text) override {
    if (run_.empty() || owner_closed_) begin_run();
    run_ += text;
    return run_.size() < kMostRun || end_run();
  }

  bool start_tag(std::string_view name, std::span<const Attribute> attributes, bool self_closing) override {
    if (owner_closed_ && !end_run()) return false;
    run_mixed_ = true;
    const std::size_t outer = path_.size();
    const std::size_t hash = std::hash<std::string_view>()(name);
    row_ = deeper_ > 0 ? 0 : (levels_.empty() ? top_ : levels_.back().row).of(hash, rows_);
    if (path_.size() + name.size() < kLongestPath) {
      if (!path_.empty()) path_ += '/';
      path_ += name;
    }
    for (const Attribute& attribute : attributes) {
      if (!this->attribute(attribute)) return false;
    }
    if (self_closing) {
      path_.resize(outer);
    } else if (levels_.size() < kMostLevels) {
      levels_.push_back({outer, hash, row_, {}});
    } else {
      ++deeper_;
    }
    return true;
  }

  bool end_tag(std::string_view name) override {
    if (owner_closed_ && !end_run()) return false;
    owner_closed_ = !run_.empty() && depth() <= run_depth_;
    if (deeper_ > 0) {
      --deeper_;
    } else if (levels_.empty() || levels_.back().name != std::hash<std::string_view>()(name)) {
      flawed_ = true;
    } else {
      path_.resize(levels_.back().outer);
      levels_.pop_back();
    }
    return true;
  }

  bool comment(std::string_view text, bool last) override {
    comment_ += text;
    if (!last && comment_.size() < kMostRun) return true;
    const std::size_t end = last ? comment_.size() : character_start(comment_, comment_.size() - 4);
    const std::string whole = comment_.substr(0, end);
    comment_.erase(0, end);
    if (whole.starts_with("xml ")) return true;
    return emit(BlockKind::comment, whole, path_, tokenizer_.line(), 0);
  }

  bool raw_text(std::string_view, bool) override { return true; }

  bool doctype(std::string_view declaration) override {
    for (std::size_t at = declaration.find("<!ENTITY"); at != declaration.npos;
         at = declaration.find("<!ENTITY", at + 8)) {
      std::string_view rest = trimmed(declaration.substr(at + 8));
      const std::string name(rest.substr(0, std::min(rest.find_first_of(" \t\r\n\"'>"), rest.size())));
      rest = trimmed(rest.substr(name.size()));
      if (name.empty() || rest.empty() || (rest[0] != '"' && rest[0] != '\'')) continue;
      const std::string_view value = rest.substr(1, rest.find(rest[0], 1) - 1);
      if (value.size() <= kLongestExpansion && entities_.size() < kMostEntities) entities_.emplace(name, value);
      if (!emit(BlockKind::field, decoded(value, false), name, tokenizer_.line(), 0)) return false;
    }
    return true;
  }

 private:
  // The row that an element's children are in.
  struct Row {
    std::uint32_t number = 0;
    std::vector<std::size_t> names;  // hashes of those that it holds

    std::uint32_t of(std::size_t name, std::uint32_t& rows) {
      const bool again = std::find(names.begin(), names.end(), name) != names.end();
      if (number == 0 || again || names.size() == kMostOfRow) {
        number = ++rows;
        names.clear();
      }
      names.push_back(name);
      return number;
    }
  };
  struct Level {
    std::size_t outer;     // size of the path around the element
    std::size_t name;      // its hash
    std::uint32_t in_row;  // its parent's
    Row row;
  };

  std::uint64_t depth() const { return levels_.size() + deeper_; }

  bool holds_elements() const { return !levels_.back().row.names.empty(); }

  void begin_run() {
    if (run_.empty()) run_line_ = tokenizer_.line();
    run_mixed_ = !run_.empty() || levels_.empty() || deeper_ > 0 || holds_elements();
    run_row_ = run_mixed_ ? 0 : levels_.back().in_row;
    run_label_ = path_;
    run_depth_ = depth();
    owner_closed_ = false;
  }

  void append_expanded(std::string_view text, std::string& out) const {
    if (entities_.empty()) return append_decoded(text, false, out);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t next = std::min(text.find('&', at), text.size());
      out += text.substr(at, next - at);
      at = next;
      if (at == text.size()) return;
      const std::size_t end = std::min(text.find(';', at), text.size());
      const auto entity = entities_.find(text.substr(at + 1, end - at - 1));
      if (entity == entities_.end()) {
        append_reference(text, at, false, out);
        continue;
      }
      append_decoded(entity->second, false, out);
      at = end + 1;
    }
  }

  bool attribute(const Attribute& attribute) {
    if (attribute.value.empty() || attribute.name.starts_with("xmlns")) return true;
    value_.clear();
    append_expanded(attribute.value, value_);
    const std::size_t size = path_.size();
    path_ += "@";
    path_ += attribute.name.substr(0, kLongestPath);
    const bool wanted = emit(BlockKind::field, value_, path_, tokenizer_.line(), row_);
    path_.resize(size);
    return wanted;
  }

  bool end_run() {
    owner_closed_ = false;
    if (run_.empty()) return true;
    const bool field = !run_mixed_ && run_.size() <= kLongestField;
    const bool wanted =
        emit(field ? BlockKind::field : BlockKind::text, run_, run_label_, run_line_, field ? run_row_ : 0);
    run_.clear();
    return wanted;
  }

  bool emit(BlockKind kind, std::string_view text, std::string_view label, std::uint64_t line,
            std::uint32_t row) {
    text = trimmed(text);
    if (text.empty()) return true;
    TextBlock block;
    block.kind = kind;
    block.text = text;
    block.label = label;
    block.line = line;
    block.row = row;
    block.hidden = kind == BlockKind::comment;
    return out_.text(block);
  }

  Extraction& out_;
  MarkupTokenizer tokenizer_;
  std::string path_, comment_, value_;
  std::string run_;             // text not yet given out, of the element at run_depth_
  std::string run_label_;
  std::uint64_t run_line_ = 1;
  std::uint64_t run_depth_ = 0;
  std::uint32_t run_row_ = 0;   // the one that the element is in
  bool run_mixed_ = false;      // elements stand beside the text
  bool owner_closed_ = false;   // that element has ended; text behind it makes its parent the owner
  std::vector<Level> levels_;
  Row top_;
  std::uint32_t rows_ = 0, row_ = 0;  // how many there were; that of the element whose tag is read
  std::uint64_t deeper_ = 0;
  bool flawed_ = false;
  std::map<std::string, std::string, std::less<>> entities_;
};

class Xml final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto head = source.peek(Source::kPeek);
    if (!head) return outcome_of(head.error());
    std::string declared = html_charset(*head);
    if (declared.empty()) declared = declared_charset(out.declared_type());
    TextReader reader(source, declared, out.limits());
    XmlText text(out);
    for (;;) {
      const auto piece = reader.next();
      if (!piece) return text.feed({}, true) ? outcome_of(piece.error()) : out.stopped();
      if (!text.feed(*piece, piece->empty())) return out.stopped();
      if (piece->empty()) return {};
    }
  }
};

}  // namespace

const Extractor& xml_extractor() {
  static const Xml extractor;
  return extractor;
}

}  // namespace trawl::extractors
