// Bare queries are taken for what people mean; every spelling of a value is one term.
#include "requests/query.h"

#include <gtest/gtest.h>

#include "requests/kinds.h"

namespace trawl::requests {
namespace {

class QueryTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { detectors_ = std::move(*detectors::DetectorSet::create({})); }
  static void TearDownTestSuite() { detectors_.reset(); }
  static inline std::unique_ptr<detectors::DetectorSet> detectors_;
};

TEST_F(QueryTest, GuessesTheKindOfABareQuery) {
  struct Case {
    std::string_view text, kind;
  };
  for (const auto& [text, kind] : std::initializer_list<Case>{
           {"jane.smith@northbridge.org.uk", "email"},
           {"AB 12 34 56 C", "nino"},
           {"ab123456c", "nino"},
           {"020 7183 8750", "phone"},
           {"+44 (0)20 7183 8750", "phone"},
           {"943 476 5919", "nhs_number"},
           {"GB82 WEST 1234 5698 7654 32", "iban"},
           {"4929 1234 5678 9016", "words"},  // fails Luhn
           {"SW1A 1AA", "postcode"},
           {"Jane Smith", "name"},
           {"Smith, Jane", "name"},
           {"Jan van der Berg", "name"},
           {"margaret jones", "name"},
           {"grievance", "words"},
           {"annual leave policy", "words"},
           {"PO-2231/7", "words"},
       }) {
    EXPECT_EQ(guess_kind(text, *detectors_), kind) << text;
  }
}

TEST_F(QueryTest, EverySpellingOfAValueIsOneTerm) {
  struct Case {
    std::string_view kind, text, same;
  };
  for (const auto& [kind, text, same] : std::initializer_list<Case>{
           {kNino, "AB 12 34 56 C", "ab123456c"},
           {kPhone, "020 7183 8750", "+44 20 7183 8750"},
           {kNhsNumber, "943 476 5919", "9434765919"},
           {kEmail, "Jane.Smith@Northbridge.org.uk", "jane.smith@northbridge.org.uk"},
           {kDateOfBirth, "12/05/1970", "12 May 1970"},
           {kPostcode, "SW1A 1AA", "sw1a1aa"},
           {kBankAccount, "20-00-00 55779911", "200000 55779911"},
       }) {
    const auto one = canonical_value(kind, text, *detectors_);
    const auto other = canonical_value(kind, same, *detectors_);
    ASSERT_TRUE(one.has_value()) << text;
    ASSERT_TRUE(other.has_value()) << same;
    EXPECT_EQ(one->reveal(), other->reveal()) << text;
  }
}

TEST_F(QueryTest, TheKindsThatAreTreatedByNameExist) {
  for (const std::string_view kind :
       {kEmail, kPhone, kNino, kNhsNumber, kBankAccount, kDateOfBirth, kPostcode, kAddress, kIpAddress, kPerson}) {
    const auto& kinds = detectors::built_in_kinds();
    EXPECT_TRUE(std::any_of(kinds.begin(), kinds.end(), [&](const auto& known) { return known.name == kind; })) << kind;
  }
}

TEST_F(QueryTest, RefusesWhatCannotBeLookedFor) {
  const auto terms = [&](std::string_view kind, std::string_view text) {
    return terms_of({std::string(kind), Sensitive(text)}, {}, *detectors_);
  };
  EXPECT_EQ(terms("", "  ").error().kind, ErrorKind::invalid_argument);
  EXPECT_EQ(terms("", "!?").error().kind, ErrorKind::invalid_argument);
  EXPECT_EQ(terms("ninoo", "AB123456C").error().kind, ErrorKind::invalid_argument);
  const auto wrong = terms("nino", "my secret text");
  EXPECT_EQ(wrong.error().kind, ErrorKind::not_found);
  EXPECT_EQ(wrong.error().message.find("secret"), std::string::npos);
}

TEST_F(QueryTest, WordsInQuotesAreAPhraseAndOthersStandAnywhere) {
  const auto loose = terms_of({std::string(kWordsKind), Sensitive("annual leave")}, {}, *detectors_);
  const auto phrase = terms_of({std::string(kWordsKind), Sensitive("\"annual leave\"")}, {}, *detectors_);
  EXPECT_EQ(loose->front().form, Term::Form::all_words);
  EXPECT_EQ(phrase->front().form, Term::Form::phrase);
}

}  // namespace
}  // namespace trawl::requests
