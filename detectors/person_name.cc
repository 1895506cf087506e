#include "detectors/person_name.h"

#include <algorithm>
#include <array>
#include <string>

#include "detectors/name_addresses.h"
#include "detectors/name_joins.h"
#include "detectors/name_labels.h"
#include "detectors/name_lists.h"
#include "detectors/name_repeats.h"
#include "detectors/name_rules.h"
#include "detectors/name_runs.h"
#include "detectors/name_tables.h"
#include "detectors/name_tagger.h"
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

// A bias towards names, in the model's quanta.
std::int32_t bias_of(Sensitivity sensitivity) {
  return sensitivity == Sensitivity::recall ? 60 : 0;
}

// The margin that a name must have to be told.
std::int32_t floor_of(Sensitivity sensitivity, const std::array<std::int32_t, 3>& margins) {
  switch (sensitivity) {
    case Sensitivity::precise: return margins[1];
    case Sensitivity::balanced: return margins[0];
    case Sensitivity::recall: break;
  }
  return 0;
}

// The offset in normal.text() of the first byte that comes from `original` or later.
std::uint32_t normal_offset(const NormalText& normal, std::string_view block, std::uint32_t original) {
  const auto size = static_cast<std::uint32_t>(normal.text().size());
  if (normal.text().data() == block.data()) return std::min(original, size);
  std::uint32_t low = 0, high = size;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (normal.original_start(middle) < original)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

class TaggedNames final : public PersonNames {
 public:
  TaggedNames(NameModel model, Sensitivity sensitivity) : tagger_(model), sensitivity_(sensitivity) {}
  void begin_part(std::string_view media_type, std::string_view file_name) override;
  void find(const TextBlock& block, const NormalText& normal, std::span<const Finding> structured,
            std::vector<Finding>& out) override;

 private:
  void mask(const TextBlock& block, const NormalText& normal, std::span<const Finding> structured);
  bool by_label(const TextBlock& block);
  void by_model();
  bool lone_letter(const TaggedName& name) const;
  void resolve();
  void emit(const TextBlock& block, const NormalText& normal, std::vector<Finding>& out);
  std::string value_of(const TextBlock& block, const NameSpan& span);

  NameTagger tagger_;
  Sensitivity sensitivity_;
  NameTokens tokens_;
  NameTables tables_;
  NameMemory memory_;
  std::vector<Masked> masked_;
  std::vector<NameSpan> spans_, kept_;
  std::vector<TaggedName> tagged_;
  std::vector<bool> taken_;
  NameAddresses addresses_;
  RowHalf half_;
};

void TaggedNames::begin_part(std::string_view, std::string_view) {
  half_ = {};
  memory_.clear();
}

// Offsets of findings are the original's; the tokens are the normalised text's.
void TaggedNames::mask(const TextBlock& block, const NormalText& normal, std::span<const Finding> structured) {
  masked_.clear();
  for (const Finding& finding : structured) {
    const std::uint32_t start = normal_offset(normal, block.text, finding.start);
    const std::uint32_t end = normal_offset(normal, block.text, finding.end);
    if (end > start) masked_.push_back({start, end});
  }
}

// Whether the block's label settles what its text is, so that the model is not asked.
bool TaggedNames::by_label(const TextBlock& block) {
  const bool labelled = block.kind == BlockKind::cell || block.kind == BlockKind::field ||
                        block.kind == BlockKind::property || block.kind == BlockKind::header;
  if (!labelled || block.text.size() > kLongestCell * 20) return false;
  const NameLabel label = name_label(block.label);
  if (label == NameLabel::none) return false;
  const auto count = static_cast<std::uint32_t>(tokens_.tokens().size());
  if (label == NameLabel::people || label == NameLabel::name) {
    find_in_list(tokens_, 0, count, block.kind == BlockKind::header ? "mail header" : "column or field of names",
                 spans_);
    return !spans_.empty();
  }
  if (block.text.size() > kLongestCell) return false;
  const std::uint32_t end = name_run(tokens_, 0, count);
  if (end == 0) return false;
  spans_.push_back({0, end, Confidence::likely,
                    label == NameLabel::given ? "column or field of given names" : "column or field of surnames"});
  return true;
}

// "C" below a letter, "option B": too little to be told as possible.
bool TaggedNames::lone_letter(const TaggedName& name) const {
  return name.last - name.first == 1 && tokens_.tokens()[name.first].shape == Shape::initial;
}

void TaggedNames::by_model() {
  tagged_.clear();
  tagger_.tag(tokens_.tokens(), tokens_.text(), memory_, bias_of(sensitivity_), tagged_);
  const auto& margins = tagger_.model().margins();
  for (const TaggedName& name : tagged_) {
    if (name.margin < floor_of(sensitivity_, margins) || names_a_thing(tokens_, name.first, name.last)) continue;
    NameSpan span{name.first, name.last, Confidence::possible, "reads like a name"};
    if (name.margin < margins[1] && lone_letter(name)) continue;
    if (name.margin >= margins[1]) span = {name.first, name.last, Confidence::likely, "wording and context of a name"};
    if (name.margin >= margins[2]) span.confidence = Confidence::certain;
    spans_.push_back(span);
  }
}

// Of overlapping spans the surest, then the longest; those that stay are in order of their start.
void TaggedNames::resolve() {
  std::stable_sort(spans_.begin(), spans_.end(), [](const NameSpan& a, const NameSpan& b) {
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    return a.last - a.first > b.last - b.first;
  });
  kept_.clear();
  taken_.assign(tokens_.tokens().size(), false);
  for (const NameSpan& span : spans_) {
    if (std::any_of(taken_.begin() + span.first, taken_.begin() + span.last, [](bool taken) { return taken; }))
      continue;
    std::fill(taken_.begin() + span.first, taken_.begin() + span.last, true);
    kept_.push_back(span);
  }
  std::sort(kept_.begin(), kept_.end(), [](const NameSpan& a, const NameSpan& b) { return a.first < b.first; });
  spans_.swap(kept_);
}

// In a table with given names and surnames in two columns, or an object with two such fields, the second of a row gets
// the whole name; a given name behind a given name is a middle name.
std::string TaggedNames::value_of(const TextBlock& block, const NameSpan& span) {
  std::string value = canonical_name(tokens_, span);
  if (block.row == 0) return value;
  const NameLabel label = name_label(block.label);
  if (label != NameLabel::given && label != NameLabel::surname) return value;
  if (half_.row != block.row) half_ = {block.row, NameLabel::none, {}};
  if (half_.label == label && label == NameLabel::given) {
    half_.value += ' ' + value;
    return value;
  }
  if (half_.label == label || half_.label == NameLabel::none) {
    half_ = {block.row, label, value};
    return value;
  }
  const std::string other = std::move(half_.value);
  half_ = {block.row, NameLabel::none, {}};
  return label == NameLabel::surname ? other + ' ' + value : value + ' ' + other;
}

void TaggedNames::emit(const TextBlock& block, const NormalText& normal, std::vector<Finding>& out) {
  for (const NameSpan& span : spans_) {
    std::string value = value_of(block, span);
    if (value.empty()) continue;
    Finding finding;
    finding.kind = kKind;
    finding.value = Sensitive(value);
    finding.confidence = span.confidence;
    finding.evidence = span.evidence;
    if (addresses_.agree(value)) {
      finding.confidence = Confidence::certain;
      finding.evidence += "; an e-mail address agrees";
    }
    finding.start = normal.original_start(tokens_.tokens()[span.first].start);
    finding.end = normal.original_end(tokens_.tokens()[span.last - 1].end);
    out.push_back(std::move(finding));
  }
}

void TaggedNames::find(const TextBlock& block, const NormalText& normal, std::span<const Finding> structured,
                       std::vector<Finding>& out) {
  mask(block, normal, structured);
  tokens_.assign(normal.text(), masked_);
  spans_.clear();
  if (!tokens_.any_candidate()) return;
  if (!by_label(block)) {
    find_by_rules(tokens_, spans_);
    tables_.find(tokens_, spans_);
    by_model();
  }
  resolve();
  part_lists(tokens_, spans_);
  join_parts(tokens_, spans_);
  repeat_words(tokens_, spans_);
  repeat_in_lower_case(tokens_, spans_);
  find_initials(tokens_, spans_);
  addresses_.assign(structured);
  emit(block, normal, out);
}

}  // namespace

Result<std::unique_ptr<PersonNames>> PersonNames::create(Sensitivity sensitivity) {
  auto model = NameModel::embedded();
  if (!model) return tl::unexpected(model.error());
  return with_model(*model, sensitivity);
}

std::unique_ptr<PersonNames> PersonNames::with_model(const NameModel& model, Sensitivity sensitivity) {
  return std::make_unique<TaggedNames>(model, sensitivity);
}

}  // namespace trawl::detectors
