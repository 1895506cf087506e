// Decoding of pictures by Leptonica: see ocr_picture.h.
#include "extractors/ocr_picture.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <memory>

#include "extractors/little_endian.h"

namespace trawl::extractors {
namespace {

struct FreePix {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPointer = std::unique_ptr<Pix, FreePix>;

const l_uint8* data_of(std::string_view bytes) {
  return reinterpret_cast<const l_uint8*>(bytes.data());
}

bool is_tiff(int format) {
  return format == IFF_TIFF || (format >= IFF_TIFF_PACKBITS && format <= IFF_TIFF_JPEG);
}

bool decodable(int format) {
  return is_tiff(format) || format == IFF_BMP || format == IFF_JFIF_JPEG || format == IFF_PNG || format == IFF_GIF ||
         format == IFF_JP2 || format == IFF_WEBP;
}

struct PictureHead {
  int format = IFF_UNKNOWN;
  int width = 0, height = 0;
};

// Without decoding any pixel: what Leptonica calls reading the header of a GIF is not.
Result<PictureHead> head_of(std::string_view bytes, std::uint32_t page) {
  PictureHead head;
  if (bytes.size() < 12 || findFileFormatBuffer(data_of(bytes), &head.format) != 0 || !decodable(head.format)) {
    return fail(ErrorKind::unsupported, "no decoder for this kind of picture");
  }
  int bits = 0, samples = 0, resolution = 0, mapped = 0, kind = 0, bad = 0;
  if (is_tiff(head.format)) {
    bad = readHeaderMemTiff(data_of(bytes), bytes.size(), static_cast<int>(page), &head.width, &head.height, &bits,
                            &samples, &resolution, &mapped, &kind);
  } else if (head.format == IFF_GIF) {
    head.width = little16(bytes, 6);
    head.height = little16(bytes, 8);
  } else {
    bad = pixReadHeaderMem(data_of(bytes), bytes.size(), &head.format, &head.width, &head.height, &bits, &samples,
                           &mapped);
  }
  if (bad || head.width <= 0 || head.height <= 0) return fail(ErrorKind::damaged, "it cannot be decoded");
  return head;
}

PixPointer decoded(std::string_view bytes, const PictureHead& head, std::uint32_t page) {
  if (is_tiff(head.format)) return PixPointer(pixReadMemTiff(data_of(bytes), bytes.size(), static_cast<int>(page)));
  if (head.format == IFF_JFIF_JPEG) {
    return PixPointer(pixReadMemJpeg(data_of(bytes), bytes.size(), 0, 1, nullptr, L_JPEG_READ_LUMINANCE));
  }
  return PixPointer(pixReadMem(data_of(bytes), bytes.size()));
}

// On white where it is transparent, in shades of grey.
PixPointer grey(PixPointer pix) {
  if (pixGetDepth(pix.get()) == 32 && pixGetSpp(pix.get()) == 4) {
    pix.reset(pixAlphaBlendUniform(pix.get(), 0xFFFFFF00));
    if (!pix) return pix;
  }
  return PixPointer(pixConvertTo8(pix.get(), 0));
}

// CIPA DC-008, 4.6.5.1: what has to be done to a picture so that its first row is on top.
PixPointer upright(PixPointer pix, int orientation) {
  const bool mirrored = orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
  if (mirrored) pixFlipLR(pix.get(), pix.get());
  int quarters = 0;
  if (orientation == 3 || orientation == 4) quarters = 2;
  if (orientation == 6 || orientation == 7) quarters = 1;
  if (orientation == 5 || orientation == 8) quarters = 3;
  return quarters == 0 ? std::move(pix) : PixPointer(pixRotateOrth(pix.get(), quarters));
}

Raster raster_from(Pix* pix) {
  Raster raster;
  raster.width = pixGetWidth(pix);
  raster.height = pixGetHeight(pix);
  raster.dpi = pixGetXRes(pix);
  raster.grey.resize(static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height));
  const l_uint32* line = pixGetData(pix);
  std::uint8_t* out = raster.grey.data();
  for (int y = 0; y < raster.height; ++y, line += pixGetWpl(pix)) {
    for (int x = 0; x < raster.width; ++x) *out++ = static_cast<std::uint8_t>(GET_DATA_BYTE(line, x));
  }
  return raster;
}

}  // namespace

Result<Raster> raster_of(std::string_view bytes, std::uint32_t page, int orientation, std::uint64_t max_pixels) {
  setMsgSeverity(L_SEVERITY_NONE);
  const Result<PictureHead> head = head_of(bytes, page);
  if (!head) return tl::unexpected(head.error());
  if (static_cast<std::uint64_t>(head->width) * static_cast<std::uint64_t>(head->height) > max_pixels) {
    return fail(ErrorKind::over_limit, "more than " + std::to_string(max_pixels / 1'000'000) + " million pixels");
  }
  PixPointer pix = decoded(bytes, *head, page);
  if (pix) pix = grey(std::move(pix));
  if (pix) pix = upright(std::move(pix), orientation);
  if (!pix) return fail(ErrorKind::damaged, "it cannot be decoded");
  return raster_from(pix.get());
}

}  // namespace trawl::extractors
