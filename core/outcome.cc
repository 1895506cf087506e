// Names of outcomes, and which error ends in which.
#include "core/outcome.h"

namespace trawl {

std::string_view name_of(OutcomeKind kind) {
  switch (kind) {
    case OutcomeKind::read: return "read";
    case OutcomeKind::partly: return "partly";
    case OutcomeKind::encrypted: return "encrypted";
    case OutcomeKind::unsupported: return "unsupported";
    case OutcomeKind::damaged: return "damaged";
    case OutcomeKind::over_limit: return "over_limit";
    case OutcomeKind::crashed: return "crashed";
    case OutcomeKind::denied: return "denied";
    case OutcomeKind::changed: return "changed";
    case OutcomeKind::skipped: return "skipped";
  }
  return "unknown";
}

std::optional<OutcomeKind> outcome_kind_from(std::string_view name) {
  for (const OutcomeKind kind : kOutcomeKinds) {
    if (name_of(kind) == name) return kind;
  }
  return std::nullopt;
}

Outcome outcome_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::denied: return {OutcomeKind::denied, error.message};
    case ErrorKind::not_found: return {OutcomeKind::changed, error.message};
    case ErrorKind::encrypted: return {OutcomeKind::encrypted, error.message};
    case ErrorKind::unsupported: return {OutcomeKind::unsupported, error.message};
    case ErrorKind::over_limit: return {OutcomeKind::over_limit, error.message};
    case ErrorKind::internal: return {OutcomeKind::crashed, error.message};
    default: return {OutcomeKind::damaged, error.message};
  }
}

}  // namespace trawl
