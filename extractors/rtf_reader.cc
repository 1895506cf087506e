// The walk through an RTF: groups, fonts, characters. See rtf_reader.h.
#include "extractors/rtf_reader.h"

#include <algorithm>
#include <utility>

#include "core/utf8.h"
#include "extractors/code_page.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kDeepest = 10'000;
constexpr std::size_t kFonts = 32'768;

struct Character {
  std::string_view word, text;
};

constexpr Character kCharacters[] = {
    {"par", "\n"},         {"line", "\n"},         {"row", "\n"},          {"nestrow", "\n"},
    {"sect", "\n"},        {"page", "\n"},         {"column", "\n"},       {"lbr", "\n"},
    {"softline", "\n"},    {"cell", "\t"},         {"nestcell", "\t"},     {"tab", "\t"},
    {"emdash", "\xE2\x80\x94"}, {"endash", "\xE2\x80\x93"}, {"lquote", "\xE2\x80\x98"}, {"rquote", "\xE2\x80\x99"},
    {"ldblquote", "\xE2\x80\x9C"}, {"rdblquote", "\xE2\x80\x9D"}, {"bullet", "\xE2\x80\xA2"},
    {"emspace", " "},      {"enspace", " "},       {"qmspace", " "},       {"zwj", "\xE2\x80\x8D"},
    {"zwnj", "\xE2\x80\x8C"}, {"ltrmark", "\xE2\x80\x8E"}, {"rtlmark", "\xE2\x80\x8F"},
};

const Character* character_of(std::string_view word) {
  const auto* found = std::find_if(std::begin(kCharacters), std::end(kCharacters),
                                   [&](const Character& character) { return character.word == word; });
  return found == std::end(kCharacters) ? nullptr : found;
}

// Windows told the charsets of one font apart by the ends of its names, before fonts had them all.
constexpr std::pair<std::string_view, std::uint32_t> kFontNames[] = {
    {" CE", 1250},  {" Cyr", 1251},      {" Greek", 1253},    {" Tur", 1254},
    {" Baltic", 1257}, {" (Hebrew)", 1255}, {" (Arabic)", 1256}, {" (Vietnamese)", 1258},
};

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

bool RtfReader::read(std::string_view rtf) {
  RtfTokens tokens(rtf);
  for (RtfToken token = tokens.next(); token.kind != RtfToken::Kind::end; token = tokens.next()) {
    if (!step(token)) return false;
  }
  if (!flush()) return false;
  cut_short_ = groups_.size() > 1;
  beyond_ = 0;
  while (groups_.size() > 1) {
    if (!close()) return false;
  }
  return closing();
}

bool RtfReader::step(const RtfToken& token) {
  switch (token.kind) {
    case RtfToken::Kind::open:
      if (!flush()) return false;
      open();
      return true;
    case RtfToken::Kind::close: return flush() && close();
    case RtfToken::Kind::word: return on_word(token);
    case RtfToken::Kind::symbol:
      if (token.bytes == "*") return starred_ = true;
      if (skips(token)) return true;
      if (token.bytes == "~") return flush() && give("\xC2\xA0");
      if (token.bytes == "_") return flush() && give("\xE2\x80\x91");
      if (token.bytes == "{" || token.bytes == "}" || token.bytes == "\\") add(token.bytes);
      return token.bytes != "\t" || (flush() && give("\t"));
    case RtfToken::Kind::hex: {
      const char byte = static_cast<char>(token.parameter);
      if (!skips(token)) add({&byte, 1});
      return true;
    }
    case RtfToken::Kind::text: {
      if (group().take == Take::raw) return raw(token.bytes, false);
      if (group().fonts) name_font(token.bytes);
      const std::size_t skipped = std::min<std::size_t>(to_skip_, token.bytes.size());
      to_skip_ -= static_cast<int>(skipped);
      add(token.bytes.substr(skipped));
      return true;
    }
    case RtfToken::Kind::binary:
      if (skips(token)) return true;
      return group().take != Take::raw || raw(token.bytes, true);
    case RtfToken::Kind::end: break;
  }
  return true;
}

// A character after \u that is for older readers.
bool RtfReader::skips(const RtfToken&) {
  if (to_skip_ == 0) return false;
  --to_skip_;
  return true;
}

void RtfReader::open() {
  to_skip_ = 0;
  starred_ = false;
  if (groups_.size() >= kDeepest) {
    ++beyond_;
    too_deep_ = true;
    return;
  }
  groups_.push_back(groups_.back());
}

bool RtfReader::close() {
  to_skip_ = 0;
  starred_ = false;
  if (beyond_ > 0) {
    --beyond_;
    return true;
  }
  if (groups_.size() == 1) return true;  // one too many
  if (!closing()) return false;
  groups_.pop_back();
  return true;
}

bool RtfReader::on_word(const RtfToken& token) {
  const bool starred = std::exchange(starred_, false);
  if (token.bytes == "u" && token.has_parameter) return group().take != Take::text || unicode(token.parameter);
  if (skips(token)) return true;
  if (!flush()) return false;
  // A section begins in no table of styles or colours: the end of that was lost.
  if (token.is("sectd") && group().take != Take::raw) group().take = Take::text, group().fonts = false;
  if (group().take == Take::silence) return true;
  if (const Character* character = character_of(token.bytes)) {
    return word(token, starred) && give(character->text);
  }
  if (about_characters(token) || about_fonts(token)) return true;
  return word(token, starred);
}

bool RtfReader::about_characters(const RtfToken& token) {
  const auto document = [&](std::uint32_t code_page) {
    default_code_page_ = code_page;
    group().code_page = 0;
    return true;
  };
  if (token.is("ansicpg")) {
    return charset_of_code_page(token.parameter).empty() || document(static_cast<std::uint32_t>(token.parameter));
  }
  if (token.is("mac")) return document(10000);
  if (token.is("pc")) return document(437);
  if (token.is("pca")) return document(850);
  if (token.is("uc")) {
    group().skipped = static_cast<std::uint8_t>(std::clamp(token.parameter, 0, 255));
    return true;
  }
  return false;
}

bool RtfReader::about_fonts(const RtfToken& token) {
  if (token.is("fonttbl")) {
    group().fonts = true;
    group().take = Take::nothing;
    return true;
  }
  if (group().fonts) {
    if (token.is("f")) font_ = token.parameter;
    const std::uint32_t code_page = token.is("fcharset") ? code_page_of_font_charset(token.parameter)
                                    : token.is("cpg")    ? static_cast<std::uint32_t>(std::max(token.parameter, 0))
                                                         : 0;
    if (code_page != 0 && fonts_.size() < kFonts) fonts_[font_] = code_page;
    return true;
  }
  if (token.is("deff")) default_font_ = token.parameter;
  const bool plain = token.is("plain");
  if (!plain && !token.is("f")) return false;
  const auto found = fonts_.find(plain ? default_font_ : token.parameter);
  group().code_page = found == fonts_.end() ? 0 : found->second;
  return !plain;  // the derived class wants to know of \plain
}

// The name of a font ends with a semicolon; a charset that was told before it counts more than the name.
void RtfReader::name_font(std::string_view bytes) {
  constexpr std::size_t kLongest = 64;
  for (const char c : bytes) {
    if (c != ';') {
      if (font_name_.size() < kLongest) font_name_ += c;
      continue;
    }
    for (const auto& [end, code_page] : kFontNames) {
      if (font_name_.ends_with(end) && fonts_.size() < kFonts) fonts_.try_emplace(font_, code_page);
    }
    font_name_.clear();
  }
}

// A UTF-16 unit, signed.
bool RtfReader::unicode(std::int32_t value) {
  if (!pending_.empty() && !flush()) return false;
  to_skip_ = group().skipped;
  char32_t unit = static_cast<char32_t>(value < 0 ? value + 0x10000 : value);
  if (value < -0x8000 || unit > 0x10FFFF) unit = kReplacement;
  if (unit >= 0xF020 && unit <= 0xF0FF) unit -= 0xF000;  // symbol fonts: their code in the private area
  if (unit >= 0xD800 && unit < 0xDC00) {
    if (!flush_surrogate()) return false;
    surrogate_ = unit;
    return true;
  }
  if (unit >= 0xDC00 && unit < 0xE000) {
    unit = surrogate_ == 0 ? kReplacement : 0x10000 + ((surrogate_ - 0xD800) << 10) + (unit - 0xDC00);
    surrogate_ = 0;
  }
  if (!flush_surrogate()) return false;
  if (unit == 0) return true;
  std::string utf8;
  append_utf8(utf8, unit);
  return give(utf8);
}

bool RtfReader::flush_surrogate() {
  if (std::exchange(surrogate_, 0) == 0) return true;
  return give("\xEF\xBF\xBD");
}

void RtfReader::add(std::string_view bytes) {
  if (group().take == Take::text) pending_ += bytes;
}

bool RtfReader::give(std::string_view utf8) { return group().take != Take::text || text(utf8); }

bool RtfReader::flush() {
  if (!pending_.empty() && !flush_surrogate()) return false;
  if (pending_.empty()) return true;
  std::string bytes;
  bytes.swap(pending_);
  const std::uint32_t code_page = group().code_page == 0 ? default_code_page_ : group().code_page;
  Converter* const convert = is_ascii(bytes) ? nullptr : converter(code_page);
  if (convert == nullptr) return give(repaired_utf8(bytes));
  std::string utf8;
  convert->append(bytes, true, utf8);
  return give(utf8);
}

Converter* RtfReader::converter(std::uint32_t code_page) {
  const auto [found, added] = converters_.try_emplace(code_page);
  if (added) found->second = Converter::open(charset_of_code_page(code_page));
  if (added && !found->second) found->second = Converter::open("windows-1252");
  return found->second.get();
}

}  // namespace trawl::extractors
