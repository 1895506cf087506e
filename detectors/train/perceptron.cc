#include "detectors/train/perceptron.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "detectors/name_model.h"

namespace trawl::detectors::train {
namespace {

void put(std::vector<unsigned char>& out, std::size_t at, std::uint32_t value) {
  std::memcpy(out.data() + at, &value, 4);
}

}  // namespace

Perceptron::Perceptron() : keys_(kSlots, 0), values_(kSlots, 0) {}

std::size_t Perceptron::slot_of(std::uint32_t key) const {
  if (key == 0) key = 1;
  std::size_t slot = key & (kSlots - 1);
  while (keys_[slot] != 0 && keys_[slot] != key) slot = (slot + 1) & (kSlots - 1);
  return slot;
}

void Perceptron::meet(const FeatureKeys& keys) {
  for (std::uint32_t i = 0; i < keys.count; ++i) {
    const std::size_t slot = slot_of(keys.keys[i]);
    if (values_[slot] != 0) continue;
    if (weights_.size() > kSlots * 3 / 4) throw std::runtime_error("too many features");
    weights_.emplace_back();
    keys_[slot] = keys.keys[i] == 0 ? 1 : keys.keys[i];
    values_[slot] = static_cast<std::uint32_t>(weights_.size());
  }
}

Scores Perceptron::score(const FeatureKeys& keys) const {
  Scores scores{};
  for (std::uint32_t i = 0; i < keys.count; ++i) {  // the tables are larger than any cache
    const std::size_t slot = keys.keys[i] & (kSlots - 1);
    __builtin_prefetch(&keys_[slot]);
    __builtin_prefetch(&values_[slot]);
  }
  for (std::uint32_t i = 0; i < keys.count; ++i) {
    const std::uint32_t value = values_[slot_of(keys.keys[i])];
    if (value == 0) continue;
    const auto& weights = weights_[value - 1].now;
    for (std::size_t tag = 0; tag < scores.size(); ++tag) scores[tag] += weights[tag];
  }
  return scores;
}

void Perceptron::update(const FeatureKeys& keys, int wanted, int instead) {
  for (std::uint32_t i = 0; i < keys.count; ++i) {
    const std::uint32_t value = values_[slot_of(keys.keys[i])];
    if (value == 0) continue;
    Weights& weights = weights_[value - 1];
    const auto now = static_cast<float>(steps_);
    weights.now[static_cast<std::size_t>(wanted)] += 1;
    weights.sum[static_cast<std::size_t>(wanted)] += now;
    weights.now[static_cast<std::size_t>(instead)] -= 1;
    weights.sum[static_cast<std::size_t>(instead)] -= now;
  }
}

void Perceptron::average() {
  for (Weights& weights : weights_)
    for (std::size_t tag = 0; tag < weights.now.size(); ++tag)
      weights.now[tag] -= weights.sum[tag] / static_cast<float>(steps_);
}

void Perceptron::add(const Perceptron& other, float share) {
  for (std::size_t i = 0; i < weights_.size(); ++i)
    for (std::size_t tag = 0; tag < weights_[i].now.size(); ++tag)
      weights_[i].now[tag] += other.weights_[i].now[tag] * share;
}

std::vector<unsigned char> Perceptron::quantised(std::uint32_t rows, float quanta,
                                                 std::array<std::int32_t, 3> margins) const {
  std::vector<unsigned char> out(kModelHeader + std::size_t{rows} * 5, 0);
  std::memcpy(out.data(), kModelMagic.data(), kModelMagic.size());
  put(out, 8, kFeatureVersion);
  put(out, 12, rows);
  for (std::size_t i = 0; i < 3; ++i) put(out, 16 + i * 4, static_cast<std::uint32_t>(margins[i]));
  std::vector<float> sizes(rows, 0);
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    if (values_[slot] == 0) continue;
    const auto& now = weights_[values_[slot] - 1].now;
    std::array<long, 4> quantum{};
    float size = 0;
    for (std::size_t i = 0; i < 4; ++i) {  // relative to `outside`, which then needs no weight
      quantum[i] = std::clamp(std::lround((now[i + 1] - now[0]) * quanta), -127l, 127l);
      size += static_cast<float>(std::abs(quantum[i]));
    }
    const std::uint32_t row = keys_[slot] & (rows - 1);
    if (size <= sizes[row]) continue;
    sizes[row] = size;
    out[kModelHeader + row] = NameModel::check_of(keys_[slot]);
    for (std::size_t i = 0; i < 4; ++i)
      out[kModelHeader + rows + std::size_t{row} * 4 + i] = static_cast<unsigned char>(quantum[i]);
  }
  return out;
}

}  // namespace trawl::detectors::train
