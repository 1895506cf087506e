// What several reports have in common: terms, hits, the ledger and the statement of the search.
#pragma once

#include "reports/html_page.h"
#include "reports/json_writer.h"
#include "reports/reports.h"

namespace trawl::reports {

inline constexpr std::size_t kListed = 1000;  // rows of a long list in HTML; all of it is in JSON and CSV

void begin_json(JsonWriter& json, std::string_view format, const Made& made);
void write_terms(JsonWriter& json, const std::vector<requests::ShownTerm>& terms);
// The fields of a part with hits, without the brackets around them.
void write_part(JsonWriter& json, const requests::ExaminedPart& part);
void write_unconfirmed(JsonWriter& json, const std::vector<requests::Unconfirmed>& parts);
void write_scanned(JsonWriter& json, const requests::Scanned& scanned);
void write_ledger(JsonWriter& json, const requests::Ledger& ledger, bool with_lists);
void write_scan(JsonWriter& json, const index::ScanRecord& scan);

void write_suppression(JsonWriter& json, const requests::SuppressionAccount& account);
void suppression_section(HtmlPage& page, const requests::SuppressionAccount& account);
// In a sentence at the top, where the list left out or marked something.
void suppression_notice(HtmlPage& page, const requests::SuppressionAccount& account);

// The part of a page that says what was not read: by reason with advice, then each. `new_page` on paper.
void unread_section(HtmlPage& page, const requests::Ledger& ledger);
void unconfirmed_section(HtmlPage& page, const std::vector<requests::Unconfirmed>& parts);
void scanned_list(HtmlPage& page, const requests::Scanned& scanned, const requests::Ledger& ledger);
void terms_table(HtmlPage& page, std::string_view caption, const std::vector<requests::ShownTerm>& terms);
std::string hit_html(const requests::Hit& hit, const std::vector<requests::ShownTerm>& terms);
std::string part_facts_html(const requests::ExaminedPart& part);
void footer(HtmlPage& page, const Made& made, bool plain);

// The headline that says how much was not read.
Headline unread_headline(const requests::Ledger& ledger);
std::uint64_t not_read_whole(const requests::Ledger& ledger);

}  // namespace trawl::reports
