// Labels of Presidio, presidio-research, spaCy, CoNLL, cloud services and the forms that annotators use.
#include "benchmarks/kind_of_label.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace trawl::benchmarks {
namespace {

const std::map<std::string, std::string>& names() {
  static const std::map<std::string, std::string> table = {{"per", "person"},
                                                           {"name", "person"},
                                                           {"person_name", "person"},
                                                           {"full_name", "person"},
                                                           {"email_address", "email"},
                                                           {"e-mail", "email"},
                                                           {"phone_number", "phone"},
                                                           {"telephone", "phone"},
                                                           {"telephone_number", "phone"},
                                                           {"mobile", "phone"},
                                                           {"uk_phone", "phone"},
                                                           {"uk_phone_number", "phone"},
                                                           {"uk_nino", "nino"},
                                                           {"ni_number", "nino"},
                                                           {"national_insurance_number", "nino"},
                                                           {"uk_national_insurance_number", "nino"},
                                                           {"uk_nhs", "nhs_number"},
                                                           {"nhs", "nhs_number"},
                                                           {"uk_nhs_number", "nhs_number"},
                                                           {"iban_code", "iban"},
                                                           {"international_bank_account_number", "iban"},
                                                           {"credit_card", "card"},
                                                           {"credit_card_number", "card"},
                                                           {"card_number", "card"},
                                                           {"payment_card", "card"},
                                                           {"sort_code", "bank_account"},
                                                           {"uk_sort_code", "bank_account"},
                                                           {"account_number", "bank_account"},
                                                           {"bank_account_number", "bank_account"},
                                                           {"uk_bank_account", "bank_account"},
                                                           {"sort_code_account", "bank_account"},
                                                           {"ip", "ip_address"},
                                                           {"ipv4", "ip_address"},
                                                           {"ipv6", "ip_address"},
                                                           {"mac", "mac_address"},
                                                           {"uk_postcode", "postcode"},
                                                           {"post_code", "postcode"},
                                                           {"zip", "postcode"},
                                                           {"zip_code", "postcode"},
                                                           {"street_address", "address"},
                                                           {"postal_address", "address"},
                                                           {"uk_address", "address"},
                                                           {"dob", "date_of_birth"},
                                                           {"birth_date", "date_of_birth"},
                                                           {"birthdate", "date_of_birth"},
                                                           {"uk_driving_licence", "driving_licence"},
                                                           {"driver_license", "driving_licence"},
                                                           {"driving_license", "driving_licence"},
                                                           {"uk_passport", "passport"},
                                                           {"passport_number", "passport"},
                                                           {"uk_passport_number", "passport"},
                                                           {"brp", "residence_permit"},
                                                           {"license_plate", "vehicle_registration"},
                                                           {"number_plate", "vehicle_registration"},
                                                           {"vrm", "vehicle_registration"},
                                                           {"uk_vehicle_registration", "vehicle_registration"},
                                                           {"uk_utr", "utr"},
                                                           {"tax_reference", "utr"},
                                                           {"vat", "vat_number"},
                                                           {"uk_vat", "vat_number"},
                                                           {"uk_company_number", "company_number"},
                                                           {"paye", "paye_reference"},
                                                           {"swift", "bic"},
                                                           {"swift_code", "bic"},
                                                           {"swift_bic", "bic"},
                                                           {"user_name", "username"},
                                                           {"handle", "social_handle"},
                                                           {"password", "credential"},
                                                           {"api_key", "credential"},
                                                           {"secret", "credential"},
                                                           {"security_code", "cvv"},
                                                           {"credit_card_cvv", "cvv"}};
  return table;
}

}  // namespace

std::string kind_of_label(std::string label) {
  std::transform(label.begin(), label.end(), label.begin(),
                 [](unsigned char c) { return static_cast<char>(c == ' ' ? '_' : std::tolower(c)); });
  const auto known = names().find(label);
  return known == names().end() ? label : known->second;
}

}  // namespace trawl::benchmarks
