// Text bodies of mail: flowed text made whole (RFC 3676), enriched text without its marks (RFC 1896), and what older
// programs put into plain text (files in uuencode, yEnc or BinHex, PGP messages) told apart from it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

// format=flowed with soft line breaks taken out; del_sp is its parameter DelSp=yes. Quote marks stay at the start of
// each paragraph.
std::string unflowed(std::string_view text, bool del_sp);

// text/enriched, or text/richtext (RFC 1341), as plain text.
std::string unmarked(std::string_view enriched);

// A piece of a plain text body, in order; together they are all of it.
struct BodyPiece {
  enum class Kind : std::uint8_t { text, uuencoded, yenc, binhex, pgp_message };
  Kind kind = Kind::text;
  std::string_view bytes;   // for uuencoded and yenc the lines between the first and the last
  std::string_view name;    // of a file
  bool incomplete = false;  // a part of a file, the rest of which is in other messages
};
// Of bytes in any charset that has ASCII in it.
std::vector<BodyPiece> body_pieces(std::string_view text);

// The bytes behind the lines of yEnc (yenc.org/yenc-draft.1.3.txt).
std::string decoded_yenc(std::string_view lines);

}  // namespace trawl::extractors
