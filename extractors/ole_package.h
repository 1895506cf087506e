// Files that OLE embeds: the packager's stream ("\1Ole10Native"), and the object format of OLE 1 in RTF ([MS-OLEDS]).
// Views are borrowed from the bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trawl::extractors {

// A file in a package (not in [MS-OLEDS]; as Windows' packager writes it). Texts as stored, in the writer's code page.
struct OlePackage {
  std::string_view label;  // name that is shown
  std::string_view path;   // where the file came from
  std::string_view bytes;
};

// From the data behind the size in \1Ole10Native; nothing where it is no package with a file.
std::optional<OlePackage> ole_package(std::string_view data);

// The data of an \1Ole10Native stream ([MS-OLEDS] 2.3.6): what follows its size, as far as it goes.
std::string_view ole10_native_data(std::string_view stream);

// An OLE 1 object ([MS-OLEDS] 2.2.4, 2.2.5).
struct Ole1Object {
  std::string_view class_name;
  std::string_view topic;  // for links the path of the file
  std::string_view data;   // empty for links
};
std::optional<Ole1Object> ole1_object(std::string_view bytes);

// The last part of a path of Windows or Unix.
std::string_view file_name_of_path(std::string_view path);

}  // namespace trawl::extractors
