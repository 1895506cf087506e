// Linear scale from nought, so that lengths can be compared; every bar that is not nought can be seen.
#include "reports/bar_chart.h"

#include <algorithm>

#include "core/utf8.h"
#include "reports/html_page.h"
#include "reports/wording.h"

namespace trawl::reports {
namespace {

constexpr int kWidth = 860, kLabels = 250, kFigures = 100, kRow = 28, kBar = 18;
constexpr std::size_t kLabelCharacters = 36;

std::uint64_t total(const Bar& bar) {
  return bar.shades[0] + bar.shades[1] + bar.shades[2];
}

std::string shortened(std::string_view label) {
  if (count_code_points(label) <= kLabelCharacters) return std::string(label);
  std::size_t at = 0;
  for (std::size_t n = 0; n + 1 < kLabelCharacters; ++n) decode(label, at);
  return std::string(label.substr(0, at)) + "\xE2\x80\xA6";
}

std::string rectangle(double x, int y, double width, std::string_view shade) {
  return "<rect x=\"" + std::to_string(static_cast<int>(x)) + "\" y=\"" + std::to_string(y) + "\" width=\"" +
         std::to_string(std::max(2, static_cast<int>(width))) + "\" height=\"" + std::to_string(kBar) + "\" class=\"" +
         std::string(shade) + "\"/>";
}

std::string bar_svg(const Bar& bar, int y, std::uint64_t most) {
  std::string out = "<text x=\"" + std::to_string(kLabels - 12) + "\" y=\"" + std::to_string(y + 14) +
                    "\" text-anchor=\"end\">" + escaped(shortened(bar.label)) + "</text>";
  static constexpr std::string_view kShades[] = {"b1", "b2", "b3"};
  double x = kLabels;
  for (int shade = 2; shade >= 0; --shade) {
    const std::uint64_t amount = bar.shades[static_cast<std::size_t>(shade)];
    if (amount == 0) continue;
    const double width = static_cast<double>(amount) / static_cast<double>(most) * (kWidth - kLabels - kFigures);
    out += rectangle(x, y, width, kShades[shade]);
    x += std::max(2.0, width);
  }
  return out + "<text x=\"" + std::to_string(static_cast<int>(x) + 8) + "\" y=\"" + std::to_string(y + 14) + "\">" +
         grouped(total(bar)) + "</text>\n";
}

std::string legend_svg(const std::array<std::string_view, 3>& legend, int y) {
  static constexpr std::string_view kShades[] = {"b1", "b2", "b3"};
  std::string out;
  int x = kLabels;
  for (int shade = 2; shade >= 0; --shade) {
    const std::string_view name = legend[static_cast<std::size_t>(shade)];
    if (name.empty()) continue;
    out += rectangle(x, y, 18, kShades[shade]) + "<text class=\"soft\" x=\"" + std::to_string(x + 26) + "\" y=\"" +
           std::to_string(y + 14) + "\">" + escaped(name) + "</text>";
    x += 46 + 9 * static_cast<int>(name.size());
  }
  return out;
}

}  // namespace

std::string bar_chart(std::string_view title, const std::vector<Bar>& bars,
                      const std::array<std::string_view, 3>& legend) {
  std::uint64_t most = 1;
  std::string spoken(title);
  for (const Bar& bar : bars) {
    most = std::max(most, total(bar));
    spoken += "; " + bar.label + ": " + grouped(total(bar));
  }
  const bool with_legend = std::any_of(legend.begin(), legend.end(), [](auto name) { return !name.empty(); });
  const int height = static_cast<int>(bars.size()) * kRow + (with_legend ? 34 : 6);
  std::string out = "<figure><svg role=\"img\" viewBox=\"0 0 " + std::to_string(kWidth) + ' ' + std::to_string(height) +
                    "\" width=\"" + std::to_string(kWidth) + "\" aria-label=\"" + escaped(spoken) + "\">\n";
  int y = 4;
  for (const Bar& bar : bars) {
    out += bar_svg(bar, y, most);
    y += kRow;
  }
  if (with_legend) out += legend_svg(legend, y + 6);
  return out + "</svg><figcaption>" + escaped(title) + "</figcaption></figure>\n";
}

}  // namespace trawl::reports
