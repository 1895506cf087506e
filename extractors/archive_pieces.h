// Names of archives that were split into several files.
#pragma once

#include <string_view>

namespace trawl::extractors {

inline constexpr std::string_view kOnePiece = "one piece of a split archive; the others are needed";

// "backup.zip.001", "backup.z01", "backup.r00", "backup.part2.rar": the name of a piece.
bool named_as_piece(std::string_view name);

}  // namespace trawl::extractors
