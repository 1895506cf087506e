// `trawl find`: documents with their hits, then what the answer cannot vouch for.
#include <algorithm>

#include "reports/csv.h"
#include "reports/parts.h"
#include "reports/wording.h"

namespace trawl::reports {

using requests::ExaminedPart;
using requests::FindAnswer;
using requests::Hit;

namespace {

std::uint64_t places(const FindAnswer& answer) {
  std::uint64_t count = 0;
  for (const ExaminedPart& part : answer.found.parts) count += part.hits_total;
  return count;
}

void documents_section(HtmlPage& page, const FindAnswer& answer) {
  page.heading("Documents");
  if (answer.found.parts.empty()) page.paragraph("Nothing was found in what could be read.");
  for (std::size_t n = 0; n < std::min(answer.found.parts.size(), kListed); ++n) {
    const ExaminedPart& part = answer.found.parts[n];
    std::string out =
        "<article class=\"doc\"><h3>" + locator_html(part.locator) + "</h3>" + part_facts_html(part) + "<ul>";
    for (const Hit& hit : part.hits) out += hit_html(hit, answer.terms);
    out += "</ul>";
    if (part.hits_total > part.hits.size()) {
      out += "<p class=\"small quiet\">and " + grouped(part.hits_total - part.hits.size()) +
             " more places in this document</p>";
    }
    page.html(out + "</article>\n");
  }
  if (answer.found.parts.size() > kListed) {
    page.notice(grouped(kListed) + " of " + grouped(answer.found.parts.size()) +
                " documents are shown. The JSON and CSV list all.");
  }
}

void named_section(HtmlPage& page, const FindAnswer& answer) {
  if (answer.named.empty()) return;
  page.heading("Found in the name of a file or folder only");
  page.begin_table("", {{"Where"}});
  for (std::size_t n = 0; n < std::min(answer.named.size(), kListed); ++n) page.row({locator_html(answer.named[n])});
  page.end_table();
  if (answer.named.size() > kListed) page.notice(grouped(answer.named.size() - kListed) + " more are in the JSON.");
}

}  // namespace

std::string find_html(const FindAnswer& answer, const Made& made) {
  HtmlPage page("Search result", "Made by trawl on " + time_in_words(made.at));
  page.headlines({{grouped(answer.found.parts.size()), answer.found.parts.size() == 1 ? "document" : "documents"},
                  {grouped(places(answer)), "places in them"},
                  {grouped(answer.found.unconfirmed.size()), "could not be confirmed",
                   answer.found.unconfirmed.empty() ? Headline::Mood::plain : Headline::Mood::warn},
                  unread_headline(answer.ledger)});
  suppression_notice(page, answer.suppression);
  if (answer.found.stopped) page.notice("This search was stopped before its end; there may be more.");
  documents_section(page, answer);
  named_section(page, answer);
  unconfirmed_section(page, answer.found.unconfirmed);
  page.heading("What was searched");
  terms_table(page, "Everything that was looked for", answer.terms);
  scanned_list(page, answer.scanned, answer.ledger);
  suppression_section(page, answer.suppression);
  unread_section(page, answer.ledger);
  footer(page, made, answer.plain);
  return page.take();
}

std::string find_json(const FindAnswer& answer, const Made& made) {
  JsonWriter json(JsonWriter::Layout::pretty);
  begin_json(json, "trawl-find", made);
  json.field("plain", answer.plain);
  write_terms(json, answer.terms);
  json.key("documents").begin_array();
  for (const ExaminedPart& part : answer.found.parts) {
    json.begin_object();
    write_part(json, part);
    json.end_object();
  }
  json.end_array();
  json.key("named").begin_array();
  for (const Locator& locator : answer.named) json.value(print(locator));
  json.end_array();
  write_unconfirmed(json, answer.found.unconfirmed);
  json.key("search").begin_object();
  json.field("proposed", answer.found.proposed).field("coincidences", answer.found.coincidences);
  json.field("files_read_again", answer.found.files_read_again).field("stopped", answer.found.stopped).end_object();
  write_suppression(json, answer.suppression);
  write_scanned(json, answer.scanned);
  write_ledger(json, answer.ledger, true);
  json.end_object();
  return json.take();
}

std::string find_csv(const FindAnswer& answer) {
  Csv csv{"locator", "what", "confidence", "evidence", "block", "label", "before", "match", "after", "suppressed"};
  for (const ExaminedPart& part : answer.found.parts) {
    for (const Hit& hit : part.hits) {
      csv.cell(print({part.locator.hops, hit.anchor})).cell(answer.terms[hit.term].title).cell(name_of(hit.confidence));
      csv.cell(hit.evidence).cell(name_of(hit.kind)).cell(hit.label);
      csv.cell(hit.snippet.before).cell(hit.snippet.match).cell(hit.snippet.after);
      csv.cell(marked_suppressed(hit.suppressed)).end_row();
    }
  }
  return csv.take();
}

}  // namespace trawl::reports
