// The UK's national telephone numbering plan (Ofcom), as far as it tells numbers from other digits, and
// the ranges that Ofcom keeps free for drama.
#pragma once

#include <cstdint>
#include <string_view>

namespace trawl::detectors {

enum class Numbering : std::uint8_t {
  none,
  geographic,  // 01, 02, 03
  mobile,      // 07 without pagers
  special,     // 05, 08, 09, pagers and personal numbers
  short_form,  // valid with one digit less than usual
};

// digits: the national number without the leading 0.
Numbering uk_numbering(std::string_view digits);

// e164 begins with "+44".
bool is_drama_number(std::string_view e164);

}  // namespace trawl::detectors
