// Character references of HTML and XML: "&eacute;", "&#233;", "&#xE9;", and those that HTML reads without semicolon.
// WHATWG HTML, 13.2.5.72 to 13.2.5.80.
#pragma once

#include <string>
#include <string_view>

namespace trawl::extractors {

// Decodes the reference at text[at], which is '&', appends what it stands for and moves at behind it. What is no
// reference is appended as it stands: the '&' alone. attribute: the stricter rule for values of attributes.
void append_reference(std::string_view text, std::size_t& at, bool attribute, std::string& out);

// The text with all references decoded.
void append_decoded(std::string_view text, bool attribute, std::string& out);
std::string decoded(std::string_view text, bool attribute);

// The longest reference, "&CounterClockwiseContourIntegral;", in bytes.
inline constexpr std::size_t kLongestReference = 33;

}  // namespace trawl::extractors
