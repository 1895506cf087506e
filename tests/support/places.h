// Places where text can hide: a unique token for each, and how it is to be found.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/part_tree.h"

namespace trawl::test {

struct Place {
  std::string token;
  BlockKind kind = BlockKind::text;
  std::string label = {};   // anything where empty
  std::string anchor = {};  // anything where empty
  bool hidden = false;
  bool deleted = false;
};

inline const SeenBlock* block_with(const SeenPart& part, const Place& place) {
  for (const SeenBlock& block : part.blocks) {
    if (block.text.find(place.token) == std::string::npos || block.kind != place.kind) continue;
    if (!place.label.empty() && block.label != place.label) continue;
    if (!place.anchor.empty() && block.anchor != place.anchor) continue;
    if (block.hidden == place.hidden && block.deleted == place.deleted) return &block;
  }
  return nullptr;
}

inline void expect_places(const SeenPart& part, const std::vector<Place>& places) {
  EXPECT_EQ(part.outcome.kind, OutcomeKind::read) << part.outcome.reason;
  for (const Place& place : places) EXPECT_NE(block_with(part, place), nullptr) << place.token << "\n" << part.text();
}

}  // namespace trawl::test
