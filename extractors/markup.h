// MarkupTokenizer: HTML or XML in pieces -> tags, text and comments. It builds no tree, so that neither nesting nor
// size costs anything, and it takes whatever comes: what is no markup is text (WHATWG HTML, 13.2.5, in its main points;
// XML 1.0). Not in it: what a document means.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

// References in values and text are not decoded (html_entities.h).
struct Attribute {
  std::string_view name;
  std::string_view value;
};

// Receives what is found, in order; views are valid during the call. Text, comments and raw text may come in several
// pieces, never cut inside a character reference. False: stop.
class MarkupSink {
 public:
  virtual ~MarkupSink() = default;
  virtual bool text(std::string_view text) = 0;
  virtual bool start_tag(std::string_view name, std::span<const Attribute> attributes, bool self_closing) = 0;
  virtual bool end_tag(std::string_view name) = 0;
  virtual bool comment(std::string_view text, bool last) = 0;
  virtual bool cdata(std::string_view text) = 0;
  // The content of an element that raw_until() announced.
  virtual bool raw_text(std::string_view text, bool last) = 0;
  virtual bool doctype(std::string_view declaration) = 0;
};

class MarkupTokenizer {
 public:
  enum class Language { html, xml };  // names of HTML are given in lower case

  MarkupTokenizer(MarkupSink& sink, Language language) : sink_(sink), html_(language == Language::html) {}

  // last: nothing follows. False when the sink wanted to stop.
  bool feed(std::string_view utf8, bool last);

  // To be called in start_tag: what follows is raw text up to the end tag of that (lower-case) name.
  void raw_until(std::string_view name);

  // The line, from 1, of the token that the sink is being given.
  std::uint64_t line();

  // Whether a tag held more attributes than are kept.
  bool attributes_dropped() const { return attributes_dropped_; }

 private:
  enum class Mode { data, comment, cdata, raw, instruction };

  bool run(bool last);
  bool in_data(bool last);
  bool in_section(bool last);
  bool section_text(std::string_view text, bool ended);
  std::size_t section_end() const;
  bool markup(bool last);
  bool declaration(bool last);
  bool tag(bool last);
  bool closing_tag(bool last);
  std::size_t parse_attributes(std::size_t at);
  std::size_t doctype_end() const;
  std::string_view cased(std::string_view name);
  bool wait(bool last);
  bool is_name_start(char c) const;

  // A tag that is longer is taken for text; it holds at most so many attributes.
  static constexpr std::size_t kLongestTag = 64u << 20;
  static constexpr std::size_t kMostAttributes = 1u << 16;

  MarkupSink& sink_;
  bool html_;
  Mode mode_ = Mode::data;
  std::string end_;             // what ends the section that mode_ names
  std::string buffer_;          // what was not consumed of earlier pieces
  std::size_t retry_at_ = 0;    // size of buffer_ that makes another attempt worth while
  std::string_view in_;         // what is being worked on
  std::size_t at_ = 0;          // consumed of in_
  bool waiting_ = false;
  std::uint64_t line_ = 1;      // at in_[counted_]
  std::size_t counted_ = 0;
  std::vector<Attribute> attributes_;
  bool attributes_dropped_ = false;
  bool self_closing_ = false;
  std::string name_;
};

}  // namespace trawl::extractors
