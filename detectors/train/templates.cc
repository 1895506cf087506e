// Fills the slots of office_templates.txt.
#include <algorithm>
#include <array>
#include <stdexcept>

#include "detectors/name_word.h"
#include "detectors/train/corpus.h"

namespace trawl::detectors::train {
namespace {

using Words = std::vector<std::string>;

const std::string& pick(const Words& from, Random& random) {
  return from[std::uniform_int_distribution<std::size_t>(0, from.size() - 1)(random)];
}
int number(int low, int high, Random& random) {
  return std::uniform_int_distribution<int>(low, high)(random);
}

const Words kTowns = {"London",
                      "Leeds",
                      "Cardiff",
                      "Swansea",
                      "Glasgow",
                      "Inverness",
                      "Belfast",
                      "Derry",
                      "Bristol",
                      "Preston",
                      "Lincoln",
                      "Carlisle",
                      "Chester",
                      "Bury",
                      "Stafford",
                      "Hamilton",
                      "Warwick",
                      "Bolton",
                      "Kendal",
                      "Barking",
                      "Milton Keynes",
                      "Tunbridge Wells",
                      "Bury St Edmunds",
                      "Kingston upon Hull",
                      "Aberystwyth",
                      "Halifax",
                      "Wells",
                      "Reading",
                      "Bath"};
const Words kStreets = {"High Street",     "Church Lane",        "Station Road",     "Victoria Road", "Albert Street",
                        "King's Avenue",   "Wellington Terrace", "Queen Street",     "Nelson Road",   "Park View",
                        "Mill Lane",       "St John's Road",     "Gladstone Street", "Churchill Way", "Elm Close",
                        "Spencer Gardens", "Grange Drive"};
const Words kIndustries = {
    "Solicitors",         "Estate Agents",       "Engineering Ltd", "Builders Ltd",         "& Sons Ltd",
    "Consulting Limited", "Housing Association", "Motors",          "Plumbing and Heating", "Care Home",
    "Accountants LLP",    "Logistics plc",       "Foods Ltd",       "Funeral Services",     "Dental Practice"};
const Words kOrganisations = {"Leeds City Council",
                              "Royal Infirmary",
                              "St Mary's Hospital",
                              "HM Revenue and Customs",
                              "British Gas",
                              "Barclays Bank",
                              "Santander",
                              "Northgate Surgery",
                              "Oxfam",
                              "Age UK",
                              "Citizens Advice",
                              "Thames Water",
                              "Royal Mail",
                              "Tesco Stores Ltd",
                              "Jobcentre Plus",
                              "National Grid",
                              "Acme Trading Ltd",
                              "Northumbria Police",
                              "Department for Work and Pensions",
                              "Scottish Power",
                              "Kent County Council"};
const Words kJobs = {"Finance Officer", "Care Assistant",     "Warehouse Operative", "Senior Nurse",
                     "Project Manager", "Teaching Assistant", "IT Technician",       "Receptionist",
                     "HR Adviser",      "Sales Executive",    "Bus Driver",          "Chef",
                     "electrician",     "Administrator",      "Site Manager",        "Solicitor"};
const Words kDepartments = {"Finance",     "Human Resources",   "IT Support", "Housing",
                            "Social Care", "Facilities",        "Sales",      "Planning",
                            "Payroll",     "Customer Services", "Legal"};
const Words kMonths = {"January", "February", "March",     "April",   "May",      "June",
                       "July",    "August",   "September", "October", "November", "December"};
const Words kTitles = {"Mr", "Mrs", "Ms", "Miss", "Dr", "Mr", "Mrs", "Mr.", "Mrs.", "Prof"};

struct Person {
  std::string given, middle, surname, title, mail;
};

std::string first_letter(const std::string& word) {
  std::string letter;
  for (const char c : word) {
    if (!letter.empty() && (c & 0xC0) != 0x80) break;
    letter.push_back(c);
  }
  return letter;
}

Person make_person(const OriginNames& names, Random& random) {
  Person person;
  person.given = pick(names.given, random);
  person.surname = pick(names.surnames, random);
  if (number(0, 14, random) == 0) person.surname += '-' + pick(names.surnames, random);
  const int middle = number(0, 9, random);
  if (middle == 0) person.middle = pick(names.given, random) + ' ';
  if (middle == 1) person.middle = first_letter(pick(names.given, random)) + (number(0, 1, random) ? ". " : " ");
  person.title = pick(kTitles, random);
  std::string local = folded(person.given + '.' + person.surname);
  std::erase_if(local, [](char c) { return c == ' ' || c == '\'' || (c & 0x80); });
  person.mail = local + "@example.org";
  return person;
}

std::string date(Random& random) {
  const std::string day = std::to_string(number(1, 28, random)), year = std::to_string(number(1950, 2024, random));
  switch (number(0, 3, random)) {
    case 0: return day + ' ' + pick(kMonths, random) + ' ' + year;
    case 1: return day + '/' + std::to_string(number(1, 12, random)) + '/' + year;
    case 2: return pick(kMonths, random) + ' ' + day + ", " + year;
    default: return year + "-0" + std::to_string(number(1, 9, random)) + '-' + std::to_string(number(10, 28, random));
  }
}

// A slot that is no name; empty key: unknown.
std::string thing(const std::string& slot, const OriginNames& names, Random& random) {
  if (slot == "org")
    return number(0, 2, random) ? pick(kOrganisations, random)
                                : pick(names.surnames, random) + ' ' + pick(kIndustries, random);
  if (slot == "town") return pick(kTowns, random);
  if (slot == "street") {
    static const Words kinds = {" Road", " Street", " Close", " House", " Avenue"};
    return number(0, 3, random) ? pick(kStreets, random) : pick(names.surnames, random) + pick(kinds, random);
  }
  if (slot == "date") return date(random);
  if (slot == "month") return pick(kMonths, random);
  if (slot == "num") return std::to_string(number(1, 99999, random));
  if (slot == "code")
    return in_capitals(first_letter(pick(names.surnames, random))) + "X" + std::to_string(number(1000, 999999, random));
  if (slot == "postcode")
    return "LS" + std::to_string(number(1, 29, random)) + ' ' + std::to_string(number(1, 9, random)) + "AB";
  if (slot == "phone") return "01632 960" + std::to_string(number(100, 999, random));
  if (slot == "money") return "£" + std::to_string(number(1, 9999, random)) + ".00";
  if (slot == "job") return pick(kJobs, random);
  if (slot == "dept") return pick(kDepartments, random);
  throw std::runtime_error("unknown slot " + slot.substr(0, 20));
}

// A slot that is a name; empty when it is none. `title` slots are part of the name that follows them.
std::string name_of(const std::string& kind, const Person& p) {
  const std::string full = p.given + ' ' + p.middle + p.surname;
  if (kind == "full") return full;
  if (kind == "given") return p.given;
  if (kind == "sur") return p.surname;
  if (kind == "rev") return p.surname + ", " + p.given;
  if (kind == "init") return first_letter(p.given) + ". " + p.surname;
  if (kind == "ini") return first_letter(p.given) + first_letter(p.surname);
  if (kind == "FULL") return in_capitals(full);
  if (kind == "SUR") return in_capitals(p.surname);
  if (kind == "two") return first_letter(p.given) + ". " + first_letter(p.surname) + ". " + p.surname;
  if (kind == "GIVEN") return in_capitals(p.given);
  if (kind == "low") return folded(p.given);
  if (kind == "lowsur") return folded(p.surname);
  if (kind == "lowfull") return folded(p.given + ' ' + p.surname);
  return "";
}

// Whether the words behind a surname's slot make it part of the name of a place or a firm.
bool names_a_place(const std::string& text, std::size_t at) {
  static const Words words = {" Road",    " Street",   " Close",  " Avenue",    " Park",    " Court",
                              " Lane",    " House",    " Hall",   " Academy",   " Centre",  " Report",
                              " Inquiry", " Building", " Motors", " & Sons",    " & Son",   " & Partners",
                              " Ltd",     " Prize",    " Farm",   " Logistics", " Brothers"};
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.compare(at, word.size(), word) == 0; });
}

bool bare_title(std::string_view text) {
  return std::find(kTitles.begin(), kTitles.end(), text) != kTitles.end();
}

// "Mr" of "Mr and Mrs Smith".
bool ends_in_title(const Document& document) {
  if (document.names.empty()) return false;
  const GoldSpan& last = document.names.back();
  return bare_title(std::string_view(document.text).substr(last.start, last.end - last.start));
}

void append_name(Document& document, const std::string& name, bool continues) {
  const auto start = static_cast<std::uint32_t>(document.text.size());
  document.text += name;
  const auto end = static_cast<std::uint32_t>(document.text.size());
  if (continues && !document.names.empty()) {
    document.names.back().end = end;
  } else {
    document.names.push_back({start, end});
  }
}

}  // namespace

Document from_template(const std::string& text, const OriginNames& names, Random& random) {
  std::array<Person, 6> people;
  for (Person& person : people) person = make_person(names, random);
  Document document;
  std::string gap = "-";  // what stands between the last name slot and here
  for (std::size_t at = 0; at < text.size();) {
    const auto open = text.find('{', at);
    const std::string between = text.substr(at, open == std::string::npos ? open : open - at);
    gap += between;
    document.text += between;
    if (open == std::string::npos) break;
    const auto close = text.find('}', open);
    std::string slot = text.substr(open + 1, close - open - 1);
    at = close + 1;
    if (slot.starts_with("is:")) {
      append_name(document, slot.substr(3), false);
      gap.clear();
      continue;
    }
    const bool personal = slot.back() >= '1' && slot.back() <= '5';
    if (!personal) {
      document.text += thing(slot, names, random);
      gap = "-";
      continue;
    }
    const Person& person = people[static_cast<std::size_t>(slot.back() - '0')];
    slot.pop_back();
    if (slot == "mail") {
      document.text += person.mail;
      gap = "-";
      continue;
    }
    if (gap.ends_with("St ") || names_a_place(text, at)) {  // "St John's", "Ford Street"
      document.text += name_of(slot, person);
      gap = "-";
      continue;
    }
    if (slot == "title" && person.title == "Prof") {  // an office, which is no part of a name
      document.text += person.title;
      gap = "-";
      continue;
    }
    const bool couple = slot == "title" && (gap == " and " || gap == " & ") && ends_in_title(document);
    append_name(document, slot == "title" ? person.title : name_of(slot, person), gap == " " || couple);
    gap.clear();
  }
  std::erase_if(document.names, [&](const GoldSpan& span) {
    return bare_title(std::string_view(document.text).substr(span.start, span.end - span.start));
  });
  harmonise(document);
  return document;
}

}  // namespace trawl::detectors::train
