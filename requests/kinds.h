// The detectors' kinds that requests treat by name: those that a subject file has keys of its own for.
#pragma once

#include <string_view>

namespace trawl::requests {

inline constexpr std::string_view kEmail = "email";
inline constexpr std::string_view kPhone = "phone";
inline constexpr std::string_view kNino = "nino";
inline constexpr std::string_view kNhsNumber = "nhs_number";
inline constexpr std::string_view kBankAccount = "bank_account";
inline constexpr std::string_view kDateOfBirth = "date_of_birth";
inline constexpr std::string_view kPostcode = "postcode";
inline constexpr std::string_view kAddress = "address";
inline constexpr std::string_view kIpAddress = "ip_address";
inline constexpr std::string_view kPerson = "person";

}  // namespace trawl::requests
