// A tree of parts on one line, for comparing: name{texts and children}outcome.
#pragma once

#include <string>

#include "tests/support/part_tree.h"

namespace trawl::test {

inline std::string outline(const SeenPart& part) {
  std::string line = part.header.name + "{";
  for (const SeenBlock& block : part.blocks) line += block.text + " ";
  for (const SeenPart& child : part.parts) line += outline(child) + " ";
  if (line.back() == ' ') line.pop_back();
  line += "}";
  if (part.outcome.kind != OutcomeKind::read) line += name_of(part.outcome.kind);
  return line;
}

}  // namespace trawl::test
