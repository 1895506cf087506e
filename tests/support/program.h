// Runs the built programs as a user would.
#pragma once

#include <string>
#include <vector>

namespace trawl::test {

struct ProgramRun {
  int exit_code = -1;  // 128 + n when signal n ended it
  std::string out, err;
};

// Runs bin/trawl of this build with the arguments, an empty environment but PATH, HOME and `environment` (NAME=value), and
// `input` on its standard input.
ProgramRun run_trawl(const std::vector<std::string>& arguments, const std::vector<std::string>& environment = {},
                     const std::string& input = {});

std::string trawl_program();

}  // namespace trawl::test
