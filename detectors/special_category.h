// SpecialCategories: hints that a text tells somebody's health, religion, ethnicity, union membership, sexuality,
// politics, offences, or genetic or biometric data (UK GDPR, articles 9 and 10). Words only, so never more than
// possible: where a person stands near, and for words of every day only with a second word of the category.
// data/special_categories.inc holds the words.
//
// One object serves one DetectorSet; not shared by threads.
#pragma once

#include <span>
#include <vector>

#include "core/finding.h"
#include "core/normal_text.h"
#include "core/text_block.h"
#include "detectors/detector_set.h"
#include "detectors/vocabulary.h"

namespace trawl::detectors {

inline constexpr Kind kSpecialCategory = {"special_category_hint", "Hint of special category data", Risk::high};

class SpecialCategories {
 public:
  SpecialCategories();

  // Appends at most one hint of a category for each stretch of text, in order. found: the block's other findings, in
  // order; names and numbers of people count as people near.
  void find(const TextBlock& block, const NormalText& normal, std::span<const Finding> found,
            std::vector<Finding>& out);

 private:
  bool person_near(std::string_view text, const NormalText& normal, const Hit& hit, std::span<const Finding> found);
  bool second_word(std::size_t hit, std::uint64_t category) const;
  void find_labelled_block(const TextBlock& block, std::string_view text, const NormalText& normal,
                           std::vector<Finding>& out);

  Vocabulary words_;
  Vocabulary people_;
  std::vector<Hit> hits_;
  std::vector<Hit> near_;
};

}  // namespace trawl::detectors
