// Proposals: values in many documents of many folders, with what tells an organisation's from a person's.
#include "requests/proposals.h"

#include <gtest/gtest.h>

#include "requests/suppress.h"
#include "tests/requests/person.h"

namespace trawl::requests {
namespace {

using namespace testing;

class ProposalsTest : public ::testing::Test {
 protected:
  // Letters of eight people in four folders, all with the switchboard; Tom Brown's with his own number.
  void SetUp() override {
    const char* people[] = {"Tom Brown",  "Jane Carter",  "Peter Walsh", "Susan Clarke",
                            "Alan Marsh", "Helen Fraser", "David Price", "Ruth Barker"};
    for (int n = 0; n < 40; ++n) {
      const std::string name = people[n % 8];
      std::string text = "Dear Sir,\nthank you.\nMr " + name + "\nTel: 020 8765 4321\n";
      if (n % 8 == 0) text += "Mobile: 07400 123456\nNI number AB123456C\n";
      const std::string folder = "/share/" + std::to_string(n % 3);
      estate_.add(folder + "/letter" + std::to_string(n) + ".txt", text_file(text));
    }
  }

  Proposals proposed(ProposalOptions options = {}) {
    return *proposals(estate_.reader, *Suppressor::of(estate_.reader, 0), options);
  }

  Estate estate_;
};

TEST_F(ProposalsTest, WhatStandsInManyDocumentsIsProposedMaskedAndCounted) {
  const Proposals made = proposed();
  ASSERT_EQ(made.values.size(), 1u);
  const Proposal& value = made.values[0];
  EXPECT_EQ(value.kind, "phone");
  EXPECT_EQ(value.documents, 40u);
  EXPECT_EQ(value.folders, 3u);
  EXPECT_EQ(value.value.find("8765"), std::string::npos) << value.value;
  EXPECT_EQ(value.names, 8u);
  EXPECT_EQ(value.most_of_a_name, 5u);
  EXPECT_FALSE(value.maybe_one_persons);
  ProposalOptions options;
  options.plain = true;
  EXPECT_EQ(proposed(options).values[0].value, "+442087654321");
}

TEST_F(ProposalsTest, ANumberThatGoesWithOneNameIsMarked) {
  ProposalOptions options;
  options.least_documents = 5;
  const Proposals made = proposed(options);
  ASSERT_EQ(made.values.size(), 2u);
  EXPECT_FALSE(made.values[0].maybe_one_persons);
  EXPECT_EQ(made.values[1].documents, 5u);
  EXPECT_EQ(made.values[1].most_of_a_name, 5u);
  EXPECT_TRUE(made.values[1].maybe_one_persons);
}

TEST_F(ProposalsTest, WhatBelongsToOnePersonIsNeverProposedHoweverOftenItStands) {
  ProposalOptions options;
  options.least_documents = 2;
  for (const Proposal& value : proposed(options).values) {
    EXPECT_FALSE(belongs_to_one_person(value.kind)) << value.kind;
    EXPECT_NE(value.kind, "nino");
  }
  options.kinds = {"nino"};
  const auto refused = proposals(estate_.reader, *Suppressor::of(estate_.reader, 0), options);
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid_argument);
}

TEST_F(ProposalsTest, TooFewDocumentsFoldersOrShareIsNone) {
  ProposalOptions documents, folders, share;
  documents.least_documents = 41;
  folders.least_folders = 4;
  share.least_share = 1.01;
  for (const ProposalOptions& options : {documents, folders, share}) EXPECT_TRUE(proposed(options).values.empty());
  share.least_share = 1.0;
  EXPECT_EQ(proposed(share).values.size(), 1u);
  EXPECT_EQ(proposed(share).least, 40u);
}

TEST_F(ProposalsTest, TheReferenceIsWhatAddTakesAndThenItIsProposedNoMore) {
  const std::string reference = proposed().values[0].reference;
  SuppressRequest request;
  request.reason = "switchboard";
  auto entry = suppression_of_reference(reference, request, *estate_.detectors, estate_.reader);
  ASSERT_TRUE(entry) << entry.error().message;
  EXPECT_EQ(entry->values[0].kind, "phone");
  (void)add_to(estate_.reader.suppression_list, std::move(*entry));
  EXPECT_TRUE(proposed().values.empty());
  EXPECT_EQ(proposed().suppressed, 1u);
  for (const char* wrong : {"0000000000000000", "", "x"}) {
    EXPECT_EQ(suppression_of_reference(wrong, request, *estate_.detectors, estate_.reader).error().kind,
              ErrorKind::not_found);
  }
}

TEST_F(ProposalsTest, OfAnEmptyIndexThereAreNone) {
  Estate empty;
  const auto made = proposals(empty.reader, *Suppressor::of(empty.reader, 0), {});
  EXPECT_TRUE(made->values.empty());
  EXPECT_EQ(made->documents, 0u);
}

}  // namespace
}  // namespace trawl::requests
