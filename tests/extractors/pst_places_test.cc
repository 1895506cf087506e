// The files that PstWriter makes for the table of places and for the fuzz target: what is in the tree is what it makes.
//
// No program that writes such stores can be had here. With TRAWL_UPDATE_PST=1 in the environment they are written anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/pst_bytes.h"

namespace trawl::test {
namespace {

using namespace std::string_literals;

// Sets of names of properties ([MS-PST] 2.4.7).
const std::string kSets("\x04\x20\x06\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", 16);
const std::string kAppointments("\x02\x20\x06\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", 16);

std::string member(std::string_view name, std::string_view address) {
  return std::string(4, '\0') + "\x81\x2B\x1F\xA4\xBE\xA3\x10\x19\x9D\x6E\x00\xDD\x01\x0F\x54\x02"s + "\0\0\x01\x90"s +
         wide(name) + "\0\0"s + wide("SMTP") + "\0\0"s + wide(address) + "\0\0"s;
}

// A weekly series, of which one meeting has a subject and a place of its own ([MS-OXOCAL] 2.2.1.44).
std::string series(std::string_view subject, std::string_view place) {
  const auto sized = [](std::string_view text) {
    const auto size = static_cast<std::uint32_t>(text.size());
    return le16(size + 1) + le16(size) + std::string(text);
  };
  const auto wide_sized = [](std::string_view text) {
    return le16(static_cast<std::uint32_t>(text.size())) + wide(text);
  };
  return le16(0x3004) + le16(0x3004) + le16(0x200B) + le16(1) + le16(0) + std::string(12, '\0') + le32(2) +
         std::string(12, '\0') + le32(0) + le32(1) + le32(0) + std::string(8, '\0') + le32(0x3006) + le32(0x3009) +
         std::string(8, '\0') + le16(1) + std::string(12, '\0') + le16(0x11) + sized(subject) + sized(place) + le32(0) +
         le32(0) + le32(0) + std::string(12, '\0') + wide_sized(subject) + wide_sized(place) + le32(0) + le32(0);
}

PstMessage message() {
  PstMessage inner{{pst_text(0x0037, "Quendrabel")}};
  inner.attachments = {{{pst_text(0x3707, "Hathrimond.txt"), pst_number(0x3705, 1)}, "Ulverquist"}};
  PstMessage out{{pst_text(0x0037, "\x01\x05RE: Zorvelquin"),
                  pst_text(0x1000, "Blenthorpe"),
                  {0x1013, 0x102, "<p title='Gravistook'>Trelawsby</p>"},
                  pst_text(0x007D, "X-Desk: Morvanquil\r\n"),
                  pst_text(0x0C1A, "Pellanthorn"),
                  pst_text(0x5D01, "brockvane@example.org"),
                  {0x8002, 0x101F, le32(2) + le32(12) + le32(30) + wide("Ostrivane") + wide("Jelmarsh")}}};
  out.recipients = {
      {pst_text(0x3001, "Kesterwold"), pst_text(0x39FE, "vintlebury@example.org"), pst_number(0x0C15, 3)}};
  out.attachments = {
      {{pst_text(0x3707, "Drummelcote.csv"), pst_number(0x3705, 1)}, "name\nYarrolind\n"},
      {{pst_text(0x3001, "Fwd"), pst_number(0x3705, 5)}, {}, {inner}},
      {{pst_text(0x3707, "far.doc"), pst_text(0x370D, "S:\\Wexcombrel\\far.doc"), pst_number(0x3705, 2)}}};
  return out;
}

PstBook places(const PstLayout& layout) {
  PstBook book;
  book.layout = layout;
  book.sets = kSets;
  book.sets += kAppointments;
  book.names = le32(0x8055) + le32(6) + le32(0x8216) + le32(0x10008) + le32(0) + le32(0x20005);
  const std::string own = wide("Thornaquist");
  book.texts = le32(static_cast<std::uint32_t>(own.size())) + own;
  book.store = {pst_text(0x3001, "Averstoke"), pst_number(0x67FF, 0x12345678)};
  PstMessage list{{pst_text(0x3001, "Fennimarch"), {0x8000, 0x1102, {}}}};
  const std::string one = member("Corvandale", "isterwick@example.org");
  list.properties[1].bytes = le32(1) + le32(8) + one;
  PstMessage meeting{{pst_text(0x0037, "Rota"), {0x8001, 0x102, series("Ravelstoke", "Umberquay")}}};
  PstMessage deleted{{pst_text(0x0037, "Sallowmere")}};
  deleted.listed = false;
  PstFolder lost{"Pinderholt", {{{pst_text(0x1000, "Eskervale")}}}};
  lost.listed = false;
  PstMessage view{{pst_text(0x0037, "Marquenby")}};
  PstMessage long_body{{pst_text(0x1000, std::string(9000, '.') + " Lissendrake")}};
  book.folders = {{"Gillastrow", {message(), deleted}, {view}, {{"Northquell", {list, meeting, long_body}}}}, lost};
  return book;
}

struct Made {
  std::string path;
  std::string bytes;
};

std::vector<Made> made() {
  const std::pair<const char*, PstLayout> layouts[] = {
      {"ansi", kPstAnsi}, {"unicode", kPstUnicode}, {"large", kPstLarge}};
  std::vector<Made> all;
  for (const auto& [name, layout] : layouts) {
    all.push_back({"golden/places/pst/"s + name + ".pst", pst_of(places(layout))});
    PstBook small = places(layout);
    small.encoding = PstEncoding::none;
    small.folders = {{"Inbox", {message()}, {}, {}}};
    all.push_back({"fuzz/seeds/pst/"s + name + ".pst", pst_of(small)});
  }
  return all;
}

TEST(PstFiles, InTheTreeAreWhatTheWriterMakes) {
  for (const Made& each : made()) {
    const std::filesystem::path path = std::filesystem::path(TRAWL_SOURCE_DIR) / "tests" / each.path;
    if (std::getenv("TRAWL_UPDATE_PST")) {
      std::filesystem::create_directories(path.parent_path());
      std::ofstream(path, std::ios::binary) << each.bytes;
      continue;
    }
    std::ifstream in(path, std::ios::binary);
    EXPECT_TRUE((std::string{std::istreambuf_iterator<char>(in), {}}) == each.bytes) << each.path;
  }
}

}  // namespace
}  // namespace trawl::test
