// Nearness stands in for understanding: in a table the same row, in an object the same fields or those beside it, in
// running text the same few lines.
#include "requests/tiers.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "requests/kinds.h"

namespace trawl::requests {
namespace {

constexpr std::uint64_t kSupportDistance = 1500;  // bytes: a letter's head, or a paragraph or two
constexpr std::uint64_t kConflictDistance = 200;  // bytes: the same line or the next
constexpr std::uint64_t kFar = std::numeric_limits<std::uint64_t>::max();

// 0 in the same row. Another row of a table is far; another object may hold more about the same person.
std::uint64_t distance(const Place& a, const Place& b) {
  if (a.row != 0 && a.row == b.row) return 0;
  if (a.in_table || b.in_table) return kFar;
  return a.position > b.position ? a.position - b.position : b.position - a.position;
}

bool is_name(Role role) {
  return role == Role::full_name || role == Role::partial_name;
}

// Sightings and facts in the order of their place, so that neighbours are found without comparing all with all.
class Neighbourhood {
 public:
  Neighbourhood(const ExaminedPart& part, const std::vector<Term>& terms) : part_(part), terms_(terms) {}

  // The nearest sighting of a supporting or strong term within reach; kind: only of that kind.
  std::uint64_t nearest(const Place& place, Role role, std::string_view kind, std::uint64_t reach,
                        std::string* title) const {
    std::uint64_t best = kFar;
    visit(part_.sightings, place, reach, [&](const Sighting& sighting, std::uint64_t far) {
      const Term& term = terms_[sighting.term];
      if (term.role != role || (!kind.empty() && term.kind != kind) || far >= best) return;
      best = far;
      if (title != nullptr) *title = term.title;
    });
    return best;
  }

  // A fact of a known kind that is nearer than the subject's own value of that kind; the kind, or empty. What stands
  // in another object is about somebody else as a rule.
  std::string contradiction(const Place& place, const std::vector<std::string>& known_kinds) const {
    std::string found;
    visit(part_.facts, place, kConflictDistance, [&](const Fact& fact, std::uint64_t far) {
      if (!found.empty() || fact.place.row != place.row) return;
      if (std::find(known_kinds.begin(), known_kinds.end(), fact.kind) == known_kinds.end()) return;
      const std::uint64_t own = std::min(nearest(place, Role::supporting, fact.kind, kConflictDistance, nullptr),
                                         nearest(place, Role::strong, fact.kind, kConflictDistance, nullptr));
      if (far < own) found = fact.kind;
    });
    return found;
  }

 private:
  template <typename Item, typename Visit>
  static void visit(const std::vector<Item>& items, const Place& place, std::uint64_t reach, const Visit& visitor) {
    const std::uint64_t margin = std::max<std::uint64_t>(reach, 64 * 1024);  // a row is at most this long
    const std::uint64_t from = place.position > margin ? place.position - margin : 0;
    auto item = std::lower_bound(items.begin(), items.end(), from,
                                 [](const Item& candidate, std::uint64_t at) { return candidate.place.position < at; });
    for (; item != items.end() && item->place.position <= place.position + margin; ++item) {
      const std::uint64_t far = distance(item->place, place);
      if (far <= reach) visitor(*item, far);
    }
  }

  const ExaminedPart& part_;
  const std::vector<Term>& terms_;
};

std::string in_words(std::string_view kind) {
  if (kind == kDateOfBirth) return "another date of birth";
  if (kind == kNino) return "another NI number";
  if (kind == kNhsNumber) return "another NHS number";
  return "another person's number";
}

Judgement judge_name(const Sighting& sighting, const std::vector<Term>& terms, const Neighbourhood& near,
                     const std::vector<std::string>& known_kinds) {
  const Term& term = terms[sighting.term];
  if (sighting.in_address) return {Tier::partial, {"the name is part of an e-mail address"}};
  const std::string contradiction = near.contradiction(sighting.place, known_kinds);
  if (!contradiction.empty()) return {Tier::conflict, {in_words(contradiction) + " stands beside the name"}};
  if (near.nearest(sighting.place, Role::against, {}, kConflictDistance, nullptr) != kFar) {
    return {Tier::conflict, {"what is known of a namesake stands beside the name"}};
  }
  std::string support;
  if (near.nearest(sighting.place, Role::supporting, {}, kSupportDistance, &support) != kFar) {
    return {Tier::combination, {term.title + " together with " + support}};
  }
  return {term.role == Role::full_name ? Tier::full_name : Tier::partial, {term.title}};
}

}  // namespace

std::string_view code_of(Tier tier) {
  static constexpr std::string_view kCodes[] = {"T1", "T2", "T3", "T4", "T5", "X"};
  return kCodes[static_cast<std::size_t>(tier)];
}

std::string_view name_of(Tier tier) {
  static constexpr std::string_view kNames[] = {"strong_id", "combination", "full_name",
                                                "partial",   "linked",      "conflict"};
  return kNames[static_cast<std::size_t>(tier)];
}

std::string_view title_of(Tier tier) {
  static constexpr std::string_view kTitles[] = {"Identified by a number or address of their own",
                                                 "Name together with date of birth or address",
                                                 "Full name",
                                                 "Partial name",
                                                 "Linked only",
                                                 "Probably somebody else"};
  return kTitles[static_cast<std::size_t>(tier)];
}

Judgement judge(ExaminedPart& part, const std::vector<Term>& terms, const std::vector<std::string>& known_kinds) {
  const Neighbourhood near(part, terms);
  std::vector<Judgement> all;
  for (const Sighting& sighting : part.sightings) {
    const Term& term = terms[sighting.term];
    Judgement one;
    if (sighting.in_folder) {
      if (term.role == Role::against) continue;
      one = {Tier::linked, {"the name of a folder above it holds " + term.title}};
    } else if (term.role == Role::strong) {
      one = {Tier::strong_id, {term.title}};
    } else if (is_name(term.role)) {
      one = judge_name(sighting, terms, near, known_kinds);
    } else if (term.role == Role::supporting) {
      one = {Tier::linked, {term.title + " without a name near it"}};
    } else {
      continue;
    }
    const bool known = std::any_of(all.begin(), all.end(), [&](const Judgement& other) {
      return other.tier == one.tier && other.reasons == one.reasons;
    });
    if (!known) all.push_back(std::move(one));
  }
  std::stable_sort(all.begin(), all.end(), [](const Judgement& a, const Judgement& b) { return a.tier < b.tier; });
  for (Hit& hit : part.hits) {
    const Sighting sighting{hit.term, hit.place, hit.confidence, hit.in_address, hit.in_folder};
    hit.somebody_else =
        is_name(terms[hit.term].role) && judge_name(sighting, terms, near, known_kinds).tier == Tier::conflict;
  }
  Judgement judgement;
  if (all.empty()) return judgement;
  judgement.tier = all.front().tier;
  for (const Judgement& one : all) {
    const bool explained = one.tier == Tier::linked && judgement.tier < Tier::linked;  // support is in the other reason
    if (explained) continue;
    const bool elsewhere = one.tier == Tier::conflict && judgement.tier != Tier::conflict;
    judgement.reasons.push_back((elsewhere ? "elsewhere in it, " : "") + one.reasons.front());
  }
  return judgement;
}

}  // namespace trawl::requests
