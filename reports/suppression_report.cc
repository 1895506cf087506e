// What the list of suppressions took out of an answer, the list itself, and what might be put on it.
#include "core/utf8.h"
#include "reports/parts.h"
#include "reports/wording.h"
#include "requests/suppress.h"

namespace trawl::reports {

using requests::SuppressionAccount;

namespace {

void write_count(JsonWriter& json, const requests::SuppressedHere::Count& count, std::uint64_t parts) {
  json.field("findings", count.findings).field("places", count.places).field("parts", parts);
  json.field("asked_for", count.asked_for);
}

void write_entry(JsonWriter& json, const SuppressionAccount::Entry& one) {
  const index::Suppression& entry = one.entry;
  json.begin_object();
  json.field("id", entry.id);
  json.key("values").begin_array();
  for (const index::SuppressedValue& value : entry.values) {
    json.begin_object().field("kind", value.kind).field("value", value.shown).end_object();
  }
  json.end_array().field("place", entry.place).field("label", entry.label);
  json.field("reason", entry.reason).field("who", entry.who);
  json.time_field("added", entry.added).time_field("until", entry.until);
  write_count(json, one.count, one.parts);
  json.end_object();
}

std::string reason_html(const index::Suppression& entry) {
  std::string out = escaped(entry.reason);
  if (!entry.label.empty()) out = "<strong>" + escaped(entry.label) + "</strong>: " + out;
  return entry.who.empty() ? out : out + " (" + escaped(entry.who) + ")";
}

}  // namespace

void write_suppression(JsonWriter& json, const SuppressionAccount& account) {
  json.key("suppression").begin_object();
  json.field("applied", account.applied);
  write_count(json, account.all, account.parts);
  json.field("expired", account.expired);
  json.key("entries").begin_array();
  for (const SuppressionAccount::Entry& entry : account.entries) write_entry(json, entry);
  json.end_array().end_object();
}

std::string suppression_line(const SuppressionAccount& account) {
  JsonWriter json(JsonWriter::Layout::line);
  json.begin_object();
  write_suppression(json, account);
  json.end_object();
  return json.take();
}

std::string suppressions_json(const SuppressionAccount& account, const Made& made) {
  JsonWriter json(JsonWriter::Layout::pretty);
  begin_json(json, "trawl-suppress", made);
  write_suppression(json, account);
  json.end_object();
  return json.take();
}

std::string proposals_json(const requests::Proposals& proposals, const Made& made) {
  JsonWriter json(JsonWriter::Layout::pretty);
  begin_json(json, "trawl-proposals", made);
  json.field("documents", proposals.documents).field("least", proposals.least);
  json.field("more", proposals.more).field("suppressed", proposals.suppressed);
  json.key("values").begin_array();
  for (const requests::Proposal& value : proposals.values) {
    json.begin_object();
    json.field("reference", value.reference).field("kind", value.kind).field("value", value.value);
    json.field("documents", value.documents).field("places", value.places).field("folders", value.folders);
    json.field("signed_documents", value.signed_documents).field("senders", value.senders);
    json.field("most_of_a_sender", value.most_of_a_sender);
    json.field("names", value.names).field("most_of_a_name", value.most_of_a_name);
    json.field("position", value.position).field("in_position", value.in_position);
    json.field("maybe_one_persons", value.maybe_one_persons);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string where_in_words(const index::Suppression& entry) {
  return entry.place.empty() ? "everywhere" : requests::one_line(repaired_utf8(entry.place));
}

std::string until_in_words(const index::Suppression& entry) {
  return entry.until == 0 ? "no end" : iso_time(entry.until - 1).substr(0, 10);
}

std::string suppression_in_words(const SuppressionAccount& account) {
  return counted(account.all.findings, "value") + " at " + counted(account.all.places, "place") + " in " +
         counted(account.parts, "document");
}

void suppression_notice(HtmlPage& page, const SuppressionAccount& account) {
  if (account.all.findings + account.all.asked_for == 0) return;
  std::string text = "Left out by the organisation's list of suppressions: " + suppression_in_words(account) + ". ";
  if (account.all.asked_for > 0) {
    text += "On the list, but shown because it was asked for: " + counted(account.all.asked_for, "hit") + ". ";
  }
  page.notice(text + "See the section on that list.");
}

void suppression_section(HtmlPage& page, const SuppressionAccount& account) {
  if (account.applied && account.entries.empty()) return;
  page.heading("On the list of suppressions");
  if (!account.applied) return page.notice("The list of suppressions was not applied: everything is shown.");
  page.paragraph(
      "The organisation's list says of some values and places that they are no personal data. Left out for it: " +
      suppression_in_words(account) + ". An entry counts all that it meets, also what another entry meets too.");
  if (account.all.asked_for > 0) {
    page.notice(counted(account.all.asked_for, "hit") + " of this search " +
                (account.all.asked_for == 1 ? "is" : "are") +
                " on the list. What is asked for is never left out: see the marks below, and judge whether the entry "
                "is right.");
  }
  page.begin_table("`trawl suppress remove` takes an entry back without a new scan", {{"Entry", true},
                                                                                      {"What"},
                                                                                      {"Where"},
                                                                                      {"Reason"},
                                                                                      {"Since"},
                                                                                      {"Until"},
                                                                                      {"Values left out", true},
                                                                                      {"Places", true},
                                                                                      {"Asked for", true},
                                                                                      {"Documents", true}});
  for (const SuppressionAccount::Entry& one : account.entries) {
    const index::Suppression& entry = one.entry;
    page.row({grouped(entry.id), escaped(requests::title_of(entry)), escaped(where_in_words(entry)), reason_html(entry),
              iso_time(entry.added).substr(0, 10), until_in_words(entry), grouped(one.count.findings),
              grouped(one.count.places), grouped(one.count.asked_for), grouped(one.parts)});
  }
  page.end_table();
}

std::string marked_suppressed(const std::vector<std::uint64_t>& ids) {
  if (ids.empty()) return {};
  std::string out = ids.size() == 1 ? "on the list of suppressions, entry " : "on the list of suppressions, entries ";
  for (std::size_t n = 0; n < ids.size(); ++n) out += (n == 0 ? "" : ", ") + std::to_string(ids[n]);
  return out;
}

}  // namespace trawl::reports
