// trawl dsar: the answer to a subject access request, and the subject file it starts from.
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "reports/wording.h"
#include "requests/access.h"
#include "scanner/cli/answering.h"
#include "scanner/cli/commands.h"
#include "scanner/cli/reading.h"

namespace trawl::cli {
namespace {

namespace fs = std::filesystem;

int write_template(const std::string& path) {
  if (path.empty() || path == "-") {
    std::cout << requests::subject_template();
    return kExitDone;
  }
  if (fs::exists(path)) {
    return report_error({ErrorKind::invalid_argument, path + " is there already; name a new file, or remove it first"});
  }
  if (const Status written = write_private_file(path, requests::subject_template()); !written) {
    return report_error(written.error());
  }
  std::cerr << "Fill in " << path << ", then: trawl dsar " << path << " --out FOLDER\n";
  return kExitDone;
}

Status write_answer(const requests::AccessAnswer& answer, const fs::path& folder) {
  std::error_code error;
  if (fs::create_directories(folder, error)) fs::permissions(folder, fs::perms::owner_all, error);
  if (error) return fail(ErrorKind::io, folder.string() + " cannot be made: " + error.message());
  const reports::Made made = made_now();
  const std::pair<const char*, std::string> files[] = {{"dsar.html", reports::access_html(answer, made)},
                                                       {"dsar.json", reports::access_json(answer, made)},
                                                       {"dsar.csv", reports::access_csv(answer)},
                                                       {"unread.csv", reports::unread_csv(answer.ledger)}};
  for (const auto& [name, content] : files) {
    if (const Status written = write_private_file(folder / name, content); !written) return written;
  }
  return {};
}

void print_summary(const requests::AccessAnswer& answer, const DsarCommand& command) {
  const Colors colors = colors_for(STDERR_FILENO, command.output);
  std::ostream& out = std::cerr;
  out << colors.bold << reports::counted(answer.documents.size(), "document") << " to review" << colors.off << " out of "
      << reports::counted(answer.ledger.walked, "object") << " searched:\n";
  for (std::size_t i = 0; i < requests::kTiers.size(); ++i) {
    if (answer.tiers[i] == 0) continue;
    out << "  " << code_of(requests::kTiers[i]) << "  " << reports::grouped(answer.tiers[i]) << "  "
        << title_of(requests::kTiers[i]) << '\n';
  }
  for (const std::string& note : answer.notes) out << colors.yellow << "note" << colors.off << "  " << note << '\n';
  if (!answer.unconfirmed.empty()) {
    out << reports::counted(answer.unconfirmed.size(), "document") << " proposed by the index could not be confirmed; the report lists them.\n";
  }
  print_suppression(out, answer.suppression, colors);
  print_unread(out, answer.ledger, colors);
  if (answer.scanned.unfinished) out << "The last scan was stopped before its end: scan again for a whole answer.\n";
  out << "Written to " << command.out << ": dsar.html, dsar.json, dsar.csv, unread.csv\n";
}

}  // namespace

int run(const DsarCommand& command) {
  if (command.make_new) return write_template(command.subject);
  auto content = file_content(command.subject, "subject file");
  if (!content) return report_error(content.error());
  auto subject = requests::parse_subject(*content);
  wipe(content->data(), content->size());
  if (!subject) return report_error({subject.error().kind, command.subject + ": " + subject.error().message});
  auto answering = Answering::open(command.index, command.reading, command.custom_detectors, !command.no_suppression);
  if (!answering) return report_error(answering.error());
  watch_for_stop();
  requests::SearchOptions options;
  options.examine.plain = command.show;
  options.examine.suppressor = (*answering)->suppressor();
  Result<requests::AccessAnswer> answer = fail(ErrorKind::internal, "");
  {
    SearchProgress progress(command.output);
    options.progress = progress.callback();
    answer = requests::access(*subject, (*answering)->sources(), options);
  }
  if (!answer) return report_error(answer.error());
  if (answer->stopped) return kExitStopped;
  if (const Status written = write_answer(*answer, command.out); !written) return report_error(written.error());
  if (command.output.json) std::cout << reports::access_json(*answer, made_now());
  if (!command.output.quiet) print_summary(*answer, command);
  return answer->documents.empty() ? kExitNothingFound : kExitDone;
}

}  // namespace trawl::cli
