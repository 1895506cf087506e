// Pieces of split archives: see archive_pieces.h.
#include "extractors/archive_pieces.h"

#include <algorithm>

#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

// The digits at the end of a text.
std::size_t digits_at_end(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_ascii_digit(text[text.size() - 1 - count])) ++count;
  return count;
}

// Its suffix, and what stands before that.
std::string_view take_suffix(std::string_view& name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  const std::string_view suffix = name.substr(dot + 1);
  name = name.substr(0, dot);
  return suffix;
}

}  // namespace

bool named_as_piece(std::string_view name) {
  const std::string_view suffix = take_suffix(name);
  const std::size_t digits = digits_at_end(suffix);
  if (suffix.size() == 3 && digits == 3) return true;
  const char first = suffix.empty() ? '\0' : ascii_lower(suffix[0]);
  if (suffix.size() == 3 && digits == 2 && (first == 'z' || first == 'r' || first == 'a' || first == 's')) return true;
  const std::string_view before = take_suffix(name);
  return digits_at_end(before) > 0 && starts_ignoring_case(before, "part") &&
         before.size() == 4 + digits_at_end(before);
}

}  // namespace trawl::extractors
