// PdfSyntax: the operators of a content stream with their operands (ISO 32000-2 7.8.2).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

// Arrays and dictionaries are flat, between their brackets.
struct PdfOperand {
  enum Kind : std::uint8_t { number, name, string, open_array, close_array, open_dictionary, close_dictionary, other };
  Kind kind = other;
  double value = 0;
  std::string_view bytes;  // of a name without its slash, of a string without its escapes
};

// Owns the content, and takes escapes away in place: what it hands out stands in it until it is destroyed.
class PdfSyntax {
 public:
  explicit PdfSyntax(std::string content) : content_(std::move(content)) {}

  // The next operator, with all that stood before it; false at the end. Inline images are one operator "EI"
  // with the keys and values of their dictionary.
  bool next(std::vector<PdfOperand>& operands, std::string_view& op);

 private:
  void skip_space();
  PdfOperand number();
  PdfOperand name();
  PdfOperand literal();
  PdfOperand hexadecimal();
  std::size_t unescape(std::size_t to);
  std::string_view word();
  void skip_image_data();

  std::string content_;
  std::size_t at_ = 0;
};

}  // namespace trawl::extractors
