#include "detectors/name_memory.h"

namespace trawl::detectors {
namespace {

std::size_t slot_of(std::uint64_t hash) {
  return hash & 4095;
}
std::uint32_t key_of(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash >> 32);
}

}  // namespace

void NameMemory::clear() {
  if (++round_ != 0) return;
  slots_.fill({});
  round_ = 1;
}

void NameMemory::add(std::uint64_t hash, std::uint32_t bits) {
  Slot& slot = slots_[slot_of(hash)];
  if (slot.round != round_ || slot.key != key_of(hash)) {
    slot = {key_of(hash), static_cast<std::uint16_t>(bits), round_};
    return;
  }
  slot.bits |= static_cast<std::uint16_t>(bits);
}

void NameMemory::add_if_known(std::uint64_t hash, std::uint32_t bits) {
  Slot& slot = slots_[slot_of(hash)];
  if (slot.round == round_ && slot.key == key_of(hash)) slot.bits |= static_cast<std::uint16_t>(bits);
}

std::uint32_t NameMemory::bits(std::uint64_t hash) const {
  const Slot& slot = slots_[slot_of(hash)];
  return slot.round == round_ && slot.key == key_of(hash) ? slot.bits : 0;
}

}  // namespace trawl::detectors
