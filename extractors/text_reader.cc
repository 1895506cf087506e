// TextReader: a source as pieces of UTF-8; see charset.h.
#include <algorithm>

#include "core/utf8.h"
#include "extractors/charset.h"

namespace trawl::extractors {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

// A character that the end of the bytes cuts in two is not an error yet.
bool only_cut(std::string_view bytes, std::size_t valid) {
  const std::string_view tail = bytes.substr(valid);
  if (tail.size() > 3) return false;
  const auto lead = static_cast<unsigned char>(tail[0]);
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  return tail.size() < length;
}

// UTF-8 with flaws: a line that is none at all is taken for windows-1252, in others the bytes that are wrong.
std::string mended(std::string_view bytes) {
  const auto windows = Converter::open("windows-1252");
  if (!windows) return repaired_utf8(bytes);
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  while (!bytes.empty()) {
    std::string_view line = bytes.substr(0, bytes.find('\n'));
    line = bytes.substr(0, std::min(line.size() + 1, bytes.size()));
    bytes.remove_prefix(line.size());
    if (!mostly_utf8(line) && !valid_utf8(line)) {
      windows->append(line, true, text);
      continue;
    }
    for (std::size_t good = valid_prefix(line);; good = valid_prefix(line)) {
      text += line.substr(0, good);
      if (good == line.size()) break;
      windows->append(line.substr(good, 1), true, text);
      line.remove_prefix(good + 1);
    }
  }
  return text;
}

}  // namespace

TextReader::TextReader(Source& source, std::string_view declared, const Limits& limits)
    : source_(source), declared_(declared), chunk_(std::clamp<std::uint64_t>(limits.block_bytes / 4, 16, 1u << 20)) {}

Status TextReader::start() {
  started_ = true;
  const auto head = source_.peek(Source::kPeek);
  if (!head) return tl::unexpected(head.error());
  const std::string charset = charset_of(*head, declared_, head->size() < Source::kPeek);
  if (charset != "utf-8") converter_ = Converter::open(charset);
  return {};
}

// Reads up to chunk_ bytes more behind those that are left; an error ends the text.
void TextReader::fill() {
  std::size_t filled = raw_.size();
  raw_.resize(filled + chunk_);
  while (filled < raw_.size() && !ended_) {
    const auto count = source_.read({raw_.data() + filled, raw_.size() - filled});
    if (!count) error_ = count.error();
    ended_ = !count || *count == 0;
    filled += count.value_or(0);
  }
  raw_.resize(filled);
}

// As much of the text as ends behind a line end, a space or at least a whole character.
std::string_view TextReader::cut(std::string_view text) const {
  if (ended_) return text;
  for (const char separator : {'\n', ' '}) {
    const std::size_t end = text.rfind(separator);
    if (end != text.npos && end > text.size() / 4) return text.substr(0, end + 1);
  }
  return text;
}

// Takes a piece from raw_, which is UTF-8 so far; a byte that is not may show that it was another charset.
std::string_view TextReader::utf8_piece() {
  std::string_view bytes = raw_;
  const std::size_t valid = valid_prefix(bytes);
  if (valid < bytes.size() && !ended_ && only_cut(bytes, valid)) bytes = bytes.substr(0, valid);
  if (valid < bytes.size() && !multibyte_) {
    const std::string charset = charset_of(bytes, declared_, ended_);
    if (charset != "utf-8" && (converter_ = Converter::open(charset))) return converted_piece();
  }
  const std::string_view piece = cut(bytes);
  taken_ = piece.size();
  multibyte_ = multibyte_ || std::any_of(piece.begin(), piece.end(), [](char c) { return c < 0; });
  if (valid >= piece.size()) return piece;
  mended_ = mended(piece);
  return mended_;
}

std::string_view TextReader::converted_piece() {
  text_.erase(0, given_);
  converter_->append(raw_, ended_, text_);
  taken_ = raw_.size();
  const std::string_view piece = cut(text_);
  given_ = piece.size();
  return piece;
}

Result<std::string_view> TextReader::next() {
  const bool first = !started_;
  if (first) {
    if (auto status = start(); !status) return tl::unexpected(status.error());
  }
  while (!ended_) {
    raw_.erase(0, taken_);
    fill();
    std::string_view piece = converter_ ? converted_piece() : utf8_piece();
    if (first && piece.starts_with(kMark)) piece.remove_prefix(kMark.size());
    if (!piece.empty()) return piece;
  }
  if (error_) return tl::unexpected(*error_);
  return std::string_view();
}

}  // namespace trawl::extractors
