// The common parts as HTML.
#include <algorithm>
#include <map>

#include "reports/parts.h"
#include "reports/wording.h"

namespace trawl::reports {

using requests::Hit;
using requests::Ledger;
using requests::ShownTerm;
using requests::UnreadPart;

namespace {

void list_cut_short(HtmlPage& page, std::size_t count) {
  if (count <= kListed) return;
  page.notice(grouped(kListed) + " of " + grouped(count) +
              " are listed here. The JSON and CSV of this report list all of them.");
}

void unread_by_reason(HtmlPage& page, const Ledger& ledger) {
  std::map<std::pair<OutcomeKind, std::string>, std::uint64_t> reasons;
  for (const UnreadPart& part : ledger.unread) ++reasons[{part.outcome.kind, part.outcome.reason}];
  std::vector<std::pair<std::pair<OutcomeKind, std::string>, std::uint64_t>> rows(reasons.begin(), reasons.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  page.begin_table("By reason, most frequent first", {{"What happened"}, {"Reason"}, {"Parts", true}, {"What to do"}});
  for (const auto& [reason, count] : rows) {
    page.row(
        {escaped(title_of(reason.first)), escaped(reason.second), grouped(count), escaped(advice_on(reason.first))});
  }
  page.end_table();
}

void list_parts(HtmlPage& page, std::string_view caption, const std::vector<UnreadPart>& parts) {
  page.begin_table(caption, {{"Where"}, {"What happened"}, {"Reason"}, {"Size", true}});
  for (std::size_t n = 0; n < std::min(parts.size(), kListed); ++n) {
    const UnreadPart& part = parts[n];
    page.row({locator_html(part.locator), escaped(title_of(part.outcome.kind)), escaped(part.outcome.reason),
              size_in_words(part.size)});
  }
  page.end_table();
  list_cut_short(page, parts.size());
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts)
    out += (out.empty() ? "" : "<br>") + ("<span class=\"loc\">" + escaped(text) + "</span>");
  return out.empty() ? "none" : out;
}

}  // namespace

std::uint64_t not_read_whole(const Ledger& ledger) {
  return ledger.unread.size();
}

Headline unread_headline(const Ledger& ledger) {
  const std::uint64_t unread = not_read_whole(ledger);
  if (unread == 0) return {"0", "not read: everything was read in full", Headline::Mood::good};
  return {grouped(unread), "could not be read in full (listed below)", Headline::Mood::warn};
}

void unread_section(HtmlPage& page, const Ledger& ledger) {
  page.heading("What could not be read");
  const std::uint64_t unread = not_read_whole(ledger);
  const std::uint64_t skipped = ledger.skipped.size();
  page.paragraph("Of " + counted(ledger.walked, "part") + " (files, and everything inside them) " +
                 grouped(ledger.count(OutcomeKind::read)) + " were read in full, " + grouped(unread) +
                 " were not, and " + grouped(skipped) +
                 " were left out on purpose. The three add up to all that was met.");
  if (unread == 0 && skipped == 0) return;
  if (unread > 0) {
    page.notice("Personal data may stand in the parts below. A search cannot answer for what it could not read.");
    unread_by_reason(page, ledger);
    page.subheading("Every part that was not read in full");
    list_parts(page, "With the full path, through archives and messages", ledger.unread);
  }
  if (skipped > 0) {
    page.subheading("Left out on purpose");
    list_parts(page, "Links are not followed; special files hold no text; patterns are those of the scan",
               ledger.skipped);
  }
}

void unconfirmed_section(HtmlPage& page, const std::vector<requests::Unconfirmed>& parts) {
  if (parts.empty()) return;
  page.heading("Changed since the scan");
  page.paragraph(
      "The index named these, but they could not be confirmed when they were read again for this answer. "
      "Scan again, then repeat the search.");
  page.begin_table("", {{"Where"}, {"What happened"}});
  for (std::size_t n = 0; n < std::min(parts.size(), kListed); ++n) {
    page.row({locator_html(parts[n].locator), escaped(parts[n].reason)});
  }
  page.end_table();
  list_cut_short(page, parts.size());
}

void scanned_list(HtmlPage& page, const requests::Scanned& scanned, const Ledger& ledger) {
  const bool once = scanned.scans.size() == 1;
  std::string out = "<dl><dt>Folders scanned</dt><dd>" + joined(scanned.roots) +
                    "</dd><dt>Left out by pattern</dt><dd>" + joined(scanned.excluded) + "</dd><dt>Scans</dt><dd>" +
                    counted(scanned.scans.size(), "scan") + (once ? ", " : ", the first ") +
                    escaped(time_in_words(scanned.first));
  if (!once) out += ", the last ended " + escaped(time_in_words(scanned.last));
  out += "</dd><dt>Held in the index</dt><dd>" + counted(ledger.files, "file") + ", " + counted(ledger.walked, "part") +
         " with everything inside them</dd>";
  if (!scanned.scans.empty())
    out += "<dt>Scanned with</dt><dd>trawl " + escaped(scanned.scans.back().version) + "</dd>";
  page.html(out + "</dl>\n");
  if (scanned.scans.empty()) page.notice("Nothing has been scanned yet: this index holds nothing.");
  if (scanned.unfinished)
    page.notice("The last scan was stopped before its end. Files that it did not reach are not in this answer.");
}

void terms_table(HtmlPage& page, std::string_view caption, const std::vector<ShownTerm>& terms) {
  page.begin_table(caption, {{"Looked for"}, {"What it is"}, {"Documents", true}, {"Places", true}});
  for (const ShownTerm& term : terms) {
    const std::string mark = marked_suppressed(term.suppressed);
    page.row({escaped(term.text), escaped(term.title) + (mark.empty() ? "" : "<br><strong>" + mark + "</strong>"),
              grouped(term.parts), grouped(term.hits)});
  }
  page.end_table();
}

std::string hit_html(const Hit& hit, const std::vector<ShownTerm>& terms) {
  std::string where = escaped(place_in_words(hit.anchor));
  const auto add = [&](const std::string& text) { where += (where.empty() ? "" : " \xC2\xB7 ") + text; };
  if (hit.kind != BlockKind::text) add(escaped(title_of(hit.kind)));
  if (!hit.label.empty() && hit.kind != BlockKind::name) add(escaped(hit.label));
  if (hit.hidden) add("<strong>hidden</strong>");
  if (hit.deleted) add("<strong>tracked deletion</strong>");
  if (where.empty()) where = "text";
  const std::string title = hit.term < terms.size() ? terms[hit.term].title : "";
  std::string why = escaped(title) + ", " + escaped(title_of(hit.confidence));
  if (!hit.evidence.empty() && hit.evidence != title) why += ": " + escaped(hit.evidence);
  if (!hit.suppressed.empty()) why += ". <strong>" + marked_suppressed(hit.suppressed) + "</strong>";
  if (hit.somebody_else)
    why += ". <strong>Probably somebody else: what stands beside the name is another person's.</strong>";
  return "<li><span class=\"small quiet\">" + where + "</span><br><span class=\"quote\">" +
         escaped(hit.snippet.before) + "<mark>" + escaped(hit.snippet.match) + "</mark>" + escaped(hit.snippet.after) +
         "</span><br><span class=\"small quiet\">" + why + "</span></li>";
}

std::string part_facts_html(const requests::ExaminedPart& part) {
  std::string out = "<p class=\"small quiet\">";
  out += part.media_type.empty() ? "type not known" : escaped(part.media_type);
  if (part.size != kUnknownSize) out += " \xC2\xB7 " + size_in_words(part.size);
  if (part.modified != kUnknownTime && part.modified != 0)
    out += " \xC2\xB7 last changed " + time_in_words(part.modified);
  out += "</p>";
  if (!part.outcome.complete()) {
    out += "<p class=\"notice small\">" + escaped(title_of(part.outcome.kind)) + ": " + escaped(part.outcome.reason) +
           ". There may be more here than is shown.</p>";
  }
  return out;
}

void footer(HtmlPage& page, const Made& made, bool plain) {
  page.html("<footer><p>Made by trawl " + escaped(made.version) + " on " + escaped(time_in_words(made.at)) + ". " +
            (plain ? "Personal data is shown in plain: keep this document as you keep the files it quotes."
                   : "Personal data is masked; --show makes a report in plain.") +
            " trawl finds and lists; what is disclosed, withheld or erased is a person's decision.</p></footer>\n");
}

}  // namespace trawl::reports
