// trawl find: where a person, an identifier or words stand.
#include <unistd.h>

#include <iostream>

#include "reports/wording.h"
#include "requests/find.h"
#include "scanner/cli/answering.h"
#include "scanner/cli/commands.h"

namespace trawl::cli {
namespace {

std::vector<requests::Query> queries_of(const FindCommand& command) {
  std::vector<requests::Query> queries;
  std::string bare;
  for (const std::string& word : command.words) bare += (bare.empty() ? "" : " ") + word;
  if (!bare.empty()) queries.push_back({"", Sensitive(bare)});
  for (const auto& [kind, text] : command.of_kind) queries.push_back({kind, Sensitive(text)});
  return queries;
}

void print_part(const requests::ExaminedPart& part, const requests::FindAnswer& answer, const Colors& colors) {
  std::ostream& out = std::cout;
  out << colors.bold << print(part.locator) << colors.off << '\n';
  for (const requests::Hit& hit : part.hits) {
    const std::string place = reports::place_in_words(hit.anchor);
    out << "  " << colors.dim << (place.empty() ? std::string(reports::title_of(hit.kind)) : place);
    if (!hit.label.empty()) out << ", " << hit.label;
    if (hit.hidden) out << ", hidden";
    if (hit.deleted) out << ", deleted";
    out << colors.off << "  " << hit.snippet.before << colors.green << hit.snippet.match << colors.off << hit.snippet.after
        << "  " << colors.dim << '[' << answer.terms[hit.term].title << ", " << name_of(hit.confidence) << ": " << hit.evidence
        << ']' << colors.off;
    const std::string mark = reports::marked_suppressed(hit.suppressed);
    if (!mark.empty()) out << ' ' << colors.yellow << '(' << mark << ')' << colors.off;
    out << '\n';
  }
  if (part.hits_total > part.hits.size()) {
    out << "  and " << reports::grouped(part.hits_total - part.hits.size()) << " more here\n";
  }
}

void print_answer(const requests::FindAnswer& answer, const FindCommand& command) {
  const Colors colors = colors_for(STDOUT_FILENO, command.output);
  for (const requests::ExaminedPart& part : answer.found.parts) print_part(part, answer, colors);
  for (const Locator& locator : answer.named) {
    std::cout << colors.bold << print(locator) << colors.off << "\n  " << colors.dim << "by its own or its folder's name alone"
              << colors.off << '\n';
  }
  if (command.output.quiet) return;
  const Colors error_colors = colors_for(STDERR_FILENO, command.output);
  std::ostream& out = std::cerr;
  std::uint64_t hits = 0;
  for (const std::uint64_t count : answer.found.term_hits) hits += count;
  out << error_colors.bold << reports::counted(hits, "hit") << " in "
      << reports::counted(answer.found.parts.size(), "document") << error_colors.off << ", of "
      << reports::grouped(answer.found.proposed) << " that the index proposed.\n";
  for (const requests::Unconfirmed& part : answer.found.unconfirmed) {
    out << error_colors.yellow << "not confirmed" << error_colors.off << "  " << print(part.locator) << ": " << part.reason << '\n';
  }
  print_suppression(out, answer.suppression, error_colors);
  print_unread(out, answer.ledger, error_colors);
  if (answer.scanned.unfinished) out << "The last scan was stopped before its end: scan again for a whole answer.\n";
  if (answer.found.stopped) out << "Stopped: not every document was read again.\n";
}

}  // namespace

int run(const FindCommand& command) {
  auto answering = Answering::open(command.index, command.reading, command.custom_detectors, !command.no_suppression);
  if (!answering) return report_error(answering.error());
  watch_for_stop();
  bool found = false;
  const std::vector<requests::Query> queries = queries_of(command);
  std::string json;
  for (const requests::Query& query : queries) {
    requests::FindOptions options;
    options.query.by_sound = command.by_sound;
    options.search.examine.plain = command.show;
    options.search.examine.suppressor = (*answering)->suppressor();
    Result<requests::FindAnswer> answer = fail(ErrorKind::internal, "");
    {
      SearchProgress progress(command.output);
      options.search.progress = progress.callback();
      answer = requests::find(query, (*answering)->sources(), options);
    }
    if (!answer) return report_error(answer.error());
    found |= !answer->found.parts.empty() || !answer->named.empty();
    if (command.output.json) {
      json += (json.empty() ? "" : ",\n") + reports::find_json(*answer, made_now());
    } else {
      print_answer(*answer, command);
    }
    if (stop_requested()) return kExitStopped;
  }
  if (command.output.json) std::cout << (queries.size() > 1 ? "[" + json + "]\n" : json);
  return found ? kExitDone : kExitNothingFound;
}

}  // namespace trawl::cli
