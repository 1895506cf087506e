// The few things that styles of an OpenDocument say about what is shown (ODF 1.3 part 3): hidden
// tables, hidden text, hidden slides.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "extractors/office_xml.h"

namespace trawl::extractors {

class OdfStyles {
 public:
  // Told of every start event.
  void see(const XmlReader& xml);
  bool hidden(std::string_view style) const { return !style.empty() && hidden_.find(style) != hidden_.end(); }

 private:
  std::string style_;  // the one that is open
  std::set<std::string, std::less<>> hidden_;
};

}  // namespace trawl::extractors
