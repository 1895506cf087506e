// What the detectors of user names share.
#pragma once

#include <string_view>

#include "detectors/detector.h"
#include "detectors/email_domain.h"

namespace trawl::detectors {

inline constexpr Kind kUserName = {"username", "User name", Risk::low};

// A likely finding of that name, which no label stands before. True.
inline bool take_user_name(std::string_view name, Verdict& verdict, const char* why) {
  verdict.value = in_small_letters(name);
  verdict.confidence = Confidence::likely;
  verdict.evidence = why;
  verdict.distance = 0;
  return true;
}

}  // namespace trawl::detectors
