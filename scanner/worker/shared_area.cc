// Memory shared by host and worker: see shared_area.h.
#include "scanner/worker/shared_area.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <utility>

namespace trawl::scanner {

Result<SharedArea> SharedArea::create(std::size_t half_bytes) {
  Descriptor descriptor(memfd_create("trawl-text", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!descriptor) return fail(ErrorKind::io, "no shared memory for a worker can be had");
  if (ftruncate(descriptor.number(), static_cast<off_t>(area_bytes(half_bytes))) != 0 ||
      fcntl(descriptor.number(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    return fail(ErrorKind::io, "no shared memory for a worker can be had");
  }
  char* memory = map_memory(descriptor.number(), half_bytes);
  if (memory == nullptr) return fail(ErrorKind::io, "the shared memory of a worker cannot be mapped");
  return SharedArea(memory, half_bytes, std::move(descriptor));
}

Result<SharedArea> SharedArea::map(int descriptor, std::size_t half_bytes) {
  struct stat status;
  if (fstat(descriptor, &status) != 0 || static_cast<std::size_t>(status.st_size) != area_bytes(half_bytes)) {
    return fail(ErrorKind::internal, "the shared memory has another size than the host says");
  }
  char* memory = map_memory(descriptor, half_bytes);
  if (memory == nullptr) return fail(ErrorKind::io, "the shared memory cannot be mapped");
  return SharedArea(memory, half_bytes, Descriptor());
}

char* SharedArea::map_memory(int descriptor, std::size_t half_bytes) {
  void* memory = mmap(nullptr, area_bytes(half_bytes), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (memory == MAP_FAILED) return nullptr;
  madvise(memory, area_bytes(half_bytes), MADV_DONTDUMP);
  return static_cast<char*>(memory);
}

SharedArea::SharedArea(SharedArea&& other) noexcept
    : memory_(std::exchange(other.memory_, nullptr)),
      half_bytes_(other.half_bytes_),
      descriptor_(std::move(other.descriptor_)) {}

SharedArea::~SharedArea() {
  if (memory_ != nullptr) munmap(memory_, area_bytes(half_bytes_));
}

}  // namespace trawl::scanner
