// trawl detect: the detectors over text from files or standard input.
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/utf8.h"
#include "reports/lines.h"
#include "scanner/cli/commands.h"
#include "scanner/cli/reading.h"
#include "scanner/cli/terminal.h"

namespace trawl::cli {
namespace {

class Detection {
 public:
  explicit Detection(std::unique_ptr<detectors::DetectorSet> set) : set_(std::move(set)) {}

  const std::vector<Finding>& of(std::string_view text) {
    found_.clear();
    set_->begin_part("text/plain", "");
    TextBlock block;
    block.text = text;
    block.line = 1;
    normal_.assign(text);
    set_->scan(block, normal_, found_);
    return found_;
  }

 private:
  std::unique_ptr<detectors::DetectorSet> set_;
  NormalText normal_;
  std::vector<Finding> found_;
};

void print_plain(std::string_view text, const std::vector<Finding>& found, bool show, const Colors& colors) {
  std::size_t line = 1, at = 0;
  for (const Finding& finding : found) {
    for (; at < finding.start; ++at) line += text[at] == '\n';
    std::cout << colors.dim << "line " << line << colors.off << "  " << colors.bold << finding.kind << colors.off << "  "
              << (show ? std::string(finding.value.reveal()) : detectors::masked(finding.kind, finding.value.reveal())) << "  "
              << name_of(finding.confidence) << ": " << finding.evidence;
    if (!finding.tags.empty()) std::cout << " [" << finding.tags << ']';
    std::cout << '\n';
  }
}

Status detect_lines(std::istream& in, Detection& detection) {
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty()) continue;
    const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
    const bool usable = json.is_object() && json.contains("text") && json["text"].is_string();
    if (!usable) {
      return fail(ErrorKind::invalid_argument,
                  "line " + std::to_string(number) + " is no JSON object with a \"text\"; --jsonl reads {\"id\",\"text\"} lines");
    }
    const std::string text = json["text"].get<std::string>();
    const std::string id = json.contains("id") ? json["id"].dump() : std::to_string(number);
    std::cout << reports::detect_line(id, text, detection.of(text), true);
  }
  return {};
}

void detect_text(std::istream& in, const std::string& name, Detection& detection, const DetectCommand& command) {
  std::ostringstream content;
  content << in.rdbuf();
  const std::string text = repaired_utf8(content.str());
  const std::vector<Finding>& found = detection.of(text);
  if (command.output.json) {
    std::cout << reports::detect_line(nlohmann::json(repaired_utf8(name)).dump(), text, found, command.show);
    return;
  }
  print_plain(text, found, command.show, colors_for(STDOUT_FILENO, command.output));
}

}  // namespace

int run(const DetectCommand& command) {
  auto settings = detector_settings(command.detection);
  if (!settings) return report_error(settings.error());
  auto set = detectors::DetectorSet::create(*settings);
  if (!set) return report_error(set.error());
  std::ios::sync_with_stdio(false);
  Detection detection(std::move(*set));
  const std::vector<std::string> inputs = command.files.empty() ? std::vector<std::string>{"-"} : command.files;
  for (const std::string& name : inputs) {
    std::ifstream file;
    if (name != "-") file.open(name, std::ios::binary);
    if (name != "-" && !file) return report_error({ErrorKind::not_found, "the file " + name + " cannot be read"});
    std::istream& in = name == "-" ? std::cin : file;
    if (!command.jsonl) {
      detect_text(in, name, detection, command);
      continue;
    }
    if (const Status done = detect_lines(in, detection); !done) return report_error(done.error());
  }
  return kExitDone;
}

}  // namespace trawl::cli
