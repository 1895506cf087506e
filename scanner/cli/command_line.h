// CommandLine: what the user typed, as values; one struct a command. Help texts and examples are in command_line.cc.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/limits.h"
#include "core/result.h"

namespace trawl::cli {

// Exit codes of every command (trawl.1, section EXIT STATUS).
enum ExitCode {
  kExitDone = 0,
  kExitNothingFound = 1,  // find, dsar: nothing is held
  kExitError = 2,         // wrong usage, or it could not be done
  kExitUnread = 3,        // with --strict: done, but something could not be read
  kExitStopped = 130,     // stopped with Ctrl-C; what was done is kept
};

struct IndexOptions {
  std::string index;            // path; empty: the default
  std::string key;              // path of the key file; empty: beside the index
  bool passphrase = false;      // ask for it
  std::string passphrase_file;  // or read it from the first line of a file
};

struct OutputOptions {
  bool json = false;
  bool quiet = false;
  bool no_color = false;
};

struct ReadingOptions {
  unsigned jobs = 0;
  std::vector<std::string> limits;  // name=value
  std::string passwords;            // path of a file, one password a line
  std::string ocr;  // "on" or "off"; empty: off, and for an answer as the last scan had it
  std::string ocr_languages = "eng";
};

struct DetectionOptions {
  std::string custom;  // path of a TOML file
  std::vector<std::string> only;
  std::string sensitivity = "balanced";
  std::string modulus_table;  // path of Vocalink's valacdos.txt
  bool no_special_categories = false;
};

struct ScanCommand {
  std::vector<std::string> paths;
  IndexOptions index;
  OutputOptions output;
  ReadingOptions reading;
  DetectionOptions detection;
  std::vector<std::string> exclude;
  bool one_file_system = false;
  bool all_words = false;
  bool strict = false;
};

struct FindCommand {
  std::vector<std::string> words;  // bare: together one query, whose kind is guessed
  std::vector<std::pair<std::string, std::string>> of_kind;    // kind and text: --email, --phone, ...
  std::string custom_detectors;
  bool by_sound = false;
  IndexOptions index;
  OutputOptions output;
  ReadingOptions reading;
  bool show = false;
  bool no_suppression = false;
};

struct DsarCommand {
  std::string subject;  // path of the subject file
  bool make_new = false;
  std::string out = ".";
  std::string custom_detectors;
  IndexOptions index;
  OutputOptions output;
  ReadingOptions reading;
  bool show = false;
  bool no_suppression = false;
};

struct ReportCommand {
  std::string html, csv, unread_csv;  // paths to write
  bool findings = false;              // list them one by one, and nothing else
  bool show = false;                  // their values in plain
  bool no_suppression = false;
  std::string custom_detectors;
  IndexOptions index;
  OutputOptions output;
};

struct SuppressCommand {
  enum class Action { add, list, remove, propose };
  Action action = Action::list;
  // add
  std::vector<std::string> words;  // together one value; "-": values from standard input, one a line
  std::vector<std::string> proposals;  // instead of values: references that propose gave
  std::string kind, place, reason, label, who, until;
  // remove
  std::vector<std::uint64_t> ids;
  // propose
  std::vector<std::string> kinds;
  std::uint64_t least_documents = 10, least_folders = 2, most = 50;
  double least_percent = 1;  // of the documents with text
  bool show = false;
  std::string custom_detectors;
  IndexOptions index;
  OutputOptions output;
};

struct TextCommand {
  std::vector<std::string> paths;
  OutputOptions output;
  ReadingOptions reading;
};

struct DetectCommand {
  std::vector<std::string> files;
  bool jsonl = false;
  bool show = false;
  OutputOptions output;
  DetectionOptions detection;
};

struct ExplainCommand {
  std::vector<std::string> files;
  std::vector<std::string> values;  // texts given on the command line
  std::string label;                // of --value: as a form or a column would say it
  bool show = false;
  OutputOptions output;
  DetectionOptions detection;
};

struct CommandLine {
  std::optional<ScanCommand> scan;
  std::optional<FindCommand> find;
  std::optional<DsarCommand> dsar;
  std::optional<ReportCommand> report;
  std::optional<SuppressCommand> suppress;
  std::optional<TextCommand> text;
  std::optional<DetectCommand> detect;
  std::optional<ExplainCommand> explain;
};

// Parses the arguments. Where the user asked for help or the version, or typed something wrong, that has been printed and
// the exit code comes back instead.
struct Parsed {
  CommandLine command;
  std::optional<int> exit_code;
};
Parsed parse_command_line(int argc, char** argv);

// "depth=8", "part_seconds=120", "worker_bytes=4G": sizes with K, M, G, T (1024).
Status apply_limit(std::string_view assignment, Limits& limits);
std::vector<std::string> limit_names();

}  // namespace trawl::cli
