// The commands, their options and examples (CLI11).
#include "scanner/cli/command_line.h"

#include <iostream>

#include "scanner/cli/options.h"
#include "scanner/cli/version.h"

namespace trawl::cli {
namespace {

constexpr const char* kAbout =
    "trawl finds every trace of a person in the files an organisation holds.\n\n"
    "Examples:\n"
    "  trawl scan /srv/share                    read a share into the index\n"
    "  trawl find jane.doe@example.org          where does this address stand?\n"
    "  trawl find --name \"Jane Doe\" --show      every spelling of a name, in plain text\n"
    "  trawl dsar new jane.toml                 write a subject file to fill in\n"
    "  trawl dsar jane.toml --out answer/       answer a subject access request\n"
    "  trawl report --html report.html          what is held, where, and what could not be read\n"
    "  trawl suppress propose                   which values may be the organisation's own\n\n"
    "Exit status: 0 done, 1 nothing found, 2 error, 3 something could not be read (with --strict), 130 stopped.\n"
    "More: man trawl";

// Options of find, and the kind of query each stands for (requests/query.h).
constexpr std::pair<const char*, const char*> kQueryOptions[] = {
    {"name", "name"},       {"email", "email"},     {"phone", "phone"},         {"nino", "nino"},
    {"nhs", "nhs_number"},  {"card", "card"},       {"iban", "iban"},           {"bank", "bank_account"},
    {"postcode", "postcode"}, {"ip", "ip_address"}, {"date", "date_of_birth"}, {"words", "words"}};

void add_reading_options(CLI::App& app, ReadingOptions& reading) {
  app.add_option("-j,--jobs", reading.jobs, "Threads (default: one for each core)")->type_name("N")->check(CLI::Range(1, 1024));
  app.add_option("--limits", reading.limits, "Limits, as NAME=VALUE (docs/limits.md), e.g. depth=8,part_seconds=120")
      ->type_name("NAME=VALUE")->delimiter(',')->allow_extra_args(false);
  app.add_option("--passwords", reading.passwords, "Passwords to try on encrypted files, one a line")->type_name("FILE");
  app.add_flag("--ocr{on}", reading.ocr, "Read the text in pictures and scanned pages, seconds for each (default: off; find, dsar: as the last scan)")
      ->check(CLI::IsMember({"on", "off"}));
  app.add_option("--ocr-language", reading.ocr_languages, "Languages of that text, as Tesseract names them (default: eng)")
      ->type_name("LANGUAGES");
}

void add_detection_options(CLI::App& app, DetectionOptions& detection) {
  app.add_option("--detectors", detection.custom, "Your own detectors (TOML; docs/adding-a-detector.md)")->type_name("FILE");
  app.add_option("--only", detection.only, "Only these kinds of finding, e.g. email,nino")->type_name("KIND")->delimiter(',')->allow_extra_args(false);
  app.add_option("--sensitivity", detection.sensitivity, "precise, balanced (default) or recall")
      ->check(CLI::IsMember({"precise", "balanced", "recall"}));
  app.add_option("--modulus-table", detection.modulus_table, "Vocalink's valacdos.txt, to check sort codes and accounts")
      ->type_name("FILE");
  app.add_flag("--no-special-categories", detection.no_special_categories,
               "No hints of health, religion and other special categories");
}

void add_scan(CLI::App& root, std::optional<ScanCommand>& command) {
  CLI::App* app = root.add_subcommand("scan", "Read folders and files into the index; unchanged files are not read again");
  auto options = std::make_shared<ScanCommand>();
  app->add_option("PATH", options->paths, "Folders or files")->required();
  app->add_option("--exclude", options->exclude, "Leave out what matches a pattern (may be given again); it is listed as skipped")
      ->type_name("GLOB")->allow_extra_args(false);
  app->add_flag("-x,--one-file-system", options->one_file_system, "Stay on the file system of each PATH");
  app->add_flag("--all-words", options->all_words, "Index every word, not only the telling ones");
  app->add_flag("--strict", options->strict, "Exit with 3 when something could not be read");
  add_index_options(*app, options->index);
  add_output_options(*app, options->output);
  add_reading_options(*app, options->reading);
  add_detection_options(*app, options->detection);
  app->footer("Examples:\n  trawl scan /srv/share /srv/mail\n  trawl scan /srv/share --exclude '*.iso' --exclude 'it/backup/**' --json");
  app->callback([&command, options] { command = *options; });
}

void add_find(CLI::App& root, std::optional<FindCommand>& command) {
  CLI::App* app = root.add_subcommand("find", "Find a person, an identifier or words; documents are read again for the answer");
  auto options = std::make_shared<FindCommand>();
  app->add_option("QUERY", options->words, "What to find; several words are one query, whose kind is guessed");
  for (const auto& [name, kind] : kQueryOptions) {
    app->add_option_function<std::vector<std::string>>(
           "--" + std::string(name),
           [options, kind](const std::vector<std::string>& texts) {
             for (const std::string& text : texts) options->of_kind.emplace_back(kind, text);
           },
           "A query of this kind")
        ->type_name("TEXT")->allow_extra_args(false);
  }
  app->add_option_function<std::vector<std::string>>(
         "--kind",
         [options](const std::vector<std::string>& texts) {
           for (const std::string& text : texts) {
             const std::size_t equals = text.find('=');
             if (equals == std::string::npos) throw CLI::ValidationError("--kind", "takes KIND=TEXT");
             options->of_kind.emplace_back(text.substr(0, equals), text.substr(equals + 1));
           }
         },
         "A query of any kind that the detectors know, e.g. passport=...")
      ->type_name("KIND=TEXT")->allow_extra_args(false);
  app->add_flag("--by-sound", options->by_sound, "Names: also those that sound alike");
  app->add_flag("--no-suppression", options->no_suppression, "Apply no list of suppressions: leave out nothing, mark nothing");
  add_custom_detectors(*app, options->custom_detectors);
  app->add_flag("--show", options->show, "Show the text in plain; without it everything that identifies is masked");
  add_index_options(*app, options->index);
  add_output_options(*app, options->output);
  add_reading_options(*app, options->reading);
  app->footer("Examples:\n  trawl find 07700900123\n  trawl find 'AB 12 34 56 C'\n  trawl find --name 'Smith, Jane' --json");
  app->callback([&command, options] {
    if (options->words.empty() && options->of_kind.empty()) throw CLI::RequiredError("QUERY");
    command = *options;
  });
}

void add_dsar(CLI::App& root, std::optional<DsarCommand>& command) {
  CLI::App* app = root.add_subcommand("dsar", "Answer a subject access request: everything held about one person");
  auto options = std::make_shared<DsarCommand>();
  CLI::App* make_new = app->add_subcommand("new", "Write a commented subject file to fill in");
  make_new->add_option("FILE", options->subject, "The file to write (default: standard output)");
  app->add_option("SUBJECT", options->subject, "The subject file (TOML), as `trawl dsar new` writes it");
  app->add_option("-o,--out", options->out, "Folder for the answer: dsar.html, dsar.json, dsar.csv, unread.csv (default: the present one)")
      ->type_name("DIR");
  app->add_flag("--show", options->show, "Show the text in plain; without it everything that identifies is masked");
  app->add_flag("--no-suppression", options->no_suppression, "Apply no list of suppressions: leave out nothing, mark nothing");
  add_custom_detectors(*app, options->custom_detectors);
  add_index_options(*app, options->index);
  add_output_options(*app, options->output);
  add_reading_options(*app, options->reading);
  app->footer("Examples:\n  trawl dsar new jane.toml\n  trawl dsar jane.toml --out answer/");
  app->callback([&command, options, make_new] {
    options->make_new = make_new->parsed();
    if (!options->make_new && options->subject.empty()) throw CLI::RequiredError("SUBJECT");
    command = *options;
  });
}

void add_report(CLI::App& root, std::optional<ReportCommand>& command) {
  CLI::App* app = root.add_subcommand("report", "What personal data is held, where, and what could not be read");
  auto options = std::make_shared<ReportCommand>();
  app->add_option("--html", options->html, "Write the report as a page that stands alone")->type_name("FILE");
  app->add_option("--csv", options->csv, "Write the counts of each kind of finding as CSV")->type_name("FILE");
  app->add_option("--unread-csv", options->unread_csv, "Write what could not be read, and why, as CSV")->type_name("FILE");
  app->add_flag("--findings", options->findings, "Write every finding as a JSON line to standard output, and nothing else");
  app->add_flag("--show", options->show, "With --findings: values in plain");
  app->add_flag("--no-suppression", options->no_suppression, "Apply no list of suppressions: leave out nothing, mark nothing");
  add_custom_detectors(*app, options->custom_detectors);
  add_index_options(*app, options->index);
  add_output_options(*app, options->output);
  app->footer("Examples:\n  trawl report\n  trawl report --html report.html\n  trawl report --json | jq .outcomes");
  app->callback([&command, options] { command = *options; });
}

void add_text(CLI::App& root, std::optional<TextCommand>& command) {
  CLI::App* app = root.add_subcommand("text", "Print the text that trawl reads in files, and the outcome of every part");
  auto options = std::make_shared<TextCommand>();
  app->add_option("PATH", options->paths, "Files or folders")->required();
  add_output_options(*app, options->output);
  add_reading_options(*app, options->reading);
  app->footer("Examples:\n  trawl text letter.docx\n  trawl text --json archive.zip");
  app->callback([&command, options] { command = *options; });
}

void add_detect(CLI::App& root, std::optional<DetectCommand>& command) {
  CLI::App* app = root.add_subcommand("detect", "Run the detectors over text from files or standard input");
  auto options = std::make_shared<DetectCommand>();
  app->add_option("FILE", options->files, "Text files (default: standard input)");
  app->add_flag("--jsonl", options->jsonl, "Input is JSON lines {\"id\",\"text\"}; output too, values in plain");
  app->add_flag("--show", options->show, "Show values in plain");
  add_output_options(*app, options->output);
  add_detection_options(*app, options->detection);
  app->footer("Examples:\n  trawl detect letter.txt\n  trawl detect --jsonl < texts.jsonl > findings.jsonl");
  app->callback([&command, options] { command = *options; });
}

void add_explain(CLI::App& root, std::optional<ExplainCommand>& command) {
  CLI::App* app = root.add_subcommand("explain", "Tell why the detectors find what they find in a text");
  auto options = std::make_shared<ExplainCommand>();
  app->add_option("FILE", options->files, "Text files (default: standard input)");
  app->add_option("--value", options->values, "Explain this text instead (may be given again)")->type_name("TEXT")->allow_extra_args(false);
  app->add_option("--label", options->label, "With --value: what a form or a column calls it")->type_name("TEXT");
  app->add_flag("--show", options->show, "Show values in plain; without it they are masked");
  add_output_options(*app, options->output);
  add_detection_options(*app, options->detection);
  app->footer("Examples:\n  trawl explain letter.txt\n  trawl explain --value 4010232137 --label 'NHS number'\n"
              "  trawl text letter.docx | trawl explain --json");
  app->callback([&command, options] { command = *options; });
}

}  // namespace

void add_index_options(CLI::App& app, IndexOptions& index) {
  app.add_option("--index", index.index, "The index file (default: $TRAWL_INDEX, then ~/.local/share/trawl/index.trawl)")
      ->type_name("FILE");
  app.add_option("--key", index.key, "The key file (default: $TRAWL_KEY, then the index's name with .key)")->type_name("FILE");
  auto* ask = app.add_flag("--passphrase", index.passphrase, "Ask for a passphrase instead of using a key file");
  app.add_option("--passphrase-file", index.passphrase_file, "Read the passphrase from the first line of a file")
      ->type_name("FILE")->excludes(ask);
}

void add_output_options(CLI::App& app, OutputOptions& output) {
  app.add_flag("--json", output.json, "Write JSON to standard output (docs/schemas)");
  app.add_flag("-q,--quiet", output.quiet, "No progress and no summary on standard error");
  app.add_flag("--no-color", output.no_color, "No colours (also: NO_COLOR)");
}

void add_custom_detectors(CLI::App& app, std::string& path) {
  app.add_option("--detectors", path, "Your own detectors, as the scan had them (TOML)")->type_name("FILE");
}

Parsed parse_command_line(int argc, char** argv) {
  Parsed parsed;
  CLI::App app(kAbout, "trawl");
  app.set_version_flag("--version", std::string("trawl ") + kVersion);
  app.require_subcommand(1);
  app.set_help_all_flag("--help-all", "Help for every command");
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return std::string("trawl: ") + error.what() + "\nTry `trawl --help` or `trawl COMMAND --help`.\n";
  });
  add_scan(app, parsed.command.scan);
  add_find(app, parsed.command.find);
  add_dsar(app, parsed.command.dsar);
  add_report(app, parsed.command.report);
  add_suppress(app, parsed.command.suppress);
  add_text(app, parsed.command.text);
  add_detect(app, parsed.command.detect);
  add_explain(app, parsed.command.explain);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error, std::cout, std::cerr);
    parsed.exit_code = code == 0 ? kExitDone : kExitError;
  }
  return parsed;
}

}  // namespace trawl::cli
