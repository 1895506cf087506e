// SharedArea: memory that a host and one worker both map, in two halves, so that one is filled while the other is
// emptied. Made by the host as a memfd that is sealed against resizing, so that a worker cannot make the host
// run into SIGBUS.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/result.h"
#include "core/descriptor.h"

namespace trawl::scanner {

class SharedArea {
 public:
  static constexpr std::size_t kHalves = 2;

  static Result<SharedArea> create(std::size_t half_bytes);             // the host's
  static Result<SharedArea> map(int descriptor, std::size_t half_bytes);  // the worker's; borrows the descriptor

  SharedArea(SharedArea&& other) noexcept;
  SharedArea& operator=(SharedArea&&) = delete;
  ~SharedArea();

  std::size_t half_bytes() const { return half_bytes_; }
  char* half(std::size_t which) const { return memory_ + kControlBytes + which * half_bytes_; }

  // Bytes of complete records in a half: stored by the worker after each record, so that a host can read all
  // of them when the worker is dead.
  std::atomic<std::uint32_t>& published(std::size_t which) const { return control()->published[which]; }

  // Set by the host: it wants no more of this file.
  std::atomic<std::uint32_t>& stop() const { return control()->stop; }

  // The host's descriptor, to be passed to the worker; -1 in the worker.
  int descriptor() const { return descriptor_.number(); }

 private:
  static constexpr std::size_t kControlBytes = 4096;
  struct Control {
    std::atomic<std::uint32_t> published[kHalves];
    std::atomic<std::uint32_t> stop;
  };
  static_assert(std::atomic<std::uint32_t>::is_always_lock_free);

  SharedArea(char* memory, std::size_t half_bytes, Descriptor descriptor)
      : memory_(memory), half_bytes_(half_bytes), descriptor_(std::move(descriptor)) {}
  Control* control() const { return reinterpret_cast<Control*>(memory_); }
  static std::size_t area_bytes(std::size_t half_bytes) { return kControlBytes + kHalves * half_bytes; }
  static char* map_memory(int descriptor, std::size_t half_bytes);

  char* memory_ = nullptr;
  std::size_t half_bytes_ = 0;
  Descriptor descriptor_;
};

}  // namespace trawl::scanner
