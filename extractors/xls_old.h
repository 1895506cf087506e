// Sheets of Excel 2, 3 and 4 (BIFF2 to BIFF4): one stream without a compound file around it, which later programs still
// write. Rewritten as a stream of BIFF5, so that XlsWorkbook reads them like all others.
// Source: OpenOffice.org's Documentation of the Microsoft Excel File Format, chapters 4 to 6.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "extractors/little_endian.h"

namespace trawl::extractors {

// The record that begins a stream or a part of it, by version, and what it begins.
namespace biff_begin {
inline constexpr std::uint32_t kBegin2 = 0x09, kBegin3 = 0x209, kBegin4 = 0x409, kBegin5 = 0x809;
inline constexpr std::uint32_t kGlobals = 5, kSheet = 0x10, kChart = 0x20, kMacros = 0x40, kWorkspace = 0x100;
}  // namespace biff_begin

// Whether bytes begin a workbook's stream of any version.
constexpr bool begins_workbook(std::string_view bytes) {
  using namespace biff_begin;
  const std::uint32_t type = little16(bytes, 0), size = little16(bytes, 2), kind = little16(bytes, 6);
  const bool begins = type == kBegin2 || type == kBegin3 || type == kBegin4 || type == kBegin5;
  const bool known = kind == kGlobals || kind == kSheet || kind == kChart || kind == kMacros || kind == kWorkspace;
  return begins && known && (size == 4 || size == 6 || size == 8 || size == 16) && bytes.size() > size + 4;
}

// Whether such a stream is of a version before BIFF5.
constexpr bool is_old_workbook(std::string_view stream) { return little16(stream, 0) != biff_begin::kBegin5; }

// What holds words, dates or numbers, in BIFF5. Words in formulas are left out: their tokens are other ones.
std::string modern_workbook(std::string_view old);

}  // namespace trawl::extractors
