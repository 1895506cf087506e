#include "detectors/person_name.h"

#include <algorithm>
#include <string>

#include "detectors/name_labels.h"
#include "detectors/name_rules.h"
#include "detectors/name_tokens.h"
#include "detectors/name_value.h"

namespace trawl::detectors {
namespace {

constexpr std::string_view kKind = "person";
constexpr std::size_t kLongestCell = 200;  // bytes; longer cells are prose

// The half of a name that another cell of the same row holds.
struct RowHalf {
  std::uint32_t row = 0;
  NameLabel label = NameLabel::none;
  std::string value;
};

class TaggedNames : public PersonNames {
 public:
  explicit TaggedNames(Sensitivity sensitivity) : sensitivity_(sensitivity) {}
  void begin_part(std::string_view media_type, std::string_view file_name) override;
  void find(const TextBlock& block, const NormalText& normal, std::span<const Finding> structured,
            std::vector<Finding>& out) override;

 private:
  void mask(const NormalText& normal, std::span<const Finding> structured);
  void by_label(const TextBlock& block);
  void resolve();
  void confirm_by_addresses(const TextBlock& block, std::span<const Finding> structured, std::vector<Finding>& out,
                            std::size_t first) const;
  void emit(const TextBlock& block, const NormalText& normal, std::span<const Finding> structured, std::vector<Finding>& out);
  std::string value_of(const TextBlock& block, const NameSpan& span);

  Sensitivity sensitivity_;
  NameTokens tokens_;
  std::vector<Masked> masked_;
  std::vector<NameSpan> spans_;
  RowHalf half_;
};

void TaggedNames::begin_part(std::string_view, std::string_view) { half_ = {}; }

// Offsets of findings are the original's; the tokens are the normalised text's.
void TaggedNames::mask(const NormalText& normal, std::span<const Finding> structured) {
  masked_.clear();
  std::uint32_t at = 0;
  const auto size = static_cast<std::uint32_t>(normal.text().size());
  for (const Finding& finding : structured) {
    while (at < size && normal.original_start(at) < finding.start) ++at;
    const std::uint32_t start = at;
    while (at < size && normal.original_start(at) < finding.end) ++at;
    if (at > start) masked_.push_back({start, at});
  }
}

void TaggedNames::by_label(const TextBlock& block) {
  const bool labelled = block.kind == BlockKind::cell || block.kind == BlockKind::field || block.kind == BlockKind::property ||
                        block.kind == BlockKind::header || block.kind == BlockKind::comment;
  if (!labelled || block.text.size() > kLongestCell * 20) return;
  const NameLabel label = block.kind == BlockKind::comment ? NameLabel::none : name_label(block.label);
  if (label == NameLabel::none) return;
  const auto count = static_cast<std::uint32_t>(tokens_.tokens().size());
  if (label == NameLabel::people || label == NameLabel::name) {
    find_in_list(tokens_, 0, count, block.kind == BlockKind::header ? "mail header" : "column or field of names", spans_);
    return;
  }
  if (block.text.size() > kLongestCell) return;
  const std::uint32_t end = name_run(tokens_, 0, count);
  if (end > 0) spans_.push_back({0, end, Confidence::likely, label == NameLabel::given ? "column or field of given names" : "column or field of surnames"});
}

// The longest and surest of overlapping spans, in order of their start.
void TaggedNames::resolve() {
  std::sort(spans_.begin(), spans_.end(), [](const NameSpan& a, const NameSpan& b) {
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    if (a.last - a.first != b.last - b.first) return a.last - a.first > b.last - b.first;
    return a.first < b.first;
  });
  std::vector<NameSpan> kept;
  std::vector<bool> taken(tokens_.tokens().size(), false);
  for (const NameSpan& span : spans_) {
    if (std::any_of(taken.begin() + span.first, taken.begin() + span.last, [](bool t) { return t; })) continue;
    std::fill(taken.begin() + span.first, taken.begin() + span.last, true);
    kept.push_back(span);
  }
  std::sort(kept.begin(), kept.end(), [](const NameSpan& a, const NameSpan& b) { return a.first < b.first; });
  spans_ = std::move(kept);
}

// In a table with given names and surnames in two columns, the second cell of a row gets the whole name.
std::string TaggedNames::value_of(const TextBlock& block, const NameSpan& span) {
  std::string value = canonical_name(tokens_, span);
  if (block.row == 0) return value;
  const NameLabel label = name_label(block.label);
  if (label != NameLabel::given && label != NameLabel::surname) return value;
  const bool other_half = half_.row == block.row && half_.label != label && half_.label != NameLabel::none;
  if (!other_half) {
    half_ = {block.row, label, value};
    return value;
  }
  return label == NameLabel::surname ? half_.value + ' ' + value : value + ' ' + half_.value;
}

void TaggedNames::emit(const TextBlock& block, const NormalText& normal, std::span<const Finding>, std::vector<Finding>& out) {
  for (const NameSpan& span : spans_) {
    if (sensitivity_ == Sensitivity::precise && span.confidence == Confidence::possible) continue;
    std::string value = value_of(block, span);
    if (value.empty()) continue;
    Finding finding;
    finding.kind = kKind;
    finding.value = Sensitive(value);
    finding.confidence = span.confidence;
    finding.evidence = span.evidence;
    finding.start = normal.original_start(tokens_.tokens()[span.first].start);
    finding.end = normal.original_end(tokens_.tokens()[span.last - 1].end);
    out.push_back(std::move(finding));
  }
}

void TaggedNames::confirm_by_addresses(const TextBlock&, std::span<const Finding> structured, std::vector<Finding>& out,
                                       std::size_t first) const {
  for (std::size_t i = first; i < out.size(); ++i) {
    for (const Finding& address : structured) {
      if (address.kind != "email") continue;
      const std::string_view local = address.value.reveal().substr(0, address.value.reveal().find('@'));
      if (!agrees(local, out[i].value.reveal())) continue;
      out[i].confidence = Confidence::certain;
      out[i].evidence += "; an e-mail address agrees";
      break;
    }
  }
}

void TaggedNames::find(const TextBlock& block, const NormalText& normal, std::span<const Finding> structured,
                       std::vector<Finding>& out) {
  mask(normal, structured);
  tokens_.assign(normal.text(), masked_);
  spans_.clear();
  if (!tokens_.any_candidate()) return;
  by_label(block);
  find_by_rules(tokens_, spans_);
  find_by_lists(tokens_, spans_);
  resolve();
  const std::size_t first = out.size();
  emit(block, normal, structured, out);
  confirm_by_addresses(block, structured, out, first);
}

}  // namespace

Result<std::unique_ptr<PersonNames>> PersonNames::create(Sensitivity sensitivity) {
  return std::make_unique<TaggedNames>(sensitivity);
}

}  // namespace trawl::detectors
