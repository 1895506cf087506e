// The built-in detectors of all.inc.
#pragma once

#include <span>

#include "detectors/detector.h"

namespace trawl::detectors {

std::span<const Detector* const> built_in_detectors();

}  // namespace trawl::detectors
