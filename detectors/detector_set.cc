// The detectors, the words around what they find, and the overlaps, put together.
#include "detectors/detector_set.h"

#include <algorithm>
#include <bit>

#include "detectors/bytes.h"
#include "detectors/context.h"
#include "detectors/custom.h"
#include "detectors/engine.h"
#include "detectors/modulus.h"
#include "detectors/overlap.h"
#include "detectors/person_name.h"
#include "detectors/registry.h"
#include "detectors/special_category.h"

namespace trawl::detectors {
namespace {

// Words before a number that say that it identifies nobody.
constexpr std::string_view kOtherNumbers[] = {"order",
                                              "order no",
                                              "order number",
                                              "order ref",
                                              "invoice",
                                              "invoice no",
                                              "invoice number",
                                              "po number",
                                              "po no",
                                              "purchase order",
                                              "tracking",
                                              "tracking number",
                                              "tracking no",
                                              "serial",
                                              "serial number",
                                              "serial no",
                                              "part number",
                                              "part no",
                                              "version",
                                              "ver",
                                              "build",
                                              "ticket",
                                              "ticket no",
                                              "timestamp",
                                              "time stamp",
                                              "isbn",
                                              "issn",
                                              "ean",
                                              "barcode",
                                              "sku",
                                              "model",
                                              "batch",
                                              "batch no",
                                              "lot no",
                                              "receipt no",
                                              "quote no",
                                              "asset tag",
                                              "order id",
                                              "transaction id",
                                              "message id",
                                              "po",
                                              "product code",

                                              "item code",
                                              "item no",
                                              "item number",
                                              "stock code",
                                              "stock no",
                                              "catalogue no",
                                              "cat no",
                                              "style code",
                                              "product no",
                                              "product number",
                                              "exhibit",
                                              "voucher code",
                                              "promo code",
                                              "booking ref",

                                              "licence key",
                                              "product key",
                                              "mprn",
                                              "mpan",
                                              "meter reading",
                                              "meter serial",
                                              "job no",
                                              "job number",
                                              "works order"};

constexpr std::uint32_t kNameGap = 24;  // bytes between a label that looks like a name and its value

bool wanted(const Settings& settings, std::string_view kind) {
  return settings.only.empty() || std::find(settings.only.begin(), settings.only.end(), kind) != settings.only.end();
}

class BuiltInSet final : public DetectorSet, private MatchSink {
 public:
  Status build(const Settings& settings);

  const std::vector<Kind>& kinds() const override { return kinds_; }
  void begin_part(std::string_view media_type, std::string_view name) override;
  void scan(const TextBlock& block, const NormalText& normal, std::vector<Finding>& out) override;
  const std::vector<Lost>& lost() const override { return lost_; }

 private:
  std::uint32_t match(std::size_t detector, const Match& match) override;
  bool worth_asking(std::size_t detector, Mark mark) override;
  Status choose_kinds(const Settings& settings);
  void judge_labelled_block(std::string_view text);
  void judge_columns(std::string_view text);
  void judge_whole(const Match& match, std::uint64_t detectors);
  void drop_labels(const TextBlock& block, std::span<const Finding> structured);
  void find_names(const TextBlock& block, const NormalText& normal, std::size_t first, std::vector<Finding>& out);
  void find_special_categories(const TextBlock& block, const NormalText& normal, std::size_t first,
                               std::vector<Finding>& out);
  void keep_lost(const NormalText& normal);

  std::vector<Kind> kinds_;
  std::vector<const Detector*> detectors_;
  std::unique_ptr<Engine> engine_;
  Vocabulary vocabulary_;
  Context context_{vocabulary_};
  std::unique_ptr<CustomDetectors> custom_;  // null: none
  std::vector<bool> custom_asked_;
  std::unique_ptr<PersonNames> names_;          // null: not asked for
  std::unique_ptr<SpecialCategories> special_;  // null: not asked for
  std::vector<Candidate> candidates_;
  std::vector<Loser> losers_;
  std::vector<Lost> lost_;
  bool keeps_lost_ = false;
  std::vector<Finding> found_names_;
  std::uint64_t needs_words_ = 0;    // detectors, as bits
  std::uint64_t names_columns_ = 0;  // detectors, as bits, whose own word may be the name of a column
  std::uint64_t whole_ = 0;          // detectors, as bits, that judge a labelled block as a whole
};

Status BuiltInSet::choose_kinds(const Settings& settings) {
  std::vector<Kind> known = built_in_kinds();
  if (!settings.custom_toml.empty()) {
    auto custom = CustomDetectors::parse(settings.custom_toml);
    if (!custom) return tl::unexpected(custom.error());
    custom_ = std::move(*custom);
    for (const Kind& kind : custom_->kinds()) {
      known.push_back(kind);
      custom_asked_.push_back(wanted(settings, kind.name));
    }
  }
  for (const std::string& kind : settings.only) {
    const auto named = [&](const Kind& k) { return k.name == kind; };
    if (std::none_of(known.begin(), known.end(), named)) {
      return fail(ErrorKind::invalid_argument, "no detector is called '" + kind + "'");
    }
  }
  for (const Kind& kind : known) {
    const bool off = kind.name == kSpecialCategory.name && !settings.special_categories;
    if (wanted(settings, kind.name) && !off) kinds_.push_back(kind);
  }
  return {};
}

Status BuiltInSet::build(const Settings& settings) {
  if (const Status chosen = choose_kinds(settings); !chosen) return chosen;
  for (const Detector* detector : built_in_detectors()) {
    if (!wanted(settings, detector->kind.name)) continue;
    const std::uint64_t bit = std::uint64_t{1} << detectors_.size();
    vocabulary_.add(detector->words, {bit, 0, 0});
    vocabulary_.add(detector->more_words, {0, bit, 0});
    const bool checked_by_table = detector->kind.name == "bank_account" && !settings.modulus_table.empty();
    if (detector->needs_words && !checked_by_table) needs_words_ |= bit;
    if (detector->whole != nullptr) whole_ |= bit;
    if (detector->trigger == Trigger::double_s || detector->trigger == Trigger::us) names_columns_ |= bit;
    detectors_.push_back(detector);
  }
  vocabulary_.add(kOtherNumbers, {0, 0, 1});
  if (!settings.modulus_table.empty()) {
    auto table = ModulusTable::parse(settings.modulus_table, settings.modulus_substitutions);
    if (!table) return tl::unexpected(table.error());
    context_.set_modulus_table(std::move(*table));
  }
  auto engine = Engine::create(detectors_);
  if (!engine) return tl::unexpected(engine.error());
  engine_ = std::move(*engine);
  keeps_lost_ = settings.keep_lost;
  if (settings.special_categories && wanted(settings, kSpecialCategory.name))
    special_ = std::make_unique<SpecialCategories>();
  if (!wanted(settings, "person")) return {};
  auto names = PersonNames::create(settings.sensitivity);
  if (!names) return tl::unexpected(names.error());
  names_ = std::move(*names);
  return {};
}

void BuiltInSet::begin_part(std::string_view media_type, std::string_view name) {
  context_.begin_part();
  if (custom_ != nullptr) custom_->begin_part();
  if (names_ != nullptr) names_->begin_part(media_type, name);
}

std::uint32_t BuiltInSet::match(std::size_t detector, const Match& match) {
  context_.about(detector);
  Candidate candidate{detector, detectors_[detector]->kind.name, {}};
  candidate.verdict.start = match.start;
  candidate.verdict.end = match.end;
  if (!detectors_[detector]->check(match, context_, candidate.verdict)) return 0;
  const std::uint32_t end = candidate.verdict.end;
  candidates_.push_back(std::move(candidate));
  return end;
}

bool BuiltInSet::worth_asking(std::size_t detector, Mark mark) {
  const std::uint64_t bit = std::uint64_t{1} << detector;
  if ((names_columns_ & bit) != 0) context_.look_for_table_below(mark.at);
  return (needs_words_ & bit) == 0 || (context_.words_around(mark) & bit) != 0;
}

void BuiltInSet::judge_labelled_block(std::string_view text) {
  Match match{text, 0, static_cast<std::uint32_t>(text.size())};
  while (match.start < match.end && is_space(text[match.start])) ++match.start;
  while (match.start < match.end && is_space(text[match.end - 1])) --match.end;
  if (match.start < match.end) judge_whole(match, context_.named_by_label());
}

// Cells of tables that stand in the text, under the name of their column.
void BuiltInSet::judge_columns(std::string_view text) {
  for (const std::uint32_t place : context_.tables()) {
    if ((context_.named_by_header(place) & whole_) == 0) continue;
    for (const TextTable::Cell& cell : context_.cells_of_table(place))
      judge_whole({text, cell.start, cell.end}, context_.named_by_column(cell.start));
  }
}

void BuiltInSet::judge_whole(const Match& match, std::uint64_t detectors) {
  for (std::uint64_t left = whole_ & detectors; left != 0; left &= left - 1) {
    const auto detector = static_cast<std::size_t>(std::countr_zero(left));
    context_.about(detector);
    Candidate candidate{detector, detectors_[detector]->kind.name, {}};
    candidate.verdict.start = match.start;
    candidate.verdict.end = match.end;
    if (detectors_[detector]->whole(match, context_, candidate.verdict)) candidates_.push_back(std::move(candidate));
  }
}

// A name that is the label of the finding right behind it is none: "NINO AB123456C".
void BuiltInSet::drop_labels(const TextBlock& block, std::span<const Finding> structured) {
  std::erase_if(found_names_, [&](const Finding& name) {
    const auto next = std::lower_bound(structured.begin(), structured.end(), name.end,
                                       [](const Finding& finding, std::uint32_t end) { return finding.start < end; });
    if (next == structured.end() || next->start - name.end > kNameGap) return false;
    const std::string_view words = block.text.substr(name.start, name.end - name.start);
    std::vector<Hit> hits;
    vocabulary_.find(words, 0, static_cast<std::uint32_t>(words.size()), false, hits);
    return hits.size() == 1 && hits[0].start == 0 && hits[0].end == words.size() && hits[0].meaning.words != 0;
  });
}

Finding finding_of(Candidate& candidate, const NormalText& normal) {
  Verdict& verdict = candidate.verdict;
  Finding finding;
  finding.kind = candidate.kind;
  finding.value = Sensitive(verdict.value);
  finding.confidence = verdict.confidence;
  finding.evidence = std::move(verdict.evidence);
  finding.tags = std::move(verdict.tags);
  finding.start = normal.original_start(verdict.start);
  finding.end = normal.original_end(verdict.end);
  return finding;
}

// Merges `more`, in order, into the findings of the block, which begin at out[first].
void merge_in(std::vector<Finding>& more, std::size_t first, std::vector<Finding>& out) {
  const auto middle = static_cast<std::ptrdiff_t>(out.size());
  std::move(more.begin(), more.end(), std::back_inserter(out));
  std::inplace_merge(out.begin() + static_cast<std::ptrdiff_t>(first), out.begin() + middle, out.end(),
                     [](const Finding& a, const Finding& b) { return a.start < b.start; });
}

void BuiltInSet::find_names(const TextBlock& block, const NormalText& normal, std::size_t first,
                            std::vector<Finding>& out) {
  found_names_.clear();
  names_->find(block, normal, std::span(out).subspan(first), found_names_);
  drop_labels(block, std::span(out).subspan(first));
  if (!found_names_.empty()) merge_in(found_names_, first, out);
}

void BuiltInSet::find_special_categories(const TextBlock& block, const NormalText& normal, std::size_t first,
                                         std::vector<Finding>& out) {
  std::vector<Finding> hints;
  special_->find(block, normal, std::span(out).subspan(first), hints);
  if (!hints.empty()) merge_in(hints, first, out);
}

void BuiltInSet::keep_lost(const NormalText& normal) {
  for (Loser& loser : losers_) lost_.push_back({finding_of(loser.candidate, normal), loser.to});
  losers_.clear();
}

void BuiltInSet::scan(const TextBlock& block, const NormalText& normal, std::vector<Finding>& out) {
  context_.begin_block(block, normal.text());
  candidates_.clear();
  lost_.clear();
  engine_->scan(normal.text(), *this);
  const bool has_label = block.kind == BlockKind::cell || block.kind == BlockKind::field;
  if (has_label && candidates_.empty()) judge_labelled_block(normal.text());
  judge_columns(normal.text());
  if (custom_ != nullptr) custom_->find(block, normal.text(), custom_asked_, candidates_);
  resolve_overlaps(candidates_, keeps_lost_ ? &losers_ : nullptr);
  keep_lost(normal);
  const std::size_t first = out.size();
  for (Candidate& candidate : candidates_) out.push_back(finding_of(candidate, normal));
  if (names_ != nullptr) find_names(block, normal, first, out);
  if (special_ != nullptr) find_special_categories(block, normal, first, out);
}

}  // namespace

Result<std::unique_ptr<DetectorSet>> DetectorSet::create(const Settings& settings) {
  auto set = std::make_unique<BuiltInSet>();
  if (const Status built = set->build(settings); !built) return tl::unexpected(built.error());
  return set;
}

}  // namespace trawl::detectors
