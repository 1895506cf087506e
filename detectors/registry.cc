// The list of detectors, made from all.inc.
#include "detectors/registry.h"

#include "detectors/special_category.h"

namespace trawl::detectors {

#define TRAWL_DETECTOR(name) const Detector& name##_detector();
#include "detectors/all.inc"
#undef TRAWL_DETECTOR

std::span<const Detector* const> built_in_detectors() {
  static const Detector* const list[] = {
#define TRAWL_DETECTOR(name) &name##_detector(),
#include "detectors/all.inc"
#undef TRAWL_DETECTOR
  };
  return list;
}

const std::vector<Kind>& built_in_kinds() {
  static const std::vector<Kind> kinds = [] {
    std::vector<Kind> list;
    for (const Detector* detector : built_in_detectors()) {  // several detectors can be of one kind, in a row
      if (list.empty() || list.back().name != detector->kind.name) list.push_back(detector->kind);
    }
    list.push_back({"person", "Personal name", Risk::medium});
    list.push_back(kSpecialCategory);
    return list;
  }();
  return kinds;
}

}  // namespace trawl::detectors
