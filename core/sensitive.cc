// Wiping of memory that held personal data.
#include "core/sensitive.h"

#include <cstring>

namespace trawl {

void wipe(void* bytes, std::size_t size) { 
  if (size > 0) explicit_bzero(bytes, size);
}

}  // namespace trawl
