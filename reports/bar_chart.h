// BarChart: horizontal bars as inline SVG, each of up to three shades, with its figure written beside it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::reports {

struct Bar {
  std::string label;
  std::array<std::uint64_t, 3> shades{};  // light, middle, dark; drawn dark first
};

// markup of a <figure>; legend names the shades, light first, and is left out where empty. `title` is read by screen
// readers, together with every figure.
std::string bar_chart(std::string_view title, const std::vector<Bar>& bars,
                      const std::array<std::string_view, 3>& legend);

}  // namespace trawl::reports
