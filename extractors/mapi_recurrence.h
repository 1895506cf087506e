// Exceptions of recurring appointments: the texts that single meetings of a series have of their own
// ([MS-OXOCAL] 2.2.1.44).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

struct RecurrenceText {
  std::string_view label;  // "Subject", "Location"
  std::string text;
};

// What the exceptions in PidLidAppointmentRecur say; as far as the bytes make sense.
std::vector<RecurrenceText> recurrence_texts(std::string_view bytes);

}  // namespace trawl::extractors
