// The state of a worker's confinement as bits and as words: see confinement.h.
#include "scanner/worker/confinement.h"

#include <array>

namespace trawl::scanner {
namespace {

struct Measure {
  bool Confinement::*in_force;
  const char* missing;
};

constexpr std::array kMeasures = {
    Measure{&Confinement::no_new_privileges, "workers could gain privileges: the kernel refused no_new_privs"},
    Measure{&Confinement::landlock, "Landlock is not available: workers cannot open even the data of their libraries, "
                                    "so that some character sets are not read"},
    Measure{&Confinement::system_calls, "seccomp is not available: system calls of workers are not filtered"},
    Measure{&Confinement::memory_limit, "the memory of workers is not limited"},
    Measure{&Confinement::files_refused, "workers can open files of this system"},
    Measure{&Confinement::network_refused, "workers can reach the network"},
};

}  // namespace

std::vector<std::string> Confinement::missing() const {
  std::vector<std::string> words;
  for (const Measure& measure : kMeasures) {
    if (!(this->*measure.in_force)) words.emplace_back(measure.missing);
  }
  return words;
}

std::uint32_t bits_of(const Confinement& confinement) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < kMeasures.size(); ++i) bits |= (confinement.*kMeasures[i].in_force ? 1u : 0u) << i;
  return bits;
}

Confinement confinement_from(std::uint32_t bits) {
  Confinement confinement;
  for (std::size_t i = 0; i < kMeasures.size(); ++i) confinement.*kMeasures[i].in_force = (bits >> i & 1) != 0;
  return confinement;
}

}  // namespace trawl::scanner
