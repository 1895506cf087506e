// trawl suppress: the list of what is no personal data, and proposals for it.
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <limits>

#include "core/utf8.h"
#include "reports/wording.h"
#include "requests/inventory.h"
#include "requests/suppress.h"
#include "scanner/cli/answering.h"
#include "scanner/cli/commands.h"

namespace trawl::cli {
namespace {

using requests::SuppressionAccount;
using requests::Suppressor;

constexpr std::size_t kLongestInput = 16 << 20;  // bytes of standard input

// What each of some entries leaves out of the index as it stands; also of those that have ended.
Result<SuppressionAccount> account_of(const index::Reader& reader, const index::SuppressionList& list) {
  auto in_force = Suppressor::of(reader, list, std::numeric_limits<std::int64_t>::min());
  if (!in_force) return tl::unexpected(in_force.error());
  auto inventory = requests::inventory(reader, detectors::built_in_kinds(), &*in_force);
  if (!inventory) return tl::unexpected(inventory.error());
  return std::move(inventory->suppression);
}

// effect: "leaves out", "left out"
void print_entries(const SuppressionAccount& account, std::string_view effect, const Colors& colors) {
  const std::int64_t now = std::time(nullptr);
  for (const SuppressionAccount::Entry& one : account.entries) {
    const index::Suppression& entry = one.entry;
    std::ostream& out = std::cout;
    out << colors.bold << "entry " << entry.id << colors.off << "  " << requests::title_of(entry) << ", "
        << (entry.place.empty() ? "" : "at ") << reports::where_in_words(entry) << "\n  ";
    if (!entry.label.empty()) out << entry.label << ": ";
    out << entry.reason;
    if (!entry.who.empty()) out << " (" << entry.who << ')';
    const bool ended = entry.until != 0 && entry.until <= now;
    out << "\n  " << colors.dim << "since " << reports::iso_time(entry.added).substr(0, 10) << ", "
        << (entry.until == 0 ? "" : "until ") << reports::until_in_words(entry) << colors.off;
    if (ended) out << colors.yellow << ": it has ended and is not applied" << colors.off;
    out << "\n  " << (ended ? "would leave out" : effect) << ' ' << reports::counted(one.count.findings, "value")
        << " at " << reports::counted(one.count.places, "place") << " in " << reports::counted(one.parts, "document")
        << '\n';
  }
}

int answer(const Result<SuppressionAccount>& account, const SuppressCommand& command, const std::string& headline) {
  if (!account) return report_error(account.error());
  if (command.output.json) {
    std::cout << reports::suppressions_json(*account, made_now());
  } else if (!command.output.quiet || command.action == SuppressCommand::Action::list) {
    std::cout << headline;
    print_entries(*account, command.action == SuppressCommand::Action::remove ? "left out" : "leaves out",
                  colors_for(STDOUT_FILENO, command.output));
  }
  return kExitDone;
}

// The values to add, one request each.
Result<std::vector<Sensitive>> values_of(const SuppressCommand& command) {
  std::vector<Sensitive> values;
  std::string text;
  for (const std::string& word : command.words) text += (text.empty() ? "" : " ") + word;
  if (command.words != std::vector<std::string>{"-"}) {
    values.emplace_back(repaired_utf8(text));
    return values;
  }
  std::size_t bytes = 0;
  for (std::string line; std::getline(std::cin, line);) {
    bytes += line.size();
    if (bytes > kLongestInput) return fail(ErrorKind::over_limit, "standard input is too long for a list of values");
    if (line.find_first_not_of(" \t\r") != std::string::npos) values.emplace_back(repaired_utf8(line));
    wipe(line.data(), line.size());
  }
  if (values.empty()) return fail(ErrorKind::invalid_argument, "standard input holds no value");
  return values;
}

// What each entry is to say but for its value.
requests::SuppressRequest request_of(const SuppressCommand& command) {
  requests::SuppressRequest request;
  request.kind = command.kind;
  request.place = command.place;
  request.reason = command.reason;
  request.label = command.label;
  request.who = command.who;
  request.until = command.until;
  request.added = std::time(nullptr);
  return request;
}

// One entry for each reference, or else for each value.
Result<std::vector<index::Suppression>> made_entries(const SuppressCommand& command, detectors::DetectorSet& detectors,
                                                     const index::Reader& reader) {
  requests::SuppressRequest request = request_of(command);
  std::vector<index::Suppression> entries;
  for (const std::string& reference : command.proposals) {
    auto entry = suppression_of_reference(reference, request, detectors, reader);
    if (!entry) return tl::unexpected(entry.error());
    entries.push_back(std::move(*entry));
  }
  if (!entries.empty()) return entries;
  auto values = values_of(command);
  if (!values) return tl::unexpected(values.error());
  for (std::size_t number = 0; number < values->size(); ++number) {
    request.value = std::move((*values)[number]);
    auto entry = suppression_of(request, detectors, reader.key());
    if (!entry && values->size() > 1) {
      return fail(entry.error().kind, "value " + std::to_string(number + 1) +
                                          " of standard input: " + entry.error().message + "; nothing was added");
    }
    if (!entry) return tl::unexpected(entry.error());
    entries.push_back(std::move(*entry));
  }
  return entries;
}

void warn(const index::Suppression& entry, const OutputOptions& output) {
  if (output.quiet) return;
  const Colors colors = colors_for(STDERR_FILENO, output);
  for (const index::SuppressedValue& value : entry.values) {
    if (!requests::belongs_to_one_person(value.kind)) continue;
    std::cerr << colors.yellow << "note" << colors.off << "  " << requests::title_of(entry)
              << " is of a kind that belongs to one person; reports will not count it. Take it back with: trawl "
                 "suppress remove "
              << entry.id << '\n';
    return;
  }
}

// Entries whose ids are in `ids`, as a list.
index::SuppressionList chosen(const index::SuppressionList& list, const std::vector<std::uint64_t>& ids) {
  index::SuppressionList some;
  std::copy_if(list.entries.begin(), list.entries.end(), std::back_inserter(some.entries),
               [&](const auto& entry) { return std::find(ids.begin(), ids.end(), entry.id) != ids.end(); });
  return some;
}

int add(const SuppressCommand& command) {
  auto detectors = open_detectors(command.custom_detectors);
  if (!detectors) return report_error(detectors.error());
  auto open = open_writer_of_existing(command.index);
  if (!open) return report_error(open.error());
  auto reader = index::Reader::open((*open)->paths.index, (*open)->key);
  if (!reader) return report_error(reader.error());
  auto list = (*open)->writer->suppressions();
  if (!list) return report_error(list.error());
  auto entries = made_entries(command, **detectors, **reader);
  if (!entries) return report_error(entries.error());
  std::vector<std::uint64_t> ids;
  for (index::Suppression& entry : *entries) {
    auto id = requests::add_to(*list, std::move(entry));
    if (!id) return report_error(id.error());
    ids.push_back(*id);
  }
  Status stored = (*open)->writer->put_suppressions(*list);
  if (stored) stored = (*open)->writer->commit(true);
  if (!stored) return report_error(stored.error());
  const index::SuppressionList added = chosen(*list, ids);
  for (const index::Suppression& entry : added.entries) warn(entry, command.output);
  return answer(account_of(**reader, added), command, "Suppressed; `trawl suppress remove ENTRY` takes it back:\n");
}

int list(const SuppressCommand& command) {
  auto open = open_reader(command.index);
  if (!open) return report_error(open.error());
  auto list = (*open)->reader->suppressions();
  if (!list) return report_error(list.error());
  const bool empty = list->entries.empty();
  return answer(account_of(*(*open)->reader, *list), command, empty ? "Nothing is suppressed.\n" : "");
}

int remove(const SuppressCommand& command) {
  auto open = open_writer_of_existing(command.index);
  if (!open) return report_error(open.error());
  auto list = (*open)->writer->suppressions();
  if (!list) return report_error(list.error());
  for (const std::uint64_t id : command.ids) {
    const bool there =
        std::any_of(list->entries.begin(), list->entries.end(), [&](const auto& entry) { return entry.id == id; });
    if (!there)
      return report_error({ErrorKind::not_found, "there is no entry " + std::to_string(id) + "; nothing was removed"});
  }
  const index::SuppressionList removed = chosen(*list, command.ids);
  std::erase_if(list->entries, [&](const auto& entry) {
    return std::find(command.ids.begin(), command.ids.end(), entry.id) != command.ids.end();
  });
  Status stored = (*open)->writer->put_suppressions(*list);
  if (stored) stored = (*open)->writer->commit(true);
  if (!stored) return report_error(stored.error());
  auto reader = index::Reader::open((*open)->paths.index, (*open)->key);
  if (!reader) return report_error(reader.error());
  return answer(account_of(**reader, removed), command, "Taken back; answers show again what it left out:\n");
}

void print_proposal(const requests::Proposal& value, std::uint64_t documents, const Colors& colors) {
  std::ostream& out = std::cout;
  const double percent =
      100.0 * static_cast<double>(value.documents) / static_cast<double>(std::max<std::uint64_t>(documents, 1));
  out << colors.bold << std::setw(8) << reports::grouped(value.documents) << colors.off << " documents (" << std::fixed
      << std::setprecision(1) << percent << " %), " << reports::counted(value.folders, "folder") << "  "
      << requests::title_of(value.kind, detectors::built_in_kinds()) << "  " << colors.bold << value.value << colors.off
      << "\n          ";
  if (value.signed_documents > 0) {
    out << reports::counted(value.senders, "sender or author", "senders or authors") << " of "
        << reports::counted(value.signed_documents, "document") << ", one of "
        << reports::grouped(value.most_of_a_sender) << "; ";
  }
  out << reports::counted(value.names, "family name") << " beside it";
  if (value.names > 0) out << ", the most frequent in " << reports::counted(value.most_of_a_name, "document");
  if (!value.position.empty()) out << "; mostly in: " << value.position;
  out << '\n';
  if (value.maybe_one_persons) {
    out << "          " << colors.yellow
        << "may be one person's: one name or one sender goes with more than half of them" << colors.off << '\n';
  }
  out << "          " << colors.dim << "trawl suppress add --proposal " << value.reference << " --reason 'our own'"
      << colors.off << '\n';
}

int propose(const SuppressCommand& command) {
  auto open = open_reader(command.index);
  if (!open) return report_error(open.error());
  const index::Reader& reader = *(*open)->reader;
  auto suppressor = Suppressor::of(reader, std::time(nullptr));
  if (!suppressor) return report_error(suppressor.error());
  requests::ProposalOptions options;
  options.least_documents = command.least_documents;
  options.least_share = command.least_percent / 100;
  options.least_folders = command.least_folders;
  options.kinds = command.kinds;
  options.plain = command.show;
  options.most = command.most;
  const auto proposed = requests::proposals(reader, *suppressor, options);
  if (!proposed) return report_error(proposed.error());
  if (command.output.json) {
    std::cout << reports::proposals_json(*proposed, made_now());
    return kExitDone;
  }
  const Colors colors = colors_for(STDOUT_FILENO, command.output);
  for (const requests::Proposal& value : proposed->values) print_proposal(value, proposed->documents, colors);
  if (command.output.quiet) return kExitDone;
  std::ostream& out = std::cerr;
  if (proposed->values.empty()) out << "No value stands in that many documents.\n";
  if (!proposed->values.empty())
    out << "Nothing is suppressed until you say so. Look at a value first: trawl suppress propose --show\n";
  out << "Looked for: at least " << reports::counted(proposed->least, "document") << " of "
      << reports::grouped(proposed->documents) << " with text, in at least "
      << reports::counted(options.least_folders, "folder") << ".\n";
  if (proposed->more > 0) out << reports::grouped(proposed->more) << " more are not listed: --most N\n";
  if (proposed->suppressed > 0) {
    out << reports::grouped(proposed->suppressed) << " more are on the list already: trawl suppress list\n";
  }
  return kExitDone;
}

}  // namespace

int run(const SuppressCommand& command) {
  switch (command.action) {
    case SuppressCommand::Action::add: return add(command);
    case SuppressCommand::Action::list: return list(command);
    case SuppressCommand::Action::remove: return remove(command);
    case SuppressCommand::Action::propose: return propose(command);
  }
  return kExitError;
}

}  // namespace trawl::cli
