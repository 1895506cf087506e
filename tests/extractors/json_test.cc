// JSON: values with their paths, the same as an independent parser finds.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "extractors/json_strings.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::SeenBlock;
using test::SeenPart;

std::string values(std::string_view text, std::string_view name = "x.json") {
  std::string all;
  for (const SeenBlock& block : read_bytes(text, name).blocks) all += block.label + "=" + block.text + "|";
  return all;
}

TEST(Json, GivesValuesUnderTheirPath) {
  EXPECT_EQ(values(R"({"people": [{"email": "jo@example.org", "age": 42}, {"email": "al@example.org"}]})"),
            "=people|people[0].email=jo@example.org|people[0].age=42|people[0]=email|people[0]=age|"
            "people[1].email=al@example.org|");
}

TEST(Json, MakesARowOfTheValuesOfOneObject) {
  const SeenPart part = read_bytes(
      R"([{"sort": "1", "account": "2", "of": {"first": "3", "list": ["4", "5"]}, "end": "6"}, {"sort": "7"}, "8"])",
      "x.json");
  std::map<std::string, std::uint32_t> rows;
  for (const SeenBlock& block : part.blocks) {
    if (block.text.size() == 1) rows[block.text] = block.row;
  }
  const std::map<std::string, std::uint32_t> expected = {{"1", 1}, {"2", 1}, {"3", 2}, {"4", 0},
                                                         {"5", 0}, {"6", 1}, {"7", 3}, {"8", 0}};
  EXPECT_EQ(rows, expected);
  EXPECT_EQ(part.blocks[0].text + part.blocks[1].text, "12");  // no key between them
}

TEST(Json, MakesARowOfEachLine) {
  const SeenPart part = read_bytes("{\"a\": 1, \"b\": 2}\n{\"a\": 3, \"b\": 4}\n", "x.jsonl");
  std::vector<std::uint32_t> rows;
  for (const SeenBlock& block : part.blocks) {
    if (!block.label.empty()) rows.push_back(block.row);
  }
  EXPECT_EQ(rows, (std::vector<std::uint32_t>{1, 1, 2, 2}));
}

TEST(Json, GivesOutManyKeysOfOneObjectWithoutHoldingThem) {
  std::string text = "{\"first\": 0";
  for (int i = 0; i < 20'000; ++i) text += ", \"a key " + std::to_string(i) + "\": 1";
  const SeenPart part = read_bytes(text + "}", "x.json");
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_EQ(part.blocks.size(), 2 * 20'001u);
}

TEST(Json, GivesKeysThatAreData) {
  EXPECT_EQ(values(R"({"jo@example.org": {"n": 1}, "al b": 2})"),
            "=jo@example.org|jo@example.org.n=1|jo@example.org=n|al b=2|=al b|");
}

TEST(Json, DecodesEscapes) {
  EXPECT_EQ(values(R"({"a": "J\u006f \"B\" \ud83d\ude00 \/ \\ \n|"})"), "a=Jo \"B\" \xF0\x9F\x98\x80 / \\ \n||=a|");
  std::string text;
  append_unescaped(R"(\ud83d x \u12 \q \)", text);
  EXPECT_EQ(text, "\xEF\xBF\xBD x u12 q ");
}

TEST(Json, ReadsLines) {
  const SeenPart part = read_bytes("{\"a\": 1}\n\n{\"a\": \"x\"}\n", "x.jsonl");
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_EQ(part.blocks.back().text, "x");
  EXPECT_EQ(part.blocks.back().line, 3u);
}

TEST(Json, ReadsWhatItCanOfBrokenOnes) {
  for (const std::string_view text : {R"({"a": "kept", "b": "cut)", R"({"a": "kept"]})", R"([{"a": "kept"})"}) {
    const SeenPart part = read_bytes(text, "x.json");
    EXPECT_EQ(part.outcome.kind, OutcomeKind::partly) << text;
    EXPECT_NE(part.block("kept"), nullptr) << text;
  }
  EXPECT_EQ(values("{a: 'x', /* c */ b: NaN,}"), "a='x'|b=NaN|=a|=/*|=c|=*/|=b|");
}

TEST(Json, IsNotHurtByDepth) {
  EXPECT_EQ(read_bytes(std::string(1'000'000, '['), "x.json").outcome.kind, OutcomeKind::partly);
  const std::string deep = std::string(100'000, '[') + "\"x\"" + std::string(100'000, ']');
  const SeenPart part = read_bytes(deep, "x.json");
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_EQ(part.blocks.back().text, "x");
  EXPECT_LE(part.blocks.back().label.size(), 1024u);
}

TEST(Json, PassesOnAStringLargerThanABlock) {
  const SeenPart part = read_bytes("[\"" + std::string(20u << 20, 'x') + "\"]", "x.json");
  EXPECT_EQ(part.outcome, Outcome{});
  std::size_t size = 0;
  for (const SeenBlock& block : part.blocks) size += block.text.size();
  EXPECT_EQ(size, 20u << 20);
}

// What nlohmann's parser finds: path -> value.
void collect(const nlohmann::json& value, const std::string& path, std::multimap<std::string, std::string>& found) {
  if (value.is_object()) {
    for (const auto& [key, child] : value.items()) collect(child, path.empty() ? key : path + "." + key, found);
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) collect(value[i], path + "[" + std::to_string(i) + "]", found);
  } else if (value.is_string() && !value.get<std::string>().empty()) {
    found.emplace(path, value.get<std::string>());
  } else if (value.is_number()) {
    found.emplace(path, value.dump());
  }
}

nlohmann::json random_value(std::mt19937& random, int depth) {
  switch (random() % (depth > 4 ? 4 : 6)) {
    case 0: return static_cast<int>(random() % 1000);
    case 1: return nullptr;
    case 2: return random() % 2 == 0;
    case 3: {
      constexpr const char* kPieces[] = {"a", "\"", "\\", "\n", "\xC3\xA9", "\xF0\x9F\x98\x80",
                                         "{", "]",  ",",  ":",  "\x01"};
      std::string text = "s";
      for (auto n = random() % 6; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
      return text;
    }
    case 4: {
      auto array = nlohmann::json::array();
      for (auto n = random() % 4; n > 0; --n) array.push_back(random_value(random, depth + 1));
      return array;
    }
    default: {
      auto object = nlohmann::json::object();
      for (auto n = random() % 4; n > 0; --n)
        object["k" + std::to_string(random() % 9)] = random_value(random, depth + 1);
      return object;
    }
  }
}

TEST(Json, FindsWhatAnotherParserFinds) {
  std::mt19937 random(7);
  ReadOptions small;
  small.limits.block_bytes = 64;
  for (int round = 0; round < 2000; ++round) {
    const nlohmann::json document = nlohmann::json::array({random_value(random, 0), random_value(random, 0)});
    std::multimap<std::string, std::string> expected, found;
    collect(document, "", expected);
    const std::string text = document.dump(static_cast<int>(random() % 3) - 1, ' ', random() % 2 == 0);
    const SeenPart part = read_bytes(text, "x.json", round % 2 ? small : ReadOptions{});
    ASSERT_EQ(part.outcome, Outcome{}) << text;
    for (const SeenBlock& block : part.blocks) {
      const bool key = block.text.size() == 2 && block.text[0] == 'k';
      if (!key) found.emplace(block.label, block.text);
    }
    ASSERT_EQ(found, expected) << text;
  }
}

}  // namespace
}  // namespace trawl::extractors
