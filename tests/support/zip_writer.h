// ZipWriter: makes ZIP files for tests, sound ones and broken ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::test {

struct ZipMember {
  std::string name;
  std::string bytes;
  bool deflated = true;
  std::uint16_t flags = 0;
  std::uint32_t crc_change = 0;  // added to the checksum
};

// Local headers, central directory and end record; without directory when whole is false.
std::string zip_of(const std::vector<ZipMember>& members, bool whole = true);

// The bytes of a file under tests/golden/extractors; fails the test when it is not there.
std::string golden(std::string_view path);

}  // namespace trawl::test
