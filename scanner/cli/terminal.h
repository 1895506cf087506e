// What the user sees while and after a command runs: progress, durations, errors.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "core/result.h"
#include "scanner/cli/command_line.h"

namespace trawl::cli {

std::string human_seconds(double seconds);  // "2 min 05 s"

// "trawl: ..." on standard error; returns kExitError.
int report_error(const Error& error);

// Colour codes for a stream, or empty where it is no terminal, NO_COLOR is set (https://no-color.org) or --no-color given.
struct Colors {
  std::string_view bold, dim, green, yellow, red, off;
};
Colors colors_for(int descriptor, const OutputOptions& output);

// A line on standard error that is written anew several times a second by a thread of its own, when standard error is a
// terminal; otherwise nothing. Gone when the object goes.
class ProgressLine {
 public:
  using Text = std::function<std::string(double seconds)>;
  ProgressLine(bool wanted, Text text);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

 private:
  void show();
  Text text_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::atomic<bool> done_{false};
  std::thread thread_;
};

// Writes a file that only its owner may read, replacing one that is there.
Status write_private_file(const std::string& path, std::string_view content);

// Set by the first Ctrl-C (SIGINT) or SIGTERM; the second one ends the program at once.
const std::atomic<bool>& stop_requested();
void watch_for_stop();

}  // namespace trawl::cli
