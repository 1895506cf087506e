// RtfTokens: the bytes of an RTF as tokens. Borrows the text.
#pragma once

#include <cstdint>
#include <string_view>

namespace trawl::extractors {

struct RtfToken {
  enum class Kind : std::uint8_t {
    end,
    open,    // {
    close,   // }
    word,    // \name or \name-12: bytes is the name
    symbol,  // \~ and the like: bytes is the character
    hex,     // \'e9: parameter is the byte
    text,    // bytes as they stand, without line ends
    binary,  // what follows \binN
  };
  Kind kind = Kind::end;
  std::string_view bytes;
  std::int32_t parameter = 0;
  bool has_parameter = false;

  bool is(std::string_view name) const { return kind == Kind::word && bytes == name; }
  // A word that switches something: on without a parameter or with one other than 0.
  bool on() const { return !has_parameter || parameter != 0; }
};

class RtfTokens {
 public:
  explicit RtfTokens(std::string_view text) : text_(text) {}
  RtfToken next();

 private:
  RtfToken backslash();
  RtfToken word();

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace trawl::extractors
