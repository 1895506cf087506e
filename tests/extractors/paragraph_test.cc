// Runs of a paragraph: what is shown, deleted, hidden.
#include "extractors/paragraph.h"

#include <gtest/gtest.h>

namespace trawl::extractors {
namespace {

using State = Paragraph::State;

std::string shown(const Paragraph& paragraph) {
  std::string out;
  paragraph.append_shown(out);
  return out;
}

TEST(Paragraph, JoinsRuns) {
  Paragraph paragraph;
  paragraph.add("077", State::normal);
  paragraph.add("00 900", State::normal);
  paragraph.add("123", State::inserted);
  EXPECT_EQ(shown(paragraph), "07700 900123");
  EXPECT_EQ(paragraph.stretches(State::deleted), "");
}

TEST(Paragraph, ADeletedWordIsApart) {
  Paragraph paragraph;
  paragraph.add("Anna ", State::normal);
  paragraph.add("Smith ", State::deleted);
  paragraph.add("Jones", State::inserted);
  EXPECT_EQ(shown(paragraph), "Anna Jones");
  EXPECT_EQ(paragraph.stretches(State::deleted), "Smith ");
}

TEST(Paragraph, ADeletedPartOfAWordComesWithTheWholeAsItWas) {
  Paragraph paragraph;
  paragraph.add("call 07700", State::normal);
  paragraph.add("900", State::deleted);
  paragraph.add("800", State::inserted);
  paragraph.add("123 now", State::normal);
  EXPECT_EQ(shown(paragraph), "call 07700800123 now");
  EXPECT_EQ(paragraph.stretches(State::deleted), "900\n07700900123");
}

TEST(Paragraph, HiddenAndDeletedDoNotMix) {
  Paragraph paragraph;
  paragraph.add("a ", State::hidden);
  paragraph.add("b ", State::deleted);
  paragraph.add("c", State::normal);
  EXPECT_EQ(paragraph.stretches(State::hidden), "a ");
  EXPECT_EQ(paragraph.stretches(State::deleted), "b ");
  EXPECT_EQ(shown(paragraph), "c");
}

}  // namespace
}  // namespace trawl::extractors
