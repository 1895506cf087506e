// Matrices and boxes of PDF (ISO 32000-2 8.3), as Poppler's objects hold them.
#pragma once

#include <Object.h>

#include <optional>

namespace trawl::extractors {

struct PdfMatrix {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
};

// First, then second.
PdfMatrix operator*(const PdfMatrix& first, const PdfMatrix& second);

struct PdfBox {
  double left = 0, bottom = 0, right = 0, top = 0;
};

// Nothing where there are not enough numbers.
std::optional<PdfMatrix> matrix_of(const Object& array);
std::optional<PdfBox> box_of(const Object& array);

// Where an appearance goes: its box into the rectangle of the annotation (12.5.5).
PdfMatrix placed(const PdfMatrix& form, const PdfBox& box, const PdfBox& rectangle);

}  // namespace trawl::extractors
