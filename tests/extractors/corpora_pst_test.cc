// Real stores of Outlook: each is read whole, with all that pffexport and readpst (Debian's pff-tools and pst-utils)
// find in it, and with what they leave out.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

test::SeenPart read_store(const std::string& name) {
  const std::string path = TRAWL_CORPORA "/files/outlook/" + name;
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  EXPECT_GE(descriptor, 0) << path;
  test::PartTree tree;
  PartHeader header;
  header.name = name;
  read_part(header, *file_source(descriptor), {}, tree);
  close(descriptor);
  EXPECT_TRUE(tree.balanced());
  return std::move(tree.root);
}

std::size_t embedded_in(const test::SeenPart& part) {
  std::size_t count = 0;
  for (const test::SeenPart& child : part.parts) count += child.header.name.ends_with(".msg") + embedded_in(child);
  return count;
}

struct Store {
  const char* name;
  std::size_t items;     // in all folders, with those of its views and forms
  std::size_t embedded;  // messages in messages
};

TEST(CorporaPst, EveryStoreIsReadWithAsManyItemsAsItLists) {
  for (const Store& store :
       {Store{"Outlook.pst", 27, 4}, Store{"PersonalStorage.pst", 0, 0}, Store{"SampleContacts.pst", 6, 0},
        Store{"Test_part1.pst", 61, 10}, Store{"dist-list.pst", 7, 1}, Store{"passwordprotectedPST.pst", 18, 5},
        Store{"SampleOstFile.ost", 113, 1}}) {
    const test::SeenPart seen = read_store(store.name);
    EXPECT_EQ(seen.outcome, Outcome{}) << store.name;
    EXPECT_EQ(seen.parts.size(), store.items) << store.name;
    EXPECT_EQ(embedded_in(seen), store.embedded) << store.name;
    for (const test::SeenPart& item : seen.parts) EXPECT_EQ(item.outcome, Outcome{}) << item.header.name;
  }
}

TEST(CorporaPst, WhatOtherReadersFindAndWhatTheyLeaveOutIsFound) {
  struct Place {
    const char* store;
    const char* item;
    const char* token;
  };
  for (const Place& place : {Place{"dist-list.pst", "Contacts/1", "dist name 2 <dist2@rjohnson.id.au>"},
                             Place{"dist-list.pst", "Contacts/1", "contact name 1 <contact1@rjohnson.id.au>"},
                             Place{"dist-list.pst", "Calendar/1", "Test appointment"},
                             Place{"SampleOstFile.ost", "Calendar/1", "Saqib Razzaq <saqib.razzaq@ex2010.local>"}}) {
    const test::SeenPart seen = read_store(place.store);
    const test::SeenPart* item = seen.find(place.item);
    ASSERT_NE(item, nullptr) << place.item;
    EXPECT_NE(item->text(true).find(place.token), std::string::npos) << place.token << "\n" << item->text();
  }
}

}  // namespace
}  // namespace trawl::extractors
