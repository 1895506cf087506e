// Outcome: how the reading of one part ended. Every object that trawl meets ends in exactly
// one of these; what was walked is always the sum of them, also inside containers.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace trawl {

enum class OutcomeKind : std::uint8_t {
  read,         // all of its text was read
  partly,       // some text was read, some could not be
  encrypted,    // needs a password
  unsupported,  // no extractor reads this format
  damaged,      // the bytes are not what the format demands
  over_limit,   // a limit (core/limits.h) stopped it
  crashed,      // the parser died on it
  denied,       // the operating system refused access
  changed,      // it changed or vanished while it was read
  skipped,      // left out on purpose: link, special file, excluded by the user
};

inline constexpr std::array kOutcomeKinds = {
    OutcomeKind::read,    OutcomeKind::partly,     OutcomeKind::encrypted, OutcomeKind::unsupported,
    OutcomeKind::damaged, OutcomeKind::over_limit, OutcomeKind::crashed,   OutcomeKind::denied,
    OutcomeKind::changed, OutcomeKind::skipped};

// The reason says why in words for the user ("password needed", "nesting deeper than 16"); it
// quotes neither content nor names. Empty for `read`.
struct Outcome {
  OutcomeKind kind = OutcomeKind::read;
  std::string reason;

  bool complete() const { return kind == OutcomeKind::read || kind == OutcomeKind::skipped; }
  bool operator==(const Outcome&) const = default;
};

std::string_view name_of(OutcomeKind kind);                           // "over_limit"
std::optional<OutcomeKind> outcome_kind_from(std::string_view name);  // inverse of name_of

// The outcome that an error amounts to while reading a part.
Outcome outcome_of(const Error& error);

}  // namespace trawl
