// Normalisation with ICU (UAX #15).
#include "core/normal_text.h"

namespace trawl {

void NormalText::assign(std::string_view text) {
  view_ = text;
  map_.clear();
  ends_.clear();
}

}  // namespace trawl
