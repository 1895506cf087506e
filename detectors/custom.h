// Detectors of the user's own, from a TOML file (docs/adding-a-detector.md describes it).
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/text_block.h"
#include "detectors/detector_set.h"
#include "detectors/overlap.h"

namespace trawl::detectors {

class CustomDetectors {
 public:
  // Errors name the line of the file. At most 64 detectors.
  static Result<std::unique_ptr<CustomDetectors>> parse(std::string_view toml);
  virtual ~CustomDetectors() = default;

  virtual const std::vector<Kind>& kinds() const = 0;  // their strings live as long as the program
  virtual void begin_part() = 0;
  // Appends what the detectors find in the block's normalised text. `asked` says of each kind whether it is wanted.
  virtual void find(const TextBlock& block, std::string_view text, const std::vector<bool>& asked,
                    std::vector<Candidate>& out) = 0;
};

}  // namespace trawl::detectors
