// Averaged perceptron with a margin over hashed features, and its quantised form (detectors/name_model.h).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "detectors/name_features.h"

namespace trawl::detectors::train {

using Scores = std::array<float, kNameTags>;

class Perceptron {
 public:
  Perceptron();

  // First pass: only features met then take part.
  void meet(const FeatureKeys& keys);

  Scores score(const FeatureKeys& keys) const;
  void update(const FeatureKeys& keys, int wanted, int instead);
  void step() { ++steps_; }

  // Replaces the weights by their averages over all steps.
  void average();

  // Adds another's weights, times `share`; both have met the same features in the same order.
  void add(const Perceptron& other, float share);

  // The model file: `rows` rows, weights in 1/quanta; the larger of two features that share a row stays.
  std::vector<unsigned char> quantised(std::uint32_t rows, float quanta, std::array<std::int32_t, 3> margins) const;
  std::size_t features() const { return weights_.size(); }

 private:
  struct Weights {
    std::array<float, kNameTags> now{};
    std::array<float, kNameTags> sum{};
  };
  static constexpr std::size_t kSlots = 1u << 23;
  std::size_t slot_of(std::uint32_t key) const;

  std::vector<std::uint32_t> keys_;    // open addressing; 0 is free
  std::vector<std::uint32_t> values_;  // index into weights_, plus 1
  std::vector<Weights> weights_;
  double steps_ = 1;
};

}  // namespace trawl::detectors::train
