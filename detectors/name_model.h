// NameModel: the weights of the name tagger, read where they lie (detectors/data/name_weights.bin, embedded; made by
// train-names). Scores are integers in units of the model's quantum; `outside` always scores 0.
//
// Format, little endian: "TRAWLNM1", u32 feature version, u32 rows (a power of two), i32 margin[3] (possible, likely,
// certain), u32 reserved, then `rows` check bytes (0: no feature), then `rows` times i8[4] (begin, inside, last, unit).
// A feature's row is key mod rows, its check byte the key's upper eight bits (1 for 0).
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/result.h"
#include "detectors/name_features.h"

namespace trawl::detectors {

inline constexpr std::string_view kModelMagic = "TRAWLNM1";
inline constexpr std::size_t kModelHeader = 32;

using TagScores = std::array<std::int32_t, kNameTags>;

class NameModel {
 public:
  // The weights that are part of the program.
  static Result<NameModel> embedded();
  // Borrows the bytes. Fails when they are no model of this feature version.
  static Result<NameModel> open(std::span<const unsigned char> bytes);

  void score(const FeatureKeys& keys, TagScores& scores) const;

  // Has the processor fetch what score() will read for these keys.
  void prefetch(const FeatureKeys& keys) const;

  // From which margin on a name counts as possible, likely and certain.
  const std::array<std::int32_t, 3>& margins() const { return margins_; }

  static std::uint8_t check_of(std::uint32_t key) { return key >> 24 ? static_cast<std::uint8_t>(key >> 24) : 1; }

 private:
  std::uint32_t mask_ = 0;
  std::array<std::int32_t, 3> margins_{};
  const unsigned char* checks_ = nullptr;
  const signed char* weights_ = nullptr;
};

}  // namespace trawl::detectors
