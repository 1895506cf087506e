// sniff: the format of a part by its content; the name is only a hint between formats that share
// their look (text formats). No third-party code: the scanning process itself calls this.
#pragma once

#include <string_view>

namespace trawl::extractors {

// One enumerator a format, from all.inc.
enum class Format {
#define TRAWL_FORMAT(format, media_type, extractor) format,
#include "extractors/all.inc"
#undef TRAWL_FORMAT
};

std::string_view name_of(Format format);
std::string_view media_type_of(Format format);

// What is known of a part before it is read. `head` is its first bytes: all of them, or at least
// Source::kPeek.
struct Head {
  std::string_view bytes;
  std::string_view name;           // file or member name, raw bytes; may be empty
  std::string_view declared_type;  // what the container says (Content-Type); may be empty
  bool whole = false;              // bytes is all there is
};

Format sniff(const Head& head);

// True for text that the scanning process may read itself, without a worker and without any parser:
// format `plain` in UTF-8 or ASCII.
bool plain_utf8(const Head& head);

}  // namespace trawl::extractors
