#include "detectors/name_model.h"

#include <cstring>

asm(".section .rodata\n"
    ".balign 64\n"
    ".hidden trawl_name_weights\n"
    ".global trawl_name_weights\n"
    ".hidden trawl_name_weights_end\n"
    ".global trawl_name_weights_end\n"
    "trawl_name_weights:\n"
    ".incbin \"" TRAWL_NAME_DATA
    "/name_weights.bin\"\n"
    "trawl_name_weights_end:\n"
    ".previous\n");

extern "C" const unsigned char trawl_name_weights[] __attribute__((visibility("hidden")));
extern "C" const unsigned char trawl_name_weights_end[] __attribute__((visibility("hidden")));

namespace trawl::detectors {

Result<NameModel> NameModel::embedded() {
  return open({trawl_name_weights, static_cast<std::size_t>(trawl_name_weights_end - trawl_name_weights)});
}

Result<NameModel> NameModel::open(std::span<const unsigned char> bytes) {
  std::uint32_t version = 0, rows = 0;
  if (bytes.size() < kModelHeader || std::memcmp(bytes.data(), kModelMagic.data(), kModelMagic.size()) != 0)
    return fail(ErrorKind::damaged, "the name weights are not in their format");
  std::memcpy(&version, bytes.data() + 8, 4);
  std::memcpy(&rows, bytes.data() + 12, 4);
  if (version != kFeatureVersion)
    return fail(ErrorKind::wrong_version, "the name weights are of another version; train them again");
  if (rows == 0 || (rows & (rows - 1)) != 0 || bytes.size() != kModelHeader + std::size_t{rows} * 5)
    return fail(ErrorKind::damaged, "the name weights are cut short");
  NameModel model;
  model.mask_ = rows - 1;
  std::memcpy(model.margins_.data(), bytes.data() + 16, 12);
  model.checks_ = bytes.data() + kModelHeader;
  model.weights_ = reinterpret_cast<const signed char*>(model.checks_ + rows);
  return model;
}

void NameModel::prefetch(const FeatureKeys& keys) const {
  for (std::uint32_t i = 0; i < keys.count; ++i) {
    const std::uint32_t row = keys.keys[i] & mask_;
    __builtin_prefetch(checks_ + row);
    __builtin_prefetch(weights_ + std::size_t{row} * 4);
  }
}

void NameModel::score(const FeatureKeys& keys, TagScores& scores) const {
  std::array<std::uint32_t, std::tuple_size_v<decltype(keys.keys)>> rows;
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < keys.count; ++i) {  // without a branch: half of the features are unknown
    const std::uint32_t row = keys.keys[i] & mask_;
    rows[count] = row;
    count += checks_[row] == check_of(keys.keys[i]);
  }
  // Weights with 128 added, so that none is below zero, summed in two lanes of 16 bits each.
  constexpr std::uint32_t kOffset = 0x80808080, kLanes = 0x00FF00FF;
  static_assert(std::tuple_size_v<decltype(keys.keys)> * 255 <= 0xFFFF);
  std::uint32_t even = 0, odd = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t weights;
    std::memcpy(&weights, weights_ + std::size_t{rows[i]} * 4, 4);
    weights ^= kOffset;
    even += weights & kLanes;
    odd += weights >> 8 & kLanes;
  }
  const auto offset = static_cast<std::int32_t>(count * 128);
  const auto begin = static_cast<std::int32_t>(even & 0xFFFF) - offset;
  const auto inside = static_cast<std::int32_t>(odd & 0xFFFF) - offset;
  const auto last = static_cast<std::int32_t>(even >> 16) - offset;
  const auto unit = static_cast<std::int32_t>(odd >> 16) - offset;
  scores = {0, begin, inside, last, unit};
}

}  // namespace trawl::detectors
