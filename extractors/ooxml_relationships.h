// Relationships of OOXML parts (ECMA-376-2 clause 6.5): which part or outside address an r:id means.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/office_package.h"

namespace trawl::extractors {

struct Relationship {
  std::string id;
  std::string type;    // the last step of the type's URI: "officeDocument", "hyperlink"
  std::string target;  // a member's name, or an address when external
  bool external = false;
};

// Of a member, by its .rels member beside it; of the package for "".
std::vector<Relationship> relationships_of(OfficePackage& package, std::string_view member);

// The member that holds them: "word/_rels/document.xml.rels".
std::string relationships_member(std::string_view member);

const Relationship* find_relationship(const std::vector<Relationship>& all, std::string_view id);

// A target relative to the member that names it, without "." and "..".
std::string resolved_target(std::string_view member, std::string_view target);

}  // namespace trawl::extractors
