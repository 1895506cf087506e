// Tiers: how strongly a document is about the subject, judged from what stands near what in it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "requests/examine.h"

namespace trawl::requests {

// Strongest first. All but conflict are for a person to review; a conflict needs a glance only.
enum class Tier : std::uint8_t {
  strong_id,    // T1: a number or address that belongs to the subject alone
  combination,  // T2: a name together with date of birth, postcode or address
  full_name,    // T3: the full name, and nothing beside it says otherwise
  partial,      // T4: initials, nickname, part of a double name, user name
  linked,       // T5: only linked: attachment of a hit, folder of that name, date of birth or postcode alone
  conflict,     // X: the name, but with another person's date of birth or number beside it
};
inline constexpr std::array kTiers = {Tier::strong_id, Tier::combination, Tier::full_name,
                                      Tier::partial,   Tier::linked,      Tier::conflict};
std::string_view code_of(Tier tier);   // "T1" ... "T5", "X"
std::string_view name_of(Tier tier);   // "strong_id"
std::string_view title_of(Tier tier);  // for people

struct Judgement {
  Tier tier = Tier::linked;
  std::vector<std::string> reasons;  // in words, without values; the most telling first
};

// Kinds whose value is known of the subject: only these can conflict. Marks the hits that are somebody else's.
Judgement judge(ExaminedPart& part, const std::vector<Term>& terms, const std::vector<std::string>& known_kinds);

}  // namespace trawl::requests
