// Finding: a piece of text that a detector holds to identify a person.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sensitive.h"

namespace trawl {

enum class Confidence : std::uint8_t { possible, likely, certain };

std::string_view name_of(Confidence confidence);
std::optional<Confidence> confidence_from(std::string_view name);

struct Finding {
  // The kind of identifier ("email", "nino"): the name of a detector in detectors/all.inc, or of a
  // user's own. Points into memory that lives as long as the program.
  std::string_view kind;
  Sensitive value;          // canonical: one spelling for all spellings ("+447700900123")
  Confidence confidence = Confidence::possible;
  std::string evidence;     // why, in words, without the value: "checksum; label 'NI number'"
  std::string tags;         // comma-separated: "test", "fictional", "masked", "expired"; mostly empty
  std::uint32_t start = 0;  // byte offsets into the block's text, end exclusive
  std::uint32_t end = 0;
};

}  // namespace trawl
