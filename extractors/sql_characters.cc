// SqlCharacters: see sql_characters.h.
#include "extractors/sql_characters.h"

namespace trawl::extractors {

bool SqlCharacters::more() {
  while (!ended_) {
    const auto piece = reader_.next();
    if (!piece) error_ = piece.error();
    piece_ = piece ? *piece : std::string_view();
    at_ = 0;
    ended_ = piece_.empty();
    if (!ended_) return true;
  }
  return false;
}

bool SqlCharacters::take_string(char quote, bool escapes, std::string& out, std::size_t most) {
  while (!ended()) {
    if (out.size() >= most) return false;
    const char c = take();
    if (c == quote) {
      if (peek() != quote) return true;
      out += take();
    } else if (c == '\\' && escapes) {
      const char escaped = take();
      switch (escaped) {
        case 'n': out += '\n'; break;
        case 'r': out += '\r'; break;
        case 't': out += '\t'; break;
        case '0':
        case 'Z':
        case 'b': out += ' '; break;
        default: out += escaped;
      }
    } else {
      out += c;
    }
  }
  return true;
}

void SqlCharacters::take_quoted(std::string& out) {
  const char quote = take();
  out += quote;
  while (!ended() && out.size() < kLongest) {
    const char c = take();
    out += c;
    if (c == quote) return;
    if (c == '\\' && backslashes_ && quote == '\'' && !ended()) out += take();
  }
}

void SqlCharacters::take_line(std::string& out, std::size_t most) {
  while (!ended() && out.size() < most) {
    out += take();
    if (out.back() == '\n') return;
  }
}

void SqlCharacters::take_comment(std::string& out) {
  while (!ended() && out.size() < kLongest) {
    const char c = take();
    out += c;
    if (c == '*' && peek() == '/') {
      out += take();
      return;
    }
  }
}

}  // namespace trawl::extractors
