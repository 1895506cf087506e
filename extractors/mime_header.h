// Headers of mail messages and of MIME entities: fields (RFC 5322 section 2.2) and the parameters of structured
// ones (RFC 2045 section 5.1, RFC 2231). Views are borrowed from the text that was parsed.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

struct HeaderField {
  std::string_view name;   // empty: a line among the headers that is no field
  std::string_view value;  // raw, with its folds, without the white space around it
};

struct HeaderBlock {
  std::vector<HeaderField> fields;
  std::size_t body = 0;  // where the body begins in the text

  // The value of the first field of this name (any case); empty where there is none.
  std::string_view value_of(std::string_view name) const;
};

// Reads the headers that begin at text[at]. They end at an empty line, at a line for which ends_here is true, or
// where a line is no field and none follows it: such text is body.
HeaderBlock parse_headers(std::string_view text, std::size_t at,
                          const std::function<bool(std::string_view line)>& ends_here = {});

// "text/plain; charset=utf-8" taken apart.
struct ParameterizedValue {
  std::string value;  // lower case: "text/plain", "attachment"
  struct Parameter {
    std::string name;   // lower case, without the marks of RFC 2231
    std::string value;  // decoded to UTF-8
  };
  std::vector<Parameter> parameters;

  std::string_view parameter(std::string_view name) const;  // empty where there is none
};

ParameterizedValue parse_parameterized(std::string_view raw);

}  // namespace trawl::extractors
