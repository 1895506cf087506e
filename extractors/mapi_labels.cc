// Names of properties, from [MS-OXPROPS] and the specifications of the items ([MS-OXOCNTC], [MS-OXOCAL], [MS-OXOTASK],
// [MS-OXOJRNL], [MS-OXOMSG]).
#include "extractors/mapi_labels.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace trawl::extractors {
namespace {

struct Named {
  std::uint16_t id;
  std::string_view label;  // empty: MapiUse::hidden
  MapiUse use = MapiUse::plain;
};

constexpr MapiUse kDate = MapiUse::date;

// Sorted by id.
constexpr Named kTagged[] = {
    {0x0015, "Expires"}, {0x001A, ""}, {0x0030, "Reply by"}, {0x0031, ""}, {0x0032, "Report time"}, {0x0037, ""},
    {0x0039, ""}, {0x003D, ""}, {0x0040, ""}, {0x0042, ""}, {0x0044, ""}, {0x0048, ""}, {0x0049, "Original subject"},
    {0x004D, "Original author"}, {0x004E, "Original sent"}, {0x0050, "Reply to"}, {0x0055, ""},
    {0x0060, "Start"}, {0x0061, "End"}, {0x0064, ""}, {0x0065, ""}, {0x0070, "Conversation"},
    {0x0072, "Original Bcc"}, {0x0073, "Original Cc"}, {0x0074, "Original To"}, {0x0075, ""}, {0x0076, ""},
    {0x0077, ""}, {0x0078, ""}, {0x007D, ""}, {0x0C1A, ""}, {0x0C1B, "Supplementary information"}, {0x0C1E, ""},
    {0x0C1F, ""}, {0x0E02, ""}, {0x0E03, ""}, {0x0E04, ""}, {0x0E06, ""}, {0x0E28, "Primary send account"},
    {0x0E29, "Next send account"}, {0x1000, ""}, {0x1001, "Report text"}, {0x1009, ""}, {0x1013, ""},
    {0x1035, "Message-ID"}, {0x1039, "References"}, {0x1042, "In-Reply-To"}, {0x1043, "List-Help"},
    {0x1045, "List-Unsubscribe"}, {0x1046, "Return-Path"}, {0x10F3, ""}, {0x10F4, ""}, {0x3001, "Display name"},
    {0x3002, ""}, {0x3003, "E-mail address"}, {0x3004, "Comment"}, {0x39FE, "SMTP address"}, {0x39FF, "7-bit display name"},
    {0x3A00, "Account"}, {0x3A02, "Callback telephone"}, {0x3A05, "Generation"}, {0x3A06, "First name"},
    {0x3A07, "Government ID number"}, {0x3A08, "Business telephone"}, {0x3A09, "Home telephone"}, {0x3A0A, "Initials"},
    {0x3A0B, "Keyword"}, {0x3A0C, "Language"}, {0x3A0D, "Location"}, {0x3A0F, "Common name"},
    {0x3A10, "Organisational ID number"}, {0x3A11, "Last name"}, {0x3A12, ""}, {0x3A15, "Postal address"},
    {0x3A16, "Company"}, {0x3A17, "Job title"}, {0x3A18, "Department"}, {0x3A19, "Office location"},
    {0x3A1A, "Primary telephone"}, {0x3A1B, "Business telephone 2"}, {0x3A1C, "Mobile telephone"},
    {0x3A1D, "Radio telephone"}, {0x3A1E, "Car telephone"}, {0x3A1F, "Other telephone"},
    {0x3A20, "Transmittable display name"}, {0x3A21, "Pager"}, {0x3A23, "Primary fax"}, {0x3A24, "Business fax"},
    {0x3A25, "Home fax"}, {0x3A26, "Business address country"}, {0x3A27, "Business address city"},
    {0x3A28, "Business address county"}, {0x3A29, "Business address street"}, {0x3A2A, "Business address postcode"},
    {0x3A2B, "Business address PO box"}, {0x3A2C, "Telex"}, {0x3A2D, "ISDN"}, {0x3A2E, "Assistant telephone"},
    {0x3A2F, "Home telephone 2"}, {0x3A30, "Assistant"}, {0x3A41, "Wedding anniversary", kDate},
    {0x3A42, "Birthday", kDate}, {0x3A43, "Hobbies"}, {0x3A44, "Middle name"}, {0x3A45, "Title"},
    {0x3A46, "Profession"}, {0x3A47, "Preferred by name"}, {0x3A48, "Spouse"}, {0x3A49, "Computer network name"},
    {0x3A4A, "Customer ID"}, {0x3A4B, "Text telephone"}, {0x3A4C, "FTP site"}, {0x3A4E, "Manager"},
    {0x3A4F, "Nickname"}, {0x3A50, "Personal home page"}, {0x3A51, "Business home page"}, {0x3A57, "Company main telephone"},
    {0x3A58, "Children"}, {0x3A59, "Home address city"}, {0x3A5A, "Home address country"},
    {0x3A5B, "Home address postcode"}, {0x3A5C, "Home address county"}, {0x3A5D, "Home address street"},
    {0x3A5E, "Home address PO box"}, {0x3A5F, "Other address city"}, {0x3A60, "Other address country"},
    {0x3A61, "Other address postcode"}, {0x3A62, "Other address county"}, {0x3A63, "Other address street"},
    {0x3A64, "Other address PO box"}, {0x3FF8, "Created by"}, {0x3FFA, "Last modified by"}, {0x4022, ""},
    {0x4024, ""}, {0x4038, "Created by"}, {0x4039, "Last modified by"},
    {0x5902, ""}, {0x5D01, ""}, {0x5D02, ""}, {0x5D07, ""}, {0x5D08, ""},
};

constexpr Named kAddress[] = {
    {0x8005, "File as"}, {0x8006, ""}, {0x801A, "Home address"}, {0x801B, "Business address"}, {0x801C, "Other address"},
    {0x802B, "Web page"}, {0x802C, "First name as spoken"}, {0x802D, "Last name as spoken"},
    {0x802E, "Company as spoken"}, {0x8045, "Business address street"}, {0x8046, "Business address city"},
    {0x8047, "Business address county"}, {0x8048, "Business address postcode"}, {0x8049, "Business address country"},
    {0x804A, "Business address PO box"}, {0x804F, "User field 1"}, {0x8050, "User field 2"}, {0x8051, "User field 3"},
    {0x8052, "User field 4"}, {0x8053, "Distribution list"}, {0x8054, "Member"}, {0x8055, "Member"},
    {0x8062, "Instant messaging address"},
    {0x8080, "E-mail 1 display name"}, {0x8082, ""}, {0x8083, "E-mail 1"}, {0x8084, "E-mail 1 original display name"},
    {0x8090, "E-mail 2 display name"}, {0x8092, ""}, {0x8093, "E-mail 2"}, {0x8094, "E-mail 2 original display name"},
    {0x80A0, "E-mail 3 display name"}, {0x80A2, ""}, {0x80A3, "E-mail 3"}, {0x80A4, "E-mail 3 original display name"},
    {0x80B2, ""}, {0x80B3, "Business fax"}, {0x80B4, "Business fax display name"}, {0x80C2, ""}, {0x80C3, "Home fax"},
    {0x80C4, "Home fax display name"}, {0x80D2, ""}, {0x80D3, "Other fax"}, {0x80D4, "Other fax display name"},
    {0x80D8, "Free/busy location"}, {0x80DE, "Birthday", kDate}, {0x80DF, "Wedding anniversary", kDate},
};

constexpr Named kAppointment[] = {
    {0x8208, "Location"}, {0x820D, "Start"}, {0x820E, "End"}, {0x8231, "Organiser alias"}, {0x8232, "Recurrence"},
    {0x8234, ""}, {0x8235, "Recurrence starts"}, {0x8236, "Recurrence ends"}, {0x8238, "Attendees"},
    {0x823B, "Required attendees"}, {0x823C, "Optional attendees"}, {0x8242, "Organiser"}, {0x8248, "Organiser alias"},
    {0x8249, "Conference document"}, {0x8258, "Proposed start"}, {0x8259, "Proposed end"}, {0x825C, "Proposed by"},
};

constexpr Named kMeeting[] = {{0x0002, "Location"}};

constexpr Named kTask[] = {
    {0x8104, "Start date", kDate}, {0x8105, "Due date", kDate}, {0x810F, "Date completed", kDate},
    {0x811F, "Owner"}, {0x8121, "Assigned by"}, {0x8122, "Last user"}, {0x8125, "Last delegate"},
};

constexpr Named kCommon[] = {
    {0x8516, "Start"}, {0x8517, "End"}, {0x851F, ""}, {0x8523, ""}, {0x8530, "Flag request"}, {0x8534, "Mileage"},
    {0x8535, "Billing information"}, {0x8539, "Companies"}, {0x853A, "Contacts"}, {0x8554, ""},
    {0x8560, "Follow-up due"}, {0x8580, "Account"}, {0x8598, ""}, {0x859C, ""}, {0x85A0, ""}, {0x85A4, "Flag text"},
};

constexpr Named kLog[] = {{0x8700, "Journal entry type"}, {0x8706, "Start"}, {0x8708, "End"}, {0x8712, "Journal entry"}};

template <std::size_t N>
constexpr bool sorted(const Named (&table)[N]) {
  return std::is_sorted(std::begin(table), std::end(table), [](const Named& a, const Named& b) { return a.id < b.id; });
}
static_assert(sorted(kTagged) && sorted(kAddress) && sorted(kAppointment) && sorted(kTask) && sorted(kCommon) &&
              sorted(kLog));

template <std::size_t N>
MapiLabel found_in(const Named (&table)[N], std::uint32_t id) {
  const auto found = std::lower_bound(std::begin(table), std::end(table), id,
                                      [](const Named& a, std::uint32_t wanted) { return a.id < wanted; });
  if (found == std::end(table) || found->id != id) return {};
  if (found->label.empty()) return {{}, MapiUse::hidden};
  return {std::string(found->label), found->use};
}

MapiLabel found_in(MapiSet set, std::uint32_t number) {
  switch (set) {
    case MapiSet::address: return found_in(kAddress, number);
    case MapiSet::appointment: return found_in(kAppointment, number);
    case MapiSet::meeting: return found_in(kMeeting, number);
    case MapiSet::task: return found_in(kTask, number);
    case MapiSet::common: return found_in(kCommon, number);
    case MapiSet::log: return found_in(kLog, number);
    default: return {};
  }
}

std::string numbered(std::uint32_t number) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text = "property 0x";
  for (int shift = number > 0xFFFF ? 28 : 12; shift >= 0; shift -= 4) text += kDigits[number >> shift & 15];
  return text;
}

}  // namespace

MapiLabel mapi_label(const MapiProperty& property) {
  MapiLabel label;
  if (!property.name) {
    label = found_in(kTagged, property.id);
    if (label.label.empty()) label.label = numbered(property.id);
    return label;
  }
  const MapiName& name = *property.name;
  const MapiSet set = name.known_set();
  if (!name.text.empty()) {
    const bool categories = set == MapiSet::public_strings && name.text == "Keywords";
    // Fields that users and their forms made.
    const bool own = set == MapiSet::public_strings || set == MapiSet::internet_headers;
    return {categories ? "Categories" : name.text, own ? MapiUse::plain : MapiUse::unnamed};
  }
  label = found_in(set, name.number);
  if (label.label.empty()) label.label = numbered(name.number);
  return label;
}

}  // namespace trawl::extractors
