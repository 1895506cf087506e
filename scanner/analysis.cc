// Text blocks -> tokens and findings of a part.
#include "scanner/analysis.h"

#include <algorithm>

namespace trawl::scanner {
namespace {

constexpr std::size_t kMostNamesOfRow = 32;

// Whether the name begins or ends with the words of `part`, and has others.
bool has_end(std::string_view name, std::string_view part) {
  if (name.size() < part.size() + 2) return false;
  return (name.starts_with(part) && name[part.size()] == ' ') ||
         (name.ends_with(part) && name[name.size() - part.size() - 1] == ' ');
}

}  // namespace

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

void PartContent::add_name(std::uint32_t row, index::Token value_token, PlacedFinding placed) {
  if (row != row_ || names_of_row_.size() == kMostNamesOfRow) end_row();
  row_ = row;
  names_of_row_.emplace_back(value_token, std::move(placed));
}

void PartContent::end_row() {
  const auto value_of = [](const auto& name) { return name.second.finding.value.reveal(); };
  std::vector<bool> told;
  for (const auto& name : names_of_row_) {
    told.push_back(std::any_of(names_of_row_.begin(), names_of_row_.end(),
                               [&](const auto& other) { return has_end(value_of(other), value_of(name)); }));
  }
  for (std::size_t n = 0; n < told.size(); ++n) {
    if (!told[n]) add(names_of_row_[n].first, std::move(names_of_row_[n].second));
  }
  names_of_row_.clear();
}

void PartContent::merge(PartContent&& later, std::uint64_t line_offset) {
  end_row();
  later.end_row();
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
  end_row();
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
  names_of_row_.clear();
  text_bytes = left_out_ = 0;
}

void Analysis::add(const TextBlock& block, PartContent& content) {
  content.text_bytes += block.text.size();
  normal_.assign(block.text);
  content.tokens().add_text(normal_.text());
  found_.clear();
  detectors_->scan(block, normal_, found_);
  const bool lines = block.kind == BlockKind::text;
  std::uint64_t line = lines || block.kind == BlockKind::field ? block.line : 0;
  std::size_t counted = 0;
  for (Finding& finding : found_) {
    if (lines && line > 0) {
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
    if (block.row != 0 && placed.finding.kind == "person") {
      content.add_name(block.row, token, std::move(placed));
    } else {
      content.add(token, std::move(placed));
    }
  }
}

}  // namespace trawl::scanner
