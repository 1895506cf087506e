// PdfInterpreter: see pdf_interpreter.h.
#include "extractors/pdf_interpreter.h"

#include <algorithm>
#include <cmath>

#include "core/utf8.h"
#include "extractors/pdf_objects.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostContent = 64u << 20;  // bytes of content for a page, with all its forms
constexpr std::size_t kDeepest = 24;             // forms in forms
constexpr std::size_t kMostSaved = 1000;
constexpr std::size_t kMostMarked = 10'000;
constexpr std::size_t kMostWords = 2'000'000;

using Operands = std::vector<PdfOperand>;

double number(const Operands& operands, std::size_t from_end) {
  if (operands.size() < from_end) return 0;
  const PdfOperand& operand = operands[operands.size() - from_end];
  return operand.kind == PdfOperand::number ? operand.value : 0;
}

std::string name(const Operands& operands) {
  return !operands.empty() && operands.back().kind == PdfOperand::name ? std::string(operands.back().bytes)
                                                                       : std::string();
}

PdfMatrix matrix(const Operands& operands) {
  return {number(operands, 6), number(operands, 5), number(operands, 4),
          number(operands, 3), number(operands, 2), number(operands, 1)};
}

}  // namespace

void PdfInterpreter::page(const Object& contents, const Dict* resources, const PdfMatrix& start) {
  state_.ctm = start;
  interpret(decoded_contents(contents, kMostContent, page_.reading), resources);
}

// Where the page's own content left off does not matter to an appearance.
void PdfInterpreter::appearance(const Object& form, const PdfBox& rectangle, const Dict* resources,
                                const PdfMatrix& start) {
  const Dict* dictionary = form.getStream()->getDict();
  const PdfMatrix own = matrix_of(dictionary->lookup("Matrix")).value_or(PdfMatrix());
  const auto box = box_of(dictionary->lookup("BBox"));
  state_ = State();
  saved_.clear();
  marked_.clear();
  state_.ctm = (box ? placed(own, *box, rectangle) : own) * start;
  draw_form(form, resources);
}

void PdfInterpreter::finish() {
  words_.end_word();
  page_.words = std::move(words_.words());
  page_.glyphs = words_.glyphs();
  page_.unknown = words_.unknown();
}

void PdfInterpreter::interpret(std::string content, const Dict* resources) {
  used_ += content.size();
  if (used_ > kMostContent || depth_ >= kDeepest) {
    page_.reading.cut = true;
    return;
  }
  ++depth_;
  const Dict* outer = resources_;
  resources_ = resources;
  NamedFonts named;
  named.swap(named_);
  const std::size_t outer_saved = first_saved_;
  first_saved_ = saved_.size();
  PdfSyntax syntax(std::move(content));
  Operands operands;
  std::string_view op;
  while (syntax.next(operands, op) && words_.words().size() < kMostWords) carry_out(op, operands);
  if (words_.words().size() >= kMostWords) page_.reading.cut = true;
  saved_.resize(first_saved_);
  first_saved_ = outer_saved;
  resources_ = outer;
  named.swap(named_);
  --depth_;
}

void PdfInterpreter::carry_out(std::string_view op, const Operands& operands) {
  if (op.size() == 1) return short_operator(op.front(), operands);
  if (op.size() == 2 && op.front() == 'T') return text_operator(op.back(), operands);
  if (op == "cm") state_.ctm = matrix(operands) * state_.ctm;
  if (op == "BT") text_ = line_ = PdfMatrix(), placed_ = true;
  if (op == "Do") draw(name(operands));
  if (op == "gs") set_state(name(operands));
  if (op == "EI") add_picture();
  if (op == "sh" || op == "f*" || op == "B*" || op == "b*") ++page_.drawings;
  if (op == "BDC") begin_marked(operands);
  if (op == "BMC") marked_.emplace_back();
  if (op == "EMC") end_marked();
}

void PdfInterpreter::short_operator(char op, const Operands& operands) {
  switch (op) {
    case 'q':
      if (saved_.size() < kMostSaved) saved_.push_back(state_);
      return;
    case 'Q':
      if (saved_.size() <= first_saved_) return;
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

void PdfInterpreter::text_operator(char op, const Operands& operands) {
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
    case 'r': state_.invisible = number(operands, 1) == 3; return;  // 9.3.6
    case 'j':
    case 'J': return show(operands);
    default: return;
  }
}

void PdfInterpreter::move(double x, double y) {
  line_ = PdfMatrix{1, 0, 0, 1, x, y} * line_;
  text_ = line_;
  placed_ = true;
}

void PdfInterpreter::set_font(const Operands& operands) {
  state_.size = number(operands, 1);
  if (operands.size() < 2 || operands[operands.size() - 2].kind != PdfOperand::name) return;
  state_.font = font(operands[operands.size() - 2].bytes);
}

// An entry of the resources, fetched; null where there is none.
Object PdfInterpreter::resource(const char* kind, const std::string& key) const {
  const Object entries = resources_ != nullptr ? resources_->lookup(kind) : Object(objNull);
  return entries.isDict() ? entries.dictLookup(key.c_str()) : Object(objNull);
}

const PdfFont* PdfInterpreter::font(std::string_view name) {
  const auto known = named_.find(name);
  if (known != named_.end()) return known->second;
  const std::string key(name);
  const Object fonts = resources_ != nullptr ? resources_->lookup("Font") : Object(objNull);
  const PdfFont* found = fonts.isDict() ? fonts_.find(fonts.dictLookupNF(key.c_str())) : fonts_.find(Object(objNull));
  named_.emplace(key, found);
  return found;
}

void PdfInterpreter::set_state(const std::string& key) {
  const Object state = resource("ExtGState", key);
  const Object font = state.isDict() ? state.dictLookup("Font") : Object(objNull);
  if (!font.isArray() || font.arrayGetLength() < 2) return;
  const Object size = font.arrayGet(1);
  if (size.isNum()) state_.size = size.getNum();
  state_.font = fonts_.find(font.arrayGetNF(0));
}

// Strings, and in arrays numbers between them that move the next one back.
void PdfInterpreter::show(const Operands& operands) {
  if (state_.font == nullptr) state_.font = fonts_.find(Object(objNull));
  point();
  page_.invisible |= state_.invisible;
  for (const PdfOperand& operand : operands) {
    if (operand.kind == PdfOperand::string) show(operand.bytes);
    if (operand.kind == PdfOperand::number && operands.front().kind == PdfOperand::open_array) {
      const double back = -operand.value / 1000 * state_.size;
      forward(state_.font->vertical ? 0 : back * state_.scale, state_.font->vertical ? back : 0);
    }
  }
}

// Direction and scale of what is shown next.
void PdfInterpreter::point() {
  const PdfMatrix whole = text_ * state_.ctm;
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

void PdfInterpreter::forward(double x, double y) {
  text_.e += x * text_.a + y * text_.c;
  text_.f += x * text_.b + y * text_.d;
}

void PdfInterpreter::show(std::string_view bytes) {
  const PdfFont& font = *state_.font;
  while (!bytes.empty()) {
    const PdfFont::Code code = font.next(bytes);
    bytes.remove_prefix(code.length);
    const double wide = code.wide * state_.size;
    const double high = code.high * state_.size;
    const PdfMatrix& ctm = state_.ctm;
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

void PdfInterpreter::add_picture() {
  page_.pictures += std::fabs(state_.ctm.a * state_.ctm.d - state_.ctm.b * state_.ctm.c) / area_;
}

void PdfInterpreter::draw(const std::string& key) {
  const Object objects = resources_ != nullptr ? resources_->lookup("XObject") : Object(objNull);
  if (!objects.isDict()) return;
  Ref reference = Ref::INVALID();
  const Object object = objects.getDict()->lookup(key.c_str(), &reference);
  if (!object.isStream()) return;
  const Dict* dictionary = object.getStream()->getDict();
  const Object kind = dictionary->lookup("Subtype");
  if (kind.isName("Image")) return add_picture();
  if (!kind.isName("Form") || !within_.insert(reference.num).second) return;
  const State before = state_;
  const PdfMatrix text = text_;
  const PdfMatrix line = line_;
  state_.ctm = matrix_of(dictionary->lookup("Matrix")).value_or(PdfMatrix()) * state_.ctm;
  draw_form(object, resources_);
  state_ = before;
  text_ = text;
  line_ = line;
  within_.erase(reference.num);
}

void PdfInterpreter::draw_form(const Object& form, const Dict* outer) {
  if (used_ >= kMostContent) {
    page_.reading.cut = true;
    return;
  }
  const Object own = form.getStream()->getDict()->lookup("Resources");
  interpret(decoded(form, kMostContent - used_, page_.reading), own.isDict() ? own.getDict() : outer);
}

// The properties of marked content (14.6.2) stand in the content or in the resources.
void PdfInterpreter::begin_marked(const Operands& operands) {
  Marked marked;
  const auto given = [&](std::string_view key, const std::string& raw) {
    if (key == "ActualText")
      marked.text = pdf_text(raw);
    else
      page_.other_words.append(pdf_text(raw)).append("\n");
  };
  for (std::size_t i = 1; i + 1 < operands.size(); ++i) {
    const PdfOperand& key = operands[i];
    const bool text = key.bytes == "ActualText" || key.bytes == "Alt" || key.bytes == "E";
    if (key.kind == PdfOperand::name && text && operands[i + 1].kind == PdfOperand::string) {
      given(key.bytes, std::string(operands[i + 1].bytes));
    }
  }
  if (operands.size() == 2 && operands[1].kind == PdfOperand::name) {
    const Object list = resource("Properties", std::string(operands[1].bytes));
    for (const char* key : {"ActualText", "Alt", "E"}) {
      const Object text = list.isDict() ? list.dictLookup(key) : Object(objNull);
      if (text.isString()) given(key, text.getString()->toStr());
    }
  }
  if (marked.text) words_.end_word();
  marked.first = words_.words().size();
  if (marked_.size() < kMostMarked) marked_.push_back(std::move(marked));
}

void PdfInterpreter::end_marked() {
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
  whole.right = std::max(whole.right, words.back().right);
  words.resize(marked.first);
  put_in_place(whole, *marked.text);
}

// The words of a text share the place of what it stands for.
void PdfInterpreter::put_in_place(const PdfWord& whole, std::string_view text) {
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

}  // namespace trawl::extractors
