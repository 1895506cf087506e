// The user's detectors: RE2 over the whole text, a check digit, words.
#include "detectors/custom.h"

#include <re2/re2.h>
#include <toml++/toml.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/context.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr std::size_t kMost = 64;
constexpr std::size_t kFirstNumber = 64;  // built-in detectors have the numbers before it

// Finding::kind outlives every set of detectors, so the names of kinds are kept for good; there are few.
std::string_view kept_for_good(const std::string& text) {
  static std::mutex mutex;
  static std::set<std::string> texts;
  const std::lock_guard lock(mutex);
  return *texts.insert(text).first;
}

using CheckDigits = bool (*)(std::string_view capitals_and_digits);

struct NamedCheck {
  std::string_view name;
  CheckDigits check;
};
constexpr NamedCheck kChecks[] = {{"none", nullptr},  {"luhn", luhn},        {"mod11", nhs_check},
                                  {"nhs", nhs_check}, {"mod97", iban_check}, {"iban", iban_check},
                                  {"utr", utr_check}, {"vat", vat_check}};

struct Own {
  Kind kind;
  std::unique_ptr<RE2> pattern;
  CheckDigits check = nullptr;
  std::vector<std::string> words;
  std::vector<std::string_view> word_views;
  std::optional<Confidence> without_words;
  Confidence with_words = Confidence::likely;
};

Error at_line(const toml::node& node, const std::string& message) {
  return {ErrorKind::invalid_argument,
          "detector file, line " + std::to_string(node.source().begin.line) + ": " + message};
}

// The string under a key: `fallback` where there is none, an error where it is of another type.
Result<std::string> text_of(const toml::table& table, std::string_view key, std::string fallback) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return fallback;
  if (const auto text = node->value<std::string>(); text && node->is_string()) return *text;
  return tl::unexpected(at_line(*node, "'" + std::string(key) + "' must be a string"));
}

Result<Confidence> confidence_of(const toml::table& table, std::string_view key, Confidence fallback) {
  const auto text = text_of(table, key, std::string(name_of(fallback)));
  if (!text) return tl::unexpected(text.error());
  if (const auto confidence = confidence_from(*text)) return *confidence;
  return tl::unexpected(at_line(*table.get(key), "'" + std::string(key) + "' must be possible, likely or certain"));
}

Status read_kind(const toml::table& table, Own& own) {
  const auto name = text_of(table, "name", "");
  if (!name) return tl::unexpected(name.error());
  const bool plain = !name->empty() && is_lower(name->front()) && std::all_of(name->begin(), name->end(), [](char c) {
    return is_lower(c) || is_digit(c) || c == '_';
  });
  if (!plain) return tl::unexpected(at_line(table, "a detector needs a 'name' of small letters, digits and '_'"));
  for (const Kind& kind : built_in_kinds()) {
    if (kind.name == *name) return tl::unexpected(at_line(table, "'" + *name + "' is a built-in detector"));
  }
  const auto title = text_of(table, "title", *name);
  if (!title) return tl::unexpected(title.error());
  const auto risk = text_of(table, "risk", "medium");
  if (!risk) return tl::unexpected(risk.error());
  constexpr std::string_view kRisks[] = {"low", "medium", "high", "critical"};
  const auto* known = std::find(std::begin(kRisks), std::end(kRisks), *risk);
  if (known == std::end(kRisks))
    return tl::unexpected(at_line(*table.get("risk"), "'risk' must be low, medium, high or critical"));
  own.kind = {kept_for_good(*name), kept_for_good(*title), static_cast<Risk>(known - std::begin(kRisks))};
  return {};
}

Status read_pattern(const toml::table& table, Own& own) {
  const auto pattern = text_of(table, "pattern", "");
  if (!pattern) return tl::unexpected(pattern.error());
  const toml::node* node = table.get("pattern");
  if (node == nullptr || pattern->empty()) return tl::unexpected(at_line(table, "a detector needs a 'pattern'"));
  RE2::Options options;
  options.set_log_errors(false);
  own.pattern = std::make_unique<RE2>(*pattern, options);
  if (!own.pattern->ok()) return tl::unexpected(at_line(*node, "'pattern' is no RE2 pattern: " + own.pattern->error()));
  if (RE2::FullMatch("", *own.pattern)) return tl::unexpected(at_line(*node, "'pattern' matches the empty text"));
  return {};
}

Status read_check(const toml::table& table, Own& own) {
  const auto name = text_of(table, "check", "none");
  if (!name) return tl::unexpected(name.error());
  const auto* known =
      std::find_if(std::begin(kChecks), std::end(kChecks), [&](const NamedCheck& c) { return c.name == *name; });
  if (known == std::end(kChecks))
    return tl::unexpected(
        at_line(*table.get("check"), "'check' must be none, luhn, mod11, mod97, iban, nhs, utr or vat"));
  own.check = known->check;
  return {};
}

Status read_words(const toml::table& table, Own& own) {
  if (const toml::node* node = table.get("words")) {
    const toml::array* list = node->as_array();
    if (list == nullptr) return tl::unexpected(at_line(*node, "'words' must be a list of strings"));
    for (const toml::node& word : *list) {
      const auto text = word.value<std::string>();
      if (!text || !word.is_string()) return tl::unexpected(at_line(word, "'words' must be a list of strings"));
      own.words.push_back(*text);
    }
  }
  const auto with = confidence_of(table, "confidence_with_words", Confidence::likely);
  if (!with) return tl::unexpected(with.error());
  own.with_words = *with;
  const toml::node* node = table.get("confidence");
  if (node != nullptr && node->value<std::string>() == "none") return {};
  const auto without = confidence_of(table, "confidence", Confidence::possible);
  if (!without) return tl::unexpected(without.error());
  own.without_words = *without;
  return {};
}

Result<Own> read_detector(const toml::table& table) {
  constexpr std::string_view kKeys[] = {
      "name", "title", "pattern", "check", "words", "confidence", "confidence_with_words", "risk"};
  for (const auto& [key, node] : table) {
    if (std::find(std::begin(kKeys), std::end(kKeys), key.str()) == std::end(kKeys)) {
      return tl::unexpected(at_line(node, "unknown key '" + std::string(key.str()) + "'"));
    }
  }
  Own own;
  for (const auto read : {read_kind, read_pattern, read_check, read_words}) {
    if (const Status status = read(table, own); !status) return tl::unexpected(status.error());
  }
  return own;
}

class Detectors final : public CustomDetectors {
 public:
  Status add_all(const toml::table& file);
  const std::vector<Kind>& kinds() const override { return kinds_; }
  void begin_part() override { context_.begin_part(); }
  void find(const TextBlock& block, std::string_view text, const std::vector<bool>& asked,
            std::vector<Candidate>& out) override;

 private:
  void find_one(std::size_t index, std::string_view text, std::vector<Candidate>& out);
  bool judge(std::size_t index, const Match& match, Verdict& verdict);

  std::vector<Own> own_;
  std::vector<Kind> kinds_;
  Vocabulary vocabulary_;
  Context context_{vocabulary_};
};

Status Detectors::add_all(const toml::table& file) {
  const toml::node* node = file.get("detector");
  const toml::array* list = node == nullptr ? nullptr : node->as_array();
  if (file.size() != 1 || list == nullptr)
    return fail(ErrorKind::invalid_argument, "detector file: it must hold [[detector]] tables and nothing else");
  if (list->size() > kMost) return fail(ErrorKind::invalid_argument, "detector file: more than 64 detectors");
  for (const toml::node& entry : *list) {
    if (!entry.is_table()) return tl::unexpected(at_line(entry, "write [[detector]]"));
    auto own = read_detector(*entry.as_table());
    if (!own) return tl::unexpected(own.error());
    for (const Kind& kind : kinds_) {
      if (kind.name == own->kind.name)
        return tl::unexpected(at_line(entry, "two detectors are called '" + std::string(kind.name) + "'"));
    }
    kinds_.push_back(own->kind);
    own_.push_back(std::move(*own));
  }
  for (std::size_t i = 0; i < own_.size(); ++i) {
    own_[i].word_views.assign(own_[i].words.begin(), own_[i].words.end());
    vocabulary_.add(own_[i].word_views, {std::uint64_t{1} << i, 0, 0});
  }
  return {};
}

void Detectors::find(const TextBlock& block, std::string_view text, const std::vector<bool>& asked,
                     std::vector<Candidate>& out) {
  context_.begin_block(block, text);
  for (std::size_t i = 0; i < own_.size(); ++i) {
    if (asked[i]) find_one(i, text, out);
  }
}

void Detectors::find_one(std::size_t index, std::string_view text, std::vector<Candidate>& out) {
  context_.about(index);
  re2::StringPiece found;
  for (std::size_t from = 0; from <= text.size();) {
    if (!own_[index].pattern->Match({text.data(), text.size()}, from, text.size(), RE2::UNANCHORED, &found, 1)) return;
    const auto start = static_cast<std::uint32_t>(found.data() - text.data());
    const Match match{text, start, start + static_cast<std::uint32_t>(found.size())};
    from = std::max<std::size_t>(match.end, match.start + 1);
    if (found.empty()) continue;
    Candidate candidate{kFirstNumber + index, own_[index].kind.name, {}};
    candidate.verdict.start = match.start;
    candidate.verdict.end = match.end;
    if (judge(index, match, candidate.verdict)) out.push_back(std::move(candidate));
  }
}

bool Detectors::judge(std::size_t index, const Match& match, Verdict& verdict) {
  const Own& own = own_[index];
  verdict.value = capitals_and_digits_of(match.view());
  if (verdict.value.empty()) verdict.value = std::string(match.view());
  if (own.check != nullptr && !own.check(verdict.value)) return false;
  const Hint hint = context_.hint(match);
  if (!hint.any() && !own.without_words) return false;
  verdict.confidence = hint.any() ? own.with_words : *own.without_words;
  explain(verdict, own.check != nullptr ? "pattern and check digit" : "pattern", hint);
  return true;
}

}  // namespace

Result<std::unique_ptr<CustomDetectors>> CustomDetectors::parse(std::string_view text) {
  try {
    auto detectors = std::make_unique<Detectors>();
    if (const Status added = detectors->add_all(toml::parse(text)); !added) return tl::unexpected(added.error());
    return detectors;
  } catch (const toml::parse_error& error) {
    return fail(ErrorKind::invalid_argument, "detector file, line " + std::to_string(error.source().begin.line) + ": " +
                                                 std::string(error.description()));
  }
}

}  // namespace trawl::detectors
