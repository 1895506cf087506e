// The source text of macros: a VBA storage of a compound file ([MS-OVBA], version 11.1), as DOC, XLS, PPT and the
// vbaProject.bin of OOXML hold it. Compiled code, which repeats the source, is not looked at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "extractors/compound_file.h"

namespace trawl::extractors {

// A compressed container (2.4.1), as far as it can be read.
struct VbaText {
  std::string bytes;
  bool whole = true;  // false: cut short, damaged, or longer than the limit
};
VbaText vba_decompressed(std::string_view container, std::uint64_t limit);

struct VbaModule {
  std::string name;    // UTF-8
  std::string source;  // UTF-8
  bool whole = true;
};

// True for a storage that holds a project's modules.
bool is_vba_storage(const CompoundFile& file, std::size_t storage);

// The modules of such a storage in the order of its list, together about limit bytes long at most. damaged where the
// list cannot be read.
Result<std::vector<VbaModule>> vba_modules(const CompoundFile& file, std::size_t storage, std::uint64_t limit);

}  // namespace trawl::extractors
