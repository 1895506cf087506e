// Matrices and boxes of PDF: see pdf_matrix.h.
#include "extractors/pdf_matrix.h"

#include <algorithm>
#include <array>

namespace trawl::extractors {
namespace {

template <std::size_t kCount>
std::optional<std::array<double, kCount>> numbers_of(const Object& array) {
  if (!array.isArray() || array.arrayGetLength() < static_cast<int>(kCount)) return std::nullopt;
  std::array<double, kCount> values{};
  for (std::size_t i = 0; i < kCount; ++i) {
    const Object value = array.arrayGet(static_cast<int>(i));
    if (!value.isNum()) return std::nullopt;
    values[i] = value.getNum();
  }
  return values;
}

// From the least to the greatest that a * x + b * y takes.
std::pair<double, double> range(double a, double left, double right, double b, double bottom, double top) {
  return {std::min(a * left, a * right) + std::min(b * bottom, b * top),
          std::max(a * left, a * right) + std::max(b * bottom, b * top)};
}

}  // namespace

PdfMatrix operator*(const PdfMatrix& m, const PdfMatrix& n) {
  return {m.a * n.a + m.b * n.c, m.a * n.b + m.b * n.d,       m.c * n.a + m.d * n.c,
          m.c * n.b + m.d * n.d, m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f};
}

std::optional<PdfMatrix> matrix_of(const Object& array) {
  const auto values = numbers_of<6>(array);
  if (!values) return std::nullopt;
  const auto& [a, b, c, d, e, f] = *values;
  return PdfMatrix{a, b, c, d, e, f};
}

std::optional<PdfBox> box_of(const Object& array) {
  const auto values = numbers_of<4>(array);
  if (!values) return std::nullopt;
  const auto& [x, y, other_x, other_y] = *values;
  return PdfBox{std::min(x, other_x), std::min(y, other_y), std::max(x, other_x), std::max(y, other_y)};
}

PdfMatrix placed(const PdfMatrix& form, const PdfBox& box, const PdfBox& rectangle) {
  const auto [left, right] = range(form.a, box.left, box.right, form.c, box.bottom, box.top);
  const auto [bottom, top] = range(form.b, box.left, box.right, form.d, box.bottom, box.top);
  const double x = right > left ? (rectangle.right - rectangle.left) / (right - left) : 1;
  const double y = top > bottom ? (rectangle.top - rectangle.bottom) / (top - bottom) : 1;
  const PdfMatrix fit{x, 0, 0, y, rectangle.left - (left + form.e) * x, rectangle.bottom - (bottom + form.f) * y};
  return form * fit;
}

}  // namespace trawl::extractors
