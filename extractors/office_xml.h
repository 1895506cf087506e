// XmlReader: a pull reader of the XML in office documents (XML 1.0), in bounded memory.
//
// No validation, no namespaces (names keep their prefix; local() is behind it), no entities but the
// five of XML and character references: definitions in a DTD are never expanded, so there are no
// entity bombs and nothing is ever loaded. What is not well-formed is read as far as it goes, and
// status() says so. UTF-8, UTF-16 and ISO-8859-1/windows-1252; text may be invalid UTF-8 where the
// input is. The same events as libxml2 for well-formed input: tests/extractors/office_xml_test.cc.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "extractors/source.h"

namespace trawl::extractors {

// Text in memory as input; borrowed.
class TextPull final : public Pull {
 public:
  explicit TextPull(std::string_view text) : text_(text) {}
  Result<std::size_t> read(std::span<char> out) override {
    const std::size_t size = text_.copy(out.data(), out.size());
    text_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view text_;
};

// A part as input; borrowed.
class SourcePull final : public Pull {
 public:
  explicit SourcePull(Source& source) : source_(source) {}
  Result<std::size_t> read(std::span<char> out) override { return source_.read(out); }

 private:
  Source& source_;
};

class XmlReader {
 public:
  enum class Event { start, end, text, done };

  // The input is borrowed.
  explicit XmlReader(Pull& input) : input_(input) {}

  // The next event; `<a/>` is a start and an end, a long text comes in pieces. Views of the event
  // before become invalid.
  Event next();

  // Of start and end.
  std::string_view name() const { return name_; }
  std::string_view local() const { return local_; }

  // Attributes of the present start event, references resolved.
  struct Attribute {
    std::string_view name;  // with prefix
    std::string_view value;
    std::string_view local() const { return name.substr(name.rfind(':') + 1); }
  };
  const std::vector<Attribute>& attributes() const { return attributes_; }
  // The value by local name, without a prefix or else with any; empty when absent.
  std::string_view value(std::string_view local) const;
  // By local name, only with a prefix (r:id beside id).
  std::string_view prefixed(std::string_view local) const;
  bool has(std::string_view local) const { return find(local) != nullptr; }

  // Behind a start: the element is empty though nothing says so, as HTML's <br> in VML.
  void close() { closing_ = true; }

  std::string_view text() const { return text_; }

  // How many elements are open: 1 behind the start of the root.
  std::uint32_t depth() const { return depth_; }
  // Reads on behind the end of the element whose start was the last event.
  void skip();

  // What was wrong with the input so far.
  const Status& status() const { return status_; }

 private:
  enum class Encoding { unknown, utf8, utf16_le, utf16_be, single_byte };

  const Attribute* find(std::string_view local) const;
  Event element();
  Event end_element();
  Event characters();
  Event character_data();
  bool markup(Event& event);
  bool parse_tag(std::size_t& at, bool& incomplete);
  bool skip_behind(std::string_view terminator, std::size_t from);
  bool skip_doctype();
  Event emit_text(std::string_view raw, bool references);
  std::string_view resolved(std::string_view raw, bool attribute);
  void settle_encoding();
  bool more();
  void damaged(std::string_view what);

  Pull& input_;
  std::string buffer_;
  std::size_t at_ = 0;  // what is before it in buffer_ was consumed
  std::string odd_bytes_;
  std::string scratch_;
  std::deque<std::string> resolved_;
  std::vector<Attribute> attributes_;
  std::string_view name_;
  std::string_view local_;
  std::string_view text_;
  Status status_;
  Encoding encoding_ = Encoding::unknown;
  std::uint32_t depth_ = 0;
  bool closing_ = false;  // the element was empty: its end comes next
  bool in_data_ = false;  // within a CDATA section
  bool ended_ = false;    // the input gives no more
};

}  // namespace trawl::extractors
