// XOR obfuscation of XLS ([MS-OFFCRYPTO] 2.3.7, method 1), with which Excel up to 95, and later ones on request, lock
// a workbook: each byte is mixed with one of sixteen that the password makes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

class XorLock {
 public:
  // key, verifier: as FilePass has them ([MS-XLS] 2.4.117). nullopt where the password (UTF-8) does not open it.
  static std::optional<XorLock> open(std::uint32_t key, std::uint32_t verifier, std::string_view password);
  // With Excel's own password ("VelvetSweatshop"), then with each of these.
  static std::optional<XorLock> open_any(std::uint32_t key, std::uint32_t verifier,
                                         const std::vector<std::string>& passwords);

  // Clears the data of a record, which stands at `at` of the stream, but for its first `plain` bytes.
  void apply(std::string& stream, std::size_t at, std::size_t size, std::size_t plain) const;

 private:
  std::array<unsigned char, 16> bytes_{};
};

}  // namespace trawl::extractors
