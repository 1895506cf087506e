// Options -> a host of workers, detector settings, a document reader.
#include "scanner/cli/reading.h"

#include <filesystem>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <thread>

#include "core/descriptor.h"
#include "scanner/file_reader.h"
#include "scanner/huge_file.h"
#include "scanner/named_sink.h"
#include "scanner/walk/walker.h"

namespace trawl::cli {
namespace {

class FileDocumentReader final : public requests::DocumentReader {
 public:
  FileDocumentReader(std::unique_ptr<scanner::Host> host, const Limits& limits)
      : host_(std::move(host)), reader_(*host_, limits) {}

  Status read(const std::string& path, PartSink& sink) override {
    auto opened = scanner::open_for_reading(AT_FDCWD, path.c_str());
    if (!opened) return tl::unexpected(opened.error());
    const Descriptor file(*opened);
    const scanner::ExaminedFile examined = scanner::examine(file.number());
    if (!examined.regular) return fail(ErrorKind::not_found, "it is no file any more");
    PartHeader header;
    header.name = path.substr(path.rfind('/') + 1);
    header.size = examined.identity.size;
    header.modified = examined.modified;
    scanner::NamedSink named(sink, path);
    return reader_.read(file.number(), header, named);
  }

 private:
  std::unique_ptr<scanner::Host> host_;
  scanner::FileReader reader_;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

}  // namespace

Result<std::string> file_content(const std::string& path, std::string_view what) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) return fail(ErrorKind::not_found, "the " + std::string(what) + " at " + path + " cannot be read");
  return content.str();
}

Result<std::vector<std::string>> absolute_roots(const std::vector<std::string>& paths) {
  std::vector<std::string> roots;
  for (const std::string& path : paths) {
    auto root = scanner::absolute_root(path);
    if (!root) return fail(root.error().kind, path + ": " + root.error().message);
    roots.push_back(std::move(*root));
  }
  return roots;
}

std::string ocr_languages(const ReadingOptions& options) {
  return options.ocr == "on" ? options.ocr_languages : std::string();
}

Result<StartedHost> start_host(const ReadingOptions& options) {
  StartedHost started;
  for (const std::string& assignment : options.limits) {
    if (const Status applied = apply_limit(assignment, started.limits); !applied) return tl::unexpected(applied.error());
  }
  if (!options.passwords.empty()) {
    auto content = file_content(options.passwords, "list of passwords");
    if (!content) return tl::unexpected(content.error());
    started.passwords = lines_of(*content);
  }
  scanner::HostOptions host;
  host.limits = started.limits;
  host.workers = options.jobs ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
  host.passwords = started.passwords;
  host.ocr_languages = ocr_languages(options);
  auto running = scanner::Host::start(std::move(host));
  if (!running) return tl::unexpected(running.error());
  started.host = std::move(*running);
  return started;
}

Result<detectors::Settings> detector_settings(const DetectionOptions& options) {
  detectors::Settings settings;
  settings.only = options.only;
  if (options.sensitivity == "precise") settings.sensitivity = detectors::Sensitivity::precise;
  if (options.sensitivity == "recall") settings.sensitivity = detectors::Sensitivity::recall;
  if (!options.custom.empty()) {
    auto content = file_content(options.custom, "detector file");
    if (!content) return tl::unexpected(content.error());
    settings.custom_toml = std::move(*content);
  }
  settings.special_categories = !options.no_special_categories;
  if (!options.modulus_table.empty()) {
    auto content = file_content(options.modulus_table, "modulus table");
    if (!content) return tl::unexpected(content.error());
    settings.modulus_table = std::move(*content);
    const std::filesystem::path beside = std::filesystem::path(options.modulus_table).replace_filename("scsubtab.txt");
    if (auto substitutions = file_content(beside.string(), "table of substitutions"))
      settings.modulus_substitutions = std::move(*substitutions);
  }
  return settings;
}

Result<std::unique_ptr<requests::DocumentReader>> start_document_reader(const ReadingOptions& options) {
  auto started = start_host(options);
  if (!started) return tl::unexpected(started.error());
  return std::make_unique<FileDocumentReader>(std::move(started->host), started->limits);
}

}  // namespace trawl::cli
