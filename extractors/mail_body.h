// Text bodies of mail: flowed text made whole (RFC 3676), and what older programs put into plain text (uuencoded
// files, PGP messages) told apart from it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

// format=flowed with soft line breaks taken out; del_sp is its parameter DelSp=yes. Quote marks stay at the start of
// each paragraph.
std::string unflowed(std::string_view text, bool del_sp);

// A piece of a plain text body, in order; together they are all of it.
struct BodyPiece {
  enum class Kind : std::uint8_t { text, uuencoded, pgp_message };
  Kind kind = Kind::text;
  std::string_view bytes;  // for uuencoded the lines between "begin" and "end"
  std::string_view name;   // of a uuencoded file
};
std::vector<BodyPiece> body_pieces(std::string_view text);

}  // namespace trawl::extractors
