// EXIF, IPTC and XMP by libexiv2: see picture_metadata.h. Its exceptions end here.
#include "extractors/picture_metadata.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <exception>
#include <exiv2/exiv2.hpp>
#include <optional>
#include <string>

#include "core/utf8.h"
#include "extractors/charset.h"
#include "extractors/little_endian.h"
#include "extractors/xmp.h"

namespace trawl::extractors {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

// Identifies a device or its owner, in whatever type a maker notes it.
bool telling(std::string_view name) {
  return contains(name, "Serial") || contains(name, "Owner") || contains(name, "ImageUniqueID");
}

std::string bytes_of(const Exiv2::Metadatum& datum) {
  std::string bytes(static_cast<std::size_t>(datum.size()), '\0');
  datum.copy(reinterpret_cast<Exiv2::byte*>(bytes.data()), Exiv2::littleEndian);
  return bytes;
}

std::string text_of(std::string_view bytes) {
  while (bytes.ends_with('\0')) bytes.remove_suffix(1);
  std::string text = to_utf8(bytes);
  for (char& c : text) {
    if (c == '\0') c = '\n';  // several texts in one value
  }
  return text;
}

// Behind 8 bytes that name the charset (CIPA DC-008, 4.6.6, table 9).
std::string comment_text(std::string_view bytes, Exiv2::ByteOrder order) {
  constexpr std::size_t kName = 8;
  if (bytes.size() <= kName) return {};
  const std::string_view charset = bytes.substr(0, kName);
  bytes.remove_prefix(kName);
  if (charset.starts_with("UNICODE")) return to_utf8(bytes, order == Exiv2::bigEndian ? "utf-16be" : "utf-16le");
  if (charset.starts_with("JIS")) return to_utf8(bytes, "iso-2022-jp");
  return text_of(bytes);
}

// The text of a value; empty where it is none.
std::string exif_text(const Exiv2::Exifdatum& datum, Exiv2::ByteOrder order) {
  const std::string name = datum.tagName();
  if (name.starts_with("XP")) return std::string(until_zero(utf16_text(bytes_of(datum))));  // written by Windows
  if (datum.typeId() == Exiv2::asciiString) return text_of(bytes_of(datum));
  const bool comment = name == "UserComment" || name == "GPSProcessingMethod" || name == "GPSAreaInformation";
  if (comment) return comment_text(bytes_of(datum), order);
  return telling(name) ? text_of(datum.toString()) : std::string();
}

bool is_thumbnail(const Exiv2::Exifdatum& datum) {
  const std::string group = datum.groupName();
  return group == "Thumbnail" || contains(datum.tagName(), "Thumbnail") || contains(datum.tagName(), "PreviewImage");
}

// Degrees from degrees, minutes and seconds (CIPA DC-008, 4.6.7).
std::optional<double> degrees_of(const Exiv2::ExifData& exif, const char* key, const char* reference, char negative) {
  const auto found = exif.findKey(Exiv2::ExifKey(key));
  const auto sign = exif.findKey(Exiv2::ExifKey(reference));
  if (found == exif.end() || found->count() == 0) return std::nullopt;
  double degrees = 0, unit = 1;
  for (long i = 0; i < std::min<long>(found->count(), 3); ++i, unit /= 60) {
    const Exiv2::Rational part = found->toRational(i);
    if (part.second != 0) degrees += unit * part.first / part.second;
  }
  const bool below = sign != exif.end() && sign->toString().starts_with(negative);
  return std::isfinite(degrees) ? std::optional(below ? -degrees : degrees) : std::nullopt;
}

class Metadata {
 public:
  Metadata(Exiv2::Image& image, BlockWriter& writer) : image_(image), writer_(writer) {}

  void write() {
    const Exiv2::ByteOrder order = image_.byteOrder();
    for (const Exiv2::Exifdatum& datum : image_.exifData()) {
      const std::string text = is_thumbnail(datum) ? std::string() : exif_text(datum, order);
      if (text.size() > 1) property(parted_name(datum.tagName()), text);  // not N and W
    }
    write_position();
    for (const Exiv2::Iptcdatum& datum : image_.iptcData()) {
      if (datum.typeId() != Exiv2::undefined) property(parted_name(datum.tagName()), text_of(bytes_of(datum)));
    }
    // The packet itself, not what libexiv2 makes of it: what its parser refuses is text all the same.
    write_xmp(image_.xmpPacket(), writer_);
  }

 private:
  void property(std::string label, std::string_view text) {
    writer_.write({BlockKind::property, std::move(label), {}, false}, text);
  }

  void write_position() {
    const Exiv2::ExifData& exif = image_.exifData();
    const auto north = degrees_of(exif, "Exif.GPSInfo.GPSLatitude", "Exif.GPSInfo.GPSLatitudeRef", 'S');
    const auto east = degrees_of(exif, "Exif.GPSInfo.GPSLongitude", "Exif.GPSInfo.GPSLongitudeRef", 'W');
    if (!north || !east) return;
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.6f, %.6f", *north, *east);
    property("GPS Position", text.data());
  }

  Exiv2::Image& image_;
  BlockWriter& writer_;
};

// Once a process: libexiv2 knows nothing but globals for these.
void set_up() {
  static const bool done = [] {
    Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
#ifdef EXV_ENABLE_BMFF
    Exiv2::enableBMFF(true);
#endif
    return Exiv2::XmpParser::initialize();
  }();
  static_cast<void>(done);
}

// libexiv2 0.27 does not follow every way in which a HEIF file refers to its metadata (ISO 23008-12, annex A); they
// stand there as they are.
void find_metadata(std::string_view bytes, Exiv2::Image& image) {
  constexpr std::string_view kExif("Exif\0\0", 6), kBegin = "<x:xmpmeta", kEnd = "</x:xmpmeta>";
  const std::size_t xmp = image.xmpPacket().empty() ? bytes.find(kBegin) : bytes.npos;
  const std::size_t end = xmp == bytes.npos ? bytes.npos : bytes.find(kEnd, xmp);
  if (end != bytes.npos) image.xmpPacket() = bytes.substr(xmp, end + kEnd.size() - xmp);
  for (std::size_t at = bytes.find(kExif); image.exifData().empty() && at != bytes.npos;
       at = bytes.find(kExif, at + 1)) {
    const std::string_view tiff = bytes.substr(at + kExif.size());
    if (!tiff.starts_with("MM") && !tiff.starts_with("II")) continue;
    const auto* data = reinterpret_cast<const Exiv2::byte*>(tiff.data());
    try {
      image.setByteOrder(Exiv2::ExifParser::decode(image.exifData(), data, static_cast<std::uint32_t>(tiff.size())));
    } catch (const std::exception&) {  // it was something else
    }
  }
}

}  // namespace

std::string parted_name(std::string_view name) {
  std::string parted;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto upper = [&](std::size_t at) { return at < name.size() && name[at] >= 'A' && name[at] <= 'Z'; };
    const auto lower = [&](std::size_t at) { return at < name.size() && name[at] >= 'a' && name[at] <= 'z'; };
    if (i > 0 && upper(i) && (lower(i - 1) || (upper(i - 1) && lower(i + 1)))) parted += ' ';
    parted += name[i];
  }
  return parted;
}

PictureFacts read_picture_metadata(std::string_view bytes, BlockWriter& writer) {
  PictureFacts facts;
  set_up();
  Exiv2::Image::AutoPtr image;
  try {
    image =
        Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(bytes.data()), static_cast<long>(bytes.size()));
  } catch (const std::exception&) {  // not a format that it knows
    return facts;
  }
  try {
    image->readMetadata();
  } catch (const std::exception&) {  // what it had read by then is there
    facts.damaged = true;
  }
  if (bytes.substr(std::min<std::size_t>(4, bytes.size()), 4) == "ftyp") find_metadata(bytes, *image);
  facts.width = static_cast<std::uint32_t>(std::max(image->pixelWidth(), 0));
  facts.height = static_cast<std::uint32_t>(std::max(image->pixelHeight(), 0));
  try {
    const auto turned = image->exifData().findKey(Exiv2::ExifKey("Exif.Image.Orientation"));
    if (turned != image->exifData().end() && turned->count() > 0)
      facts.orientation = static_cast<int>(turned->toLong());
    Metadata(*image, writer).write();
  } catch (const std::exception&) {
    facts.damaged = true;
  }
  return facts;
}

}  // namespace trawl::extractors
