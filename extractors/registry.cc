// Which extractor reads which format: all.inc.
#include <string_view>

#include "extractors/extractor.h"

namespace trawl::extractors {

#define TRAWL_FORMAT(format, media_type, extractor) const Extractor& extractor##_extractor();
#include "extractors/all.inc"
#undef TRAWL_FORMAT

const Extractor* extractor_of(Format format) {
  switch (format) {
#define TRAWL_FORMAT(format, media_type, extractor)                  \
  case Format::format:                                               \
    if constexpr (std::string_view(#extractor) == "none") {          \
      return nullptr;                                                \
    } else {                                                         \
      return &extractor##_extractor();                               \
    }
#include "extractors/all.inc"
#undef TRAWL_FORMAT
  }
  return nullptr;
}

}  // namespace trawl::extractors
