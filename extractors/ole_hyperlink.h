// Hyperlink objects ([MS-OSHARED] 2.3.7.1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

// What a hyperlink object says: its address, the place there, and the text that is shown; none where it is broken.
std::vector<std::string> hyperlink_texts(std::string_view object);

}  // namespace trawl::extractors
