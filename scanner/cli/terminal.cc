// Terminal output and signals.
#include "scanner/cli/terminal.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>

namespace trawl::cli {
namespace {

std::atomic<bool> g_stop{false};  // a signal handler can reach nothing else
static_assert(std::atomic<bool>::is_always_lock_free);

void on_stop(int number) {
  g_stop = true;
  signal(number, SIG_DFL);
}

std::size_t columns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string human_bytes(std::uint64_t bytes) {
  constexpr std::array kUnits = {"bytes", "kB", "MB", "GB", "TB", "PB"};
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 999.5 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  char text[32];
  std::snprintf(text, sizeof text, unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s", value, kUnits[unit]);
  return text;
}

std::string human_count(std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string human_seconds(double seconds) {
  char text[64];
  const auto whole = static_cast<long>(seconds + 0.5);
  if (seconds < 9.95) {
    std::snprintf(text, sizeof text, "%.1f s", seconds);
  } else if (whole < 60) {
    std::snprintf(text, sizeof text, "%ld s", whole);
  } else if (whole < 3600) {
    std::snprintf(text, sizeof text, "%ld min %02ld s", whole / 60, whole % 60);
  } else {
    std::snprintf(text, sizeof text, "%ld h %02ld min", whole / 3600, whole / 60 % 60);
  }
  return text;
}

std::string plural(std::uint64_t count, std::string_view one, std::string_view many) {
  return human_count(count) + ' ' + std::string(count == 1 ? one : many);
}

int report_error(const Error& error) {
  std::cerr << "trawl: " << error.message << '\n';
  return kExitError;
}

Colors colors_for(int descriptor, const OutputOptions& output) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool plain = output.no_color || (no_color != nullptr && *no_color != '\0') || isatty(descriptor) == 0 ||
                     (terminal != nullptr && std::string_view(terminal) == "dumb");
  if (plain) return {};
  return {"\033[1m", "\033[2m", "\033[32m", "\033[33m", "\033[31m", "\033[0m"};
}

ProgressLine::ProgressLine(bool wanted, Text text) : text_(std::move(text)) {
  if (!wanted || isatty(STDERR_FILENO) == 0) return;
  thread_ = std::thread([this] {
    while (!done_) {
      show();
      for (int i = 0; i < 5 && !done_; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(40));
    }
  });
}

void ProgressLine::show() {
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start_;
  std::string line = text_(seconds.count());
  if (line.size() >= columns()) line.resize(columns() - 1);
  std::cerr << "\r\033[K" << line << std::flush;
}

ProgressLine::~ProgressLine() {
  done_ = true;
  if (!thread_.joinable()) return;
  thread_.join();
  std::cerr << "\r\033[K" << std::flush;
}

const std::atomic<bool>& stop_requested() { return g_stop; }

void watch_for_stop() {
  signal(SIGINT, on_stop);
  signal(SIGTERM, on_stop);
}

}  // namespace trawl::cli
