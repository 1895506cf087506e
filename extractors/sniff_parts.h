// The two halves of sniff(): formats known by signatures, and formats that are text. Private to sniff*.cc.
#pragma once

#include <optional>
#include <string_view>

#include "extractors/sniff.h"

namespace trawl::extractors {

// By signature; nothing for text and for what is not known.
std::optional<Format> sniff_binary(const Head& head);

// The same for a head that has the look of text in an ASCII-compatible charset: nearly all bytes printable.
Format sniff_text(const Head& head);

// JSON by its grammar, as far as the text goes, or by name; nothing for other text.
std::optional<Format> sniff_json(const Head& head, std::string_view text);

// Dumps in SQL, LDIF, YAML, settings and logs of web servers: where the content leaves no doubt, or the name says so and
// most of the first lines have the form. Nothing for other text.
std::optional<Format> sniff_structured(const Head& head, std::string_view text);

// The suffix of a name in lower case without the dot, "" where there is none. At most 11 characters.
class Suffix {
 public:
  explicit Suffix(std::string_view name);
  std::string_view view() const { return {text_, size_}; }
  bool is_one_of(std::initializer_list<std::string_view> suffixes) const;

 private:
  char text_[12] = {};
  std::size_t size_ = 0;
};

}  // namespace trawl::extractors
