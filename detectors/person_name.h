// PersonNames: the names of people in text blocks. Runs behind the structured detectors of a DetectorSet, whose
// findings it masks and, for e-mail addresses, uses as evidence.
//
// Sources: rules (name_rules.h) for titles, headers, greetings, sign-offs and labels; a statistical tagger
// (name_tagger.h) for running text. Finding::value is "Given Middle Family"; the span holds the title too, as annotated
// corpora have it (TAB, Enron, LitBank). An object belongs to one thread; create() costs microseconds.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/finding.h"
#include "core/normal_text.h"
#include "core/result.h"
#include "core/text_block.h"
#include "detectors/detector_set.h"

namespace trawl::detectors {

class NameModel;

class PersonNames {
 public:
  static Result<std::unique_ptr<PersonNames>> create(Sensitivity sensitivity);
  // The same with other weights, which must outlive the object; for the program that trains them.
  static std::unique_ptr<PersonNames> with_model(const NameModel& model, Sensitivity sensitivity);
  virtual ~PersonNames() = default;

  // Forgets the names of earlier blocks.
  virtual void begin_part(std::string_view media_type, std::string_view file_name) = 0;

  // Appends the block's names in order of their start, none overlapping another or a structured finding.
  // `structured` are the other detectors' findings in this block, in order of their start.
  virtual void find(const TextBlock& block, const NormalText& normal, std::span<const Finding> structured,
                    std::vector<Finding>& out) = 0;
};

}  // namespace trawl::detectors
