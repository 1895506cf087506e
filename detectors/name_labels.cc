#include "detectors/name_labels.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "detectors/name_word.h"

namespace trawl::detectors {
namespace {

// The label's words in lower case: "applicant/firstName_2" -> applicant, first, name.
std::vector<std::string> words_of(std::string_view label) {
  std::vector<std::string> words(1);
  bool after_lower = false;
  for (const char c : label) {
    const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
    if ((upper && after_lower) || (!upper && !lower)) {
      if (!words.back().empty()) words.emplace_back();
    }
    if (upper || lower) words.back().push_back(static_cast<char>(c | 0x20));
    after_lower = lower;
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// "people/employee@grade" -> "grade", "people[0].employee" -> "employee": what the value is, without whose it is.
std::string_view last_key(std::string_view path) {
  for (std::size_t at = path.size(); at > 1; --at) {
    const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    const bool separator = std::string_view("/.@").find(path[at - 2]) != std::string_view::npos;
    if (separator && letter(path[at - 1])) return path.substr(at - 1);
  }
  return path;
}

template <std::size_t N>
bool any_of(const std::vector<std::string>& words, const std::array<std::string_view, N>& wanted) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
  });
}

constexpr std::array<std::string_view, 58> kOtherThings = {
    "file",   "company",    "organisation", "organization", "business", "firm",    "product", "project",     "host",
    "domain", "server",     "computer",     "school",       "college",  "bank",    "branch",  "street",      "road",
    "house",  "building",   "town",         "city",         "county",   "country", "brand",   "model",       "event",
    "course", "module",     "field",        "column",       "table",    "sheet",   "font",    "style",       "class",
    "type",   "department", "dept",         "team",         "email",    "mail",    "phone",   "number",      "no",
    "id",     "ref",        "date",         "address",      "template", "package", "device",  "application", "user",
    "login",  "display",    "drug",         "hotel"};
constexpr std::array<std::string_view, 9> kGiven = {"forename", "forenames", "firstname", "fname",    "givenname",
                                                    "given",    "first",     "middle",    "christian"};
constexpr std::array<std::string_view, 7> kSurname = {"surname", "lastname", "lname", "familyname",
                                                      "last",    "family",   "maiden"};
constexpr std::array<std::string_view, 3> kName = {"name", "names", "fullname"};
constexpr std::array<std::string_view, 52> kPeople = {
    "employee",   "applicant",  "contact",    "patient",   "client",    "customer",    "tenant",    "manager",
    "supervisor", "author",     "creator",    "sender",    "recipient", "attendee",    "attendees", "present",
    "apologies",  "claimant",   "respondent", "witness",   "staff",     "interviewer", "candidate", "organiser",
    "organizer",  "teacher",    "pupil",      "student",   "parent",    "guardian",    "carer",     "doctor",
    "gp",         "consultant", "nurse",      "solicitor", "landlord",  "driver",      "payee",     "beneficiary",
    "cardholder", "signatory",  "referee",    "member",    "volunteer", "assignee",    "owner",     "reporter",
    "approver",   "secretary",  "chair",      "nok"};
constexpr std::array<std::string_view, 9> kHeaders = {
    "from", "to", "cc", "bcc", "sender", "replyto", "deliveredto", "lastmodifiedby", "by"};

}  // namespace

NameLabel name_label(std::string_view label) {
  if (label.empty() || label.size() > 200) return NameLabel::none;
  const std::vector<std::string> words = words_of(label);
  const std::vector<std::string> key = words_of(last_key(label));
  const bool name = any_of(words, kName);
  if (name && any_of(words, kGiven)) return NameLabel::given;
  if (name && any_of(words, kSurname)) return NameLabel::surname;
  const bool plain = key.size() == 1;
  if (any_of(plain && name ? words : key, kOtherThings)) return NameLabel::none;  // "company/name"
  if (plain && any_of(key, kGiven) && key[0] != "first" && key[0] != "middle") return NameLabel::given;
  if (plain && any_of(key, kSurname) && key[0] != "last" && key[0] != "family") return NameLabel::surname;
  if (name) return NameLabel::name;
  if (any_of(key, kPeople)) return NameLabel::people;
  std::string joined;
  for (const std::string& word : words) joined += word;
  const auto last = words.empty() ? std::string() : words.back();
  const bool header = std::find(kHeaders.begin(), kHeaders.end(), joined) != kHeaders.end() ||
                      std::find(kHeaders.begin(), kHeaders.end(), last) != kHeaders.end();
  return header ? NameLabel::people : NameLabel::none;
}

bool labels_names(std::uint64_t hash) {
  static const std::vector<std::uint64_t> kHashes = [] {
    std::vector<std::uint64_t> hashes;
    const auto add = [&](const auto& words) {
      for (const std::string_view word : words) hashes.push_back(word_hash_ascii(word));
    };
    add(kGiven);
    add(kSurname);
    add(kName);
    add(kPeople);
    add(kHeaders);
    std::sort(hashes.begin(), hashes.end());
    return hashes;
  }();
  return std::binary_search(kHashes.begin(), kHashes.end(), hash);
}

}  // namespace trawl::detectors
