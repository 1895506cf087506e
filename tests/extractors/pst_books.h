// What the tests of mail stores have in common: small books of messages, and looks into what was read of them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/pst_bytes.h"
#include "tests/support/read.h"

namespace trawl::extractors {

using namespace std::string_literals;
using test::pst_number;
using test::pst_of;
using test::pst_text;
using test::PstAttachment;
using test::PstBook;
using test::PstFolder;
using test::PstMessage;
using test::PstWriter;
using test::read_bytes;
using test::SeenPart;
using test::wide;

inline constexpr PstLayout kLayouts[] = {test::kPstAnsi, test::kPstUnicode, test::kPstLarge};
inline constexpr std::uint16_t kSubject = 0x0037, kBody = 0x1000;

inline PstMessage mail(std::string_view subject, std::string_view body) {
  return {{pst_text(kSubject, subject), pst_text(kBody, body)}};
}

inline PstBook book(const PstLayout& layout, std::vector<PstFolder> folders) {
  PstBook made;
  made.layout = layout;
  made.folders = std::move(folders);
  return made;
}

inline std::string text_of(const SeenPart& seen, std::string_view path) {
  const SeenPart* part = seen.find(path);
  EXPECT_NE(part, nullptr) << path;
  return part == nullptr ? std::string() : part->text(true);
}

inline bool holds(const std::string& text, std::string_view token) {
  return text.find(token) != text.npos;
}

inline PstBook many(const PstLayout& layout, std::size_t items) {
  std::vector<PstMessage> all;
  for (std::size_t i = 0; i < items; ++i) all.push_back(mail("Rota", "token" + std::to_string(i) + "."));
  return book(layout, {{"Inbox", all}});
}

// How many of the tokens of many() came out.
inline std::size_t tokens_in(const SeenPart& seen, std::size_t items) {
  const std::string text = seen.text(true);
  std::size_t found = 0;
  for (std::size_t i = 0; i < items; ++i) found += holds(text, "token" + std::to_string(i) + ".");
  return found;
}

}  // namespace trawl::extractors
