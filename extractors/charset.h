// Text in any charset as UTF-8.
//
// Which charset it is, in this order: byte order mark; the escapes of ISO 2022; the zero bytes of UTF-16 and
// UTF-32; strict UTF-8; the declared charset if the bytes are valid in it; a charset of the Latin alphabet if the
// characters beyond ASCII make sense in one (charset_latin.h); what uchardet, then ICU, detects; windows-1252. Labels are
// read as the web does (WHATWG Encoding, 4.2): iso-8859-1 means windows-1252.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/limits.h"
#include "core/result.h"
#include "extractors/source.h"

namespace trawl::extractors {

// The whole text, converted; bytes that mean nothing in the charset become U+FFFD. declared may be empty,
// unknown or wrong.
std::string to_utf8(std::string_view bytes, std::string_view declared = {});

// The charset parameter of a media type: "text/html; charset=utf-8". A bare name is taken for one.
std::string declared_charset(std::string_view declared_type);

// The charset of a text that begins with sample, as a name that Converter knows. whole: nothing follows.
std::string charset_of(std::string_view sample, std::string_view declared, bool whole);

// Whether a text is UTF-8 with a few flaws: it has more characters of several bytes than bytes that are wrong.
bool mostly_utf8(std::string_view text);

// Converts a stream piece by piece; a character may be split between two pieces.
class Converter {
 public:
  // Null for a name that ICU does not know.
  static std::unique_ptr<Converter> open(std::string_view charset);
  virtual ~Converter() = default;
  // Appends the text to out. last: no more bytes follow.
  virtual void append(std::string_view bytes, bool last, std::string& out) = 0;
};

// The text of a source as UTF-8, in pieces of about a quarter of Limits::block_bytes (more where a charset needs
// less room than UTF-8) that end behind a line end or a space where possible. What is not valid UTF-8 in a text
// that otherwise is one is taken for windows-1252: whole lines that have the look of it, else single bytes.
class TextReader {
 public:
  TextReader(Source& source, std::string_view declared, const Limits& limits);

  // The next piece, valid until the next call; empty at the end. Never with the byte order mark.
  Result<std::string_view> next();

 private:
  Status start();
  void fill();
  std::string_view utf8_piece();
  std::string_view converted_piece();
  std::string_view cut(std::string_view text) const;

  Source& source_;
  std::string declared_;
  std::size_t chunk_;  // bytes that are read at a time
  std::unique_ptr<Converter> converter_;  // null: UTF-8
  std::string raw_;                       // bytes read; the first taken_ of them are done with
  std::string text_;                      // converted; the first given_ of them were given out
  std::string mended_;
  std::size_t taken_ = 0;
  std::size_t given_ = 0;
  bool started_ = false;
  bool ended_ = false;
  bool multibyte_ = false;  // a character of several bytes was seen, so it is UTF-8
  std::optional<Error> error_;
};

}  // namespace trawl::extractors
