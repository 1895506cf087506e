// `trawl report`: what is held, where, at what risk, and what could not be read.
#include <algorithm>

#include "reports/bar_chart.h"
#include "reports/csv.h"
#include "reports/parts.h"
#include "reports/wording.h"

namespace trawl::reports {

using requests::FolderCount;
using requests::Inventory;
using requests::KindCount;
using requests::kRiskNames;

namespace {

constexpr std::size_t kRows = 40;  // of the tables that are ranked

std::string badge(std::size_t risk) {
  return "<span class=\"badge " + std::string(kRiskNames[risk]) + "\">" + std::string(kRiskNames[risk]) + "</span>";
}

bool is_hint(const KindCount& kind) {
  return kind.kind == "special_category_hint";
}

void kinds_section(HtmlPage& page, const Inventory& inventory) {
  page.heading("What kinds of personal data");
  if (inventory.kinds.empty()) return page.paragraph("No personal data was recognised in what could be read.");
  std::vector<Bar> bars;
  for (const KindCount& kind : inventory.kinds) {
    if (kind.findings > 0 && !is_hint(kind))
      bars.push_back({kind.title, {kind.by_confidence[0], kind.by_confidence[1], kind.by_confidence[2]}});
  }
  std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) {
    return a.shades[0] + a.shades[1] + a.shades[2] > b.shades[0] + b.shades[1] + b.shades[2];
  });
  page.html(bar_chart("Values found, by kind and confidence", bars, {"possible", "likely", "certain"}));
  page.begin_table("A value counts once in each document that holds it. Test and example values, and those on the list of suppressions, are counted apart.",
                   {{"Kind"},
                    {"Risk"},
                    {"Values", true},
                    {"Certain", true},
                    {"Likely", true},
                    {"Possible", true},
                    {"Documents", true},
                    {"Places", true},
                    {"Examples", true},
                    {"Suppressed", true}});
  for (const KindCount& kind : inventory.kinds) {
    if (is_hint(kind)) continue;
    page.row({escaped(kind.title), badge(static_cast<std::size_t>(kind.risk)), grouped(kind.findings),
              grouped(kind.by_confidence[2]), grouped(kind.by_confidence[1]), grouped(kind.by_confidence[0]),
              grouped(kind.parts), grouped(kind.occurrences), grouped(kind.examples),
              grouped(kind.suppressed)});
  }
  page.end_table();
  for (const KindCount& kind : inventory.kinds) {
    if (!is_hint(kind)) continue;
    page.paragraph(
        "Apart from these: words that hint at special categories of data (health, religion, ethnicity, union "
        "membership, sexuality, politics, offences, biometric data; UK GDPR, articles 9 and 10) stand beside "
        "people at " +
        grouped(kind.occurrences) + " places in " + grouped(kind.parts) +
        " documents. They are hints for a person to judge; values and risks elsewhere count them as possible.");
  }
}

void folders_section(HtmlPage& page, const Inventory& inventory) {
  page.heading("Where it is");
  std::vector<Bar> bars;
  for (const FolderCount& folder : inventory.folders) {
    if (folder.findings == 0 || bars.size() == 15) continue;
    const std::size_t slash = folder.folder.rfind('/');
    const std::string name = slash == std::string::npos ? folder.folder : folder.folder.substr(slash + 1);
    bars.push_back({name.empty() ? folder.folder : name,
                    {folder.by_risk[0], folder.by_risk[1], folder.by_risk[2] + folder.by_risk[3]}});
  }
  if (!bars.empty()) {
    page.html(
        bar_chart("Values found, by folder and risk, riskiest first", bars, {"low", "medium", "high and critical"}));
  }
  page.begin_table("Folders, riskiest first", {{"Folder"},
                                               {"Values", true},
                                               {"Critical", true},
                                               {"High", true},
                                               {"Medium", true},
                                               {"Low", true},
                                               {"Parts", true},
                                               {"Not read in full", true}});
  for (std::size_t n = 0; n < std::min(inventory.folders.size(), kRows); ++n) {
    const FolderCount& folder = inventory.folders[n];
    page.row({"<span class=\"loc\">" + escaped(folder.folder) + "</span>", grouped(folder.findings),
              grouped(folder.by_risk[3]), grouped(folder.by_risk[2]), grouped(folder.by_risk[1]),
              grouped(folder.by_risk[0]), grouped(folder.parts), grouped(folder.unread)});
  }
  page.end_table();
  if (inventory.folders.size() > kRows) {
    page.notice(grouped(inventory.folders.size() - kRows) + " more folders are in the JSON of this report.");
  }
}

void riskiest_section(HtmlPage& page, const Inventory& inventory) {
  if (inventory.riskiest.empty()) return;
  page.heading("Documents to look at first");
  page.paragraph(
      "Ranked by the values in them: critical ones weigh 64, high 16, medium 4, low 1; a quarter of that where "
      "a value is only possible.");
  page.begin_table("", {{"Document"}, {"Critical", true}, {"High", true}, {"Medium", true}, {"Low", true}, {"Kinds"}});
  for (const requests::RiskyPart& part : inventory.riskiest) {
    std::string kinds;
    for (const std::string& kind : part.kinds) kinds += (kinds.empty() ? "" : ", ") + kind;
    page.row({locator_html(part.locator), grouped(part.by_risk[3]), grouped(part.by_risk[2]), grouped(part.by_risk[1]),
              grouped(part.by_risk[0]), escaped(kinds)});
  }
  page.end_table();
}

void formats_section(HtmlPage& page, const Inventory& inventory) {
  page.heading("Formats");
  page.begin_table("Found by content, not by the suffix of the name",
                   {{"Format"}, {"Parts", true}, {"Not read in full", true}, {"Size", true}, {"Values", true}});
  for (std::size_t n = 0; n < std::min(inventory.formats.size(), kRows); ++n) {
    const requests::FormatCount& format = inventory.formats[n];
    page.row({escaped(format.media_type), grouped(format.parts), grouped(format.unread), size_in_words(format.bytes),
              grouped(format.findings)});
  }
  page.end_table();
}

void write_risks(JsonWriter& json, const std::array<std::uint64_t, 4>& by_risk) {
  json.key("by_risk").begin_object();
  for (std::size_t risk = 0; risk < kRiskNames.size(); ++risk) json.field(kRiskNames[risk], by_risk[risk]);
  json.end_object();
}

void write_kind(JsonWriter& json, const KindCount& kind) {
  json.begin_object();
  json.field("kind", kind.kind).field("title", kind.title);
  json.field("risk", kRiskNames[static_cast<std::size_t>(kind.risk)]);
  json.field("parts", kind.parts).field("findings", kind.findings).field("occurrences", kind.occurrences);
  json.key("by_confidence").begin_object();
  for (const Confidence confidence : {Confidence::possible, Confidence::likely, Confidence::certain}) {
    json.field(name_of(confidence), kind.by_confidence[static_cast<std::size_t>(confidence)]);
  }
  json.end_object().field("examples", kind.examples).field("suppressed", kind.suppressed).end_object();
}

void write_tables(JsonWriter& json, const Inventory& inventory) {
  json.key("kinds").begin_array();
  for (const KindCount& kind : inventory.kinds) write_kind(json, kind);
  json.end_array().key("folders").begin_array();
  for (const FolderCount& folder : inventory.folders) {
    json.begin_object().field("folder", folder.folder).field("parts", folder.parts).field("unread", folder.unread);
    json.field("findings", folder.findings);
    write_risks(json, folder.by_risk);
    json.end_object();
  }
  json.end_array().key("formats").begin_array();
  for (const requests::FormatCount& format : inventory.formats) {
    json.begin_object().field("media_type", format.media_type).field("parts", format.parts);
    json.field("unread", format.unread).field("bytes", format.bytes).field("findings", format.findings).end_object();
  }
  json.end_array().key("riskiest").begin_array();
  for (const requests::RiskyPart& part : inventory.riskiest) {
    json.begin_object().field("locator", print(part.locator));
    write_risks(json, part.by_risk);
    json.key("kinds").begin_array();
    for (const std::string& kind : part.kinds) json.value(kind);
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace

std::string inventory_html(const Inventory& inventory, const Made& made) {
  HtmlPage page("Personal data held", "Inventory made by trawl on " + time_in_words(made.at));
  const std::uint64_t serious = inventory.by_risk[2] + inventory.by_risk[3];
  page.headlines({{grouped(inventory.ledger.files),
                   "files (" + grouped(inventory.ledger.walked) + " parts with everything inside them)"},
                  {grouped(inventory.findings), "values of personal data found"},
                  {grouped(inventory.parts_with_findings), "documents hold personal data"},
                  {grouped(serious), "values of high or critical risk"},
                  unread_headline(inventory.ledger)});
  suppression_notice(page, inventory.suppression);
  if (inventory.scanned.unfinished)
    page.notice("The last scan was stopped before its end: these figures are not complete.");
  if (inventory.findings_left_out > 0) {
    page.notice(grouped(inventory.findings_left_out) +
                " more values stand in very large documents. They can be found "
                "with find and dsar but are not counted here.");
  }
  kinds_section(page, inventory);
  folders_section(page, inventory);
  riskiest_section(page, inventory);
  suppression_section(page, inventory.suppression);
  unread_section(page, inventory.ledger);
  formats_section(page, inventory);
  page.heading("What was scanned");
  scanned_list(page, inventory.scanned, inventory.ledger);
  footer(page, made, false);
  return page.take();
}

std::string inventory_json(const Inventory& inventory, const Made& made) {
  JsonWriter json(JsonWriter::Layout::pretty);
  begin_json(json, "trawl-report", made);
  json.field("findings", inventory.findings);
  json.field("parts_with_findings", inventory.parts_with_findings);
  json.field("findings_left_out", inventory.findings_left_out);
  json.field("text_bytes", inventory.text_bytes);
  write_risks(json, inventory.by_risk);
  write_tables(json, inventory);
  write_suppression(json, inventory.suppression);
  write_scanned(json, inventory.scanned);
  write_ledger(json, inventory.ledger, true);
  json.end_object();
  return json.take();
}

std::string inventory_csv(const Inventory& inventory) {
  Csv csv{"kind", "title", "risk", "values", "certain", "likely", "possible", "documents", "places", "examples", "suppressed"};
  for (const KindCount& kind : inventory.kinds) {
    csv.cell(kind.kind).cell(kind.title).cell(kRiskNames[static_cast<std::size_t>(kind.risk)]).cell(kind.findings);
    csv.cell(kind.by_confidence[2]).cell(kind.by_confidence[1]).cell(kind.by_confidence[0]);
    csv.cell(kind.parts).cell(kind.occurrences).cell(kind.examples).cell(kind.suppressed).end_row();
  }
  return csv.take();
}

std::string unread_csv(const requests::Ledger& ledger) {
  Csv csv{"locator", "outcome", "reason", "media_type", "size"};
  for (const auto* list : {&ledger.unread, &ledger.skipped}) {
    for (const requests::UnreadPart& part : *list) {
      csv.cell(print(part.locator)).cell(name_of(part.outcome.kind)).cell(part.outcome.reason).cell(part.media_type);
      csv.cell(part.size == kUnknownSize ? std::string() : std::to_string(part.size)).end_row();
    }
  }
  return csv.take();
}

}  // namespace trawl::reports
