// Confinement: what holds a worker in, as found in the worker itself after it confined itself. A kernel or a
// container may lack any of it; then the worker runs with what is left, and says so here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace trawl::scanner {

struct Confinement {
  bool no_new_privileges = false;
  bool landlock = false;         // opens nothing but the data of its libraries
  bool system_calls = false;     // seccomp filter in force
  bool memory_limit = false;     // Limits::worker_bytes in force
  bool files_refused = false;    // tried: /etc/passwd could not be opened
  bool network_refused = false;  // tried: no socket could be made

  bool complete() const { return missing().empty(); }

  // What is not in force, in words for the user; empty when everything is.
  std::vector<std::string> missing() const;

  bool operator==(const Confinement&) const = default;
};

std::uint32_t bits_of(const Confinement& confinement);
Confinement confinement_from(std::uint32_t bits);

}  // namespace trawl::scanner
