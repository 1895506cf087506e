// E-mail addresses as people write them against harvesters: "jo [at] acme [dot] co.uk", "jo at acme dot com". The
// canonical value is the address.
#include <algorithm>
#include <array>
#include <string>

#include "detectors/bytes.h"
#include "detectors/email_domain.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

#define TRAWL_LOCAL "[A-Za-z0-9][A-Za-z0-9._%+'~-]{0,63}"
#define TRAWL_MORE "[A-Za-z0-9._%+'~-]{1,64}"
#define TRAWL_LABEL "[A-Za-z0-9][A-Za-z0-9-]{0,62}"
#define TRAWL_BRACKET(word) R"( {0,2}[\[(] ?(?i:)" word R"() ?[\])] {0,2})"
#define TRAWL_DOT R"((?:\.| (?i:dot) |)" TRAWL_BRACKET("dot") ")"
constexpr const char* kBracketPattern = TRAWL_LOCAL "(?:" TRAWL_BRACKET("dot") TRAWL_MORE "){0,2}" TRAWL_BRACKET("at")
    TRAWL_LABEL "(?:" TRAWL_DOT TRAWL_LABEL "){1,5}";
constexpr const char* kWordPattern =
    TRAWL_LOCAL "(?: (?i:dot) " TRAWL_MORE "){0,2} (?i:at) " TRAWL_LABEL "(?: (?i:dot) " TRAWL_LABEL "){1,5}";
#undef TRAWL_LOCAL
#undef TRAWL_MORE
#undef TRAWL_LABEL
#undef TRAWL_BRACKET
#undef TRAWL_DOT

constexpr std::array<std::string_view, 3> kWords = {"email", "e mail", "mail"};

bool is_local(char c) {
  return is_alnum(c) || std::string_view("._%+'~-").find(c) != std::string_view::npos;
}

// Whether `word`, in small letters, stands at text[at], in either case.
bool stands_at(std::string_view text, std::int64_t at, std::string_view word) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (to_lower(byte_at(text, at + static_cast<std::int64_t>(i))) != word[i]) return false;
  }
  return true;
}

// Where a local part that ends at `end` can begin; -1: nowhere.
std::int64_t local_start(std::string_view text, std::int64_t end, std::int64_t floor) {
  std::int64_t start = -1;
  for (std::int64_t i = end - 1; i >= floor && end - i <= 64 && is_local(text[static_cast<std::size_t>(i)]); --i) {
    if (is_alnum(text[static_cast<std::size_t>(i)])) start = i;
  }
  return start;
}

Starts bracket_starts(std::string_view text, Mark mark) {
  const std::int64_t word = std::int64_t{mark.end} + (byte_at(text, mark.end) == ' ' ? 1 : 0);
  if (!stands_at(text, word, "at") && !stands_at(text, word, "dot")) return Starts::none();
  std::int64_t end = mark.at;
  for (int spaces = 0; spaces < 2 && byte_at(text, end - 1) == ' '; ++spaces) --end;
  const std::int64_t start = local_start(text, end, mark.free);
  return start < 0 ? Starts::none() : Starts::one(start);
}

// At the dot before the domain's second label, or at one in the local part.
Starts word_starts(std::string_view text, Mark mark) {
  if (!stands_at(text, mark.at, "dot ")) return Starts::none();
  const std::int64_t end = std::int64_t{mark.at} - 1;
  Starts starts;
  std::int64_t label = end;
  while (end - label < 64 && (is_alnum(byte_at(text, label - 1)) || byte_at(text, label - 1) == '-')) --label;
  if (stands_at(text, label - 4, " at ")) {
    const std::int64_t start = local_start(text, label - 4, mark.free);
    if (start >= 0) starts.add(start);
  }
  const std::int64_t start = local_start(text, end, mark.free);
  if (start >= 0) starts.add(start);
  return starts;
}

// Builds the address that a match stands for, word by word.
class Spelled {
 public:
  void read(std::string_view text) {
    constexpr std::string_view kBetween = " []()";
    for (std::size_t at = text.find_first_not_of(kBetween); at < text.size();) {
      const std::size_t stop = std::min(text.find_first_of(kBetween, at), text.size());
      add(in_small_letters(text.substr(at, stop - at)), at);
      at = text.find_first_not_of(kBetween, stop);
    }
  }

  // Up to the last label that is known to end a domain; empty: there is none.
  const std::string& address() const { return whole_; }
  std::size_t end() const { return whole_end_; }  // in the text

 private:
  void add(const std::string& word, std::size_t at) {
    if (word == "at" && !in_domain_ && !spelled_.empty()) {
      in_domain_ = true;
      begin_label('@');
    } else if (word == "dot") {
      begin_label('.');
    } else {
      for (std::size_t i = 0; i < word.size(); ++i) {
        if (word[i] != '.') {
          spelled_ += word[i];
          continue;
        }
        end_label(at + i);
        begin_label('.');
      }
      end_label(at + word.size());
    }
  }

  void begin_label(char separator) {
    second_ = in_domain_ && separator == '.';
    spelled_ += separator;
    label_ = spelled_.size();
  }

  void end_label(std::size_t at) {
    if (!second_ || !is_known_top_level(std::string_view(spelled_).substr(label_))) return;
    whole_ = spelled_;
    whole_end_ = at;
  }

  std::string spelled_, whole_;
  std::size_t whole_end_ = 0, label_ = 0;
  bool in_domain_ = false;
  bool second_ = false;  // the label is not the domain's first
};

bool check_form(const Match& match, Context& context, Verdict& verdict, Confidence alone, Confidence with_words) {
  Spelled spelled;
  spelled.read(match.view());
  verdict.value = spelled.address();
  if (verdict.value.empty()) return false;
  verdict.end = match.start + static_cast<std::uint32_t>(spelled.end());
  if (is_reserved_domain(std::string_view(verdict.value).substr(verdict.value.find('@') + 1))) verdict.tags = "example";
  const Hint hint = context.hint({match.text, match.start, verdict.end});
  verdict.confidence = hint.any() ? with_words : alone;
  explain(verdict, "an address in words", hint);
  return true;
}

bool check_bracket(const Match& match, Context& context, Verdict& verdict) {
  return check_form(match, context, verdict, Confidence::likely, Confidence::certain);
}

bool check_word(const Match& match, Context& context, Verdict& verdict) {
  return check_form(match, context, verdict, Confidence::possible, Confidence::likely);
}

}  // namespace

const Detector& bracket_email_detector() {
  static const Detector detector = {{"email", "E-mail address", Risk::medium},
                                    kBracketPattern,
                                    Trigger::bracket,
                                    kAnyLength,
                                    bracket_starts,
                                    check_bracket,
                                    kWords,
                                    {},
                                    Refused::skip};
  return detector;
}

const Detector& word_email_detector() {
  static const Detector detector = {{"email", "E-mail address", Risk::medium},
                                    kWordPattern,
                                    Trigger::word_d,
                                    kAnyLength,
                                    word_starts,
                                    check_word,
                                    kWords,
                                    {},
                                    Refused::skip};
  return detector;
}

}  // namespace trawl::detectors
