// What --jobs, --limits, --passwords and the detector options amount to.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "detectors/detector_set.h"
#include "requests/document_reader.h"
#include "scanner/cli/command_line.h"
#include "scanner/worker/host.h"

namespace trawl::cli {

// The paths of a command, absolute. An error names the path that cannot be opened.
Result<std::vector<std::string>> absolute_roots(const std::vector<std::string>& paths);

// Empty where OCR is off.
std::string ocr_languages(const ReadingOptions& options);

struct StartedHost {
  std::unique_ptr<scanner::Host> host;
  Limits limits;
  std::vector<std::string> passwords;
};

Result<StartedHost> start_host(const ReadingOptions& options);
Result<detectors::Settings> detector_settings(const DetectionOptions& options);
Result<std::string> file_content(const std::string& path, std::string_view what);

// Reads documents again for an answer, with workers of its own.
Result<std::unique_ptr<requests::DocumentReader>> start_document_reader(const ReadingOptions& options);

}  // namespace trawl::cli
