// --limits NAME=VALUE.
#include <charconv>
#include <functional>
#include <limits>

#include "scanner/cli/command_line.h"

namespace trawl::cli {
namespace {

struct LimitOption {
  std::string_view name;
  std::uint64_t max;
  void (*set)(Limits&, std::uint64_t);
};

constexpr std::uint64_t kMax32 = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t kMax64 = std::numeric_limits<std::uint64_t>::max();

constexpr LimitOption kOptions[] = {
    {"depth", 64, [](Limits& l, std::uint64_t v) { l.depth = static_cast<std::uint32_t>(v); }},
    {"members", kMax64, [](Limits& l, std::uint64_t v) { l.members = v; }},
    {"parts", kMax64, [](Limits& l, std::uint64_t v) { l.parts = v; }},
    {"container_bytes", kMax64, [](Limits& l, std::uint64_t v) { l.container_bytes = v; }},
    {"ratio", kMax32, [](Limits& l, std::uint64_t v) { l.ratio = static_cast<std::uint32_t>(v); }},
    {"ratio_floor", kMax64, [](Limits& l, std::uint64_t v) { l.ratio_floor = v; }},
    {"whole_bytes", kMax64, [](Limits& l, std::uint64_t v) { l.whole_bytes = v; }},
    {"text_bytes", kMax64, [](Limits& l, std::uint64_t v) { l.text_bytes = v; }},
    {"pages", kMax32, [](Limits& l, std::uint64_t v) { l.pages = static_cast<std::uint32_t>(v); }},
    {"part_seconds", 86'400, [](Limits& l, std::uint64_t v) { l.part_seconds = static_cast<std::uint32_t>(v); }},
    {"ocr_seconds", 86'400, [](Limits& l, std::uint64_t v) { l.ocr_seconds = static_cast<std::uint32_t>(v); }},
    {"ocr_pixels", kMax64, [](Limits& l, std::uint64_t v) { l.ocr_pixels = v; }},
    {"worker_bytes", kMax64, [](Limits& l, std::uint64_t v) { l.worker_bytes = v; }},
    {"crashes", 1'000, [](Limits& l, std::uint64_t v) { l.crashes = static_cast<std::uint32_t>(v); }},
};

// A number with an optional K, M, G or T (times 1024 each).
std::optional<std::uint64_t> quantity(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data()) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (unit.empty()) return value;
  const std::size_t power = std::string_view("KMGT").find(unit[0]);
  if (unit.size() != 1 || power == std::string_view::npos) return std::nullopt;
  const unsigned shift = 10 * (static_cast<unsigned>(power) + 1);
  if (value > kMax64 >> shift) return std::nullopt;
  return value << shift;
}

}  // namespace

std::vector<std::string> limit_names() {
  std::vector<std::string> names;
  for (const LimitOption& option : kOptions) names.emplace_back(option.name);
  return names;
}

Status apply_limit(std::string_view assignment, Limits& limits) {
  const std::size_t equals = assignment.find('=');
  const std::string_view name = assignment.substr(0, equals);
  for (const LimitOption& option : kOptions) {
    if (option.name != name || equals == std::string_view::npos) continue;
    const auto value = quantity(assignment.substr(equals + 1));
    if (!value || *value == 0 || *value > option.max) {
      return fail(ErrorKind::invalid_argument, "the limit '" + std::string(name) + "' takes a whole number from 1" +
                                                   (option.max < kMax32 ? " to " + std::to_string(option.max) : ""));
    }
    option.set(limits, *value);
    return {};
  }
  std::string known;
  for (const std::string& each : limit_names()) known += (known.empty() ? "" : ", ") + each;
  return fail(ErrorKind::invalid_argument, "--limits takes NAME=VALUE with a name of: " + known);
}

}  // namespace trawl::cli
