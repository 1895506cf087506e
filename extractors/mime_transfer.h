// Content transfer encodings of mail bodies: base64 and quoted-printable (RFC 2045 sections 6.7 and
// 6.8), and uuencode. All decoders are lenient: what is not of the encoding is passed over (base64) or
// kept as it stands (quoted-printable), and truncated input yields what it holds.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "extractors/source.h"

namespace trawl::extractors {

enum class TransferEncoding : std::uint8_t { identity, base64, quoted_printable, uuencode };

// By the value of Content-Transfer-Encoding; identity for those unknown.
TransferEncoding transfer_encoding_from(std::string_view value);

// Base64 that arrives in pieces. Padding ends a run of it; a further run may follow.
class Base64 {
 public:
  void append(std::string_view encoded, std::string& out);
  void finish(std::string& out);  // the last bytes where the padding is missing

 private:
  std::uint32_t bits_ = 0;
  unsigned count_ = 0;  // bits that wait in bits_
};

std::string decoded_base64(std::string_view encoded);

// Base64 with lines of text among it, such as a mailing list adds at the end of a message, taken apart; nothing where
// there are none.
struct MixedBase64 {
  std::string base64;
  std::string text;
};
std::optional<MixedBase64> taken_apart(std::string_view encoded);

// `encoded` is whole lines, or all there is.
void append_quoted_printable(std::string_view encoded, std::string& out);
// One line of uuencode without its line end; false when it is none.
bool append_uu_line(std::string_view line, std::string& out);

std::string decoded_transfer(TransferEncoding encoding, std::string_view encoded);

// A source of the decoded bytes, made as they are read, so that memory does not grow with the body.
// Borrows `encoded`.
std::unique_ptr<Source> transfer_source(TransferEncoding encoding, std::string_view encoded);

}  // namespace trawl::extractors
