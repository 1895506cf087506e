// What the tokens of HTML mean for its text: see html_text.h.
#include "extractors/html_text.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"
#include "extractors/data_uri.h"
#include "extractors/html_entities.h"
#include "extractors/json_strings.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kFlush = 16 * 1024;     // text is given out at the next line end
constexpr std::size_t kMostRun = 512 * 1024;  // or here
constexpr std::size_t kMostSection = 1u << 20;
constexpr int kMostNesting = 3;
constexpr std::size_t kMostTables = 64;

enum class Element { inline_, block, cell, row, table, preformatted, raw };

struct Known {
  std::string_view name;
  Element element;
};

constexpr std::array kElements = {
    Known{"address", Element::block},     Known{"article", Element::block},  Known{"aside", Element::block},
    Known{"blockquote", Element::block},  Known{"body", Element::block},     Known{"br", Element::block},
    Known{"button", Element::block},      Known{"caption", Element::block},  Known{"center", Element::block},
    Known{"dd", Element::block},          Known{"details", Element::block},  Known{"dialog", Element::block},
    Known{"dir", Element::block},         Known{"div", Element::block},      Known{"dl", Element::block},
    Known{"dt", Element::block},          Known{"fieldset", Element::block}, Known{"figcaption", Element::block},
    Known{"figure", Element::block},      Known{"footer", Element::block},   Known{"form", Element::block},
    Known{"frameset", Element::block},    Known{"h1", Element::block},       Known{"h2", Element::block},
    Known{"h3", Element::block},          Known{"h4", Element::block},       Known{"h5", Element::block},
    Known{"h6", Element::block},          Known{"head", Element::block},     Known{"header", Element::block},
    Known{"hgroup", Element::block},      Known{"hr", Element::block},       Known{"html", Element::block},
    Known{"iframe", Element::block},      Known{"legend", Element::block},   Known{"li", Element::block},
    Known{"listing", Element::preformatted}, Known{"main", Element::block},  Known{"marquee", Element::block},
    Known{"menu", Element::block},        Known{"nav", Element::block},      Known{"noscript", Element::block},
    Known{"object", Element::block},      Known{"ol", Element::block},       Known{"optgroup", Element::block},
    Known{"option", Element::block},      Known{"p", Element::block},        Known{"plaintext", Element::block},
    Known{"pre", Element::preformatted},  Known{"script", Element::raw},     Known{"search", Element::block},
    Known{"section", Element::block},     Known{"select", Element::block},   Known{"style", Element::raw},
    Known{"summary", Element::block},     Known{"table", Element::table},    Known{"tbody", Element::row},
    Known{"td", Element::cell},           Known{"textarea", Element::raw},   Known{"tfoot", Element::row},
    Known{"th", Element::cell},           Known{"thead", Element::row},      Known{"title", Element::raw},
    Known{"tr", Element::row},            Known{"ul", Element::block},       Known{"video", Element::block},
    Known{"xmp", Element::raw},
};

Element element_of(std::string_view name) {
  const auto at = std::lower_bound(kElements.begin(), kElements.end(), name,
                                   [](const Known& known, std::string_view wanted) { return known.name < wanted; });
  return at != kElements.end() && at->name == name ? at->element : Element::inline_;
}

std::string_view value_of(std::span<const Attribute> all, std::string_view name) {
  for (const Attribute& attribute : all) {
    if (equal_ignoring_case(attribute.name, name)) return attribute.value;
  }
  return {};
}
bool has(std::span<const Attribute> all, std::string_view name) {
  return std::any_of(all.begin(), all.end(), [&](const Attribute& a) { return equal_ignoring_case(a.name, name); });
}

constexpr std::array<char, 256> kTextClass = [] {
  std::array<char, 256> kinds{};
  for (const char c : {' ', '\t', '\n', '\r', '\f'}) kinds[static_cast<unsigned char>(c)] = 1;
  kinds['&'] = 2;
  return kinds;
}();
char class_of(char c) { return kTextClass[static_cast<unsigned char>(c)]; }

bool hides(std::span<const Attribute> all) {
  if (has(all, "hidden")) return true;
  std::string style;
  for (const char c : value_of(all, "style")) {
    if (class_of(c) != 1) style += ascii_lower(c);
  }
  return style.find("display:none") != style.npos || style.find("visibility:hidden") != style.npos;
}

bool is_void(std::string_view name) {
  constexpr std::array names = {"area"sv, "base"sv, "br"sv,   "col"sv,  "embed"sv, "frame"sv, "hr"sv,
                                "img"sv,  "input"sv, "link"sv, "meta"sv, "param"sv, "source"sv, "wbr"sv};
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Elements whose end tag may be left out: the next one of the name ends them.
bool ends_itself(std::string_view name) {
  constexpr std::array names = {"p"sv, "li"sv, "td"sv, "th"sv, "tr"sv, "option"sv, "dt"sv, "dd"sv};
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

HtmlText::HtmlText(Extraction& out, std::string_view anchor, int nesting, bool hidden)
    : out_(out), tokenizer_(*this, MarkupTokenizer::Language::html), anchor_(anchor), nesting_(nesting),
      hidden_all_(hidden) {}

bool HtmlText::feed(std::string_view utf8, bool last) {
  if (!tokenizer_.feed(utf8, last)) return false;
  if (!last) return true;
  if (tokenizer_.attributes_dropped()) out_.missed("a tag with more attributes than are read");
  if (!section_.empty() && !section({}, true)) return false;
  return end_row() && flush();
}

bool HtmlText::emit(BlockKind kind, std::string_view text, std::string_view label, bool hidden) {
  text = trimmed(text);
  if (text.empty()) return true;
  TextBlock block;
  block.kind = kind;
  block.text = text;
  block.label = label;
  block.hidden = hidden || is_hidden();
  std::string line;
  if (anchor_.empty()) {
    const bool running = kind == BlockKind::text && run_line_ > 0;
    line = "line=" + std::to_string(running ? run_line_ : tokenizer_.line());
  }
  block.anchor = anchor_.empty() ? line : anchor_;
  return out_.text(block);
}

bool HtmlText::flush() {
  for (Table& table : tables_) {
    table.spoilt = true;
    table.cells.clear();
  }
  const bool wanted = emit(BlockKind::text, run_, {}, false);
  run_.clear();
  run_line_ = 0;
  space_ = false;
  return wanted;
}

bool HtmlText::break_line() {
  space_ = false;
  while (!run_.empty() && run_.back() == ' ') run_.pop_back();
  if (!run_.empty() && run_.back() != '\n') run_ += '\n';
  const bool in_row = !tables_.empty() && !tables_.back().cells.empty();
  return run_.size() < kFlush || in_row || flush();
}

void HtmlText::append_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (class_of(text[at]) == 1) {
      space_ = true;
      ++at;
      continue;
    }
    if (space_ && !run_.empty() && run_.back() != '\n' && run_.back() != '\t') run_ += ' ';
    space_ = false;
    if (text[at] == '&') {
      append_reference(text, at, false, run_);
      continue;
    }
    const std::size_t start = at;
    while (at < text.size() && class_of(text[at]) == 0) ++at;
    run_ += text.substr(start, at - start);
  }
}

bool HtmlText::text(std::string_view text) {
  if (run_line_ == 0 && !trimmed(text).empty()) run_line_ = tokenizer_.line();
  if (preformatted_ > 0) {
    append_decoded(text, false, run_);
  } else {
    append_text(text);
  }
  return run_.size() < kMostRun || flush();
}

bool HtmlText::literal(std::string_view text) {
  if (run_line_ == 0) run_line_ = tokenizer_.line();
  run_ += text;
  return run_.size() < kMostRun || flush();
}

void HtmlText::note_hidden(std::string_view tag, std::span<const Attribute> all) {
  if (hidden_depth_ > 0) {
    hidden_depth_ += tag == hidden_tag_;
    return;
  }
  if (all.empty() || is_void(tag) || !hides(all)) return;
  flush();
  hidden_tag_ = tag;
  hidden_depth_ = 1;
}

bool HtmlText::leave_hidden(std::string_view tag) {
  if (hidden_depth_ == 0 || tag != hidden_tag_) return true;
  const bool wanted = hidden_depth_ > 1 || flush();  // while it still counts as hidden
  --hidden_depth_;
  return wanted;
}

bool HtmlText::start_tag(std::string_view name, std::span<const Attribute> all, bool) {
  if (name.find('@') != name.npos) return text("<") && text(name) && text(">");  // "<someone@example.org>"
  if (hidden_depth_ > 0 && name == hidden_tag_ && ends_itself(name) && !leave_hidden(name)) return false;
  const Element element = element_of(name);
  if (element == Element::row && !end_row()) return false;
  if (element != Element::inline_ && element != Element::cell && !break_line()) return false;
  note_hidden(name, all);
  if (!all.empty() && !attributes(name, all)) return false;
  if (element == Element::cell) separate_cell(name == "th");
  if (element == Element::preformatted) ++preformatted_;
  if (element == Element::table) {
    if (!tables_.empty()) tables_.back().spoilt = true;
    if (tables_.size() < kMostTables) tables_.emplace_back();
  }
  if (element == Element::raw) {
    raw_tag_ = name;
    raw_label_ = decoded(value_of(all, name == "script" ? "type" : "name"), true);
    section_.clear();
    tokenizer_.raw_until(name);
  }
  return true;
}

bool HtmlText::end_tag(std::string_view name) {
  const Element element = element_of(name);
  if ((element == Element::row || element == Element::table) && !end_row()) return false;
  if (element == Element::table && !tables_.empty()) tables_.pop_back();
  if (element == Element::preformatted && preformatted_ > 0) --preformatted_;
  if (element != Element::inline_ && element != Element::cell && !break_line()) return false;
  return leave_hidden(name);
}

// --- attributes -------------------------------------------------------------------------------------

bool HtmlText::attributes(std::string_view tag, std::span<const Attribute> all) {
  for (const Attribute& attribute : all) {
    if (!attribute.value.empty() && !this->attribute(tag, attribute, all)) return false;
  }
  return true;
}

bool HtmlText::attribute(std::string_view tag, const Attribute& attribute, std::span<const Attribute> all) {
  const std::string_view name = attribute.name;
  constexpr std::array texts = {"alt"sv,   "title"sv, "placeholder"sv, "aria-label"sv, "aria-description"sv,
                                "label"sv, "abbr"sv,  "summary"sv,     "standby"sv,    "download"sv,
                                "cite"sv,  "prompt"sv};
  constexpr std::array targets = {"href"sv, "src"sv, "action"sv, "formaction"sv, "data"sv, "background"sv, "poster"sv,
                                  "longdesc"sv, "xlink:href"sv};
  const auto is = [name](std::string_view known) { return equal_ignoring_case(name, known); };
  if (std::any_of(texts.begin(), texts.end(), is) || starts_ignoring_case(name, "data-")) {
    return emit(BlockKind::field, decoded(attribute.value, true), name, false);
  }
  if (is("content") || is("value")) {
    std::string label;
    for (const std::string_view key : {"name", "property", "itemprop", "http-equiv", "id", "placeholder"}) {
      if (label.empty()) label = decoded(value_of(all, key), true);
    }
    const bool hidden = tag == "input" && equal_ignoring_case(value_of(all, "type"), "hidden");
    return emit(is("content") ? BlockKind::property : BlockKind::field, decoded(attribute.value, true), label, hidden);
  }
  // What a button does, where that is to write to someone.
  if (starts_ignoring_case(name, "on") && attribute.value.find('@') != attribute.value.npos) {
    return emit(BlockKind::field, decoded(attribute.value, true), name, true);
  }
  if (is("srcdoc")) return nested(decoded(attribute.value, true), false);
  if (std::any_of(targets.begin(), targets.end(), is)) return target(attribute.value);
  return true;
}

bool HtmlText::target(std::string_view value) {
  value = trimmed(value);
  if (starts_ignoring_case(value, "data:")) return data_child(value);
  const std::size_t colon = value.find(':');
  const bool scheme = colon != value.npos && colon < 12 && !starts_ignoring_case(value, "javascript:");
  const bool absolute = value.starts_with("//") || scheme;
  const bool telling = absolute || value.find_first_of("@?") != value.npos || value.find("%40") != value.npos;
  if (!telling) return true;
  std::string link = decoded(value, true);
  const bool personal = starts_ignoring_case(link, "mailto:") || starts_ignoring_case(link, "tel:") ||
                        starts_ignoring_case(link, "sms:") || link.find("%40") != link.npos;
  if (personal) {
    link = percent_decoded(link);
  }
  if (link == last_link_) return true;
  last_link_ = link;
  return emit(BlockKind::link, link, {}, false);
}

bool HtmlText::data_child(std::string_view uri) {
  const DataUri data = parse_data_uri(uri);
  PartHeader header;
  header.name = "data-" + std::to_string(++data_children_);
  header.size = data.bytes.size();
  return out_.child(header, *memory_source(data.bytes), data.media_type);
}

bool HtmlText::nested(std::string_view html, bool hidden) {
  if (nesting_ >= kMostNesting) return emit(BlockKind::text, html, {}, hidden);
  const std::string anchor = anchor_.empty() ? "line=" + std::to_string(tokenizer_.line()) : anchor_;
  HtmlText inner(out_, anchor, nesting_ + 1, hidden || is_hidden());
  return inner.feed(html, true);
}

// --- comments and raw text --------------------------------------------------------------------------

bool HtmlText::comment(std::string_view text, bool last) {
  raw_tag_.clear();
  return section(text, last);
}

bool HtmlText::raw_text(std::string_view text, bool last) { return section(text, last); }

bool HtmlText::section(std::string_view text, bool last) {
  if (raw_tag_ == "style") return true;
  section_ += text;
  if (!last && section_.size() < kMostSection) return true;
  const std::size_t end = last ? section_.size() : character_start(section_, section_.size() - 4);
  const std::string whole = section_.substr(0, end);
  section_.erase(0, end);
  if (raw_tag_.empty()) {
    if (whole == "[endif]" || whole == "[endif]--" || whole.starts_with("xml ")) return true;
    if (whole.find('<') != whole.npos) return nested(whole, true);
    return emit(BlockKind::comment, whole, {}, true);
  }
  if (raw_tag_ == "title") return emit(BlockKind::property, decoded(whole, false), "title", false);
  if (raw_tag_ == "textarea") return emit(BlockKind::field, decoded(whole, false), raw_label_, false);
  if (raw_tag_ == "xmp") return literal(whole) && break_line();
  if (whole.find('\\') == whole.npos) return emit(BlockKind::field, whole, "script", true);
  std::string unescaped;
  append_unescaped(whole, unescaped);
  return emit(BlockKind::field, unescaped, "script", true);
}

}  // namespace trawl::extractors
