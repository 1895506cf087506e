// Terminal output and signals.
#include "scanner/cli/terminal.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include "core/descriptor.h"

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

Status write_private_file(const std::string& path, std::string_view content) {
  // Written beside and renamed, so that what was there is replaced whole or not at all.
  const std::string beside = path + ".part";
  unlink(beside.c_str());
  const Descriptor file(open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  bool written = static_cast<bool>(file);
  while (written && !content.empty()) {
    const ssize_t done = write(file.number(), content.data(), content.size());
    written = done > 0;
    if (written) content.remove_prefix(static_cast<std::size_t>(done));
  }
  if (!written || rename(beside.c_str(), path.c_str()) != 0) {
    return fail(ErrorKind::io, path + " cannot be written: " + std::strerror(errno));
  }
  return {};
}

const std::atomic<bool>& stop_requested() { return g_stop; }

void watch_for_stop() {
  signal(SIGINT, on_stop);
  signal(SIGTERM, on_stop);
}

}  // namespace trawl::cli
