// SqlCharacters: the characters of a text of SQL, one at a time with one to look ahead, and the tokens that may hold
// anything: quoted strings, comments, dollar quotes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "extractors/charset.h"
#include "extractors/extractor.h"

namespace trawl::extractors {

class SqlCharacters {
 public:
  SqlCharacters(Source& source, const Extraction& out)
      : reader_(source, declared_charset(out.declared_type()), out.limits()) {}

  static constexpr char kEnd = '\0';  // also stands for zeros in the text, which mean nothing in SQL

  char peek() { return at_ < piece_.size() || more() ? piece_[at_] : kEnd; }
  char take() {
    const char c = peek();
    at_ += at_ < piece_.size();
    line_ += c == '\n';
    return c;
  }
  bool ended() { return at_ >= piece_.size() && !more(); }
  std::uint64_t line() const { return line_; }
  Outcome outcome() const { return error_ ? outcome_of(*error_) : Outcome{}; }

  // MySQL escapes with backslashes in all strings; others only double the quote. Told by what stands in the text.
  void backslashes(bool on) { backslashes_ = on; }
  bool backslashes() const { return backslashes_; }

  // Adds the string behind an opening quote that was taken, decoded, until `out` has `most` bytes; takes the closing
  // quote. False: it is longer, the rest is still to be taken with this.
  bool take_string(char quote, bool escapes, std::string& out, std::size_t most = kLongest);
  // As it stands, with the quote at its beginning, which was not taken yet.
  void take_quoted(std::string& out);
  void take_line(std::string& out, std::size_t most = kLongest);  // with its end
  // Behind "/*", which was taken.
  void take_comment(std::string& out);

  static constexpr std::size_t kLongest = 1u << 20;

 private:
  bool more();

  TextReader reader_;
  std::string_view piece_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  bool ended_ = false, backslashes_ = false;
  std::optional<Error> error_;
};

}  // namespace trawl::extractors
