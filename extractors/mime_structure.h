// The structure of a MIME message (RFC 2046 section 5.1) in one pass over its bytes: headers, and the leaves of its
// multiparts, whatever their nesting. Bodies stay encoded; views are borrowed from the message.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/mime_header.h"

namespace trawl::extractors {

struct MimeLeaf {
  HeaderBlock headers;        // of the entity; empty for text around the parts of a multipart
  ParameterizedValue type;    // Content-Type; by RFC 2045 section 5.2 where there is none
  ParameterizedValue parent;  // of the multipart around it; empty for the message itself
  std::string_view body;
  std::string path;           // "1.2": the second part of the first part; empty for the message's own body
  bool around_parts = false;  // preamble or epilogue of a multipart
  bool too_deep = false;      // a multipart nested too deep, as one piece of bytes
};

class MimeLeafSink {
 public:
  virtual ~MimeLeafSink() = default;
  // The headers of the message itself (path empty; they come first) and of each part and multipart in it.
  virtual bool headers(const HeaderBlock& headers, std::string_view path) = 0;
  virtual bool leaf(const MimeLeaf& leaf) = 0;
};

inline constexpr std::size_t kMultipartDepth = 100;  // multiparts inside multiparts

// Reads the message into the sink; stops where the sink returns false, and returns false then.
bool read_mime(std::string_view message, MimeLeafSink& sink);

}  // namespace trawl::extractors
