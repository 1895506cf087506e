// Is it JSON, or a text that begins with a bracket?
#include <bitset>

#include "extractors/mime_text.h"
#include "extractors/sniff_parts.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

std::string_view after_space(std::string_view text) {
  while (!text.empty() && is_mail_space(text.front())) text.remove_prefix(1);
  return text;
}

// Checks as much of RFC 8259's grammar as tells JSON from text that begins with a bracket, to the end of the first
// value or of what there is.
class JsonProbe {
 public:
  enum class Verdict { no, unfinished, complete };

  explicit JsonProbe(std::string_view text) : text_(text) {}

  Verdict run() {
    for (;;) {
      skip_space();
      if (at_ == text_.size()) return Verdict::unfinished;
      const Verdict verdict = step();
      if (verdict != Verdict::unfinished) return verdict;
    }
  }
  std::size_t end() const { return at_; }
  std::size_t tokens() const { return tokens_; }

 private:
  enum class Want { value, value_or_end, key, key_or_end, colon, comma_or_end };

  void skip_space() {
    while (at_ < text_.size() && is_mail_space(text_[at_])) ++at_;
  }

  Verdict step() {
    const char c = text_[at_];
    ++tokens_;
    switch (want_) {
      case Want::colon: return expect(c == ':', Want::value);
      case Want::comma_or_end:
        if (c == ',') return expect(true, object() ? Want::key : Want::value);
        return close(c);
      case Want::key_or_end:
        if (c == '}') return close(c);
        [[fallthrough]];
      case Want::key: return c == '"' && string() ? next(Want::colon) : Verdict::no;
      case Want::value_or_end:
        if (c == ']') return close(c);
        [[fallthrough]];
      case Want::value: return value(c);
    }
    return Verdict::no;
  }

  Verdict next(Want want) {
    want_ = want;
    return Verdict::unfinished;
  }
  Verdict expect(bool met, Want want) {
    ++at_;
    return met ? next(want) : Verdict::no;
  }

  Verdict value(char c) {
    if (c == '{' || c == '[') {
      if (depth_ == kDepth) return Verdict::complete;
      objects_[depth_++] = c == '{';
      ++at_;
      return next(c == '{' ? Want::key_or_end : Want::value_or_end);
    }
    if (c == '"') return string() ? next(Want::comma_or_end) : Verdict::no;
    for (const std::string_view word : {"true"sv, "false"sv, "null"sv}) {
      if (text_.substr(at_).starts_with(word)) {
        at_ += word.size();
        return next(Want::comma_or_end);
      }
    }
    if (c != '-' && !is_ascii_digit(c)) return Verdict::no;
    while (at_ < text_.size() && (is_ascii_digit(text_[at_]) || "+-.eE"sv.find(text_[at_]) != ""sv.npos)) ++at_;
    return next(Want::comma_or_end);
  }

  // At a quote; true and behind the closing one, or at the end of what there is.
  bool string() {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '"') {
        ++at_;
        return true;
      } else if (text_[at_] == '\n') {
        return false;
      }
    }
    at_ = text_.size();
    return true;
  }

  bool object() const { return depth_ > 0 && objects_[depth_ - 1]; }

  Verdict close(char c) {
    if (depth_ == 0 || c != (object() ? '}' : ']')) return Verdict::no;
    --depth_;
    ++at_;
    return depth_ == 0 ? Verdict::complete : next(Want::comma_or_end);
  }

  static constexpr std::size_t kDepth = 256;
  std::string_view text_;
  std::size_t at_ = 0, depth_ = 0, tokens_ = 0;
  std::bitset<kDepth> objects_;
  Want want_ = Want::value;
};

}  // namespace

std::optional<Format> sniff_json(const Head& head, std::string_view text) {
  const Suffix suffix(head.name);
  const bool lines = suffix.is_one_of({"jsonl", "ndjson"}) || head.declared_type == "application/x-ndjson";
  const std::string_view start = after_space(text);
  if (lines) return Format::json_lines;
  if (!start.starts_with('{') && !start.starts_with('[')) return std::nullopt;
  const bool called = suffix.is_one_of({"json", "geojson", "webmanifest", "har", "ipynb"}) ||
                      head.declared_type.find("json") != std::string_view::npos;
  JsonProbe probe(start.substr(0, 32 * 1024));
  const auto verdict = probe.run();
  if (verdict == JsonProbe::Verdict::no) return called ? std::optional(Format::json) : std::nullopt;
  if (verdict == JsonProbe::Verdict::unfinished) {
    const bool cut = !head.whole || start.size() > 32 * 1024;
    return called || (cut && probe.tokens() > 3) ? std::optional(Format::json) : std::nullopt;
  }
  const std::string_view rest = after_space(start.substr(probe.end()));
  if (rest.empty()) return Format::json;
  if (rest[0] == '{' || rest[0] == '[') return Format::json_lines;
  return called ? std::optional(Format::json) : std::nullopt;
}

}  // namespace trawl::extractors
