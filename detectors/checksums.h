// Check digits of published schemes. All take the bare digits or capitals; text of another shape fails.
#pragma once

#include <string_view>

namespace trawl::detectors {

bool luhn(std::string_view digits);          // ISO/IEC 7812-1 annex B; last digit checks
bool nhs_check(std::string_view digits);     // ten digits, weights 10..2, modulo 11: NHS Data Dictionary
bool utr_check(std::string_view digits);     // ten digits, the first checks: HMRC, as the OECD's TIN note on the UK tells
bool vat_check(std::string_view digits);     // nine digits: modulo 97, and 9755 for numbers from 100 on (HMRC)
bool mod97(std::string_view rearranged);     // ISO 7064 MOD 97-10 over digits and capitals (A = 10): remainder 1
bool iban_check(std::string_view iban);      // ISO 13616: mod97 with the first four moved to the end
bool mrz_check(std::string_view field, char check);  // ICAO 9303 part 3 section 4.9: weights 7 3 1; '<' counts 0
bool upn_check(std::string_view upn);        // letter, twelve characters: Department for Education
bool uln_check(std::string_view digits);     // ten digits: Learning Records Service

}  // namespace trawl::detectors
