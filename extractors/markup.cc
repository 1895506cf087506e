// Tokenisation of HTML and XML: see markup.h.
#include "extractors/markup.h"

#include <algorithm>

#include "extractors/html_entities.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

// How much of the end of a text may be the beginning of a character reference.
std::size_t open_reference(std::string_view text) {
  const std::size_t from = text.size() > kLongestReference ? text.size() - kLongestReference : 0;
  const std::size_t ampersand = text.substr(from).rfind('&');
  if (ampersand == text.npos) return 0;
  const std::string_view rest = text.substr(from + ampersand);
  const bool open = std::all_of(rest.begin() + 1, rest.end(),
                                [](char c) { return is_ascii_word(c) || c == '#'; });
  return open ? rest.size() : 0;
}

}  // namespace

bool MarkupTokenizer::feed(std::string_view utf8, bool last) {
  if (!buffer_.empty()) {
    buffer_ += utf8;
    if (!last && buffer_.size() < retry_at_) return true;
    in_ = buffer_;
  } else {
    in_ = utf8;
  }
  at_ = counted_ = 0;
  const bool wanted = run(last);
  line();
  line_ += static_cast<std::uint64_t>(std::count(in_.begin() + counted_, in_.begin() + at_, '\n'));
  std::string rest(in_.substr(at_));
  buffer_ = std::move(rest);
  in_ = {};
  at_ = counted_ = 0;
  retry_at_ = waiting_ ? buffer_.size() * 2 : 0;
  return wanted;
}

std::uint64_t MarkupTokenizer::line() {
  if (at_ > counted_) {
    line_ += static_cast<std::uint64_t>(std::count(in_.begin() + counted_, in_.begin() + at_, '\n'));
    counted_ = at_;
  }
  return line_;
}

void MarkupTokenizer::raw_until(std::string_view name) {
  mode_ = Mode::raw;
  end_ = name;
}

bool MarkupTokenizer::run(bool last) {
  waiting_ = false;
  while (at_ < in_.size() && !waiting_) {
    if (!(mode_ == Mode::data ? in_data(last) : in_section(last))) return false;
  }
  return true;
}

// More input is needed; at its end there is none, and the '<' is text.
bool MarkupTokenizer::wait(bool last) {
  if (!last && in_.size() - at_ <= kLongestTag) {
    waiting_ = true;
    return true;
  }
  ++at_;
  return sink_.text("<");
}

bool MarkupTokenizer::is_name_start(char c) const {
  return is_letter(c) || (!html_ && (c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80));
}

bool MarkupTokenizer::in_data(bool last) {
  if (in_[at_] == '<') return markup(last);
  const std::size_t next = in_.find('<', at_);
  std::string_view text = in_.substr(at_, next == in_.npos ? next : next - at_);
  if (next == in_.npos && !last) {
    text.remove_suffix(open_reference(text));
    waiting_ = true;
    if (text.empty()) return true;
  }
  const bool wanted = sink_.text(text);
  at_ += text.size();
  return wanted;
}

bool MarkupTokenizer::markup(bool last) {
  constexpr std::size_t kLookAhead = 10;  // "<!DOCTYPE "
  if (in_.size() - at_ < kLookAhead && !last) {
    waiting_ = true;
    return true;
  }
  const std::string_view rest = in_.substr(at_);
  const char next = rest.size() > 1 ? rest[1] : ' ';
  if (next == '!' || next == '?') return declaration(last);
  if (next == '/') return closing_tag(last);
  if (is_name_start(next)) return tag(last);
  ++at_;
  return sink_.text("<");
}

bool MarkupTokenizer::declaration(bool last) {
  const std::string_view rest = in_.substr(at_);
  if (rest.starts_with("<!--")) {
    mode_ = Mode::comment;
    end_ = "-->";
    at_ += 4;
    if (html_ && (rest.starts_with("<!-->") || rest.starts_with("<!--->"))) {
      at_ += rest[4] == '>' ? 1 : 2;
      mode_ = Mode::data;
    }
    return true;
  }
  if (rest.starts_with("<![CDATA[")) {
    mode_ = Mode::cdata;
    end_ = "]]>";
    at_ += 9;
    return true;
  }
  if (rest.size() > 9 && equal_ignoring_case(rest.substr(2, 7), "doctype")) {
    const std::size_t end = doctype_end();
    if (end == in_.npos) return wait(last);
    const bool wanted = sink_.doctype(in_.substr(at_, end - at_));
    at_ = end;
    return wanted;
  }
  mode_ = Mode::instruction;
  end_ = !html_ && rest[1] == '?' ? "?>" : ">";
  at_ += 2;
  return true;
}

// Behind "<!DOCTYPE ... [ ... ]>", with '>' and ']' inside quotes, comments and nested declarations passed over.
std::size_t MarkupTokenizer::doctype_end() const {
  std::size_t depth = 0;
  for (std::size_t i = at_ + 2; i < in_.size(); ++i) {
    const char c = in_[i];
    if ((c == '"' || c == '\'') && !html_) {
      i = in_.find(c, i + 1);
    } else if (depth > 0 && in_.compare(i, 4, "<!--") == 0) {
      i = in_.find("-->", i + 4);
    } else if (c == '[') {
      ++depth;
    } else if (c == ']') {
      depth = 0;
    } else if (c == '>' && (depth == 0 || html_)) {
      return i + 1;
    }
    if (i == in_.npos) return i;
  }
  return in_.npos;
}

// Comments, CDATA, raw text and instructions: passed on as they come.
bool MarkupTokenizer::in_section(bool last) {
  const std::size_t end = section_end();
  if (end != in_.npos) {
    const std::string_view text = in_.substr(at_, end - at_);
    const std::size_t behind = mode_ == Mode::raw ? end : end + end_.size();
    const bool wanted = section_text(text, true);
    at_ = behind;
    mode_ = Mode::data;
    return wanted;
  }
  const std::size_t held = last ? 0 : std::min(in_.size() - at_, end_.size() + 2);
  const std::string_view text = in_.substr(at_, in_.size() - at_ - held);
  waiting_ = !last;
  if (text.empty() && !last) return true;
  const bool wanted = section_text(text, last);
  at_ += text.size();
  return wanted;
}

std::size_t MarkupTokenizer::section_end() const {
  if (mode_ != Mode::raw) return in_.find(end_, at_);
  for (std::size_t i = in_.find("</", at_); i != in_.npos; i = in_.find("</", i + 2)) {
    const std::size_t behind = i + 2 + end_.size();
    if (behind >= in_.size()) return in_.npos;
    const char next = in_[behind];
    if ((is_space(next) || next == '>' || next == '/') && equal_ignoring_case(in_.substr(i + 2, end_.size()), end_)) {
      return i;
    }
  }
  return in_.npos;
}

bool MarkupTokenizer::section_text(std::string_view text, bool ended) {
  if (mode_ == Mode::cdata) return sink_.cdata(text);
  if (mode_ == Mode::raw) return sink_.raw_text(text, ended);
  return sink_.comment(text, ended);
}

bool MarkupTokenizer::closing_tag(bool last) {
  if (in_.size() - at_ < 3) return wait(last);
  if (!is_name_start(in_[at_ + 2])) {
    mode_ = Mode::instruction;
    end_ = ">";
    at_ += 2;
    return true;
  }
  std::size_t end = in_.find('>', at_);
  if (end == in_.npos && !last && in_.size() - at_ <= kLongestTag) {
    waiting_ = true;
    return true;
  }
  end = std::min(end, in_.size());
  std::size_t name = at_ + 2;
  while (name < end && !is_space(in_[name]) && in_[name] != '/') ++name;
  const bool wanted = sink_.end_tag(cased(in_.substr(at_ + 2, name - at_ - 2)));
  at_ = std::min(end + 1, in_.size());
  return wanted;
}

bool MarkupTokenizer::tag(bool last) {
  std::size_t name = at_ + 1;
  while (name < in_.size() && !is_space(in_[name]) && in_[name] != '/' && in_[name] != '>') ++name;
  std::size_t end = parse_attributes(name);
  if (end == in_.npos && !last) return wait(last);
  end = std::min(end, in_.size());
  const bool wanted = sink_.start_tag(cased(in_.substr(at_ + 1, name - at_ - 1)), attributes_, self_closing_);
  at_ = end;
  return wanted;
}

// From behind the name to behind the '>'; npos when the tag does not end here.
std::size_t MarkupTokenizer::parse_attributes(std::size_t at) {
  attributes_.clear();
  self_closing_ = false;
  for (;;) {
    while (at < in_.size() && (is_space(in_[at]) || in_[at] == '/')) self_closing_ = in_[at++] == '/';
    if (at >= in_.size()) return in_.npos;
    if (in_[at] == '>') return at + 1;
    self_closing_ = false;
    const std::size_t name = at++;  // also an '=' that no name comes before
    while (at < in_.size() && !is_space(in_[at]) && in_[at] != '/' && in_[at] != '>' && in_[at] != '=') ++at;
    Attribute attribute{in_.substr(name, at - name), {}};
    std::size_t value = at;
    while (value < in_.size() && is_space(in_[value])) ++value;
    if (value < in_.size() && in_[value] == '=') {
      ++value;
      while (value < in_.size() && is_space(in_[value])) ++value;
      const char quote = value < in_.size() ? in_[value] : '\0';
      if (quote == '"' || quote == '\'') {
        const std::size_t end = in_.find(quote, value + 1);
        attribute.value = in_.substr(value + 1, end == in_.npos ? end : end - value - 1);
        at = end == in_.npos ? in_.size() : end + 1;
      } else {
        at = value;
        while (at < in_.size() && !is_space(in_[at]) && in_[at] != '>') ++at;
        attribute.value = in_.substr(value, at - value);
      }
    }
    attributes_dropped_ = attributes_dropped_ || attributes_.size() == kMostAttributes;
    if (attributes_.size() < kMostAttributes) attributes_.push_back(attribute);
  }
}

std::string_view MarkupTokenizer::cased(std::string_view name) {
  if (!html_) return name;
  name_.assign(name.substr(0, 4096));
  std::transform(name_.begin(), name_.end(), name_.begin(), ascii_lower);
  return name_;
}

}  // namespace trawl::extractors
