// SecretBytes: a small buffer for key material on the stack, wiped when it goes.
#pragma once

#include <array>
#include <cstddef>

#include "core/sensitive.h"

namespace trawl::index {

template <std::size_t kSize>
class SecretBytes {
 public:
  SecretBytes() = default;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  ~SecretBytes() { wipe(bytes_.data(), kSize); }

  unsigned char* data() { return bytes_.data(); }
  char* text() { return reinterpret_cast<char*>(bytes_.data()); }

 private:
  std::array<unsigned char, kSize> bytes_{};
};

}  // namespace trawl::index
