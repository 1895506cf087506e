// PdfSyntax: see pdf_syntax.h.
#include "extractors/pdf_syntax.h"

#include <array>
#include <cstdlib>

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostOperands = 1'000'000;
constexpr std::size_t kLooksLikeText = 16;  // bytes behind the end of an inline image

enum Class : std::uint8_t { regular, space, delimiter };

constexpr std::array<Class, 256> kClasses = [] {
  std::array<Class, 256> classes{};
  for (const unsigned char c : std::string_view("\0\t\n\f\r ", 6)) classes[c] = space;
  for (const unsigned char c : std::string_view("()<>[]{}/%")) classes[c] = delimiter;
  return classes;
}();

Class class_of(char c) {
  return kClasses[static_cast<unsigned char>(c)];
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool starts_number(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
}

bool printable(std::string_view bytes) {
  for (const char c : bytes) {
    if (class_of(c) != space && (c < ' ' || c > '~')) return false;
  }
  return true;
}

// Operators in an array are passed over, but an array whose end is missing must not hide the rest.
bool ends_array(std::string_view op) {
  return op == "TJ" || op == "ET" || op == "BT" || op == "Q" || op == "q";
}

}  // namespace

bool PdfSyntax::next(std::vector<PdfOperand>& operands, std::string_view& op) {
  operands.clear();
  bool in_array = false;
  for (skip_space(); at_ < content_.size(); skip_space()) {
    if (operands.size() > kMostOperands) operands.clear();
    const char c = content_[at_];
    if (starts_number(c)) {
      operands.push_back(number());
    } else if (c == '/') {
      operands.push_back(name());
    } else if (c == '(') {
      operands.push_back(literal());
    } else if (c == '[' || c == ']') {
      ++at_;
      in_array = c == '[';
      operands.push_back({in_array ? PdfOperand::open_array : PdfOperand::close_array, 0, {}});
    } else if (content_.compare(at_, 2, "<<") == 0 || content_.compare(at_, 2, ">>") == 0) {
      at_ += 2;
      operands.push_back({c == '<' ? PdfOperand::open_dictionary : PdfOperand::close_dictionary, 0, {}});
    } else if (c == '<') {
      operands.push_back(hexadecimal());
    } else if (class_of(c) == delimiter) {
      ++at_;
    } else {
      op = word();
      in_array = in_array && !ends_array(op);
      if (in_array || op == "true" || op == "false" || op == "null") {
        operands.push_back({PdfOperand::other, 0, op});
      } else if (op == "ID") {
        skip_image_data();
        op = "EI";
        return true;
      } else if (op != "BI") {
        return true;
      }
    }
  }
  return false;
}

void PdfSyntax::skip_space() {
  while (at_ < content_.size()) {
    if (content_[at_] == '%') {
      while (at_ < content_.size() && content_[at_] != '\n' && content_[at_] != '\r') ++at_;
    } else if (class_of(content_[at_]) != space) {
      return;
    } else {
      ++at_;
    }
  }
}

// Lenient like all readers: "--5" is -5, "1.2.3" is 1.2, "12-34" is 12.
PdfOperand PdfSyntax::number() {
  bool negative = false;
  double value = 0;
  double unit = 0;  // of the next digit behind the point; 0: before it
  bool over = false;
  for (; at_ < content_.size() && (content_[at_] == '-' || content_[at_] == '+'); ++at_)
    negative |= content_[at_] == '-';
  for (; at_ < content_.size() && class_of(content_[at_]) == regular; ++at_) {
    const char c = content_[at_];
    if (c >= '0' && c <= '9') {
      if (over) continue;
      if (unit == 0) {
        value = value * 10 + (c - '0');
      } else {
        value += (c - '0') * unit;
        unit /= 10;
      }
    } else if (c == '.') {
      over |= unit != 0;
      if (unit == 0) unit = 0.1;
    } else if (c == '-') {
      over = true;
    } else {
      break;
    }
  }
  return {PdfOperand::number, negative ? -value : value, {}};
}

PdfOperand PdfSyntax::name() {
  const std::size_t start = ++at_;
  std::size_t to = start;
  while (at_ < content_.size() && class_of(content_[at_]) == regular) {
    char c = content_[at_++];
    if (c == '#' && at_ + 1 < content_.size() && hex_value(content_[at_]) >= 0 && hex_value(content_[at_ + 1]) >= 0) {
      c = static_cast<char>(hex_value(content_[at_]) * 16 + hex_value(content_[at_ + 1]));
      at_ += 2;
    }
    content_[to++] = c;
  }
  return {PdfOperand::name, 0, std::string_view(content_).substr(start, to - start)};
}

PdfOperand PdfSyntax::literal() {
  const std::size_t start = ++at_;
  std::size_t to = start;
  std::size_t depth = 1;
  while (at_ < content_.size()) {
    const char c = content_[at_++];
    if (c == '\\') {
      to = unescape(to);
      continue;
    }
    if (c == '(') ++depth;
    if (c == ')' && --depth == 0) break;
    content_[to++] = c;
  }
  return {PdfOperand::string, 0, std::string_view(content_).substr(start, to - start)};
}

// What stands behind a backslash (7.3.4.2), to content_[to]; returns where the next byte goes.
std::size_t PdfSyntax::unescape(std::size_t to) {
  if (at_ >= content_.size()) return to;
  const char c = content_[at_++];
  if (c >= '0' && c <= '7') {
    int code = c - '0';
    for (int i = 0; i < 2 && at_ < content_.size() && content_[at_] >= '0' && content_[at_] <= '7'; ++i) {
      code = code * 8 + (content_[at_++] - '0');
    }
    content_[to++] = static_cast<char>(code);
    return to;
  }
  if (c == '\r' || c == '\n') {
    if (c == '\r' && at_ < content_.size() && content_[at_] == '\n') ++at_;
    return to;
  }
  constexpr std::string_view kLetters = "nrtbf";
  constexpr std::string_view kMeanings = "\n\r\t\b\f";
  const std::size_t letter = kLetters.find(c);
  content_[to++] = letter == std::string_view::npos ? c : kMeanings[letter];
  return to;
}

PdfOperand PdfSyntax::hexadecimal() {
  const std::size_t start = ++at_;
  std::size_t to = start;
  int high = -1;
  for (; at_ < content_.size() && content_[at_] != '>'; ++at_) {
    const int digit = hex_value(content_[at_]);
    if (digit < 0) continue;
    if (high < 0) {
      high = digit;
      continue;
    }
    content_[to++] = static_cast<char>(high * 16 + digit);
    high = -1;
  }
  if (high >= 0) content_[to++] = static_cast<char>(high * 16);
  ++at_;
  return {PdfOperand::string, 0, std::string_view(content_).substr(start, to - start)};
}

std::string_view PdfSyntax::word() {
  const std::size_t start = at_;
  while (at_ < content_.size() && class_of(content_[at_]) == regular) ++at_;
  return std::string_view(content_).substr(start, at_ - start);
}

// The data has no length that can be trusted: it ends at an EI by itself with text behind it.
void PdfSyntax::skip_image_data() {
  for (std::size_t end = content_.find("EI", at_); end != std::string::npos; end = content_.find("EI", end + 1)) {
    const bool before = end > 0 && class_of(content_[end - 1]) == space;
    const bool after = end + 2 >= content_.size() || class_of(content_[end + 2]) != regular;
    if (!before || !after || !printable(std::string_view(content_).substr(end + 2, kLooksLikeText))) continue;
    at_ = end + 2;
    return;
  }
  at_ = content_.size();
}

}  // namespace trawl::extractors
