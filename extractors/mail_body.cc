// Text bodies of mail: see mail_body.h.
#include "extractors/mail_body.h"

#include <algorithm>

#include "extractors/mime_text.h"
#include "extractors/mime_transfer.h"

namespace trawl::extractors {
namespace {

constexpr std::string_view kPgpBegin = "-----BEGIN PGP MESSAGE-----";
constexpr std::string_view kPgpEnd = "-----END PGP MESSAGE-----";
constexpr std::string_view kBinHex = "(This file must be converted with BinHex";
constexpr std::string_view kYencBegin = "=ybegin ";
constexpr std::string_view kYencEnd = "=yend";
constexpr std::size_t kLongestCommand = 64;  // of enriched text

// "begin 644 report.doc": the name, or empty.
std::string_view uu_name(std::string_view line) {
  if (!line.starts_with("begin ")) return {};
  line.remove_prefix(6);
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '7') ++digits;
  if (digits < 3 || digits > 4 || digits == line.size() || line[digits] != ' ') return {};
  return trimmed(line.substr(digits));
}

// The end of the uuencoded lines that begin at text[at].
std::size_t uu_end(std::string_view text, std::size_t at) {
  std::string ignored;
  while (at < text.size()) {
    std::size_t after = at;
    const std::string_view line = next_line(text, after);
    ignored.clear();
    if (line.empty() || line == "end" || !append_uu_line(line, ignored)) return at;
    at = after;
  }
  return at;
}

class Pieces {
 public:
  explicit Pieces(std::string_view text) : text_(text) {}

  std::vector<BodyPiece> read() {
    while (at_ < text_.size()) {
      const std::size_t line_begin = at_;
      const std::string_view line = next_line(text_, at_);
      if (line.empty()) continue;
      switch (line[0]) {
        case 'b': take_uuencoded(line_begin, line); break;
        case '=': take_yenc(line_begin, line); break;
        case '(': take_binhex(line_begin, line); break;
        case '-': take_pgp(line_begin, line); break;
        default: break;
      }
    }
    add_text(text_.size());
    return std::move(pieces_);
  }

 private:
  void add_text(std::size_t end) {
    if (end > begin_) pieces_.push_back({BodyPiece::Kind::text, text_.substr(begin_, end - begin_), {}, false});
  }

  void take_uuencoded(std::size_t line_begin, std::string_view line) {
    const std::string_view name = uu_name(line);
    if (name.empty()) return;
    const std::size_t end = uu_end(text_, at_);
    if (end == at_) return;  // prose that looks like it
    add_text(line_begin);
    pieces_.push_back({BodyPiece::Kind::uuencoded, text_.substr(at_, end - at_), name, false});
    std::size_t after = end;
    if (next_line(text_, after) == "end")
      at_ = after;
    else
      at_ = end;
    begin_ = at_;
  }

  // "=ybegin line=128 size=584 name=letter.txt", for a part of a file followed by "=ypart begin=1 end=100".
  void take_yenc(std::size_t line_begin, std::string_view line) {
    const std::size_t name = line.find(" name=");
    if (!line.starts_with(kYencBegin) || name == std::string_view::npos) return;
    std::size_t begin = at_;
    std::size_t behind_part = at_;
    const bool part = next_line(text_, behind_part).starts_with("=ypart ");
    if (part) begin = behind_part;
    const std::string closing = "\n" + std::string(kYencEnd);
    const std::size_t end = text_.find(closing, begin - 1);
    add_text(line_begin);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
    const std::string_view bytes = text_.substr(begin, at_ > begin ? at_ - begin : 0);
    pieces_.push_back({BodyPiece::Kind::yenc, bytes, trimmed(line.substr(name + 6)), part || at_ == text_.size()});
    if (at_ < text_.size()) next_line(text_, at_);
    begin_ = at_;
  }

  // The line that names BinHex, and the data between two colons (RFC 1741).
  void take_binhex(std::size_t line_begin, std::string_view line) {
    if (!line.starts_with(kBinHex)) return;
    const std::size_t colon = text_.find(':', at_);
    if (colon == std::string_view::npos || !trimmed(text_.substr(at_, colon - at_)).empty()) return;
    add_text(line_begin);
    const std::size_t end = text_.find(':', colon + 1);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
    pieces_.push_back({BodyPiece::Kind::binhex, text_.substr(line_begin, at_ - line_begin), {}, false});
    begin_ = at_;
  }

  void take_pgp(std::size_t line_begin, std::string_view line) {
    if (!line.starts_with(kPgpBegin)) return;
    const std::size_t end = text_.find(kPgpEnd, at_);
    add_text(line_begin);
    at_ = end == std::string_view::npos ? text_.size() : end + kPgpEnd.size();
    pieces_.push_back({BodyPiece::Kind::pgp_message, text_.substr(line_begin, at_ - line_begin), {}, false});
    begin_ = at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;  // of the text that is in no piece yet
  std::vector<BodyPiece> pieces_;
};

}  // namespace

std::string unflowed(std::string_view text, bool del_sp) {
  std::string out;
  out.reserve(text.size());
  std::size_t open_depth = 0;  // quote depth of the paragraph that the last line left open
  bool open = false;
  for (std::size_t at = 0; at < text.size();) {
    std::string_view line = next_line(text, at);
    const std::size_t depth = std::min(line.find_first_not_of('>'), line.size());
    const std::string_view marks = line.substr(0, depth);
    line.remove_prefix(depth);
    if (line.starts_with(' ')) line.remove_prefix(1);  // space-stuffing
    const bool signature = line == "-- ";
    const bool joins = open && depth == open_depth && !signature;
    if (open && !joins) out += '\n';
    if (!joins && depth > 0) out.append(marks) += ' ';
    open = line.ends_with(' ') && !signature;
    open_depth = depth;
    if (open && del_sp) line.remove_suffix(1);
    out += line;
    if (!open) out += '\n';
  }
  return out;
}

std::string unmarked(std::string_view enriched) {
  std::string out;
  out.reserve(enriched.size());
  for (std::size_t at = 0; at < enriched.size();) {
    const std::string_view rest = enriched.substr(at);
    const std::size_t end = rest[0] == '<' ? rest.find('>') : std::string_view::npos;
    if (rest.starts_with("<<")) {
      out += '<';
      at += 2;
    } else if (end != std::string_view::npos && end < kLongestCommand) {
      const std::string command = ascii_lowered(rest.substr(1, end - 1));
      if (command == "lt") out += '<';
      if (command == "nl" || command == "paragraph" || command == "/paragraph" || command == "np") out += '\n';
      at += end + 1;
    } else {
      out += enriched[at++];
    }
  }
  return out;
}

std::string decoded_yenc(std::string_view lines) {
  std::string out;
  out.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i] == '\r' || lines[i] == '\n') continue;
    int value = static_cast<unsigned char>(lines[i]);
    if (value == '=' && i + 1 < lines.size()) value = static_cast<unsigned char>(lines[++i]) - 64;
    out += static_cast<char>(value - 42);
  }
  return out;
}

std::vector<BodyPiece> body_pieces(std::string_view text) {
  return Pieces(text).read();
}

}  // namespace trawl::extractors
