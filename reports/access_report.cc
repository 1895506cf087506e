// `trawl dsar`: where the person is, why we think so, what could not be read and what was searched.
#include <algorithm>
#include <map>

#include "reports/bar_chart.h"
#include "reports/csv.h"
#include "reports/parts.h"
#include "reports/wording.h"

namespace trawl::reports {

using requests::AccessAnswer;
using requests::AccessDocument;
using requests::code_of;
using requests::ExaminedPart;
using requests::Hit;
using requests::kTiers;
using requests::Tier;
using requests::title_of;

namespace {

constexpr std::size_t kHitsShown = 8;  // of one document; all of them are in the JSON

std::uint64_t in_tier(const AccessAnswer& answer, Tier tier) {
  return answer.tiers[static_cast<std::size_t>(tier)];
}

std::string_view explanation_of(Tier tier) {
  switch (tier) {
    case Tier::strong_id:
      return "A number or address that belongs to this person alone stands in the document. Review each for release.";
    case Tier::combination:
      return "The name stands near a date of birth, postcode or address of this person. Review each for release.";
    case Tier::full_name:
      return "The full name, and nothing beside it that speaks against. Other people may have the same name.";
    case Tier::partial:
      return "Initials, a short form, part of a double name or a user name. Check whether it is this person.";
    case Tier::linked:
      return "No name of its own: attached to a document above, in a folder of that name, or with a date of birth or "
             "postcode alone.";
    case Tier::conflict:
      return "The name is the same, but what stands beside it is another person's. A glance is enough; do not release.";
  }
  return "";
}

std::string reasons_of(const AccessDocument& document) {
  std::string out;
  for (const std::string& reason : document.judgement.reasons) out += (out.empty() ? "" : "; ") + reason;
  return out;
}

// What the reviewer must know before the document leaves the house.
std::string warnings_html(const AccessDocument& document) {
  std::string out;
  if (document.ambiguous) {
    out += "<p class=\"small\"><strong>Namesake known:</strong> nothing in this document tells the two apart.</p>";
  }
  if (document.out_of_range) {
    out +=
        "<p class=\"small\"><strong>Outside the dates asked about</strong>, going by when the file was last "
        "changed.</p>";
  }
  const ExaminedPart& part = document.part;
  if (part.other_people + part.other_identifiers == 0) return out;
  out += "<p class=\"small\"><strong>Data of other people here:</strong> ";
  if (part.other_people > 0) out += counted(part.other_people, "name");
  if (part.other_people > 0 && part.other_identifiers > 0) out += ", ";
  if (part.other_identifiers > 0) out += counted(part.other_identifiers, "number or address", "numbers or addresses");
  return out + ". Redact or weigh before release.</p>";
}

void document_html(HtmlPage& page, const AccessAnswer& answer, const AccessDocument& document, std::size_t number) {
  const ExaminedPart& part = document.part;
  std::string out = "<article class=\"doc\"><h3><span class=\"badge plain\">" + std::to_string(number) + "</span> " +
                    locator_html(part.locator) + "</h3>" + part_facts_html(part) + "<p>" +
                    escaped(reasons_of(document)) + "</p>" + warnings_html(document);
  if (!document.copies.empty()) {
    out += "<p class=\"small\">The same text also stands in:";
    for (const Locator& copy : document.copies) out += "<br>" + locator_html(copy);
    out += "</p>";
  }
  if (!part.hits.empty()) out += "<ul>";
  for (std::size_t n = 0; n < std::min(part.hits.size(), kHitsShown); ++n) out += hit_html(part.hits[n], answer.terms);
  if (!part.hits.empty()) out += "</ul>";
  if (part.hits_total > kHitsShown) {
    out +=
        "<p class=\"small quiet\">and " + grouped(part.hits_total - kHitsShown) + " more places in this document</p>";
  }
  page.html(out + "</article>\n");
}

void documents_sections(HtmlPage& page, const AccessAnswer& answer) {
  std::size_t number = 0;
  for (const Tier tier : kTiers) {
    const std::uint64_t count = in_tier(answer, tier);
    if (count == 0) continue;
    page.heading(std::string(title_of(tier)) + " (" + std::string(code_of(tier)) + "): " + counted(count, "document"));
    page.paragraph(explanation_of(tier));
    std::size_t shown = 0;
    for (const AccessDocument& document : answer.documents) {
      if (document.judgement.tier != tier) continue;
      ++number;
      if (++shown <= kListed) document_html(page, answer, document, number);
    }
    if (shown > kListed) page.notice(grouped(shown - kListed) + " more are listed in the JSON and CSV of this report.");
  }
  if (answer.documents.empty()) {
    page.heading("Documents");
    page.paragraph("Nothing about this person was found in what could be read.");
  }
}

void summary_section(HtmlPage& page, const AccessAnswer& answer) {
  page.heading("Summary");
  page.begin_table("Documents by strength of the evidence",
                   {{"Evidence"}, {"Code"}, {"Documents", true}, {"What to do"}});
  for (const Tier tier : kTiers) {
    page.row({escaped(title_of(tier)), std::string(code_of(tier)), grouped(in_tier(answer, tier)),
              escaped(explanation_of(tier))});
  }
  page.end_table();
  std::uint64_t others = 0, copies = 0;
  for (const AccessDocument& document : answer.documents) {
    others += document.part.other_people + document.part.other_identifiers > 0;
    copies += document.copies.size();
  }
  if (others > 0) {
    page.paragraph(
        counted(others, "document") + (others == 1 ? " also holds" : " also hold") +
        " data of other people. Their data may not be released without weighing it (Data Protection Act 2018, "
        "Schedule 2, paragraph 16).");
  }
  if (copies > 0)
    page.paragraph(counted(copies, "further place") + (copies == 1 ? " holds" : " hold") +
                   " the same text as a document listed below, and is named with it.");
  for (const std::string& note : answer.notes) page.notice("Subject file: " + note + ".");
}

// A name has many spellings; each kind of them is one row.
void unmet_table(HtmlPage& page, const std::vector<requests::ShownTerm>& terms, bool plain) {
  std::vector<std::string> titles;
  std::map<std::string, std::vector<std::string>> spellings;
  for (const requests::ShownTerm& term : terms) {
    if (spellings.count(term.title) == 0) titles.push_back(term.title);
    spellings[term.title].push_back(term.text);
  }
  page.begin_table(plain ? "Looked for and not found; case, accents and apostrophes mean nothing"
                         : "Looked for and not found; the JSON of a report in plain lists each spelling",
                   plain ? std::vector<Column>{{"What it is"}, {"Spellings", true}, {"Looked for"}}
                         : std::vector<Column>{{"What it is"}, {"Spellings", true}});
  for (const std::string& title : titles) {
    std::string all;
    for (const std::string& text : spellings[title]) all += (all.empty() ? "" : "; ") + text;
    std::vector<std::string> row = {escaped(title), grouped(spellings[title].size())};
    if (plain) row.push_back(escaped(all));
    page.row(row);
  }
  page.end_table();
}

void statement_section(HtmlPage& page, const AccessAnswer& answer) {
  page.heading("What was searched, and for what");
  page.paragraph(
      "This statement is the record of the search. Paper, telephones, systems that were not scanned and what people "
      "remember are not part of it.");
  scanned_list(page, answer.scanned, answer.ledger);
  if (answer.documents_from || answer.documents_to) {
    page.paragraph("Dates asked about: " +
                   (answer.documents_from ? "from " + requests::iso(*answer.documents_from) : std::string("any")) +
                   (answer.documents_to ? " to " + requests::iso(*answer.documents_to) : std::string(" onwards")) +
                   ".");
  }
  page.paragraph("The index proposed " + counted(answer.proposed, "part") + "; " +
                 counted(answer.files_read_again, "file") + " were read again for this answer; " +
                 grouped(answer.coincidences) +
                 " hold the words of a name, but apart from each other, and are not listed.");
  std::vector<requests::ShownTerm> met, unmet;
  for (const requests::ShownTerm& term : answer.terms) {
    if (term.role != requests::Role::against) (term.hits > 0 ? met : unmet).push_back(term);
  }
  if (!met.empty()) terms_table(page, "Looked for and found", met);
  if (!unmet.empty()) unmet_table(page, unmet, answer.plain);
}

void write_document(JsonWriter& json, const AccessDocument& document) {
  json.begin_object();
  json.field("tier", code_of(document.judgement.tier));
  json.field("tier_name", name_of(document.judgement.tier));
  json.key("reasons").begin_array();
  for (const std::string& reason : document.judgement.reasons) json.value(reason);
  json.end_array();
  json.field("ambiguous", document.ambiguous).field("out_of_range", document.out_of_range);
  json.key("copies").begin_array();
  for (const Locator& copy : document.copies) json.value(print(copy));
  json.end_array();
  write_part(json, document.part);
  json.end_object();
}

}  // namespace

std::string access_html(const AccessAnswer& answer, const Made& made) {
  std::string subtitle = "Made by trawl on " + time_in_words(made.at);
  if (!answer.reference.empty()) subtitle = "Case " + answer.reference + ". " + subtitle;
  if (!answer.subject.empty()) subtitle = answer.subject + ". " + subtitle;
  HtmlPage page("Subject access request: search report", subtitle);
  const std::uint64_t identified =
      in_tier(answer, Tier::strong_id) + in_tier(answer, Tier::combination) + in_tier(answer, Tier::full_name);
  const std::uint64_t unsure = in_tier(answer, Tier::partial) + in_tier(answer, Tier::linked);
  page.headlines({{grouped(identified), "documents name or identify this person"},
                  {grouped(unsure), "more to check: partial names and links"},
                  {grouped(in_tier(answer, Tier::conflict)), "probably somebody else of the same name"},
                  {grouped(answer.unconfirmed.size()), "could not be confirmed",
                   answer.unconfirmed.empty() ? Headline::Mood::plain : Headline::Mood::warn},
                  unread_headline(answer.ledger)});
  suppression_notice(page, answer.suppression);
  if (answer.stopped) page.notice("This search was stopped before its end; there may be more.");
  summary_section(page, answer);
  documents_sections(page, answer);
  unconfirmed_section(page, answer.unconfirmed);
  suppression_section(page, answer.suppression);
  unread_section(page, answer.ledger);
  statement_section(page, answer);
  footer(page, made, answer.plain);
  return page.take();
}

std::string access_json(const AccessAnswer& answer, const Made& made) {
  JsonWriter json(JsonWriter::Layout::pretty);
  begin_json(json, "trawl-dsar", made);
  json.field("plain", answer.plain).field("reference", answer.reference).field("subject", answer.subject);
  json.key("tiers").begin_object();
  for (const Tier tier : kTiers) json.field(code_of(tier), in_tier(answer, tier));
  json.end_object();
  json.key("notes").begin_array();
  for (const std::string& note : answer.notes) json.value(note);
  json.end_array();
  write_terms(json, answer.terms);
  json.key("documents").begin_array();
  for (const AccessDocument& document : answer.documents) write_document(json, document);
  json.end_array();
  write_unconfirmed(json, answer.unconfirmed);
  json.key("search").begin_object();
  json.field("proposed", answer.proposed).field("coincidences", answer.coincidences);
  json.field("files_read_again", answer.files_read_again).field("stopped", answer.stopped).end_object();
  write_suppression(json, answer.suppression);
  write_scanned(json, answer.scanned);
  write_ledger(json, answer.ledger, true);
  json.end_object();
  return json.take();
}

std::string access_csv(const AccessAnswer& answer) {
  Csv csv{"number",         "tier",         "evidence", "locator",      "type",
          "size",           "modified",     "places",   "other_people", "other_identifiers",
          "namesake_known", "out_of_range", "copies",   "outcome",      "reason",
          "suppressed"};
  std::uint64_t number = 0;
  for (const AccessDocument& document : answer.documents) {
    const ExaminedPart& part = document.part;
    std::string copies;
    for (const Locator& copy : document.copies) copies += (copies.empty() ? "" : "\n") + print(copy);
    const bool timed = part.modified != kUnknownTime && part.modified != 0;
    csv.cell(++number).cell(code_of(document.judgement.tier)).cell(reasons_of(document)).cell(print(part.locator));
    csv.cell(part.media_type).cell(part.size == kUnknownSize ? std::string() : std::to_string(part.size));
    csv.cell(timed ? iso_time(part.modified) : std::string()).cell(part.hits_total).cell(part.other_people);
    csv.cell(part.other_identifiers).cell(document.ambiguous ? "yes" : "no").cell(document.out_of_range ? "yes" : "no");
    csv.cell(copies).cell(name_of(part.outcome.kind)).cell(part.outcome.reason);
    csv.cell(part.suppressed.all.findings).end_row();
  }
  return csv.take();
}

}  // namespace trawl::reports
