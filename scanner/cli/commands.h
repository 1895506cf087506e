// The commands: each does what was asked, writes to standard output and error, and returns the exit code.
#pragma once

#include "scanner/cli/command_line.h"

namespace trawl::cli {

int run(const ScanCommand& command);
int run(const FindCommand& command);
int run(const DsarCommand& command);
int run(const ReportCommand& command);
int run(const SuppressCommand& command);
int run(const TextCommand& command);
int run(const DetectCommand& command);
int run(const ExplainCommand& command);

}  // namespace trawl::cli
