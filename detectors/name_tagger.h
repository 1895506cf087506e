// NameTagger: names in the tokens of a block, by a linear model that decides token by token from left to right.
#pragma once

#include <vector>

#include "detectors/name_model.h"

namespace trawl::detectors {

// Tokens [first, last) that the model holds for a name, and by how much (in the model's quanta) it prefers that to
// the best other reading of its surest and its least sure token.
struct TaggedName {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::int32_t margin = 0;
};

// Bit set of the tags that token i may take behind `previous`; never empty. Token i is a candidate.
unsigned allowed_tags(std::span<const NameToken> tokens, std::size_t i, NameTag previous);

// Belongs to one thread (scratch memory).
class NameTagger {
 public:
  explicit NameTagger(NameModel model) : model_(model) {}

  // bias is added to the score of every name tag: below zero fewer names, above zero more.
  void tag(std::span<const NameToken> tokens, std::string_view text, NameMemory& memory, std::int32_t bias,
           std::vector<TaggedName>& out);

  const NameModel& model() const { return model_; }

 private:
  NameModel model_;
  NameFeatures features_;
};

}  // namespace trawl::detectors
