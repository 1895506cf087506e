// The engine against its definition: what it finds with marks and starts must be what RE2 alone finds in the
// whole text, for each detector, in order, on random text, mutated examples and at the edges of blocks.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "core/utf8.h"
#include "detectors/engine.h"
#include "detectors/registry.h"
#include "tests/detectors/engine_comparison.h"

namespace trawl::detectors {
namespace {

// Text from which most matches come; mutated by the test.
constexpr std::string_view kExamples[] = {"jane.doe@acme.co.uk",
                                          "\"jo b\"@x.org",
                                          "josé@bücher.de",
                                          "NI AB 12 34 56 C",
                                          "ab123456c",
                                          "TRN 63 T1 23 45",
                                          "TN 03 04 81 F",
                                          "NC 120370 M",
                                          "943 476 5919",
                                          "4111 1111 1111 1111",
                                          "4111-1111-1111-1111-123",
                                          "xxxx xxxx xxxx 1234",
                                          "4111 11** **** 1111",
                                          "GB82 WEST 1234 5698 7654 32",
                                          "+44 (0)20 7946 0958 ext 12",
                                          "(020) 7946 0958",
                                          "(+44) 7700 900123",
                                          "07700900123",
                                          "0044 20 7946 0958",
                                          "DOB: 12/05/1970",
                                          "12th of May, 1970",
                                          "3 0 / 0 4 / 1 9 9 1",
                                          "3 Mawrth 1972",
                                          "7 1 8 2 0 4 4 1 9 6",
                                          "32 8827 3341  K",
                                          "60-83-71 / 19382744",
                                          "May 12, 1970",
                                          "19700512",
                                          "SW1A 1AA",
                                          "GIR 0AA",
                                          "G-R20AA",
                                          "m1 1ae",
                                          "EC1A1BB",
                                          "Flat 2, 14 High Street,\nLeeds LS1 4AB",
                                          "12a-14 Mill Lane",
                                          "3282497350",
                                          "20-00-00 55779911",
                                          "sort code 200000 account 5577 9911",
                                          "192.168.0.1",
                                          "2001:db8::ff00:42:8329",
                                          "::1",
                                          "fe80::1%eth0",
                                          "00:1A:2b:3C:4d:5E",
                                          "00-1A-2B-3C-4D-5E",
                                          "MORGA657054SM9IJ",
                                          "MORGA657054SM9IJ 35",
                                          "AB12 CDE",
                                          "A123 BCD",
                                          "ABC 123D",
                                          "123 D 456",
                                          "GB 123 4567 73",
                                          "GD123",
                                          "P<GBRSMITH<<JANE<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
                                          "1234567897GBR7005125F3001019<<<<<<<<<<<<<<06",
                                          "C<1234567897GBR7005125F3001019<<<<<<<<<<<<<<06",
                                          "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6",
                                          "A801200000001",
                                          "123/AB456",
                                          "BARCGB22XXX",
                                          "password: hunter2",
                                          "pass word is now set \"Sun-flower22",
                                          "api_key=abcd1234efgh",
                                          "user: jbloggs",
                                          "@jbloggs",
                                          "ZR1234567",
                                          "12A3456E",
                                          "490154203237518",
                                          "D/12345678-12",
                                          "name at domain dot co dot uk",
                                          "jo [at] acme [dot] com",
                                          "jo (dot) b (at) acme.com",
                                          "jo dot b at acme dot com",
                                          "cvv 123",
                                          "RX1234567",
                                          "A B 12/34/56/C",
                                          "AB  12  34  56",
                                          "943  476  5919",
                                          "4111.1111.1111.1111",
                                          "4111  1111  1111  1111",
                                          "0a1b.2c3d.4e5f",
                                          "abcd.0a1b.2c3d",
                                          "b. 12 May 1970",
                                          "b.12/05/70",
                                          "PO Box 12, Leeds",
                                          "P.O. Box No. 123456",
                                          "BFPO 58",
                                          "12 - 34 - 56 12345678",
                                          "\"cvv\": \"123\"",
                                          "ghp_aBcDeFgHiJ1kLmNoPqRsTuVwXyZ",
                                          "AKIAABCDEFGH2IJKLMNO",
                                          "eyJhbGciOiJIUzI1NiJ9.eyJhbGciOiJI",
                                          "-----BEGIN RSA PRIVATE KEY-----",
                                          "https://jo:secret1@db.example.org",
                                          "https://www.linkedin.com/in/jo-doe",
                                          "MORGA-657054-SM 9IJ-01",
                                          "Flat 2/1, 14 High Street",
                                          "2a02:c7c:bf6b::74fc",
                                          "Rose Cottage, Mill Lane, Mere BA12 6LD",
                                          "The Old Mill House, 12-14a Pound Lane",
                                          "flat c, 203 High St",
                                          "Third Floor, 1 Aldgate Walk",
                                          "3 Stryd y Bont, Bala LL23 7AB",
                                          "Flat 2, 12a-14 Far Fold, Bar AB1 2CD",
                                          "apt 12/14b, x, AB12CD",
                                          "5 smithy fold, wn1 2ns",
                                          "Caravan 12, Low Moor Park",
                                          "Rm 4, Sovereign Hse",
                                          "Tel01904 555418Mob07700900871",
                                          "447700900615",
                                          "44 7700 900614",
                                          "7700 900 614",
                                          "pwd for the zip file is Abc-12",
                                          "password for pwd to X: Abc1",
                                          "log in again as PCOOPER03",
                                          "gamertag is (xX_K4",
                                          "sudo[12]: jo : ",
                                          "sshd[1]: Failed password for invalid user gwen from ",
                                          "Snap: u/jo_doe",
                                          "IP28817R",
                                          "roll ref LBS 0041882-04",
                                          ",8/41882-044",
                                          "Roll no:\tAB12",
                                          ";LE 12/3",
                                          "276 723 3175",
                                          "zu3289630",
                                          "cid 3824",
                                          "01632 / 960 419",
                                          "The Willows, Main Street, Upper Tean ST10 4LN",
                                          "Plas St.Newydd, Heol Las, Bangor LL57 2AB",
                                          "Hillcrest, 4 Brae Road",
                                          "Cwm Y-The Old Farm, 5 Brae",
                                          "1st Floor, 20 Bridge St",
                                          "2/1, 14 Dumbarton Road",
                                          "Apt 4, The Quays, 15 Dock St",
                                          "www.facebook.com/tom.reid",
                                          "reddit.com/u/moth418",
                                          "https://x.com/@jo_doe",
                                          "Discord: tomr#4471",
                                          "pw for X is Abc1",
                                          "samaccountname - k.patel7",
                                          "PW: abcd1",
                                          "The Old Post-Office Row, High St, Clun SY7 8JB",
                                          "Penthouse, 1 Dean Square",
                                          "threads.net/@kpat88",
                                          "pwd to X-: Abc5",
                                          "key safe code = C2741Y",
                                          "passcode for the zip (4T) is set to 4471",
                                          "pass: Bunting88",
                                          "usernames changed to k.patel7",
                                          "user ID 88 27 34 11 82 73",
                                          "curl -u backup:nB7!wq_22",
                                          "--user=\"jo:secret1",
                                          "admin / Linnet&Wren7",
                                          "- hwinter [11/Jun/2024:09:14:02",
                                          "Group plc (01882734)",
                                          "R0138748",
                                          "LP 014417",
                                          "04 882 173",
                                          "5 1 8 8 2 7 3 4 1",
                                          "20FV29073",
                                          "N011827734"};

std::string random_bytes(std::mt19937& random, std::size_t size) {
  static constexpr std::string_view kLikely = "0123456789 -./:@+()AaBbCcXx<>*=\n\",";
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    const unsigned pick = random() % 16;
    text += pick < 12 ? kLikely[random() % kLikely.size()] : pick < 15 ? static_cast<char>(' ' + random() % 95) : '5';
    if (random() % 90 == 0) text += "é";
    if (random() % 300 == 0) text += "中";
  }
  return text;
}

std::string mutated(std::mt19937& random, std::string text) {
  for (unsigned changes = random() % 4; changes > 0 && !text.empty(); --changes) {
    const std::size_t at = random() % text.size();
    switch (random() % 5) {
      case 0: text.erase(at, 1); break;
      case 1: text.insert(at, 1, text[random() % text.size()]); break;
      case 2: text[at] = static_cast<char>(' ' + random() % 95); break;
      case 3: text.insert(at, random() % 2 ? " " : "-"); break;
      default: text[at] = static_cast<char>('0' + random() % 10);
    }
  }
  return text;
}

std::string example_text(std::mt19937& random, std::size_t pieces) {
  static constexpr std::string_view kGlue[] = {" ", "", "\n", ", ", "-", "x", ": ", "/", "(", "5", "\t", "é"};
  std::string text;
  for (std::size_t i = 0; i < pieces; ++i) {
    text += mutated(random, std::string(kExamples[random() % std::size(kExamples)]));
    text += kGlue[random() % std::size(kGlue)];
  }
  return repaired_utf8(text);
}

class Differential : public ::testing::Test {
 protected:
  void SetUp() override {
    auto engine = Engine::create(built_in_detectors());
    ASSERT_TRUE(engine.has_value()) << engine.error().message;
    engine_ = std::move(*engine);
  }

  void compare(const std::string& raw, unsigned rule) {
    const std::string found = difference(*engine_, raw, rule);
    if (!found.empty()) ADD_FAILURE() << found << "\nin: " << raw.substr(0, 400);
  }

  std::unique_ptr<Engine> engine_;
};

// TRAWL_ROUNDS multiplies the work, for long runs.
unsigned rounds(unsigned usual) {
  const char* factor = std::getenv("TRAWL_ROUNDS");
  return usual * (factor == nullptr ? 1 : static_cast<unsigned>(std::max(1, std::atoi(factor))));
}

unsigned seed() {
  const char* given = std::getenv("TRAWL_SEED");
  return given == nullptr ? 1 : static_cast<unsigned>(std::atoi(given));
}

TEST_F(Differential, random_text) {
  std::mt19937 random(seed());
  for (unsigned i = 0; i < rounds(300) && !HasFailure(); ++i) compare(random_bytes(random, random() % 700), i % 3);
}

TEST_F(Differential, mutated_examples) {
  std::mt19937 random(seed() + 1);
  for (unsigned i = 0; i < rounds(600) && !HasFailure(); ++i) compare(example_text(random, 1 + random() % 12), i % 3);
}

TEST_F(Differential, examples_at_the_edges_of_blocks_and_tiles) {
  for (const std::string_view example : kExamples) {
    for (const std::size_t edge : {64u, 4096u}) {
      for (std::size_t before = edge - example.size() - 1; before <= edge + 1; ++before) {
        if (edge == 4096 && before % 3 != 0) continue;
        std::string text(before, ' ');
        text += example;
        text += before % 2 == 0 ? "" : " z";
        compare(text, 0);
        if (HasFailure()) return;
      }
    }
  }
}

TEST_F(Differential, bytes_of_zero_inside_of_addresses) {
  compare(std::string("Flat 2/1, 14 High Str\0\0 m1 1ae, Rose Cottage, \0 BA12 6LD", 56), 0);
}

TEST_F(Differential, long_runs_of_one_kind) {
  for (const char c : {'0', '1', 'A', 'a', '@', ':', '-', '.', '+', '(', 'x', '*', '<', '='})
    compare(std::string(5000, c), 0);
  std::string at_signs, digits;
  for (int i = 0; i < 3000; ++i) {
    at_signs += "a@";
    digits += "1 ";
  }
  compare(at_signs, 0);
  compare(digits, 0);
}

TEST(Marks, are_the_same_whatever_instructions_find_them) {
  std::mt19937 random(3);
  std::string text(64 * 50, ' ');
  for (char& c : text) c = static_cast<char>(random() % 256);
  std::vector<ClassMasks> expected(50), masks(50);
  classify_portable(text.data(), 50, expected.data());
  std::vector<Classify> all = {fastest_classify()};
#if defined(__x86_64__)
  all.push_back(classify_sse2);
#endif
  for (const Classify classify : all) {
    classify(text.data(), 50, masks.data());
    EXPECT_EQ(std::memcmp(expected.data(), masks.data(), sizeof(ClassMasks) * 50), 0);
  }
}

}  // namespace
}  // namespace trawl::detectors
