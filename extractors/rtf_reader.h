// RtfReader: walks through an RTF, decodes its text by the code page of each font, and tells a class derived from it
// what comes. What holds for a group is kept on a stack, without recursion.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extractors/charset.h"
#include "extractors/rtf_tokens.h"

namespace trawl::extractors {

class RtfReader {
 public:
  RtfReader() = default;
  RtfReader(const RtfReader&) = delete;
  RtfReader& operator=(const RtfReader&) = delete;
  virtual ~RtfReader() = default;

  // False: a function below said stop.
  bool read(std::string_view rtf);

  // Groups were nested deeper than are told apart; text in them was read like that around them.
  bool too_deep() const { return too_deep_; }
  // The text ended inside a group: some of it is missing.
  bool cut_short() const { return cut_short_; }

 protected:
  // How the text of a group is taken.
  enum class Take : std::uint8_t {
    text,     // decoded, to text()
    raw,      // as it stands, to raw(): the digits of pictures and objects
    nothing,  // left out; groups in it may be something else again
    silence,  // left out with all groups in it
  };

  struct Group {
    Take take = Take::text;
    bool fonts = false;          // the font table
    std::uint8_t skipped = 1;    // characters that stand after a \u for older readers
    std::uint32_t code_page = 0;  // 0: the document's
    // For the derived class:
    bool hidden = false;
    bool deleted = false;
    bool wrapping = false;       // \htmlrtf: what only the RTF needs
  };

  // Text in UTF-8, with line ends and tabs as such.
  virtual bool text(std::string_view utf8) = 0;
  virtual bool raw(std::string_view bytes, bool binary) = 0;
  // A word that is not about characters. starred: \* came before it.
  virtual bool word(const RtfToken& token, bool starred) = 0;
  // A group ends; group() is still its own.
  virtual bool closing() { return true; }

  Group& group() { return groups_.back(); }
  std::size_t level() const { return groups_.size(); }  // of the group, from 1

 private:
  bool step(const RtfToken& token);
  bool on_word(const RtfToken& token);
  bool close();
  void open();
  bool about_characters(const RtfToken& token);
  bool about_fonts(const RtfToken& token);
  void name_font(std::string_view bytes);
  bool unicode(std::int32_t value);
  bool flush();
  bool flush_surrogate();
  bool give(std::string_view utf8);
  void add(std::string_view bytes);
  bool skips(const RtfToken& token);
  Converter* converter(std::uint32_t code_page);

  std::vector<Group> groups_{Group{}};
  std::size_t beyond_ = 0;  // groups open beyond the deepest that is told apart
  bool too_deep_ = false;
  bool cut_short_ = false;
  bool starred_ = false;
  int to_skip_ = 0;
  char32_t surrogate_ = 0;
  std::string pending_;  // bytes in the code page of the group
  std::uint32_t default_code_page_ = 1252;
  std::int32_t default_font_ = 0;
  std::int32_t font_ = 0;  // that the font table defines
  std::string font_name_;  // as far as it was read
  std::unordered_map<std::int32_t, std::uint32_t> fonts_;  // code page by font
  std::map<std::uint32_t, std::unique_ptr<Converter>> converters_;
};

}  // namespace trawl::extractors
