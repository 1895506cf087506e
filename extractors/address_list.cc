// Address headers: see address_list.h.
#include "extractors/address_list.h"

#include <algorithm>
#include <array>

#include "extractors/encoded_words.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

constexpr std::array<std::string_view, 22> kAddressHeaders = {"from",
                                                              "to",
                                                              "cc",
                                                              "bcc",
                                                              "sender",
                                                              "reply-to",
                                                              "return-path",
                                                              "delivered-to",
                                                              "errors-to",
                                                              "apparently-to",
                                                              "x-original-to",
                                                              "x-envelope-to",
                                                              "x-envelope-from",
                                                              "envelope-to",
                                                              "x-sender",
                                                              "x-receiver",
                                                              "disposition-notification-to",
                                                              "return-receipt-to",
                                                              "mail-followup-to",
                                                              "mail-reply-to",
                                                              "x-forwarded-to",
                                                              "x-apparently-to"};

// Reads one mailbox after the other; each is taken apart before its words are decoded, since decoded text may
// hold the characters that separate.
class AddressReader {
 public:
  AddressReader(std::string_view raw, std::string_view charset) : raw_(raw), charset_(charset) {}

  std::vector<std::string> read() {
    while (at_ < raw_.size()) step();
    finish();
    return std::move(mailboxes_);
  }

 private:
  void step() {
    const std::string_view rest = raw_.substr(at_);
    const std::size_t word = encoded_word_length(rest);
    // Behind an address only a comment follows. Other text begins the next entry: some programs write the comma between
    // two as an encoded word.
    if (!address_.empty() && rest[0] != '(' && !is_mail_space(rest[0])) finish();
    if (word > 0) return take(phrase_, word);
    if (take_enclosed(rest)) return;
    const char c = rest[0];
    if (c != ',' && c != ';' && !(c == ':' && is_group_name())) return take(phrase_, 1);
    ++at_;
    finish();
  }

  // A quoted string, a comment or an address in angle brackets. An opening character that nothing closes is text,
  // and so are those of its kind that follow: else they would all search to the end.
  bool take_enclosed(std::string_view rest) {
    const std::size_t kind = kOpening.find(rest[0]);
    if (kind == std::string_view::npos || unclosed_[kind]) return false;
    const std::size_t close = kind == 0 ? quoted_end(rest) : kind == 1 ? comment_end(rest) : rest.find('>');
    unclosed_[kind] = close == std::string_view::npos;
    if (unclosed_[kind]) return false;
    if (kind == 2)
      address_ += rest.substr(1, close - 1);
    else
      append_unescaped(rest.substr(1, close - 1), kind == 0 ? phrase_ : comment_);
    at_ += close + 1;
    if (kind == 0 && at_ < raw_.size() && is_ascii_word(raw_[at_])) phrase_ += ' ';  // "Ann"ann@example.org is seen
    return true;
  }

  void take(std::string& to, std::size_t size) {
    to += raw_.substr(at_, size);
    at_ += size;
  }

  // A colon ends the name of a group, unless it stands in a bare URL or address ("mailto:a@b", "X400:/C=GB").
  bool is_group_name() const {
    return address_.empty() && phrase_.find('@') == std::string::npos &&
           (at_ + 1 == raw_.size() || is_mail_space(raw_[at_ + 1]) || raw_[at_ + 1] == ';');
  }

  static std::size_t quoted_end(std::string_view rest) {
    for (std::size_t i = 1; i < rest.size(); ++i) {
      if (rest[i] == '\\')
        ++i;
      else if (rest[i] == '"')
        return i;
    }
    return std::string_view::npos;
  }

  static std::size_t comment_end(std::string_view rest) {
    std::size_t depth = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
      if (rest[i] == '\\')
        ++i;
      else if (rest[i] == '(')
        ++depth;
      else if (rest[i] == ')' && --depth == 0)
        return i;
    }
    return std::string_view::npos;
  }

  static void append_unescaped(std::string_view text, std::string& out) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\\' && i + 1 < text.size()) ++i;
      out += text[i];
    }
  }

  void finish() {
    std::string phrase(trimmed(decoded_header(phrase_, charset_)));
    phrase.erase(0, phrase.find_first_not_of(",; "));
    const std::string comment(trimmed(decoded_header(comment_, charset_)));
    const std::string address(trimmed(decoded_header(address_, charset_)));
    std::string mailbox = phrase.empty() ? comment : phrase;
    if (!phrase.empty() && !comment.empty()) {
      mailbox = address.empty() ? comment + " <" + phrase + ">" : phrase + " (" + comment + ")";
    }
    if (!address.empty()) mailbox += mailbox.empty() ? address : " <" + address + ">";
    if (!mailbox.empty()) mailboxes_.push_back(std::move(mailbox));
    phrase_.clear();
    comment_.clear();
    address_.clear();
  }

  static constexpr std::string_view kOpening = "\"(<";

  std::string_view raw_;
  std::string_view charset_;
  std::size_t at_ = 0;
  std::array<bool, 3> unclosed_{};
  std::string phrase_;
  std::string comment_;
  std::string address_;
  std::vector<std::string> mailboxes_;
};

}  // namespace

bool is_address_header(std::string_view name) {
  if (starts_ignoring_case(name, "resent-")) name.remove_prefix(7);
  return std::any_of(kAddressHeaders.begin(), kAddressHeaders.end(),
                     [&](std::string_view each) { return equal_ignoring_case(each, name); });
}

std::vector<std::string> mailboxes_of(std::string_view raw, std::string_view fallback_charset) {
  return AddressReader(raw, fallback_charset).read();
}

}  // namespace trawl::extractors
