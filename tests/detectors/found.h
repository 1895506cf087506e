// Runs the whole DetectorSet over a text, for the tests of single detectors.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/normal_text.h"
#include "detectors/detector_set.h"

namespace trawl::detectors {

inline std::vector<Finding> findings_in(const TextBlock& block, const Settings& settings = {}) {
  auto set = DetectorSet::create(settings);
  if (!set) {
    ADD_FAILURE() << set.error().message;
    return {};
  }
  (*set)->begin_part("text/plain", "a.txt");
  NormalText normal;
  normal.assign(block.text);
  std::vector<Finding> findings;
  (*set)->scan(block, normal, findings);
  return findings;
}

// The findings of one kind, with all detectors at work, so that overlaps are resolved as in use.
inline std::vector<Finding> found(std::string_view kind, std::string_view text, std::string_view label = {}) {
  TextBlock block;
  block.text = text;
  block.label = label;
  if (!label.empty()) block.kind = BlockKind::cell;
  std::vector<Finding> of_kind;
  for (Finding& finding : findings_in(block)) {
    if (finding.kind == kind) of_kind.push_back(std::move(finding));
  }
  return of_kind;
}

inline Finding only_found(std::string_view kind, std::string_view text, std::string_view label = {}) {
  std::vector<Finding> findings = found(kind, text, label);
  EXPECT_EQ(findings.size(), 1u) << text;
  return findings.size() == 1 ? std::move(findings.front()) : Finding{};
}

struct Expected {
  std::string_view text;
  std::string_view value;
  Confidence confidence;
  std::string_view label = {};
};

inline void expect_found(std::string_view kind, const std::vector<Expected>& table) {
  for (const Expected& row : table) {
    const Finding finding = only_found(kind, row.text, row.label);
    EXPECT_EQ(finding.value.reveal(), row.value) << row.text;
    EXPECT_EQ(name_of(finding.confidence), name_of(row.confidence)) << row.text << ": " << finding.evidence;
  }
}

inline void expect_nothing(std::string_view kind, const std::vector<std::string_view>& texts) {
  for (const std::string_view text : texts) {
    for (const Finding& finding : found(kind, text)) ADD_FAILURE() << text << ": " << finding.evidence;
  }
}

}  // namespace trawl::detectors
