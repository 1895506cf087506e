// Text of mail headers as people read it: encoded-words (RFC 2047, with the language of RFC 2231), and
// raw bytes of any charset, decoded to UTF-8.
//
// More lenient than the standard, as real mail needs: encoded-words are decoded inside quoted strings and
// next to other text, may hold spaces, and a character may be split between neighbours.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trawl::extractors {

// The length of the encoded-word that text begins with ("=?utf-8?Q?caf=C3=A9?="), or 0.
std::size_t encoded_word_length(std::string_view text);

// The header's value without folds, decoded. fallback_charset is that of raw bytes which are not UTF-8; empty: guessed.
std::string decoded_header(std::string_view raw, std::string_view fallback_charset = {});

}  // namespace trawl::extractors
