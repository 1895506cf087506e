// Settings: INI files, Java properties (java.util.Properties), .env files and exports of the Windows registry (.reg):
// values under "section.key". Remarks and lines of any other kind are text.
#include <string>
#include <utility>

#include "core/utf8.h"
#include "extractors/keyed_fields.h"
#include "extractors/line_reader.h"
#include "extractors/little_endian.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostHeld = 256 * 1024;  // bytes of a remark, of a value in pieces

// "\u00e9" as properties have it; other escapes stay, for they may be folders.
std::string with_characters(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::uint32_t code = 0;
    bool escape = text.compare(at, 2, "\\u") == 0 && at + 6 <= text.size();
    for (std::size_t i = at + 2; escape && i < at + 6; ++i) {
      escape = hex_value(text[i]) >= 0;
      code = code << 4 | static_cast<std::uint32_t>(hex_value(text[i]) & 15);
    }
    if (!escape || code == 0 || (code >= 0xD800 && code < 0xE000)) {
      out += text[at];
      continue;
    }
    append_utf8(out, code);
    at += 5;
  }
  return out;
}

// "hex(1):4a,00,6f,00": texts of the registry as bytes of UTF-16. Empty for bytes of another kind.
std::string registry_text(std::string_view value) {
  const bool is_text = value.starts_with("hex(1):") || value.starts_with("hex(2):") || value.starts_with("hex(7):");
  if (!is_text) return {};
  std::string bytes;
  int high = -1;
  for (const char c : value.substr(7)) {
    const int digit = hex_value(c);
    if (digit < 0) continue;
    if (high >= 0) bytes += static_cast<char>(high << 4 | digit);
    high = high >= 0 ? -1 : digit;
  }
  std::string text = utf16_text(bytes);
  for (char& c : text) c = c == '\0' ? ' ' : c;
  return text;
}

std::string_view unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  return quoted ? text.substr(1, text.size() - 2) : text;
}

// Where the key ends: behind quotes, if it has them. npos: no key.
std::size_t separator_in(std::string_view line) {
  std::size_t from = 0;
  if (line.starts_with('"')) from = line.find('"', 1);
  return from == line.npos ? from : line.find_first_of("=:", from);
}

class Settings {
 public:
  explicit Settings(Extraction& out) : fields_(out) {}

  bool line(std::string_view text, std::uint64_t number) {
    const std::string_view bare = trimmed(text);
    const bool remark = bare.starts_with('#') || bare.starts_with(';');
    if (!remark && !give_remark()) return false;
    if (bare.empty()) return true;
    if (remark) return hold(bare, number);
    if (pending_.ends_with('\\') && is_mail_space(text[0])) return more(bare);
    if (!give_value()) return false;
    if (bare[0] == '[' && bare.find(']') != bare.npos) return section(bare, number);
    const std::size_t separator = separator_in(bare);
    if (separator == bare.npos || separator == 0) {
      return is_mail_space(text[0]) && !label_.empty() ? fields_.value(bare, label_, number, row_)
                                                       : fields_.text(bare, number);
    }
    return pair(bare, separator, number);
  }

  bool finish() { return give_remark() && give_value() && fields_.give_keys(); }

 private:
  bool hold(std::string_view remark, std::uint64_t number) {
    if (remark_.empty()) remark_line_ = number;
    remark_.append(remark) += '\n';
    return remark_.size() < kMostHeld || give_remark();
  }

  bool give_remark() {
    const bool wanted = remark_.empty() || fields_.text(remark_, remark_line_);
    remark_.clear();
    return wanted;
  }

  bool section(std::string_view line, std::uint64_t number) {
    const std::size_t end = line.rfind(']');
    section_ = line.substr(1, end - 1);
    label_.clear();
    ++row_;
    return fields_.give_keys() && fields_.text(section_, number) && fields_.text(line.substr(end + 1), number);
  }

  bool pair(std::string_view line, std::size_t separator, std::uint64_t number) {
    const std::string_view key = unquoted(trimmed(line.substr(0, separator)));
    const std::string name(key.starts_with("export ") ? trimmed(key.substr(7)) : key);
    label_ = section_.empty() ? name : section_ + "." + name;
    pending_ = trimmed(line.substr(separator + 1));
    pending_line_ = number;
    return fields_.key(key, section_, number);
  }

  // The next line of a value that goes on.
  bool more(std::string_view line) {
    pending_.pop_back();
    pending_ += line;
    return pending_.size() < kMostHeld || give_value();
  }

  bool give_value() {
    const std::string value = std::exchange(pending_, {});
    if (value.empty()) return true;
    const std::string decoded = registry_text(value);
    if (!fields_.value(decoded, label_, pending_line_, row_)) return false;
    return fields_.value(with_characters(unquoted(value)), label_, pending_line_, row_);
  }

  KeyedFields fields_;
  std::string section_, label_, remark_, pending_;
  std::uint64_t remark_line_ = 0, pending_line_ = 0;
  std::uint32_t row_ = 1;
};

class Ini final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    LineReader lines(source, out);
    Settings settings(out);
    while (const auto line = lines.next()) {
      if (!settings.line(*line, lines.number())) return out.stopped();
    }
    return settings.finish() ? lines.outcome() : out.stopped();
  }
};

}  // namespace

const Extractor& ini_extractor() {
  static const Ini extractor;
  return extractor;
}

}  // namespace trawl::extractors
