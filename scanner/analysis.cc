// Text blocks -> tokens and findings of a part.
#include "scanner/analysis.h"

#include <algorithm>

namespace trawl::scanner {

void PartContent::add(index::Token value_token, PlacedFinding placed) {
  const auto [at, is_new] = by_value_.try_emplace(value_token, findings_.size());
  if (!is_new) {
    index::StoredFinding& known = findings_[at->second].finding;
    ++known.count;
    if (placed.finding.confidence > known.confidence) {
      known.confidence = placed.finding.confidence;
      known.evidence = std::move(placed.finding.evidence);
    }
    return;
  }
  if (findings_.size() == index::PartRecord::kMaxFindings) {
    by_value_.erase(at);
    ++left_out_;
    return;
  }
  findings_.push_back(std::move(placed));
}

void PartContent::merge(PartContent&& later, std::uint64_t line_offset) {
  text_bytes += later.text_bytes;
  left_out_ += later.left_out_;
  for (const auto& [token, at] : later.by_value_) {
    PlacedFinding& placed = later.findings_[at];
    if (placed.line > 0) placed.line += line_offset;
    const std::uint32_t count = placed.finding.count;
    const auto known = by_value_.find(token);
    if (known != by_value_.end()) findings_[known->second].finding.count += count - 1;
    add(token, std::move(placed));
  }
  later.clear();
}

void PartContent::take_findings(index::PartRecord& record) {
  record.text_bytes = text_bytes;
  record.findings_left_out = left_out_;
  record.findings.reserve(findings_.size());
  for (PlacedFinding& placed : findings_) {
    if (placed.line > 0) {
      std::string& anchor = placed.finding.anchor;
      if (!anchor.empty()) anchor += '&';
      anchor += "line=" + std::to_string(placed.line);
    }
    record.findings.push_back(std::move(placed.finding));
  }
  findings_.clear();
  by_value_.clear();
}

void PartContent::clear() {
  tokens_.take();
  findings_.clear();
  by_value_.clear();
  text_bytes = left_out_ = 0;
}

void Analysis::add(const TextBlock& block, PartContent& content) {
  content.text_bytes += block.text.size();
  normal_.assign(block.text);
  content.tokens().add_text(normal_.text());
  found_.clear();
  detectors_->scan(block, normal_, found_);
  std::uint64_t line = block.kind == BlockKind::text ? block.line : 0;
  std::size_t counted = 0;
  for (Finding& finding : found_) {
    if (line > 0) {
      const auto begin = block.text.begin();
      line += static_cast<std::uint64_t>(std::count(begin + static_cast<std::ptrdiff_t>(counted), begin + finding.start, '\n'));
      counted = finding.start;
    }
    const index::Token token = content.tokens().add_value(finding.kind, finding.value.reveal());
    PlacedFinding placed;
    placed.line = line;
    placed.finding.kind = finding.kind;
    placed.finding.confidence = finding.confidence;
    placed.finding.evidence = std::move(finding.evidence);
    placed.finding.tags = std::move(finding.tags);
    placed.finding.anchor = block.anchor;
    placed.finding.label = block.label;
    placed.finding.value = std::move(finding.value);
    content.add(token, std::move(placed));
  }
}

}  // namespace trawl::scanner
