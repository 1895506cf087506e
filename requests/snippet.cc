// Cuts the window first, widens it to whole spans, then writes it piece by piece.
#include "requests/snippet.h"

#include <algorithm>

#include "core/utf8.h"
namespace trawl::requests {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

bool continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::size_t back(std::string_view text, std::size_t at, std::size_t characters) {
  while (at > 0 && characters > 0) {
    do --at;
    while (at > 0 && continuation(text[at]));
    --characters;
  }
  return at;
}

std::size_t forward(std::string_view text, std::size_t at, std::size_t characters) {
  while (at < text.size() && characters > 0) {
    do ++at;
    while (at < text.size() && continuation(text[at]));
    --characters;
  }
  return at;
}

// Sorted, and overlapping ones made one: the longest says the kind.
void merge(std::vector<MaskedSpan>& spans) {
  std::sort(spans.begin(), spans.end(),
            [](const auto& a, const auto& b) { return a.start != b.start ? a.start < b.start : a.end > b.end; });
  std::vector<MaskedSpan> merged;
  for (MaskedSpan& span : spans) {
    if (span.start >= span.end) continue;
    if (!merged.empty() && span.start < merged.back().end) {
      merged.back().end = std::max(merged.back().end, span.end);
    } else {
      merged.push_back(std::move(span));
    }
  }
  spans = std::move(merged);
}

// [from, to) of the text with the spans masked that begin in it.
std::string masked_piece(std::string_view text, std::size_t from, std::size_t to,
                         const std::vector<MaskedSpan>& spans) {
  std::string out;
  for (const MaskedSpan& span : spans) {
    if (span.end <= from || span.start >= to) continue;
    const std::size_t start = std::max<std::size_t>(span.start, from);
    out += one_line(text.substr(from, start - from));
    out += one_line(span.mask);
    from = std::min<std::size_t>(span.end, to);
  }
  out += one_line(text.substr(from, to - from));
  return out;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    const char32_t c = decode(text, at);
    const bool blank = c <= 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA1) || c == 0x2028 || c == 0x2029;
    const bool bidirectional =
        (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
    if (bidirectional) continue;
    if (!blank) {
      out.append(text.substr(before, at - before));
    } else if (out.empty() || out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

Snippet snippet_of(std::string_view text, std::uint32_t match_start, std::uint32_t match_end,
                   std::vector<MaskedSpan> spans) {
  merge(spans);
  std::size_t start = std::min<std::size_t>(match_start, text.size());
  std::size_t end = std::clamp<std::size_t>(match_end, start, text.size());
  const bool long_match = end - start > kMatchBytes;
  if (long_match) end = character_start(text, start + kMatchBytes);
  std::size_t from = back(text, start, kSnippetCharacters), to = forward(text, end, kSnippetCharacters);
  for (const MaskedSpan& span : spans) {
    if (span.end <= from || span.start >= to) continue;
    from = std::min<std::size_t>(from, span.start);
    to = std::max<std::size_t>(to, span.end);
    if (span.start < start && span.end > start) start = span.start;
    if (span.start < end && span.end > end) end = span.end;
  }
  Snippet snippet;
  snippet.before = (from > 0 ? std::string(kEllipsis) : "") + masked_piece(text, from, start, spans);
  snippet.match = masked_piece(text, start, end, spans);
  snippet.after = masked_piece(text, end, to, spans) + (to < text.size() || long_match ? std::string(kEllipsis) : "");
  return snippet;
}

}  // namespace trawl::requests
