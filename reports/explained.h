// `trawl explain`: findings with the reasons for them and what gave way to them. Schema:
// docs/schemas/explain.schema.json.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"
#include "detectors/detector_set.h"

namespace trawl::reports {

// Points into the lists that it was made from.
struct Explained {
  const Finding* finding = nullptr;
  std::uint64_t line = 1;
  std::vector<const Finding*> lost;  // of other kinds, that overlapped it
};

// found and lost: of one DetectorSet::scan() of text.
std::vector<Explained> explain(std::string_view text, const std::vector<Finding>& found,
                               const std::vector<detectors::Lost>& lost);

// One JSON object a finding: {"input","line","kind","title","value","confidence","evidence","tags","lost":[...]}.
// plain: values as they are, else masked.
std::string explained_lines(std::string_view input, const std::vector<Explained>& explained,
                            const std::vector<detectors::Kind>& kinds, bool plain);

}  // namespace trawl::reports
