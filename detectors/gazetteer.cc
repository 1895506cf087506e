#include "detectors/gazetteer.h"

#include <array>
#include <cstring>

#include "detectors/name_word.h"

// The data files are embedded as they are; TRAWL_NAME_DATA is their folder (detectors/CMakeLists.txt).
asm(".section .rodata\n"
    ".balign 64\n"
    ".hidden trawl_gazetteer_data\n"
    ".global trawl_gazetteer_data\n"
    "trawl_gazetteer_data:\n"
    ".incbin \"" TRAWL_NAME_DATA
    "/gazetteer.bin\"\n"
    ".previous\n");

extern "C" const unsigned char trawl_gazetteer_data[] __attribute__((visibility("hidden")));

namespace trawl::detectors {
namespace {

constexpr std::array<std::string_view, 15> kClassNames = {"none",  "place",    "organisation", "title",     "month",
                                                          "role",  "particle", "nationality",  "greeting",  "signoff",
                                                          "label", "suffix",   "street",       "technical", "stop"};
static_assert(kClassNames.size() == static_cast<std::size_t>(WordClass::count));

std::uint32_t read_u32(const unsigned char* at) {
  std::uint32_t value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

// One bit for each value of a hash's upper 16 bits.
using Filter = std::array<std::uint64_t, 1024>;

Filter filter_of_given_names() {
  Filter filter{};
  const unsigned char* const table = trawl_gazetteer_data + kGazetteerHeader;
  const std::size_t slots = read_u32(trawl_gazetteer_data + kGazetteerMagic.size());
  for (std::size_t slot = 0; slot < slots; ++slot) {
    const std::uint32_t entry = read_u32(table + slot * 4);
    if (!given_in_lower_case(unpacked(entry & ((1u << kFactBits) - 1)))) continue;
    const std::uint32_t bit = entry >> (kFactBits + (64 - kFingerprintShift) - 16);
    filter[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  return filter;
}

}  // namespace

WordClass word_class_from(std::string_view name) {
  for (std::size_t i = 0; i < kClassNames.size(); ++i)
    if (kClassNames[i] == name) return static_cast<WordClass>(i);
  return WordClass::none;
}

std::uint32_t packed(const WordFacts& facts) {
  return facts.given | facts.surname << 3 | facts.ordinary << 6 | static_cast<std::uint32_t>(facts.kind) << 8;
}

WordFacts unpacked(std::uint32_t bits) {
  return {static_cast<std::uint8_t>(bits & 7), static_cast<std::uint8_t>(bits >> 3 & 7),
          static_cast<std::uint8_t>(bits >> 6 & 3), static_cast<WordClass>(bits >> 8 & 15)};
}

WordFacts look_up(std::uint64_t hash) {
  const unsigned char* const table = trawl_gazetteer_data + kGazetteerHeader;
  const std::uint32_t mask = read_u32(trawl_gazetteer_data + kGazetteerMagic.size()) - 1;
  const std::uint32_t wanted = static_cast<std::uint32_t>(hash >> kFingerprintShift);
  for (std::uint32_t slot = hash & mask;; slot = (slot + 1) & mask) {
    const std::uint32_t entry = read_u32(table + std::size_t{slot} * 4);
    if (entry == 0) return {};
    if (entry >> kFactBits == wanted) return unpacked(entry & ((1u << kFactBits) - 1));
  }
}

bool may_be_given_in_lower_case(std::uint64_t hash) {
  static const Filter kFilter = filter_of_given_names();
  return kFilter[hash >> 54] >> (hash >> 48 & 63) & 1;
}

WordFacts look_up(std::string_view word) {
  return look_up(word_hash(word));
}

}  // namespace trawl::detectors
