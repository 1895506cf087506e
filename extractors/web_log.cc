// Logs of web servers, a row a request: the Common and Combined formats of Apache and nginx (httpd.apache.org,
// mod_log_config), also behind the name of a virtual host, and the W3C extended format of IIS (w3.org/TR/WD-logfile).
// The values of queries are given decoded as well. Lines of another kind are text.
#include <array>
#include <string>
#include <vector>

#include "extractors/data_uri.h"
#include "extractors/line_reader.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostTokens = 256;

// Words, and what stands in quotes or brackets, of a line; a quote may be escaped by a backslash.
std::vector<std::string_view> tokens_of(std::string_view line) {
  std::vector<std::string_view> tokens;
  std::size_t at = 0;
  while (at < line.size() && tokens.size() < kMostTokens) {
    if (line[at] == ' ' || line[at] == '\t') {
      ++at;
      continue;
    }
    const char close = line[at] == '"' ? '"' : line[at] == '[' ? ']' : ' ';
    const std::size_t start = close == ' ' ? at : at + 1;
    std::size_t end = start;
    while (end < line.size() && line[end] != close && !(close == ' ' && line[end] == '\t'))
      end += line[end] == '\\' ? 2 : 1;
    end = std::min(end, line.size());
    tokens.push_back(line.substr(start, end - start));
    at = end + (close != ' ' && end < line.size());
  }
  if (at < line.size()) tokens.push_back(line.substr(at));
  return tokens;
}

// Where the time is: "10/Oct/2000:13:55:36 -0700". The fields before and behind it are always the same.
std::size_t time_in(const std::vector<std::string_view>& tokens) {
  for (std::size_t i = 0; i < std::min<std::size_t>(tokens.size(), 8); ++i) {
    const std::string_view token = tokens[i];
    if (token.size() > 17 && token[2] == '/' && token[6] == '/' && token[11] == ':') return i;
  }
  return tokens.size();
}

std::string_view label_of_w3c(std::string_view field) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kLabels = {{{"c-ip", "client IP"},
                                                                                     {"cs-username", "user"},
                                                                                     {"cs-uri-stem", "request"},
                                                                                     {"cs-uri-query", "query"},
                                                                                     {"cs(User-Agent)", "user agent"},
                                                                                     {"cs(Referer)", "referrer"},
                                                                                     {"cs(Cookie)", "cookie"},
                                                                                     {"s-ip", "server IP"}}};
  for (const auto& [name, label] : kLabels) {
    if (equal_ignoring_case(field, name)) return label;
  }
  return field;
}

std::string form_decoded(std::string text) {
  for (char& c : text) c = c == '+' ? ' ' : c;
  return percent_decoded(text);
}

class Requests {
 public:
  explicit Requests(Extraction& out) : out_(out) {}

  bool line(std::string_view text, std::uint64_t number) {
    number_ = number;
    ++row_;
    if (text.starts_with('#')) return directive(text);
    const std::vector<std::string_view> tokens = tokens_of(text);
    if (!fields_.empty()) {
      if (tokens.size() == fields_.size()) return w3c(tokens);
      return emit(BlockKind::text, text, {});
    }
    const std::size_t time = time_in(tokens);
    return time < 3 || time == tokens.size() ? emit(BlockKind::text, text, {}) : combined(tokens, time);
  }

 private:
  bool directive(std::string_view text) {
    if (text.starts_with("#Fields:")) {
      fields_.clear();
      for (const std::string_view token : tokens_of(text.substr(8))) fields_.emplace_back(label_of_w3c(token));
    }
    return emit(BlockKind::text, text, {});
  }

  // Spaces in a field of IIS are plus signs.
  bool w3c(const std::vector<std::string_view>& tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const std::string& label = fields_[i];
      if (!cell(tokens[i], label)) return false;
      if (label == "query" && !query(tokens[i])) return false;
      const bool coded = label == "user agent" || label == "cookie" || label == "user" || label == "request";
      if (coded && !decoded(tokens[i], label)) return false;
      if (label == "referrer" && !address(tokens[i])) return false;
    }
    return true;
  }

  bool combined(const std::vector<std::string_view>& tokens, std::size_t time) {
    constexpr std::array<std::string_view, 4> kBefore = {"user", "ident", "client IP", "host"};
    constexpr std::array<std::string_view, 6> kFrom = {"time", "request", "status", "bytes", "referrer", "user agent"};
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      std::string_view label;
      if (i < time && time - i <= kBefore.size()) label = kBefore[time - i - 1];
      if (i >= time && i - time < kFrom.size()) label = kFrom[i - time];
      if (!cell(tokens[i], label)) return false;
      if ((label == "request" || label == "referrer") && !address(tokens[i])) return false;
    }
    return true;
  }

  bool cell(std::string_view text, std::string_view label) { return text == "-" || emit(BlockKind::cell, text, label); }

  bool decoded(std::string_view text, std::string_view label) {
    const std::string plain = form_decoded(std::string(text));
    return plain == text || emit(BlockKind::cell, plain, label);
  }

  // The path where it is encoded, and what is asked for: "GET /find%20me?name=Jo+Bloggs HTTP/1.1".
  bool address(std::string_view text) {
    const std::size_t mark = text.find('?');
    const std::string_view path = text.substr(0, mark);
    if (path.find('%') != path.npos && !emit(BlockKind::cell, percent_decoded(path), "path")) return false;
    if (mark == text.npos) return true;
    const std::string_view rest = text.substr(mark + 1);
    return query(rest.substr(0, rest.find_first_of(" #")));
  }

  bool query(std::string_view text) {
    while (!text.empty()) {
      const std::string_view pair = text.substr(0, text.find_first_of("&;"));
      text.remove_prefix(std::min(pair.size() + 1, text.size()));
      const std::size_t equals = pair.find('=');
      if (equals == pair.npos) {
        if (!decoded(pair, "query")) return false;
        continue;
      }
      const std::string label = "query." + form_decoded(std::string(pair.substr(0, equals)));
      if (!emit(BlockKind::cell, form_decoded(std::string(pair.substr(equals + 1))), label)) return false;
    }
    return true;
  }

  bool emit(BlockKind kind, std::string_view text, std::string_view label) {
    if (text.find_first_not_of(" \t") == text.npos) return true;
    TextBlock block;
    block.kind = kind;
    block.text = text;
    block.label = label;
    block.line = number_;
    block.row = kind == BlockKind::cell ? row_ : 0;
    return out_.text(block);
  }

  Extraction& out_;
  std::vector<std::string> fields_;  // of IIS
  std::uint64_t number_ = 0;
  std::uint32_t row_ = 0;
};

class WebLog final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    LineReader lines(source, out);
    Requests requests(out);
    while (const auto line = lines.next()) {
      if (!requests.line(*line, lines.number())) return out.stopped();
    }
    return lines.outcome();
  }
};

}  // namespace

const Extractor& web_log_extractor() {
  static const WebLog extractor;
  return extractor;
}

}  // namespace trawl::extractors
