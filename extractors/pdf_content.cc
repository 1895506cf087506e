// PdfContent: see pdf_content.h.
#include "extractors/pdf_content.h"

#include <Object.h>
#include <Page.h>
#include <XRef.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "core/utf8.h"
#include "extractors/pdf_fonts.h"
#include "extractors/pdf_objects.h"
#include "extractors/pdf_streams.h"
#include "extractors/pdf_syntax.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostContent = 64u << 20;  // bytes of content for a page, with all its forms
constexpr std::size_t kDeepest = 24;             // forms in forms
constexpr std::size_t kMostSaved = 1000;
constexpr std::size_t kMostWords = 2'000'000;
constexpr double kShown = 0.5;            // of a page, from which a picture may be all of it
constexpr std::uint32_t kFewGlyphs = 50;  // a stamp or a page's number
constexpr std::uint32_t kDrawn = 30;      // paths from which a page without text is no frame

struct Matrix {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
};

// First, then second.
Matrix operator*(const Matrix& m, const Matrix& n) {
  return {m.a * n.a + m.b * n.c, m.a * n.b + m.b * n.d,       m.c * n.a + m.d * n.c,
          m.c * n.b + m.d * n.d, m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f};
}

struct State {
  Matrix ctm;
  const PdfFont* font = nullptr;
  double size = 0, character_space = 0, word_space = 0, scale = 1, leading = 0, rise = 0;
};

std::optional<Matrix> matrix_of(const Object& object) {
  if (!object.isArray() || object.arrayGetLength() < 6) return std::nullopt;
  std::array<double, 6> values{};
  for (int i = 0; i < 6; ++i) {
    const Object value = object.arrayGet(i);
    if (!value.isNum()) return std::nullopt;
    values[static_cast<std::size_t>(i)] = value.getNum();
  }
  return Matrix{values[0], values[1], values[2], values[3], values[4], values[5]};
}

struct Box {
  double left = 0, bottom = 0, right = 0, top = 0;
};

std::optional<Box> box_of(const Object& object) {
  if (!object.isArray() || object.arrayGetLength() < 4) return std::nullopt;
  std::array<double, 4> values{};
  for (int i = 0; i < 4; ++i) {
    const Object value = object.arrayGet(i);
    if (!value.isNum()) return std::nullopt;
    values[static_cast<std::size_t>(i)] = value.getNum();
  }
  return Box{std::min(values[0], values[2]), std::min(values[1], values[3]), std::max(values[0], values[2]),
             std::max(values[1], values[3])};
}

// Where an appearance goes (12.5.5), without turning it.
Matrix placed(const Matrix& form, const Box& box, const Box& rectangle) {
  const Box at{
      std::min(box.left * form.a, box.right * form.a) + std::min(box.bottom * form.c, box.top * form.c) + form.e,
      std::min(box.left * form.b, box.right * form.b) + std::min(box.bottom * form.d, box.top * form.d) + form.f,
      std::max(box.left * form.a, box.right * form.a) + std::max(box.bottom * form.c, box.top * form.c) + form.e,
      std::max(box.left * form.b, box.right * form.b) + std::max(box.bottom * form.d, box.top * form.d) + form.f};
  const double wide = at.right - at.left;
  const double high = at.top - at.bottom;
  const double x = wide > 0 ? (rectangle.right - rectangle.left) / wide : 1;
  const double y = high > 0 ? (rectangle.top - rectangle.bottom) / high : 1;
  return {x, 0, 0, y, rectangle.left - at.left * x, rectangle.bottom - at.bottom * y};
}

class Interpreter {
 public:
  Interpreter(PdfFonts& fonts, PdfPage& page, double area) : fonts_(fonts), page_(page), area_(area) {}

  void page(const Object& contents, const Dict* resources, const Matrix& start) {
    state_.ctm = start;
    std::string bytes = decoded_contents(contents, kMostContent, page_.cut);
    interpret(std::move(bytes), resources);
  }

  // Where the page's own content left off does not matter to an appearance.
  void appearance(const Object& form, const Box& rectangle, const Dict* resources, const Matrix& start) {
    const Dict* dictionary = form.getStream()->getDict();
    const Matrix matrix = matrix_of(dictionary->lookup("Matrix")).value_or(Matrix());
    const auto box = box_of(dictionary->lookup("BBox"));
    state_ = State();
    saved_.clear();
    state_.ctm = box ? placed(matrix, *box, rectangle) * start : start;
    draw_form(form, resources);
  }

  void finish() {
    words_.end_word();
    page_.words = std::move(words_.words());
    page_.glyphs = words_.glyphs();
    page_.unknown = words_.unknown();
  }

 private:
  using Operands = std::vector<PdfOperand>;

  static double number(const Operands& operands, std::size_t from_end) {
    if (operands.size() < from_end) return 0;
    const PdfOperand& operand = operands[operands.size() - from_end];
    return operand.kind == PdfOperand::number ? operand.value : 0;
  }

  static std::string name(const Operands& operands) {
    return !operands.empty() && operands.back().kind == PdfOperand::name ? std::string(operands.back().bytes)
                                                                         : std::string();
  }

  void interpret(std::string content, const Dict* resources) {
    used_ += content.size();
    if (used_ > kMostContent) page_.cut = true;
    if (used_ > kMostContent || depth_ >= kDeepest) return;
    ++depth_;
    const Dict* outer = resources_;
    resources_ = resources;
    std::map<std::string, const PdfFont*, std::less<>> named;
    named.swap(named_);
    const std::size_t saved = saved_.size();
    PdfSyntax syntax(std::move(content));
    Operands operands;
    std::string_view op;
    while (syntax.next(operands, op) && words_.words().size() < kMostWords) carry_out(op, operands);
    if (words_.words().size() >= kMostWords) page_.cut = true;
    if (saved_.size() > saved) saved_.resize(saved);
    resources_ = outer;
    named.swap(named_);
    --depth_;
  }

  void carry_out(std::string_view op, const Operands& operands) {
    if (op.size() == 1) return short_operator(op.front(), operands);
    if (op.size() == 2 && op.front() == 'T') return text_operator(op.back(), operands);
    if (op == "cm") state_.ctm = matrix(operands) * state_.ctm;
    if (op == "BT") text_ = line_ = Matrix(), placed_ = true;
    if (op == "Do") draw(name(operands));
    if (op == "gs") set_state(name(operands));
    if (op == "EI") add_picture();
    if (op == "sh" || op == "f*" || op == "B*" || op == "b*") ++page_.drawings;
    if (op == "BDC") begin_marked(operands);
    if (op == "BMC") marked_.emplace_back();
    if (op == "EMC") end_marked();
  }

  void short_operator(char op, const Operands& operands) {
    switch (op) {
      case 'q':
        if (saved_.size() < kMostSaved) saved_.push_back(state_);
        return;
      case 'Q':
        if (saved_.empty()) return;
        state_ = saved_.back();
        saved_.pop_back();
        return;
      case '\'': move(0, -state_.leading); return show(operands);
      case '"':
        state_.word_space = number(operands, 3);
        state_.character_space = number(operands, 2);
        move(0, -state_.leading);
        return show(operands);
      case 'f':
      case 'F':
      case 'B':
      case 'b':
      case 'S':
      case 's': ++page_.drawings; return;
      default: return;
    }
  }

  void text_operator(char op, const Operands& operands) {
    switch (op) {
      case 'f': return set_font(operands);
      case 'd': return move(number(operands, 2), number(operands, 1));
      case 'D': state_.leading = -number(operands, 1); return move(number(operands, 2), number(operands, 1));
      case 'm':
        text_ = line_ = matrix(operands);
        placed_ = true;
        return;
      case '*': return move(0, -state_.leading);
      case 'c': state_.character_space = number(operands, 1); return;
      case 'w': state_.word_space = number(operands, 1); return;
      case 'z': state_.scale = number(operands, 1) / 100; return;
      case 'L': state_.leading = number(operands, 1); return;
      case 's': state_.rise = number(operands, 1); return;
      case 'j':
      case 'J': return show(operands);
      default: return;
    }
  }

  static Matrix matrix(const Operands& operands) {
    return {number(operands, 6), number(operands, 5), number(operands, 4),
            number(operands, 3), number(operands, 2), number(operands, 1)};
  }

  void move(double x, double y) {
    line_ = Matrix{1, 0, 0, 1, x, y} * line_;
    text_ = line_;
    placed_ = true;
  }

  void set_font(const Operands& operands) {
    state_.size = number(operands, 1);
    if (operands.size() < 2 || operands[operands.size() - 2].kind != PdfOperand::name) return;
    state_.font = font(operands[operands.size() - 2].bytes);
  }

  const PdfFont* font(std::string_view name) {
    const auto known = named_.find(name);
    if (known != named_.end()) return known->second;
    const std::string key(name);
    const Object fonts = resources_ != nullptr ? resources_->lookup("Font") : Object(objNull);
    const PdfFont* found = fonts.isDict() ? fonts_.find(fonts.dictLookupNF(key.c_str())) : fonts_.find(Object(objNull));
    named_.emplace(key, found);
    return found;
  }

  void set_state(const std::string& key) {
    const Object states = resources_ != nullptr ? resources_->lookup("ExtGState") : Object(objNull);
    const Object state = states.isDict() ? states.dictLookup(key.c_str()) : Object(objNull);
    const Object font = state.isDict() ? state.dictLookup("Font") : Object(objNull);
    if (!font.isArray() || font.arrayGetLength() < 2) return;
    const Object size = font.arrayGet(1);
    if (size.isNum()) state_.size = size.getNum();
    state_.font = fonts_.find(font.arrayGetNF(0));
  }

  // Strings, and in arrays numbers between them that move the next one back.
  void show(const Operands& operands) {
    if (state_.font == nullptr) state_.font = fonts_.find(Object(objNull));
    point();
    for (const PdfOperand& operand : operands) {
      if (operand.kind == PdfOperand::string) show(operand.bytes);
      if (operand.kind == PdfOperand::number && operands.front().kind == PdfOperand::open_array) {
        const double back = -operand.value / 1000 * state_.size;
        forward(state_.font->vertical ? 0 : back * state_.scale, state_.font->vertical ? back : 0);
      }
    }
  }

  // Direction and scale of what is shown next.
  void point() {
    const Matrix whole = text_ * state_.ctm;
    const bool vertical = state_.font->vertical;
    const double x = vertical ? -whole.c : whole.a;
    const double y = vertical ? -whole.d : whole.b;
    const double sign = vertical ? state_.size : state_.size * state_.scale;
    stretch_ = std::hypot(x, y);
    const double unit = stretch_ > 0 ? (sign < 0 ? -1 : 1) / stretch_ : 0;
    if (unit != 0) words_.direction(x * unit, y * unit);
    height_ = std::hypot(whole.c, whole.d) * std::fabs(state_.size) * state_.font->size_factor;
    if (height_ <= 0) height_ = stretch_ * std::fabs(state_.size);
  }

  void forward(double x, double y) {
    text_.e += x * text_.a + y * text_.c;
    text_.f += x * text_.b + y * text_.d;
  }

  void show(std::string_view bytes) {
    const PdfFont& font = *state_.font;
    while (!bytes.empty()) {
      const PdfFont::Code code = font.next(bytes);
      bytes.remove_prefix(code.length);
      const double wide = code.wide * state_.size;
      const double high = code.high * state_.size;
      const Matrix& ctm = state_.ctm;
      const double x = text_.e + state_.rise * text_.c;
      const double y = text_.f + state_.rise * text_.d;
      PdfGlyph glyph;
      glyph.x = x * ctm.a + y * ctm.c + ctm.e;
      glyph.y = x * ctm.b + y * ctm.d + ctm.f;
      glyph.advance = std::fabs(font.vertical ? high : wide * state_.scale) * stretch_;
      glyph.size = height_;
      glyph.text = code.text;
      glyph.placed = placed_;
      placed_ = false;
      words_.glyph(glyph);
      const double space = state_.character_space + (code.space ? state_.word_space : 0);
      if (font.vertical)
        forward(0, high + space);
      else
        forward((wide + space) * state_.scale, 0);
    }
  }

  void add_picture() { page_.pictures += std::fabs(state_.ctm.a * state_.ctm.d - state_.ctm.b * state_.ctm.c) / area_; }

  void draw(const std::string& key) {
    const Object objects = resources_ != nullptr ? resources_->lookup("XObject") : Object(objNull);
    if (!objects.isDict()) return;
    Ref reference = Ref::INVALID();
    const Object object = objects.getDict()->lookup(key.c_str(), &reference);
    if (!object.isStream()) return;
    const Object kind = object.getStream()->getDict()->lookup("Subtype");
    if (kind.isName("Image")) return add_picture();
    if (!kind.isName("Form") || !within_.insert(reference.num).second) return;
    const State before = state_;
    const Matrix text = text_, line = line_;
    const auto matrix = matrix_of(object.getStream()->getDict()->lookup("Matrix"));
    if (matrix) state_.ctm = *matrix * state_.ctm;
    draw_form(object, resources_);
    state_ = before;
    text_ = text;
    line_ = line;
    within_.erase(reference.num);
  }

  void draw_form(const Object& form, const Dict* outer) {
    const Object own = form.getStream()->getDict()->lookup("Resources");
    interpret(decoded(form, kMostContent, page_.cut), own.isDict() ? own.getDict() : outer);
  }

  // Content that a text is given for (14.9.4): the words since take its place.
  struct Marked {
    std::optional<std::string> text;
    std::size_t first = 0;
  };

  void begin_marked(const Operands& operands) {
    Marked marked;
    std::string raw;
    bool given = false;
    for (std::size_t i = 1; i + 1 < operands.size(); ++i) {
      if (operands[i].kind != PdfOperand::name || operands[i].bytes != "ActualText") continue;
      given = operands[i + 1].kind == PdfOperand::string;
      raw = operands[i + 1].bytes;
    }
    if (!given && operands.size() == 2 && operands[1].kind == PdfOperand::name)
      given = listed_text(std::string(operands[1].bytes), raw);
    if (given) {
      words_.end_word();
      marked.text = pdf_text(raw);
      marked.first = words_.words().size();
    }
    marked_.push_back(std::move(marked));
  }

  bool listed_text(const std::string& key, std::string& raw) const {
    const Object lists = resources_ != nullptr ? resources_->lookup("Properties") : Object(objNull);
    const Object list = lists.isDict() ? lists.dictLookup(key.c_str()) : Object(objNull);
    const Object text = list.isDict() ? list.dictLookup("ActualText") : Object(objNull);
    if (!text.isString()) return false;
    raw = text.getString()->toStr();
    return true;
  }

  void end_marked() {
    if (marked_.empty()) return;
    const Marked marked = std::move(marked_.back());
    marked_.pop_back();
    if (!marked.text) return;
    words_.end_word();
    std::vector<PdfWord>& words = words_.words();
    if (marked.first >= words.size()) {
      page_.other_words.append(*marked.text).append("\n");
      return;
    }
    for (std::size_t i = marked.first; i < words.size(); ++i) {
      if (words[i].text != *marked.text) page_.other_words.append(words[i].text).append("\n");
    }
    PdfWord whole = words[marked.first];
    whole.right = words.back().right;
    words.resize(marked.first);
    put_in_place(whole, *marked.text);
  }

  // The words of a text share the place of what it stands for.
  void put_in_place(const PdfWord& whole, std::string_view text) {
    const double unit = (whole.right - whole.left) / static_cast<double>(std::max<std::size_t>(text.size(), 1));
    for (std::size_t at = text.find_first_not_of(" \t\r\n"); at < text.size();
         at = text.find_first_not_of(" \t\r\n", at)) {
      const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
      PdfWord word = whole;
      word.text = text.substr(at, end - at);
      word.left = whole.left + unit * static_cast<double>(at);
      word.right = whole.left + unit * static_cast<double>(end);
      word.characters = static_cast<std::uint32_t>(count_code_points(word.text));
      word.space_before = at > 0 || whole.space_before;
      word.seam = 0;
      words_.words().push_back(std::move(word));
      at = end;
    }
  }

  PdfFonts& fonts_;
  PdfPage& page_;
  PdfWords words_;
  State state_;
  std::vector<State> saved_;
  std::vector<Marked> marked_;
  std::set<int> within_;  // forms being drawn
  Matrix text_, line_;
  const Dict* resources_ = nullptr;
  std::map<std::string, const PdfFont*, std::less<>> named_;  // fonts by their names in the resources
  std::size_t used_ = 0;
  std::size_t depth_ = 0;
  double area_;
  double stretch_ = 1, height_ = 0;
  bool placed_ = true;
};

// The look of an annotation, or of its present state.
Object look_of(const Object& annotation) {
  const Object looks = annotation.dictLookup("AP");
  if (!looks.isDict()) return Object(objNull);
  Object look = looks.dictLookup("N");
  if (!look.isDict()) return look;
  const Object state = annotation.dictLookup("AS");
  return state.isName() ? look.dictLookup(state.getName()) : Object(objNull);
}

}  // namespace

bool PdfPage::needs_recognition() const {
  if (unknown > 4 && unknown > glyphs / 10) return true;
  if (glyphs == 0) return pictures > 0 || drawings > kDrawn;
  return glyphs < kFewGlyphs && pictures >= kShown;
}

struct PdfContent::Fonts : PdfFonts {
  using PdfFonts::PdfFonts;
};

PdfContent::PdfContent(XRef& xref) : xref_(xref), fonts_(std::make_unique<Fonts>(xref)) {}

PdfContent::~PdfContent() = default;

PdfPage PdfContent::read(Page& page) {
  PdfPage out;
  const PDFRectangle& media = *page.getMediaBox();
  const Matrix start{1, 0, 0, -1, -media.x1, media.y2};
  Interpreter interpreter(*fonts_, out, std::max(1.0, (media.x2 - media.x1) * (media.y2 - media.y1)));
  const Dict* resources = page.getResourceDict();
  interpreter.page(page.getContents(), resources, start);
  const Object annotations = page.getAnnotsObject();
  for (int i = 0; annotations.isArray() && i < annotations.arrayGetLength(); ++i) {
    const Object annotation = annotations.arrayGet(i);
    if (!annotation.isDict()) continue;
    const Object look = look_of(annotation);
    const auto rectangle = box_of(annotation.dictLookup("Rect"));
    if (look.isStream()) interpreter.appearance(look, rectangle.value_or(Box()), resources, start);
  }
  interpreter.finish();
  fonts_->let_go();
  return out;
}

}  // namespace trawl::extractors
