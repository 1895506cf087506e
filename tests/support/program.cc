// Runs of programs, with their output in temporary files.
#include "tests/support/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "tests/support/file_content.h"
#include "tests/support/temporary_folder.h"

namespace trawl::test {
namespace {

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> all;
  for (std::string& string : strings) all.push_back(string.data());
  all.push_back(nullptr);
  return all;
}

}  // namespace

std::string trawl_program() { return TRAWL_BINARY_DIR "/bin/trawl"; }

ProgramRun run_trawl(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
                     const std::string& input) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "in", std::ios::binary) << input;
  std::vector<std::string> words{trawl_program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables{"PATH=/usr/bin:/bin", "HOME=" + folder.path().string()};
  variables.insert(variables.end(), environment.begin(), environment.end());
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const std::string in = folder.path() / "in", out = folder.path() / "out", err = folder.path() / "err";
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_CREAT | O_WRONLY, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_CREAT | O_WRONLY, 0600);
  pid_t child = 0;
  ProgramRun run;
  if (posix_spawn(&child, words[0].c_str(), &actions, nullptr, pointers(words).data(), pointers(variables).data()) == 0) {
    int status = 0;
    waitpid(child, &status, 0);
    run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  posix_spawn_file_actions_destroy(&actions);
  run.out = file_content(out);
  run.err = file_content(err);
  return run;
}

}  // namespace trawl::test
