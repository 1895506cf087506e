// Names of people in text, cells and headers. All people here are made up.
#include "detectors/person_name.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/detectors/found.h"

namespace trawl::detectors {
namespace {

using Names = std::vector<std::string>;

TextBlock prose(std::string_view text) {
  TextBlock block;
  block.text = text;
  return block;
}

TextBlock labelled(BlockKind kind, std::string_view label, std::string_view text, std::uint32_t row = 0) {
  TextBlock block = prose(text);
  block.kind = kind;
  block.label = label;
  block.row = row;
  return block;
}

struct Table {
  BlockKind kind = BlockKind::text;
  std::string label;
  std::string text;
  Names names;
};

class Finder {
 public:
  explicit Finder(Sensitivity sensitivity = Sensitivity::balanced) : names_(*PersonNames::create(sensitivity)) {
    names_->begin_part("text/plain", "letter.txt");
  }
  std::vector<Finding> findings(const TextBlock& block, std::vector<Finding> structured = {}) {
    NormalText normal;
    normal.assign(block.text);
    std::vector<Finding> out;
    names_->find(block, normal, structured, out);
    return out;
  }
  Names operator()(const TextBlock& block) {
    Names names;
    for (const Finding& finding : findings(block)) names.emplace_back(finding.value.reveal());
    return names;
  }
  Names operator()(std::string_view text) { return (*this)(prose(text)); }

 private:
  std::unique_ptr<PersonNames> names_;
};

// The findings' texts, each in square brackets.
std::string spans_of(std::string_view text) {
  std::string spans;
  for (const Finding& finding : Finder().findings(prose(text)))
    spans += "[" + std::string(text.substr(finding.start, finding.end - finding.start)) + "]";
  return spans;
}

TEST(PersonName, is_found_behind_titles_greetings_signoffs_headers_and_labels) {
  const std::vector<std::pair<std::string, Names>> table = {
      {"We met Mr John Smith and Mrs. A. B. Okafor-Jones there.", {"John Smith", "A. B. Okafor-Jones"}},
      {"seen by Dr Siân Llewellyn on the ward", {"Siân Llewellyn"}},
      {"Dear Sarah,\n\nthank you for the letter", {"Sarah"}},
      {"Hi Priya\ncan you call me", {"Priya"}},
      {"Kind regards,\n\nSarah Jones", {"Sarah Jones"}},
      {"Many thanks\nOluwaseun Adeyemi\nHR Manager", {"Oluwaseun Adeyemi"}},
      {"From: Smith, John\nTo: Patel, Priya; Murphy, Aoife", {"John Smith", "Priya Patel", "Aoife Murphy"}},
      {"Applicant name: Mehmet Yılmaz", {"Mehmet Yılmaz"}},
      {"Employee: SARAH MCDONALD", {"Sarah McDonald"}},
      {"They asked Miss van der Berg to wait.", {"van der Berg"}},
      {"The letter was signed by Prof. O’Connor yesterday.", {"O'Connor"}},
  };
  for (const auto& [text, names] : table) EXPECT_EQ(Finder()(text), names) << text;
}

TEST(PersonName, is_not_found_in_form_words_code_and_addresses) {
  for (const char* text :
       {"Dear Sir or Madam,", "Dear Customer,", "Kind regards,\nThe Payroll Team", "From: info@example.org",
        "class JohnSmith : public Mark_Base {", "https://example.org/John/Smith?Mark=Rose",
        "QWxhZGRpbjpPcGVuU2VzYW1lQWxhZGRpbjpPcGVuU2VzYW1l", "Invoice Number: Total Amount Due", "", "\n\n",
        "drwxr-xr-x 2 root root 4096 Jan 12 Documents"})
    EXPECT_EQ(Finder()(text), Names()) << text;
}

TEST(PersonName, is_no_firm_street_or_disease_called_after_somebody) {
  for (const char* text :
       {"They bought it from Robert Hartnell GmbH last year.", "We wrote to Anna Whitcombe & Sons about it.",
        "The order went to Peter Marlowe, Ltd and was paid.", "She lives at 12 Victoria Road now.",
        "He was diagnosed with Parkinson's disease in May.", "The scan showed Hodgkin lymphoma again.",
        "The Supreme Court (Sąd Najwyższy) dismissed the appeal.",
        "He complained to the Ombudsman and then to the Azna."})
    EXPECT_EQ(Finder()(text), Names{}) << text;
  EXPECT_EQ(Finder()("Mr Ford's disease was found late."), Names{"Ford"}) << "a title says that it is a person";
}

TEST(PersonName, holds_the_nickname_in_its_middle_and_the_suffix_behind_its_comma) {
  EXPECT_EQ(spans_of("Mr Robert \"Bobby\" Carter came too."), "[Mr Robert \"Bobby\" Carter]");
  EXPECT_EQ(spans_of("From: Susan (Scott) Lindberg"), "[Susan (Scott) Lindberg]");
  EXPECT_EQ(spans_of("Mr William Buckley, Jr came too."), "[Mr William Buckley, Jr]");
  EXPECT_EQ(spans_of("Mr William Buckley, James came too.").find("Buckley, J"), std::string::npos);
  EXPECT_EQ(spans_of("Mr Robert \"Bobby\""), "[Mr Robert][Bobby]") << "nothing behind the quotes";
}

TEST(PersonName, span_has_no_degrees_ranks_and_offices) {
  EXPECT_EQ(spans_of("Mr Fergal Doherty QC appeared."), "[Mr Fergal Doherty]");
  EXPECT_EQ(spans_of("It was before Mrs Diane Marlow FRICS."), "[Mrs Diane Marlow]");
  EXPECT_EQ(spans_of("I respectfully agree with Hollingworth LJ on this."), "[Hollingworth]");
  EXPECT_EQ(spans_of("as Hollingworth J said below"), "[Hollingworth]");
  EXPECT_EQ(spans_of("Mr J"), "[Mr J]") << "an initial behind a title is the name";
  EXPECT_EQ(spans_of("the QC and the LJ"), "");
  EXPECT_EQ(spans_of("I heard Professor Jane Doe-Hill on it."), "[Jane Doe-Hill]");
  EXPECT_EQ(spans_of("Dear Cllr Mrs Jane Doe-Hill"), "[Mrs Jane Doe-Hill]");
}

TEST(PersonName, is_found_in_lower_case_behind_a_title_or_where_it_stands_with_its_capital) {
  const std::vector<std::pair<std::string, Names>> table = {
      {"she said ask mr hussain about it", {"hussain"}},
      {"mrs lightbody is in, mr big is not", {"lightbody"}},
      {"it took 5 ms less, so we did not miss anything", {}},
      {"Mr Otis Shaw rang.\ncan you tell otis", {"Otis Shaw", "otis"}},
      {"Mr Mark Shaw rang.\nplease mark the box", {"Mark Shaw"}},
      {"can you ring sarah okafor", {"sarah okafor"}},
      {"from: priya natarajan", {"priya natarajan"}},
      {"will you mark it by may? i hope the grace period is over", {}},
  };
  for (const auto& [text, names] : table) EXPECT_EQ(Finder()(text), names) << text;
}

TEST(PersonName, is_initials_that_stand_in_brackets_behind_it) {
  EXPECT_EQ(spans_of("Ms Andrea Holroyd (AH) came. AH asked us."), "[Ms Andrea Holroyd][AH][AH]");
  EXPECT_EQ(spans_of("Ms Andrea Holroyd (NHS) came. The NHS paid."), "[Ms Andrea Holroyd]");
  EXPECT_EQ(spans_of("Ms Andrea Holroyd ("), "[Ms Andrea Holroyd]");
}

TEST(PersonName, is_found_in_forms_on_one_line_and_cells_in_quotes) {
  EXPECT_EQ(spans_of("First name Senga Surname Forbes Date of birth 19/8/1989"), "[Senga][Forbes]");
  EXPECT_EQ(spans_of("Surname"), "");
  EXPECT_EQ(spans_of("\"De Boer, Marie\",marie.deboer,Leeds"), "[De Boer, Marie]");
  EXPECT_EQ(spans_of("\"De Boer, Marie"), spans_of("De Boer, Marie")) << "the quotes do not close";
  EXPECT_EQ(spans_of("Leaver: Jane Doe-Hill   Role: Data Analyst"), "[Jane Doe-Hill]");
  EXPECT_EQ(spans_of("X-To: Holroyd, Andrea"), "[Holroyd, Andrea]");
}

TEST(PersonName, is_found_where_a_chat_mentions_it_but_not_in_handles) {
  EXPECT_EQ(spans_of("@Olumide Bakare thanks, see you"), "[Olumide Bakare]");
  EXPECT_EQ(spans_of("ask @sarah99, @Sarah_Hill and me@Sarah.example"), "");
}

TEST(PersonName, is_no_institution_called_after_somebody) {
  EXPECT_EQ(spans_of("We met at the John Radcliffe Hospital and the Philip Larkin Building."), "");
  EXPECT_EQ(spans_of("the Nya Sami village was a party"), "");
}

TEST(PersonName, is_a_surname_alone_where_the_whole_name_stands_elsewhere) {
  const Names names =
      Finder()("Hinchliffe did not come. The letter is for Mr David Hinchliffe only.\nHinchliffe Ltd is another.");
  EXPECT_EQ(names, (Names{"Hinchliffe", "David Hinchliffe"}));
}

TEST(PersonName, is_found_in_chat_that_knows_no_capitals) {
  const std::vector<std::pair<std::string, Names>> table = {
      {"hi emma, is sarah coming too?", {"emma", "sarah"}},
      {"my name is sarah thompson and i live in leeds", {"sarah thompson"}},
      {"the mark on the rose was made in june", {}},
  };
  for (const auto& [text, names] : table) EXPECT_EQ(Finder()(text), names) << text;
}

TEST(PersonName, span_holds_the_title_and_the_value_does_not) {
  const std::string text = "to see Mrs Jane Doe-Hill today";
  const auto findings = Finder().findings(prose(text));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(text.substr(findings[0].start, findings[0].end - findings[0].start), "Mrs Jane Doe-Hill");
  EXPECT_EQ(findings[0].value.reveal(), "Jane Doe-Hill");
  EXPECT_EQ(findings[0].kind, "person");
  EXPECT_EQ(findings[0].confidence, Confidence::certain);
  EXPECT_FALSE(findings[0].evidence.empty());
}

TEST(PersonName, in_cells_follows_the_columns_header) {
  const std::vector<Table> table = {
      {BlockKind::cell, "Employee", "Kowalska, Agnieszka", {"Agnieszka Kowalska"}},
      {BlockKind::cell, "Full name", "Tendai Moyo", {"Tendai Moyo"}},
      {BlockKind::cell, "Surname", "Thistlethwaite", {"Thistlethwaite"}},
      {BlockKind::field, "applicant/firstName", "Rhys", {"Rhys"}},
      {BlockKind::field, "people[0].manager", "Rhys Thistlethwaite", {"Rhys Thistlethwaite"}},
      {BlockKind::field, "staff/employee/jobTitle", "Grant Office Mason", {}},
      {BlockKind::field, "users[3].surname", "Thistlethwaite", {"Thistlethwaite"}},
      {BlockKind::field, "company/name", "Payroll Summary", {}},
      {BlockKind::header,
       "To",
       "\"Hussain, Tariq\" <t.hussain@example.org>, Fiona Campbell <fc@example.org>",
       {"Tariq Hussain", "Fiona Campbell"}},
      {BlockKind::cell, "File name", "Payroll Summary", {}},
      {BlockKind::cell, "Quantity", "12", {}},
  };
  for (const Table& row : table) EXPECT_EQ(Finder()(labelled(row.kind, row.label, row.text)), row.names) << row.text;
}

TEST(PersonName, joins_given_name_and_surname_of_one_row_only) {
  Finder find;
  EXPECT_EQ(find(labelled(BlockKind::cell, "First name", "Sarah", 2)), Names{"Sarah"});
  EXPECT_EQ(find(labelled(BlockKind::cell, "Surname", "Jones", 2)), Names{"Sarah Jones"});
  EXPECT_EQ(find(labelled(BlockKind::cell, "Surname", "Byrne", 3)), Names{"Byrne"});
  EXPECT_EQ(find(labelled(BlockKind::cell, "First name", "Niamh", 3)), Names{"Niamh Byrne"});
}

TEST(PersonName, joins_the_fields_of_one_object) {
  Finder find;
  EXPECT_EQ(find(labelled(BlockKind::field, "[0].firstName", "Sarah", 2)), Names{"Sarah"});
  EXPECT_EQ(find(labelled(BlockKind::field, "[0].middleName", "Jane", 2)), Names{"Jane"});
  EXPECT_EQ(find(labelled(BlockKind::field, "[0].surname", "Jones", 2)), Names{"Sarah Jane Jones"});
  EXPECT_EQ(find(labelled(BlockKind::field, "[0].manager.firstName", "Niamh", 2)), Names{"Niamh"});
  EXPECT_EQ(find(labelled(BlockKind::field, "[0].manager.surname", "Byrne", 2)), Names{"Niamh Byrne"});
}

TEST(PersonName, is_no_word_that_says_what_a_number_is) {
  for (const std::string_view text :
       {"Grant reference QX 12 34 56 was refused", "The Grant number is 5", "Mark scheme of 2019"}) {
    EXPECT_EQ(Finder()(text), Names{}) << text;
  }
  EXPECT_EQ(Finder()("Hugh Grant refused"), Names{"Hugh Grant"});
}

TEST(PersonName, is_no_label_of_the_number_behind_it) {
  for (const std::string_view text : {"NINO AB123456C", "Name: Sarah Jones\nNino: AB123456C", "NINO\nAB123456C"}) {
    for (const Finding& finding : found("person", text)) EXPECT_EQ(finding.value.reveal(), "Sarah Jones") << text;
  }
  EXPECT_EQ(found("person", "Dear Nino,\nthank you").size(), 1u);
}

TEST(PersonName, is_certain_when_an_address_agrees) {
  const std::string text = "Gwenllian Pritchard (g.pritchard@example.org)";
  std::vector<Finding> structured(1);
  structured[0].kind = "email";
  structured[0].value = Sensitive("g.pritchard@example.org");
  structured[0].start = 21;
  structured[0].end = 44;
  const auto findings = Finder().findings(prose(text), std::move(structured));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].value.reveal(), "Gwenllian Pritchard");
  EXPECT_EQ(findings[0].confidence, Confidence::certain);
  EXPECT_NE(findings[0].evidence.find("e-mail"), std::string::npos);
}

TEST(PersonName, findings_are_in_order_and_do_not_overlap) {
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += "Dear Mr John Smith, Smith, John; Mary Ann O'Neill-Jones\nRegards\nMr X. Yavuz\n";
  const auto findings = Finder().findings(prose(text));
  ASSERT_GT(findings.size(), 300u);
  for (std::size_t i = 1; i < findings.size(); ++i) EXPECT_LE(findings[i - 1].end, findings[i].start);
  EXPECT_LE(findings.back().end, text.size());
}

TEST(PersonName, survives_hostile_text) {
  for (const std::string& unit :
       {std::string("A."), std::string("O'"), std::string("Mr "), std::string("@"), std::string("-"),
        std::string("\xC3\x89"), std::string("van de "), std::string("Dear\n"), std::string("From: "),
        std::string("\xE2\x80\x99s"), std::string("://"), std::string("a_B"), std::string("\xF0\x9F\x98\x80")}) {
    std::string text;
    while (text.size() < 20'000) text += unit;
    const auto findings = Finder(Sensitivity::recall).findings(prose(text));
    for (const Finding& finding : findings) EXPECT_LE(finding.end, text.size());
  }
}

TEST(PersonName, stands_in_the_columns_that_the_first_line_of_a_table_names) {
  EXPECT_EQ(spans_of("Name\tSite\tDays\nQuorra Vexwell\tNorth\t4\nTamsin Okorie\tSouth\t2\n"),
            "[Quorra Vexwell][Tamsin Okorie]");
  EXPECT_EQ(spans_of("id;surname;forename;dept\n1;Vexwell;Quorra;Parks\n2;MARLOWE;Ann;Legal\n"),
            "[Vexwell][Quorra][MARLOWE][Ann]");
  EXPECT_EQ(spans_of("Name,Email,Town\nquorra vexwell,a@example.org,Leeds\nvacant,b@example.org,Leeds\n"),
            "[quorra vexwell]");
  EXPECT_EQ(spans_of("Ref | Patient | Ward\n1 | VEXWELL, Anna | 7\n"), "[VEXWELL, Anna]");
  EXPECT_EQ(spans_of("Product\tName\tCost\nChair\tOffice Chair\t4\nTable\tLong Table\t2\n"), "")
      << "ordinary words are nobody's name";
}

TEST(PersonName, does_not_run_over_a_tab) {
  EXPECT_EQ(spans_of("Early\tMarisol\tTendai\tMarisol\nLate\tTendai\tMarisol\tTendai\n").find('\t'), std::string::npos);
}

TEST(PersonName, stands_turned_in_a_register_of_a_person_a_line) {
  EXPECT_EQ(spans_of("1  Vexwell, Anna\n2  Okorie, Zahra (late)\n3  de Almeida, Peter\n"),
            "[Vexwell, Anna][Okorie, Zahra][de Almeida, Peter]");
}

TEST(PersonName, of_a_couple_and_of_religious_is_one_with_what_stands_before_it) {
  EXPECT_EQ(spans_of("We wrote to Mr and Mrs Hallworth about it."), "[Mr and Mrs Hallworth]");
  EXPECT_EQ(spans_of("We wrote to Dr & Mrs Hallworth about it."), "[Dr & Mrs Hallworth]");
  EXPECT_EQ(spans_of("Father Brendan said grace.\nThanks to Father Brendan for it."),
            "[Father Brendan][Father Brendan]");
  EXPECT_EQ(spans_of("Present: Cllr Bernadette Hallworth, Cllr Anna Hamid"), "[Bernadette Hallworth][Anna Hamid]");
  EXPECT_EQ(spans_of("We met a number of people, among them a Mr\nAlfred Hallworth of Leeds."),
            "[Mr\nAlfred Hallworth]");
}

TEST(PersonName, is_a_party_of_a_case_by_a_word_alone) {
  EXPECT_EQ(spans_of("It was said in Hallworth v Garside [1987] AC 1."), "[Hallworth][Garside]");
  EXPECT_EQ(spans_of("He relied on Hallworth v. the United Kingdom."), "[Hallworth]");
  EXPECT_EQ(spans_of("It was said in Southwark Council v Leeds City Council."), "");
}

TEST(PersonName, is_no_field_of_a_header_and_nothing_in_quotes_that_no_list_knows) {
  EXPECT_EQ(spans_of("Delivered-To: list@example.org\nX-Antiabuse: see below\n"), "");
  EXPECT_EQ(spans_of("The association called \u201CPatronatix\u201D replied."), "");
}

TEST(PersonName, in_lower_case_stands_behind_a_title) {
  EXPECT_EQ(spans_of("the nurse said that dr vexwell and uncle javed will come at four"), "[dr vexwell][uncle javed]");
  EXPECT_EQ(spans_of("please ask mr blue or the doctor if the uncle can come"), "");
}

TEST(PersonName, is_certain_behind_a_title_only_when_nothing_speaks_against_it) {
  const auto confidence_of = [](std::string_view text) {
    const auto findings = Finder().findings(prose(text));
    return findings.size() == 1 ? findings[0].confidence : Confidence::possible;
  };
  EXPECT_EQ(confidence_of("We met Mr John Hallworth there."), Confidence::certain);
  EXPECT_EQ(confidence_of("The cat Mr Biscuits sat there."), Confidence::likely);
}

}  // namespace
}  // namespace trawl::detectors
