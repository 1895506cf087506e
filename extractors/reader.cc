// The reading of a tree of parts: finds each part's format and extractor, enforces the limits, and makes
// sure that every part is entered and left once, whatever its extractor does.
#include <algorithm>
#include <new>
#include <string>
#include <unordered_map>

#include "core/utf8.h"
#include "extractors/archive_pieces.h"
#include "extractors/extractor.h"
#include "extractors/metered.h"

namespace trawl::extractors {
namespace {

// What the parts of one tree share.
struct Tree {
  const ReadOptions& options;
  PartSink& sink;
  Allowance allowance;
  std::optional<Outcome> halted;  // why nothing more is read at all
  std::uint64_t entered = 0;
};

class Reading final : public Extraction {
 public:
  Reading(Tree& tree, std::uint32_t depth, std::string_view declared)
      : tree_(tree), depth_(depth), declared_(declared) {}

  // Of an item, whose extractor and format are known; `packed`: see packed_bytes().
  Reading(Tree& tree, std::uint32_t depth, Format format, const Extractor& extractor, std::uint64_t packed)
      : tree_(tree), depth_(depth), format_(format), extractor_(&extractor), packed_(packed) {}

  // Enters the part, reads it and leaves it.
  void run(const PartHeader& header, Metered& source);

  bool text(const TextBlock& block) override;
  bool child(const PartHeader& header, Source& source, std::string_view declared_type) override;
  bool item(const PartHeader& header, Format format, const Extractor& extractor) override;
  bool unread_child(const PartHeader& header, const Outcome& outcome) override;

  void missed(std::string_view reason) override {
    constexpr std::size_t kReasons = 16;
    const bool known = std::find(missed_.begin(), missed_.end(), reason) != missed_.end();
    if (!known && missed_.size() < kReasons) missed_.emplace_back(reason);
  }

  Outcome stopped() const override {
    if (tree_.halted) return *tree_.halted;
    return stop_.value_or(Outcome{});
  }

  const Limits& limits() const override { return tree_.options.limits; }
  const PartHeader& part() const override { return header_; }
  Format format() const override { return format_; }
  std::string_view declared_type() const override { return declared_; }
  const std::vector<std::string>& passwords() const override { return tree_.options.passwords; }
  Ocr* ocr() const override { return tree_.options.ocr; }
  void progressed() override { tree_.sink.progressed(); }

 private:
  bool is_stopped() const { return tree_.halted || stop_; }
  bool stop(std::string reason) {
    if (!stop_) stop_ = Outcome{OutcomeKind::over_limit, std::move(reason)};
    return false;
  }
  // The receiver wants no more.
  bool halt() {
    if (!tree_.halted) tree_.halted = Outcome{};
    return false;
  }

  Result<bool> sniffed(Metered& source);
  Outcome extracted(Metered& source);
  Outcome settled(Outcome outcome, const Metered& source) const;
  bool may_have_child();
  bool read_child(Reading& reading, const PartHeader& header, Source& source);
  PartHeader sibling(const PartHeader& header);
  std::uint64_t packed_bytes() const;
  bool pass_on(TextBlock block);
  bool record(const PartHeader& header, const Outcome& outcome);

  Tree& tree_;
  std::uint32_t depth_;
  std::string_view declared_;
  PartHeader header_;
  Format format_ = Format::unknown;
  const Extractor* extractor_ = nullptr;  // of an item
  std::uint64_t packed_ = 0;              // of an item
  Metered* source_ = nullptr;
  std::vector<std::string> missed_;
  std::optional<Outcome> stop_;
  std::uint64_t text_bytes_ = 0;
  std::uint64_t children_ = 0;
  std::unordered_map<std::string, std::uint32_t> names_;  // of children, and the last number given to their like
};

Outcome without_extractor(Format format, std::string_view name) {
  if (format == Format::unknown && named_as_piece(name)) return {OutcomeKind::unsupported, std::string(kOnePiece)};
  switch (format) {
    case Format::pgp:
    case Format::keepass:
    case Format::encrypted_office: return {OutcomeKind::encrypted, "password or key needed"};
    case Format::unknown: return {OutcomeKind::unsupported, "format not known"};
    default: return {OutcomeKind::unsupported, "no extractor for " + std::string(media_type_of(format))};
  }
}

Outcome Reading::extracted(Metered& source) {
  const Extractor* extractor = extractor_ != nullptr ? extractor_ : tree_.options.extractor_of(format_);
  if (extractor == nullptr) return without_extractor(format_, header_.name);
  try {
    return extractor->extract(source, *this);
  } catch (const std::bad_alloc&) {
    return {OutcomeKind::over_limit, "needs more memory than a worker may use"};
  } catch (const std::exception&) {
    return {OutcomeKind::damaged, "the parser gave up"};
  }
}

Outcome Reading::settled(Outcome outcome, const Metered& source) const {
  if (is_stopped()) return stopped();
  if (source.exceeded()) return outcome_of(*source.exceeded());
  const std::optional<Error> broken = source.broken();
  const bool partly = outcome.kind == OutcomeKind::read || outcome.kind == OutcomeKind::unsupported;
  if (!partly || (missed_.empty() && !broken)) return outcome;
  if (outcome.kind == OutcomeKind::read) outcome.kind = OutcomeKind::partly;
  if (broken) outcome.reason += (outcome.reason.empty() ? "" : "; ") + broken->message;
  for (const std::string& reason : missed_) {
    if (!outcome.reason.empty()) outcome.reason += "; ";
    outcome.reason += reason;
  }
  return outcome;
}

// Finds the part's format.
Result<bool> Reading::sniffed(Metered& source) {
  if (header_.size == kUnknownSize) header_.size = source.size().value_or(kUnknownSize);
  Result<std::string_view> head = std::string_view();
  try {
    head = source.peek(Source::kPeek);
  } catch (const std::exception&) {
    head = fail(ErrorKind::damaged, "the container gave up on it");
  }
  if (!head) return tl::unexpected(head.error());
  format_ = sniff({*head, header_.name, declared_, head->size() < Source::kPeek});
  return true;
}

void Reading::run(const PartHeader& header, Metered& source) {
  header_ = header;
  source_ = &source;
  const auto number = tree_.entered++;
  for (const auto& [given_up, outcome] : tree_.options.given_up) {
    if (given_up != number) continue;
    if (!tree_.sink.enter(header_)) halt();
    return tree_.sink.leave(outcome);
  }
  tree_.sink.opening(header_);
  const Result<bool> head = extractor_ != nullptr ? Result<bool>(true) : sniffed(source);
  if (head) header_.media_type = media_type_of(format_);
  const bool wanted = tree_.sink.enter(header_) || halt();
  Outcome outcome;
  if (!head) {
    outcome = outcome_of(head.error());
  } else if (wanted) {
    outcome = extracted(source);
  }
  if (tree_.allowance.spent && !tree_.halted) tree_.halted = outcome_of(source.exceeded().value_or(Error{
      ErrorKind::over_limit, "unpacks to more bytes than one file may"}));
  tree_.sink.leave(settled(std::move(outcome), source));
}

// Where to cut a text that is longer than a block: behind the last line end, else the last space, else a character.
std::size_t cut_of(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  const std::string_view head = text.substr(0, most);
  for (const char separator : {'\n', ' '}) {
    const std::size_t end = head.rfind(separator);
    if (end != head.npos) return end + 1;
  }
  const std::size_t start = character_start(text, most);
  return start == 0 ? most : start;
}

bool Reading::text(const TextBlock& block) {
  if (is_stopped()) return false;
  if (block.text.empty()) return true;
  std::string repaired[3];
  TextBlock valid = block;
  std::string_view* views[] = {&valid.text, &valid.label, &valid.anchor};
  for (int i = 0; i < 3; ++i) {
    if (valid_utf8(*views[i])) continue;
    repaired[i] = repaired_utf8(*views[i]);
    *views[i] = repaired[i];
  }
  return pass_on(valid);
}

bool Reading::pass_on(TextBlock block) {
  const std::size_t most = std::max<std::uint64_t>(limits().block_bytes, 4);
  std::string_view rest = block.text;
  while (!rest.empty()) {
    block.text = rest.substr(0, cut_of(rest, most));
    rest.remove_prefix(block.text.size());
    text_bytes_ += block.text.size();
    if (text_bytes_ > limits().text_bytes) return stop("more text than the limit for one part");
    if (!tree_.sink.text(block)) return halt();
    if (block.line > 0 && !rest.empty()) block.line += std::count(block.text.begin(), block.text.end(), '\n');
  }
  return true;
}

bool Reading::may_have_child() {
  if (is_stopped()) return false;
  if (tree_.entered >= limits().parts) {
    const std::string most = std::to_string(limits().parts);
    tree_.halted = Outcome{OutcomeKind::over_limit, "more than " + most + " parts in one file"};
    return false;
  }
  if (++children_ > limits().members) return stop("more than " + std::to_string(limits().members) + " parts in it");
  return true;
}

// The header with a name that no child before it has: "scan.pdf", "scan.pdf~2".
PartHeader Reading::sibling(const PartHeader& header) {
  PartHeader unique = header;
  if (unique.name.empty()) unique.name = "unnamed";
  const std::string base = unique.name;
  for (;;) {
    const auto [entry, added] = names_.try_emplace(unique.name, 1);
    if (added) return unique;
    unique.name = base + "~" + std::to_string(++names_[base]);
  }
}

// The size of what the children are unpacked from, or as much of it as was read; those of an item from what it is in.
std::uint64_t Reading::packed_bytes() const {
  if (extractor_ != nullptr) return packed_;
  const std::uint64_t consumed = source_->consumed();
  return depth_ == 0 ? std::max(consumed, source_->size().value_or(0)) : consumed;
}

bool Reading::record(const PartHeader& header, const Outcome& outcome) {
  ++tree_.entered;
  const bool wanted = tree_.sink.enter(header);
  tree_.sink.leave(outcome);
  return wanted || halt();
}

bool Reading::read_child(Reading& reading, const PartHeader& header, Source& source) {
  if (!may_have_child()) return false;
  const PartHeader named = sibling(header);
  if (depth_ + 1 > limits().depth) {
    return record(named, {OutcomeKind::over_limit, "nested deeper than " + std::to_string(limits().depth)});
  }
  Metered metered(source, limits(), &tree_.allowance, packed_bytes());
  reading.run(named, metered);
  return !is_stopped();
}

bool Reading::child(const PartHeader& header, Source& source, std::string_view declared_type) {
  Reading reading(tree_, depth_ + 1, declared_type);
  return read_child(reading, header, source);
}

bool Reading::item(const PartHeader& header, Format format, const Extractor& extractor) {
  Reading reading(tree_, depth_ + 1, format, extractor, packed_bytes());
  return read_child(reading, header, *memory_source({}));
}

bool Reading::unread_child(const PartHeader& header, const Outcome& outcome) {
  if (!may_have_child()) return false;
  return record(sibling(header), outcome);
}

}  // namespace

void read_part(const PartHeader& header, Source& source, const ReadOptions& options, PartSink& sink) {
  const std::uint64_t own = source.size().value_or(0);
  std::uint64_t most = 0;
  if (__builtin_add_overflow(options.limits.container_bytes, own, &most)) most = ~0ull;
  Tree tree{options, sink, Allowance{most}, std::nullopt};
  Metered metered(source, options.limits, nullptr, 0);
  Reading(tree, 0, {}).run(header, metered);
}

}  // namespace trawl::extractors
