// trawl report: what the index knows, as a summary for the terminal, a page, JSON or CSV.
#include <unistd.h>

#include <ctime>
#include <iomanip>
#include <iostream>

#include "reports/lines.h"
#include "reports/wording.h"
#include "requests/inventory.h"
#include "scanner/cli/answering.h"
#include "scanner/cli/commands.h"

namespace trawl::cli {
namespace {

constexpr std::size_t kShown = 10;  // lines of each list on the terminal

void print_kinds(const requests::Inventory& inventory, const Colors& colors) {
  std::ostream& out = std::cout;
  for (const requests::KindCount& kind : inventory.kinds) {
    if (kind.findings == 0) continue;
    out << "  " << std::setw(10) << reports::grouped(kind.findings) << "  " << kind.title << colors.dim << "  ("
        << requests::kRiskNames[static_cast<std::size_t>(kind.risk)] << " risk, in " << reports::counted(kind.parts, "document")
        << ')' << colors.off << '\n';
  }
}

void print_list(const std::vector<requests::UnreadPart>& parts, const Colors& colors) {
  for (std::size_t i = 0; i < parts.size() && i < kShown; ++i) {
    std::cout << "  " << colors.yellow << name_of(parts[i].outcome.kind) << colors.off << "  " << print(parts[i].locator)
              << colors.dim << "  " << parts[i].outcome.reason << colors.off << '\n';
  }
  if (parts.size() > kShown) {
    std::cout << "  and " << reports::grouped(parts.size() - kShown) << " more: --html, --unread-csv or --json list all\n";
  }
}

void print_inventory(const requests::Inventory& inventory, const Colors& colors) {
  std::ostream& out = std::cout;
  out << colors.bold << reports::counted(inventory.findings, "finding") << " of personal data" << colors.off << " in "
      << reports::counted(inventory.parts_with_findings, "document") << " of " << reports::grouped(inventory.ledger.walked)
      << " walked\n";
  print_kinds(inventory, colors);
  std::uint64_t examples = 0;
  for (const requests::KindCount& kind : inventory.kinds) examples += kind.examples;
  if (examples > 0) {
    out << colors.dim << "  " << std::setw(10) << reports::grouped(examples) << "  test and example values, not counted above"
        << colors.off << '\n';
  }
  print_suppression(out, inventory.suppression, colors);
  out << colors.bold << "Outcomes" << colors.off << '\n';
  for (const OutcomeKind kind : kOutcomeKinds) {
    if (inventory.ledger.count(kind) == 0) continue;
    out << "  " << std::setw(10) << reports::grouped(inventory.ledger.count(kind)) << "  " << name_of(kind) << '\n';
  }
  if (!inventory.ledger.unread.empty()) {
    out << colors.bold << "Not read in full" << colors.off << '\n';
    print_list(inventory.ledger.unread, colors);
  }
  if (inventory.scanned.unfinished) out << "The last scan was stopped before its end: scan again for a whole picture.\n";
}

// One JSON line for each kind and value of each part, as the index holds them; the last says what was left out.
Status print_findings(const index::Reader& reader, const requests::Suppressor* suppressor, bool show) {
  requests::SuppressionAccount account(suppressor);
  const Status listed = reader.for_each_part([&](index::PartId, const index::PartRecord& record) {
    const requests::EntryNumbers here = suppressor == nullptr ? requests::EntryNumbers() : suppressor->at(record.locator);
    requests::SuppressedHere suppressed;
    for (const index::StoredFinding& finding : record.findings) {
      const bool leave_out = !here.empty() && suppressor->leave_out(finding, here, suppressed);
      if (!leave_out) std::cout << reports::finding_line(record, finding, show);
    }
    account.add(suppressed);
    return std::cout.good();
  });
  if (listed && account.all.findings > 0) std::cout << reports::suppression_line(account);
  return listed;
}

}  // namespace

int run(const ReportCommand& command) {
  auto index = open_reader(command.index);
  if (!index) return report_error(index.error());
  auto list = requests::Suppressor::of(*(*index)->reader, std::time(nullptr));
  if (!list) return report_error(list.error());
  const requests::Suppressor* suppressor = command.no_suppression ? nullptr : &*list;
  if (command.findings) {
    const Status listed = print_findings(*(*index)->reader, suppressor, command.show);
    return listed ? kExitDone : report_error(listed.error());
  }
  auto detectors = open_detectors(command.custom_detectors);
  if (!detectors) return report_error(detectors.error());
  auto inventory = requests::inventory(*(*index)->reader, (*detectors)->kinds(), suppressor);
  if (!inventory) return report_error(inventory.error());
  const reports::Made made = made_now();
  struct File {
    const std::string& path;
    std::string content;
  };
  std::vector<File> files;
  if (!command.html.empty()) files.push_back({command.html, reports::inventory_html(*inventory, made)});
  if (!command.csv.empty()) files.push_back({command.csv, reports::inventory_csv(*inventory)});
  if (!command.unread_csv.empty()) files.push_back({command.unread_csv, reports::unread_csv(inventory->ledger)});
  for (const File& file : files) {
    if (const Status written = write_private_file(file.path, file.content); !written) return report_error(written.error());
    if (!command.output.quiet) std::cerr << "Written: " << file.path << '\n';
  }
  if (command.output.json) {
    std::cout << reports::inventory_json(*inventory, made);
  } else if (!command.output.quiet) {
    print_inventory(*inventory, colors_for(STDOUT_FILENO, command.output));
  }
  return kExitDone;
}

}  // namespace trawl::cli
