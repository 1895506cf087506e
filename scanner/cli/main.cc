// trawl: the command line. Nothing but this folder prints.
#include <sys/prctl.h>
#include <sys/resource.h>

#include <clocale>
#include <csignal>
#include <exception>
#include <iostream>

#include "scanner/cli/commands.h"
#include "scanner/cli/terminal.h"

namespace trawl::cli {
namespace {

// The process holds the key and personal data: no core dump, no reading of its memory by others.
void protect_memory() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

// Deep trees hold many folders open at once.
void raise_open_files() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int dispatch(const CommandLine& command) {
  if (command.scan) return run(*command.scan);
  if (command.find) return run(*command.find);
  if (command.dsar) return run(*command.dsar);
  if (command.report) return run(*command.report);
  if (command.suppress) return run(*command.suppress);
  if (command.text) return run(*command.text);
  if (command.detect) return run(*command.detect);
  if (command.explain) return run(*command.explain);
  return kExitError;
}

}  // namespace
}  // namespace trawl::cli

int main(int argc, char** argv) {
  std::setlocale(LC_CTYPE, "C.UTF-8");
  trawl::cli::protect_memory();
  trawl::cli::raise_open_files();
  const trawl::cli::Parsed parsed = trawl::cli::parse_command_line(argc, argv);
  if (parsed.exit_code) return *parsed.exit_code;
  try {
    return trawl::cli::dispatch(parsed.command);
  } catch (const std::exception&) {
    // what() may quote content, so it is not shown.
    return trawl::cli::report_error({trawl::ErrorKind::internal, "an unexpected failure (out of memory, or a defect of trawl)"});
  }
}
