// Names of the degrees of confidence.
#include "core/finding.h"

namespace trawl {

std::string_view name_of(Confidence confidence) {
  switch (confidence) {
    case Confidence::possible: return "possible";
    case Confidence::likely: return "likely";
    case Confidence::certain: return "certain";
  }
  return "unknown";
}

std::optional<Confidence> confidence_from(std::string_view name) {
  for (const Confidence c : {Confidence::possible, Confidence::likely, Confidence::certain}) {
    if (name_of(c) == name) return c;
  }
  return std::nullopt;
}

}  // namespace trawl
