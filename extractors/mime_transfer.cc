// Content transfer encodings: see mime_transfer.h.
#include "extractors/mime_transfer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kPiece = 64 * 1024;  // encoded bytes that a transfer source decodes at a time
constexpr std::uint8_t kNoDigit = 0xFF;

constexpr std::array<std::uint8_t, 256> base64_digits() {
  std::array<std::uint8_t, 256> digits{};
  for (auto& digit : digits) digit = kNoDigit;
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return digits;
}
constexpr auto kDigits = base64_digits();

std::uint8_t digit_of(char c) {
  return kDigits[static_cast<unsigned char>(c)];
}

bool is_foreign(char c) {
  return digit_of(c) == kNoDigit && c != '=' && c != '\r' && c != '\n';
}

// A line that is no base64: words, or many characters that are not in it. A single damaged one is passed over.
bool is_text_line(std::string_view line) {
  constexpr std::size_t kTolerated = 8;  // one in so many
  const auto foreign = static_cast<std::size_t>(std::count_if(line.begin(), line.end(), is_foreign));
  return line.find(' ') != std::string_view::npos || foreign * kTolerated > line.size();
}

// White space at the end of a line hides a soft line break; else it stays, against RFC 2045 section 6.7, rule 3:
// flowed text needs it.
std::string_view without_trailing_space(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

std::string_view without_carriage_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void append_quoted_printable_line(std::string_view line, std::string& out) {
  std::size_t at = 0;
  while (at < line.size()) {
    const std::size_t equals = std::min(line.find('=', at), line.size());
    out.append(line.substr(at, equals - at));
    at = equals;
    if (at == line.size()) return;
    const int high = at + 2 < line.size() ? hex_value(line[at + 1]) : -1;
    const int low = at + 2 < line.size() ? hex_value(line[at + 2]) : -1;
    if (high < 0 || low < 0) {
      out += line[at++];
      continue;
    }
    out += static_cast<char>(high << 4 | low);
    at += 3;
  }
}

// The encoded bytes of one uuencode line: its first character tells how many bytes it holds.
std::size_t uu_length(char c) {
  return (static_cast<unsigned char>(c) - 32u) & 63u;
}

void append_uuencode(std::string_view encoded, std::string& out) {
  std::size_t at = 0;
  while (at < encoded.size()) {
    const std::string_view line = next_line(encoded, at);
    if (line.substr(0, 6) != "begin " && line != "end") append_uu_line(line, out);
  }
}

class TransferSource final : public Pull {
 public:
  TransferSource(TransferEncoding encoding, std::string_view encoded) : encoding_(encoding), rest_(encoded) {}

  Result<std::size_t> read(std::span<char> out) override {
    while (at_ == decoded_.size() && !rest_.empty()) decode_piece();
    const std::size_t size = std::min(out.size(), decoded_.size() - at_);
    std::memcpy(out.data(), decoded_.data() + at_, size);
    at_ += size;
    return size;
  }

 private:
  void decode_piece() {
    std::size_t size = std::min(kPiece, rest_.size());
    if (size < rest_.size() && encoding_ != TransferEncoding::base64) {
      const std::size_t line_end = rest_.rfind('\n', size - 1);
      size = line_end == std::string_view::npos ? std::min(rest_.find('\n', size), rest_.size() - 1) + 1 : line_end + 1;
    }
    const std::string_view piece = rest_.substr(0, size);
    rest_.remove_prefix(size);
    decoded_.clear();
    at_ = 0;
    if (encoding_ == TransferEncoding::base64) base64_.append(piece, decoded_);
    if (encoding_ == TransferEncoding::base64 && rest_.empty()) base64_.finish(decoded_);
    if (encoding_ == TransferEncoding::quoted_printable) append_quoted_printable(piece, decoded_);
    if (encoding_ == TransferEncoding::uuencode) append_uuencode(piece, decoded_);
  }

  TransferEncoding encoding_;
  std::string_view rest_;
  Base64 base64_;
  std::string decoded_;
  std::size_t at_ = 0;
};

// A source that owns the pull it reads from.
class OwningSource final : public Source {
 public:
  OwningSource(TransferEncoding encoding, std::string_view encoded)
      : pull_(encoding, encoded), source_(pull_source(pull_)) {}
  Result<std::size_t> read(std::span<char> out) override { return source_->read(out); }
  Result<std::string_view> whole(std::uint64_t limit) override { return source_->whole(limit); }
  Result<std::string_view> peek(std::size_t size) override { return source_->peek(size); }

 private:
  TransferSource pull_;
  std::unique_ptr<Source> source_;
};

}  // namespace

TransferEncoding transfer_encoding_from(std::string_view value) {
  const std::string name = ascii_lowered(trimmed(value.substr(0, value.find_first_of(";("))));
  if (name == "base64" || name == "b") return TransferEncoding::base64;
  if (name == "quoted-printable" || name == "q" || name == "quoted/printable")
    return TransferEncoding::quoted_printable;
  if (name == "x-uuencode" || name == "uuencode" || name == "x-uue" || name == "uue") return TransferEncoding::uuencode;
  return TransferEncoding::identity;
}

void Base64::append(std::string_view encoded, std::string& out) {
  const char* at = encoded.data();
  const char* const end = at + encoded.size();
  while (at < end) {
    while (count_ == 0 && end - at >= 4) {  // four digits at a time
      const std::uint32_t a = digit_of(at[0]), b = digit_of(at[1]), c = digit_of(at[2]), d = digit_of(at[3]);
      if ((a | b | c | d) > 63) break;
      const std::uint32_t word = a << 18 | b << 12 | c << 6 | d;
      const char bytes[3] = {static_cast<char>(word >> 16), static_cast<char>(word >> 8), static_cast<char>(word)};
      out.append(bytes, 3);
      at += 4;
    }
    if (at == end) return;
    const char next = *at++;
    const std::uint8_t digit = digit_of(next);
    if (next == '=') finish(out);
    if (digit == kNoDigit) continue;
    bits_ = bits_ << 6 | digit;
    count_ += 6;
    if (count_ == 24) finish(out);
  }
}

void Base64::finish(std::string& out) {
  for (; count_ >= 8; count_ -= 8) out += static_cast<char>(bits_ >> (count_ - 8));
  bits_ = 0;
  count_ = 0;
}

std::string decoded_base64(std::string_view encoded) {
  std::string out;
  out.reserve(encoded.size() / 4 * 3 + 3);
  Base64 base64;
  base64.append(encoded, out);
  base64.finish(out);
  return out;
}

std::optional<MixedBase64> taken_apart(std::string_view encoded) {
  constexpr std::size_t kFullLine = 60;  // shorter lines behind one of text are text too
  if (std::none_of(encoded.begin(), encoded.end(), is_foreign)) return std::nullopt;
  MixedBase64 mixed;
  bool in_text = false;
  for (std::size_t at = 0; at < encoded.size();) {
    const std::string_view line = trimmed(next_line(encoded, at));
    in_text = is_text_line(line) || (in_text && line.size() < kFullLine);
    std::string& to = in_text ? mixed.text : mixed.base64;
    to.append(line) += '\n';
  }
  return mixed.text.empty() ? std::nullopt : std::optional(std::move(mixed));
}

void append_quoted_printable(std::string_view encoded, std::string& out) {
  std::size_t at = 0;
  while (at < encoded.size()) {
    const std::size_t line_end = encoded.find('\n', at);
    const bool ended = line_end != std::string_view::npos;
    const std::string_view line = encoded.substr(at, ended ? line_end - at : line_end);
    at = ended ? line_end + 1 : encoded.size();
    const std::string_view kept = without_trailing_space(line);
    const bool soft = kept.ends_with('=');
    append_quoted_printable_line(soft ? kept.substr(0, kept.size() - 1) : without_carriage_return(line), out);
    if (ended && !soft) out += '\n';
  }
}

bool append_uu_line(std::string_view line, std::string& out) {
  if (line.empty() || line[0] < ' ' || line[0] > '`') return false;
  const std::size_t length = uu_length(line[0]);
  // Spaces at the end of a line get lost on the way, so a line may be shorter than its length says.
  const std::size_t digits = (length + 2) / 3 * 4;
  if (line.size() > 1 + digits + 2 || line.size() + 8 < 1 + digits) return false;
  const bool foreign = std::any_of(line.begin(), line.end(), [](char c) { return c < ' ' || c > '`'; });
  if (foreign) return false;
  std::uint32_t word = 0;
  std::size_t left = length;
  for (std::size_t i = 0; i < digits; ++i) {
    const char c = i + 1 < line.size() ? line[i + 1] : ' ';
    word = word << 6 | static_cast<std::uint32_t>(uu_length(c));
    if (i % 4 != 3) continue;
    for (int shift = 16; shift >= 0 && left > 0; shift -= 8, --left) out += static_cast<char>(word >> shift);
    word = 0;
  }
  return true;
}

std::string decoded_transfer(TransferEncoding encoding, std::string_view encoded) {
  if (encoding == TransferEncoding::identity) return std::string(encoded);
  if (encoding == TransferEncoding::base64) return decoded_base64(encoded);
  std::string out;
  out.reserve(encoded.size());
  if (encoding == TransferEncoding::quoted_printable) append_quoted_printable(encoded, out);
  if (encoding == TransferEncoding::uuencode) append_uuencode(encoded, out);
  return out;
}

std::unique_ptr<Source> transfer_source(TransferEncoding encoding, std::string_view encoded) {
  if (encoding == TransferEncoding::identity) return memory_source(encoded);
  return std::make_unique<OwningSource>(encoding, encoded);
}

}  // namespace trawl::extractors
