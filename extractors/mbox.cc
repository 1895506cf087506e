// Mailboxes in the mbox format and its dialects (RFC 4155; mboxo, mboxrd, mboxcl, mboxcl2; MMDF): each message is a child
// part, named by its number from 1. Streaming: memory does not grow with the mailbox.
//
// A line "From ..." begins a message when it follows an empty line or the start and looks like an envelope, with a
// date or with headers behind it; without the empty line both are asked for. A Content-Length is believed where
// another message or the end follows what it spans. One '>' before "From " is taken away. In MMDF lines of four ^A stand
// before and behind each message, and nothing else parts them.
#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>

#include "extractors/encoded_words.h"
#include "extractors/extractor.h"
#include "extractors/mime_header.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kFirstReadSize = 16 * 1024;  // most files that look like a mailbox are one message
constexpr std::size_t kReadSize = 256 * 1024;
constexpr std::size_t kLookahead = 4096;                   // enough for an envelope line and the line behind it
constexpr std::size_t kHeaderLookahead = 64 * 1024;        // where a Content-Length is looked for
constexpr std::size_t kLengthLookahead = 4 * 1024 * 1024;  // longest body whose Content-Length is checked
constexpr std::string_view kFrom = "From ";
constexpr std::string_view kMmdf = "\1\1\1\1";

// A time of day and behind it a year: "Thu Aug 22 12:36:23 2002", "12:36 +0100 1999".
bool has_envelope_date(std::string_view line) {
  const auto digits = [&](std::size_t at, std::size_t count) {
    return at + count <= line.size() && std::all_of(line.begin() + at, line.begin() + at + count, is_ascii_digit);
  };
  const std::size_t colon = line.find(':', kFrom.size());
  if (colon == std::string_view::npos || !is_ascii_digit(line[colon - 1]) || !digits(colon + 1, 2)) return false;
  for (std::size_t at = colon; at + 4 <= line.size(); ++at) {
    if (digits(at, 4) && (line.substr(at, 2) == "19" || line.substr(at, 2) == "20")) return true;
  }
  return false;
}

// "From ", "From -", "From name@host": what some programs write instead of an envelope with a date.
bool is_bare_envelope(std::string_view line) {
  return trimmed(line.substr(kFrom.size())).find_first_of(" \t") == std::string_view::npos;
}

// True for "From " and what follows it, if it begins a message.
bool begins_message(std::string_view text, bool after_empty_line) {
  std::size_t at = 0;
  const std::string_view line = next_line(text, at);
  const bool dated = has_envelope_date(line);
  if (!dated && !(after_empty_line && is_bare_envelope(line))) return false;
  const HeaderBlock headers = parse_headers(text.substr(at), 0);
  if (!headers.fields.empty()) return !headers.fields.front().name.empty() || text.substr(at).starts_with('>');
  return dated && after_empty_line && (at == text.size() || next_line(text, at).empty());
}

// Bytes of the source in a window that can be looked ahead in.
class Window {
 public:
  explicit Window(Source& source) : source_(source) {}

  // What lies ahead: at least `size` bytes, fewer only at the end.
  Result<std::string_view> ahead(std::size_t size) {
    if (at_ > 0 && bytes_.size() - at_ < size) {
      bytes_.erase(0, at_);
      at_ = 0;
    }
    while (!ended_ && bytes_.size() - at_ < size) {
      const std::size_t filled = bytes_.size();
      bytes_.resize(filled + read_size_);
      const Result<std::size_t> count = source_.read({bytes_.data() + filled, read_size_});
      bytes_.resize(filled + count.value_or(0));
      read_size_ = std::min(read_size_ * 2, kReadSize);
      if (!count) return tl::unexpected(count.error());
      ended_ = *count == 0;
    }
    return std::string_view(bytes_).substr(at_);
  }
  void advance(std::size_t size) { at_ += size; }

 private:
  Source& source_;
  std::string bytes_;
  std::size_t at_ = 0;
  std::size_t read_size_ = kFirstReadSize;
  bool ended_ = false;
};

// The bytes of one message after the other.
class Messages final : public Pull {
 public:
  explicit Messages(Source& source) : window_(source) {}

  // Moves to the next message, behind its envelope line, which it tells; false at the end of the mailbox.
  Result<bool> next(std::string& envelope) {
    while (true) {
      const Result<std::string_view> piece = this->piece();
      if (!piece) return tl::unexpected(piece.error());
      if (piece->empty()) break;
      pass(piece->size());
    }
    Result<std::string_view> ahead = window_.ahead(kHeaderLookahead);
    mmdf_ = mmdf_ || (ahead && ahead->starts_with(kMmdf));
    const char* const passed_over = mmdf_ ? "\r\n\1" : "\r\n";
    while (ahead && !ahead->empty() && ahead->find_first_not_of(passed_over) != 0) {
      window_.advance(std::min(ahead->find_first_not_of(passed_over), ahead->size()));
      ahead = window_.ahead(kHeaderLookahead);
    }
    if (!ahead) return tl::unexpected(ahead.error());
    if (ahead->empty()) return false;
    at_envelope_ = false;
    envelope.clear();
    if (ahead->starts_with(kFrom)) {
      std::size_t after = 0;
      envelope = next_line(*ahead, after).substr(kFrom.size());
      window_.advance(after);
    }
    tail_ = "\n";
    sure_ = 0;
    return mmdf_ ? Result<bool>(true) : find_length();
  }

  Result<std::size_t> read(std::span<char> out) override {
    const Result<std::string_view> piece = this->piece();
    if (!piece) return tl::unexpected(piece.error());
    const std::size_t size = std::min(out.size(), piece->size());
    if (size == 0) return size;
    std::memcpy(out.data(), piece->data(), size);
    pass(size);
    return size;
  }

 private:
  // The next bytes of the present message: whole lines where possible; empty at its end.
  Result<std::string_view> piece() {
    if (at_envelope_) return std::string_view();
    Result<std::string_view> ahead = window_.ahead(kLookahead);
    if (!ahead) return ahead;
    if (sure_ > 0) return ahead->substr(0, sure_);
    if (mmdf_) {
      at_envelope_ = tail_.ends_with('\n') && ahead->starts_with(kMmdf);
      if (at_envelope_) return std::string_view();
    } else if (tail_.ends_with('\n')) {
      if (ahead->starts_with(kFrom) && begins_message(ahead->substr(0, kLookahead), after_empty_line())) {
        at_envelope_ = true;
        return std::string_view();
      }
      if (is_quoted_from(*ahead)) {
        window_.advance(1);
        ahead->remove_prefix(1);
      }
    }
    sure_ = lines_end(*ahead);
    return ahead->substr(0, sure_);
  }

  // The end of the lines that certainly belong to the message: before a line that may be an envelope or a quoted one.
  static std::size_t lines_end(std::string_view text) {
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) {
      if (end + 1 == text.size() || text[end + 1] == 'F' || text[end + 1] == '>' || text[end + 1] == '\1') {
        return end + 1;
      }
    }
    return text.size();
  }

  static bool is_quoted_from(std::string_view text) {
    const std::size_t marks = std::min(text.substr(0, kLookahead).find_first_not_of('>'), text.size());
    return marks > 0 && text.substr(marks).starts_with(kFrom);
  }

  bool after_empty_line() const { return tail_ == "\n" || tail_.ends_with("\n\n") || tail_.ends_with("\n\r\n"); }

  void pass(std::size_t size) {
    const std::string_view passed = window_.ahead(0)->substr(0, size);
    tail_.append(passed.substr(passed.size() - std::min<std::size_t>(passed.size(), 4)));
    tail_.erase(0, tail_.size() - std::min<std::size_t>(tail_.size(), 4));
    window_.advance(size);
    sure_ -= size;
  }

  // Believes a Content-Length behind which another message or the end follows.
  Result<bool> find_length() {
    const Result<std::string_view> head = window_.ahead(kHeaderLookahead);
    if (!head) return tl::unexpected(head.error());
    const HeaderBlock headers = parse_headers(head->substr(0, kHeaderLookahead), 0);
    const std::string_view value = headers.value_of("Content-Length");
    std::size_t length = 0;
    std::from_chars(value.data(), value.data() + value.size(), length);
    if (length == 0 || length > kLengthLookahead) return true;
    const std::size_t end = headers.body + length;
    const Result<std::string_view> all = window_.ahead(end + 2 * kLookahead);
    if (!all) return tl::unexpected(all.error());
    if (all->size() < end) return true;
    std::string_view rest = all->substr(end);
    rest.remove_prefix(std::min(rest.find_first_not_of("\r\n"), rest.size()));
    if (rest.empty() || (rest.starts_with(kFrom) && begins_message(rest.substr(0, kLookahead), true))) sure_ = end;
    return true;
  }

  Window window_;
  std::string tail_ = "\n";  // the last bytes that were passed
  std::size_t sure_ = 0;     // bytes ahead that belong to the present message
  bool at_envelope_ = true;
  bool mmdf_ = false;
};

class MboxExtractor final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    Messages messages(source);
    std::string envelope;
    for (std::uint64_t number = 1;; ++number) {
      const Result<bool> more = messages.next(envelope);
      if (!more) return number == 1 ? outcome_of(more.error()) : Outcome{OutcomeKind::partly, more.error().message};
      if (!*more) return {};
      if (!message(messages, number, envelope, out)) return out.stopped();
    }
  }

 private:
  static bool message(Messages& messages, std::uint64_t number, const std::string& envelope, Extraction& out) {
    PartHeader header;
    header.name = std::to_string(number);
    const std::string anchor = "message=" + header.name;
    const std::string text = decoded_header(envelope);
    if (!text.empty() && !out.text({.kind = BlockKind::header, .text = text, .label = "From ", .anchor = anchor})) {
      return false;
    }
    const auto source = pull_source(messages);
    return out.child(header, *source, "message/rfc822");
  }
};

}  // namespace

const Extractor& mbox_extractor() {
  static const MboxExtractor extractor;
  return extractor;
}

}  // namespace trawl::extractors
