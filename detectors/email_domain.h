// What is known of the domains of e-mail addresses.
#pragma once

#include <string>
#include <string_view>

namespace trawl::detectors {

// A country's, or one of those in common use. In small letters, without the dot.
bool is_known_top_level(std::string_view top);

// Kept for examples and tests (RFC 2606, RFC 6761), or below one of them. In small letters.
bool is_reserved_domain(std::string_view domain);

std::string in_small_letters(std::string_view text);  // ASCII

}  // namespace trawl::detectors
