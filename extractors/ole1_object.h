// Objects in the format of OLE 1, as RTF embeds them ([MS-OLEDS] 2.2.4 and 2.2.5). Views are borrowed from the bytes.
#pragma once

#include <optional>
#include <string_view>

namespace trawl::extractors {

struct Ole1Object {
  std::string_view class_name;
  std::string_view topic;   // for links the path of the file
  std::string_view native;  // size and data, as in a stream \1Ole10Native; empty for links
};
std::optional<Ole1Object> ole1_object(std::string_view bytes);

}  // namespace trawl::extractors
