// trawl explain: why the detectors find what they find.
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "core/utf8.h"
#include "reports/explained.h"
#include "scanner/cli/commands.h"
#include "scanner/cli/reading.h"
#include "scanner/cli/terminal.h"

namespace trawl::cli {
namespace {

class Explanation {
 public:
  Explanation(std::unique_ptr<detectors::DetectorSet> set, const ExplainCommand& command)
      : set_(std::move(set)), command_(command), colors_(colors_for(STDOUT_FILENO, command.output)) {}

  // Whether anything was found. label: empty for running text.
  bool print(std::string_view name, std::string_view text, std::string_view label) {
    TextBlock block;
    block.text = text;
    block.label = label;
    block.kind = label.empty() ? BlockKind::text : BlockKind::field;
    set_->begin_part("text/plain", "");
    normal_.assign(text);
    std::vector<Finding> found;
    set_->scan(block, normal_, found);
    const std::vector<reports::Explained> explained = reports::explain(text, found, set_->lost());
    if (command_.output.json) {
      std::cout << reports::explained_lines(name, explained, set_->kinds(), command_.show);
    } else {
      print_plain(explained);
      if (explained.empty() && !command_.output.quiet) std::cout << name << ": nothing is found here\n";
    }
    return !explained.empty();
  }

 private:
  void print_plain(const std::vector<reports::Explained>& explained) const {
    for (const reports::Explained& one : explained) {
      std::cout << colors_.dim << "line " << one.line << colors_.off << "  " << colors_.bold << one.finding->kind
                << colors_.off << "  " << shown(*one.finding) << "  " << reason(*one.finding) << '\n';
      for (const Finding* lost : one.lost) {
        std::cout << "    instead of " << lost->kind << "  " << shown(*lost) << "  " << reason(*lost) << '\n';
      }
    }
  }

  std::string shown(const Finding& finding) const {
    const std::string_view value = finding.value.reveal();
    return command_.show ? std::string(value) : detectors::masked(finding.kind, value);
  }

  static std::string reason(const Finding& finding) {
    std::string text = std::string(name_of(finding.confidence)) + ": " + finding.evidence;
    if (!finding.tags.empty()) text += " [" + finding.tags + ']';
    return text;
  }

  std::unique_ptr<detectors::DetectorSet> set_;
  const ExplainCommand& command_;
  Colors colors_;
  NormalText normal_;
};

Result<std::string> input(const std::string& name) {
  std::ifstream file;
  if (name != "-") file.open(name, std::ios::binary);
  std::istream& in = name == "-" ? std::cin : file;
  if (in) in.peek();  // a folder can be opened, but not read
  if (in.bad() || (name != "-" && !file.is_open())) {
    return fail(ErrorKind::not_found, "the file " + name + " cannot be read");
  }
  std::ostringstream content;
  content << in.rdbuf();
  return repaired_utf8(content.str());
}

}  // namespace

int run(const ExplainCommand& command) {
  auto settings = detector_settings(command.detection);
  if (!settings) return report_error(settings.error());
  settings->keep_lost = true;
  auto set = detectors::DetectorSet::create(*settings);
  if (!set) return report_error(set.error());
  Explanation explanation(std::move(*set), command);
  bool found = false;
  for (const std::string& value : command.values) found |= explanation.print("value", repaired_utf8(value), command.label);
  std::vector<std::string> files = command.files;
  if (files.empty() && command.values.empty()) files.emplace_back("-");
  for (const std::string& name : files) {
    auto text = input(name);
    if (!text) return report_error(text.error());
    found |= explanation.print(name, *text, {});
  }
  return found ? kExitDone : kExitNothingFound;
}

}  // namespace trawl::cli
