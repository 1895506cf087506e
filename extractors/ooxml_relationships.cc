// Relationships of OOXML parts: see ooxml_relationships.h.
#include "extractors/ooxml_relationships.h"

#include "extractors/office_xml.h"

namespace trawl::extractors {

std::string resolved_target(std::string_view member, std::string_view target) {
  std::string path;
  if (!target.empty() && target.front() == '/') {
    target.remove_prefix(1);
  } else {
    path = std::string(member.substr(0, member.rfind('/') + 1));
  }
  while (!target.empty()) {
    const std::size_t slash = target.find('/');
    const std::string_view step = target.substr(0, slash);
    target.remove_prefix(slash == std::string_view::npos ? target.size() : slash + 1);
    if (step == "..") {
      if (!path.empty()) path.pop_back();
      path.erase(path.rfind('/') + 1);
    } else if (step != "." && !step.empty()) {
      path += step;
      if (slash != std::string_view::npos) path += '/';
    }
  }
  return path;
}

std::string relationships_member(std::string_view member) {
  const std::size_t slash = member.rfind('/') + 1;
  return std::string(member.substr(0, slash)) + "_rels/" + std::string(member.substr(slash)) + ".rels";
}

std::vector<Relationship> relationships_of(OfficePackage& package, std::string_view member) {
  const auto entry = package.find(relationships_member(member));
  std::vector<Relationship> all;
  if (!entry) return all;
  const auto stream = package.stream(*entry);
  if (!stream) return all;
  XmlReader xml(**stream);
  for (auto event = xml.next(); event != XmlReader::Event::done; event = xml.next()) {
    if (event != XmlReader::Event::start || xml.local() != "Relationship") continue;
    Relationship& relationship = all.emplace_back();
    const std::string_view type = xml.value("Type");
    relationship.id = xml.value("Id");
    relationship.type = type.substr(type.rfind('/') + 1);
    relationship.external = xml.value("TargetMode") == "External";
    relationship.target =
        relationship.external ? std::string(xml.value("Target")) : resolved_target(member, xml.value("Target"));
  }
  return all;
}

const Relationship* find_relationship(const std::vector<Relationship>& all, std::string_view id) {
  for (const Relationship& relationship : all) {
    if (relationship.id == id) return &relationship;
  }
  return nullptr;
}

}  // namespace trawl::extractors
