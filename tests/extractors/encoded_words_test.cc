// Header text: RFC 2047 as the standard has it, and as mail programs really write it.
#include "extractors/encoded_words.h"

#include <gtest/gtest.h>

#include "core/utf8.h"

namespace trawl::extractors {
namespace {

struct Case {
  const char* raw;
  const char* text;
};

TEST(EncodedWords, AreDecoded) {
  constexpr Case kCases[] = {
      {"plain words", "plain words"},
      {"=?utf-8?Q?caf=C3=A9?=", "café"},
      {"=?UTF-8?b?Y2Fmw6k=?=", "café"},
      {"=?iso-8859-1?q?J=FCrgen_M=FCller?= <j@example.org>", "Jürgen Müller <j@example.org>"},
      {"=?iso-8859-1*en?Q?caf=E9?=", "café"},            // RFC 2231 section 5
      {"=?us-ascii?Q?a?= b =?us-ascii?Q?c?=", "a b c"},  // RFC 2047 section 8
      {"(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)"},
      {"=?ISO-8859-1?Q?a?=\r\n\t=?ISO-8859-1?Q?b?=", "ab"},
      {"=?ISO-8859-1?Q?a_b?=", "a b"},
      {"=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"},
      {"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"},
      {"=?gb2312?B?1tC5+g==?=", "中国"},
      {"=?koi8-r?B?7cnS?=", "Мир"},
  };
  for (const Case& each : kCases) EXPECT_EQ(decoded_header(each.raw), each.text) << each.raw;
}

TEST(EncodedWords, MayBeSplitInsideACharacter) {
  EXPECT_EQ(decoded_header("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?="), "café");
  EXPECT_EQ(decoded_header("=?utf-8?B?Y2Fmww==?=\r\n =?UTF-8?B?qQ==?="), "café");
  EXPECT_EQ(decoded_header("=?utf-8?Q?caf=C3?= =?utf-8?B?qQ==?="), "café");
}

TEST(EncodedWords, AreReadAsLaxProgramsWriteThem) {
  constexpr Case kCases[] = {
      {"\"=?utf-8?Q?caf=C3=A9?=\"", "\"café\""},          // inside quotes
      {"Re:=?utf-8?Q?caf=C3=A9?=!", "Re:café!"},          // next to text
      {"=?utf-8?Q?caf=C3=A9 au lait?=", "café au lait"},  // with spaces
      {"=?utf-8?B?Y2Fmw6k?=", "café"},                    // without padding
      {"=?utf-8?Q?caf=C3=A9?==?utf-8?Q?s?=", "cafés"},    // without a space between
      {"=?utf-8?Q?=C3=A9=?=", "é="},                      // a broken escape
      {"=?windows-1252?Q?=80_5?=", "€ 5"},
  };
  for (const Case& each : kCases) EXPECT_EQ(decoded_header(each.raw), each.text) << each.raw;
}

TEST(EncodedWords, WhatIsNoneStaysAsItIs) {
  for (const char* raw : {"=?", "=?=", "=?utf-8?", "=?utf-8?Q?", "=?utf-8?Q?abc", "=?utf-8?X?abc?=", "a =? b ?= c",
                          "=??Q?abc?=", "1 + 1 =?"}) {
    EXPECT_EQ(decoded_header(raw), raw);
  }
}

TEST(EncodedWords, RawBytesAreOfTheFallbackCharsetUnlessTheyAreUtf8) {
  EXPECT_EQ(decoded_header("caf\xC3\xA9", "iso-8859-1"), "café");
  EXPECT_EQ(decoded_header("caf\xE9 =?utf-8?Q?=C3=A9?=", "iso-8859-1"), "café é");
  EXPECT_TRUE(valid_utf8(decoded_header("\xFF\xFE\xFA")));
}

TEST(EncodedWords, FoldsBecomeASpace) {
  EXPECT_EQ(decoded_header("one\r\n two\n\tthree"), "one two three");
}

TEST(EncodedWords, ALongRowOfBeginningsIsReadInLinearTime) {
  std::string hostile;
  for (int i = 0; i < 100'000; ++i) hostile += "z=?a?q?";
  EXPECT_EQ(decoded_header(hostile), hostile);
}

}  // namespace
}  // namespace trawl::extractors
