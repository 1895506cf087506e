// What the headers of a RAR archive tell (RAR 5.0: rarlab.com/technote.htm; RAR 1.5-4: the technote of unrar 3), where
// libarchive does not say it: which members are encrypted, and whether the archive is one volume of several.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/part.h"
#include "extractors/source.h"

namespace trawl::extractors {

struct RarMember {
  PartHeader header;
  bool directory = false;
  bool encrypted = false;
};

struct RarDirectory {
  std::vector<RarMember> members;
  bool encrypted = false;  // the headers are: there is no list of members
  bool volume = false;     // one of several
};

// As far as the headers can be followed; at most max_members. `bytes`: the archive in memory, or empty, to read it
// through the source's descriptor.
RarDirectory read_rar_directory(Source& source, std::string_view bytes, std::size_t max_members);

}  // namespace trawl::extractors
