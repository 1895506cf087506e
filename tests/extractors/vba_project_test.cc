// Macros: the examples of [MS-OVBA] 3.2, projects made here, and what is broken.
#include "extractors/vba_project.h"

#include <gtest/gtest.h>

#include "tests/support/compound_bytes.h"
#include "tests/support/places.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace test;

// A container of chunks that are not compressed, as Office never writes but every reader must read.
std::string stored(std::string text) {
  text.resize((text.size() + 4095) / 4096 * 4096, '\n');
  std::string out = "\1";
  for (std::size_t at = 0; at < text.size(); at += 4096) out += le16(0x3FFF) + text.substr(at, 4096);
  return out;
}

// The same in groups of eight literals.
std::string literals(std::string_view text) {
  std::string tokens;
  for (std::size_t at = 0; at < text.size(); at += 8) tokens += '\0' + std::string(text.substr(at, 8));
  return '\1' + le16(0xB000 | (tokens.size() - 1)) + tokens;
}

std::string record(std::uint32_t id, std::string_view data) {
  return le16(id) + le32(data.size()) + std::string(data);
}

std::string module_record(std::string_view name, std::string_view stream, std::uint32_t offset) {
  return record(0x19, name) + record(0x1A, stream) + record(0x32, wide(stream)) + record(0x31, le32(offset)) +
         record(0x2B, "");
}

std::string directory(std::string_view modules) {
  return record(1, le32(1)) + record(3, le16(1252)) + le16(9) + le32(4) + le32(0x5A) + le16(7) + record(0x0F, le16(1)) +
         std::string(modules) + record(0x10, "");
}

CompoundNode macros(std::string dir, std::vector<CompoundNode> modules) {
  modules.push_back(stream_node("dir", std::move(dir)));
  modules.push_back(stream_node("_VBA_PROJECT", "\xCC\x61"));
  return storage_node("VBA", std::move(modules));
}

TEST(VbaProject, DecompressesTheExamplesOfTheSpecification) {
  // 3.2.1 no compression, 3.2.2 normal compression, 3.2.3 maximum compression
  const std::string none(
      "\x01\x19\xB0\x00\x61\x62\x63\x64\x65\x66\x67\x68\x00\x69\x6A\x6B\x6C\x6D\x6E\x6F\x70\x00\x71\x72\x73\x74\x75\x76"
      "\x2E",
      29);
  EXPECT_EQ(vba_decompressed(none, 4096).bytes, "abcdefghijklmnopqrstuv.");
  const std::string normal(
      "\x01\x2F\xB0\x00\x23\x61\x61\x61\x62\x63\x64\x65\x82\x66\x00\x70\x61\x67\x68\x69\x6A\x01\x38\x08\x61\x6B\x6C\x00"
      "\x30\x6D\x6E\x6F\x70\x06\x71\x02\x70\x04\x10\x72\x73\x74\x75\x76\x10\x77\x78\x79\x7A\x00\x3C",
      51);
  EXPECT_EQ(vba_decompressed(normal, 4096).bytes, "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa");
  const std::string most("\x01\x03\xB0\x02\x61\x45\x00", 7);
  const VbaText text = vba_decompressed(most, 4096);
  EXPECT_EQ(text.bytes, std::string(73, 'a'));
  EXPECT_TRUE(text.whole);
}

TEST(VbaProject, TextOfModulesIsRead) {
  const std::string code = "' ask Wendeline Quarrie \x96 password: Tr0mbone\r\nSub Go()\r\nEnd Sub\r\n";
  const std::string file = compound_of(
      {storage_node("Macros", {macros(literals(directory(module_record("Ledger", "Ledger", 5))),
                                      {stream_node("Ledger", "p-cod" + literals(code))}),
                               stream_node("PROJECT", "Name=\"Quarrie\"\r\n"), stream_node("PROJECTwm", "x")})});
  const SeenPart part = read_bytes(file);
  EXPECT_EQ(part.outcome.kind, OutcomeKind::read) << part.outcome.reason;
  const SeenBlock* block = part.labelled("macro");
  ASSERT_NE(block, nullptr) << part.text(true);
  EXPECT_EQ(block->anchor, "macro=Ledger");
  EXPECT_EQ(block->text, "' ask Wendeline Quarrie – password: Tr0mbone\r\nSub Go()\r\nEnd Sub\r\n");
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_EQ(part.parts[0].header.name, "Macros/PROJECT");
  EXPECT_EQ(part.parts[0].text(), "Name=\"Quarrie\"\r\n\n");
}

TEST(VbaProject, ChunksThatAreNotCompressedAreRead) {
  const VbaText text = vba_decompressed(stored(std::string(5000, 'x')), 1 << 20);
  EXPECT_TRUE(text.whole);
  EXPECT_EQ(text.bytes.substr(0, 5000), std::string(5000, 'x'));
}

TEST(VbaProject, WhatIsBrokenIsSaid) {
  const std::string none("\x01\x19\xB0\x00\x61\x62\x63\x64", 8);
  EXPECT_FALSE(vba_decompressed(none, 4096).whole) << "cut short";
  EXPECT_EQ(vba_decompressed(none, 4096).bytes, "abcd");
  EXPECT_FALSE(vba_decompressed(std::string("\x01\x03\xB0\x01\x45\x00\x61", 7), 4096).whole)
      << "copies what is not there";
  EXPECT_FALSE(vba_decompressed("", 4096).whole);
  EXPECT_FALSE(vba_decompressed(std::string("\x01\x03\x80\x00\x61\x62\x63", 7), 4096).whole) << "no chunk";

  const SeenPart no_list = read_bytes(compound_of({macros("\1", {stream_node("Ledger", "x")})}));
  EXPECT_EQ(no_list.outcome, (Outcome{OutcomeKind::partly, "the list of macros is damaged"}));
  const SeenPart no_module = read_bytes(compound_of({macros(literals(directory(module_record("A", "A", 0))), {})}));
  EXPECT_EQ(no_module.outcome, (Outcome{OutcomeKind::partly, "a macro is cut short"}));
}

TEST(VbaProject, AListThatNamesOneStreamOftenDoesNotMultiplyIt) {
  std::string modules;
  for (int i = 0; i < 50; ++i) modules += module_record("M", "M", 0);
  const SeenPart part =
      read_bytes(compound_of({macros(stored(directory(modules)), {stream_node("M", stored("Gwendal Thrupp"))})}));
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(part.blocks.size(), 1u);
}

}  // namespace
}  // namespace trawl::extractors
