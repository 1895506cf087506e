// Given names that stand for each other in UK records: short forms, Welsh, Scots and Irish forms, spellings
// and transliterations. A table of the project's own, from general knowledge of British usage.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trawl::requests {

struct NameGroup {
  std::string_view names;  // folded, parted by spaces; the formal name first
};
const std::vector<NameGroup>& name_groups();

// The other names of all groups that a folded given name stands in.
std::vector<std::string> nicknames_of(std::string_view folded_given);
bool has_nicknames(std::string_view folded_given);

// "van", "de", "bin", "ap": small words that belong to the family name behind them.
bool is_name_particle(std::string_view folded_word);

}  // namespace trawl::requests
