// Pictures: what the file says in words, and the text in its pixels where OCR is on.
//
// A picture whose pixels nobody looked at is `unsupported`, whatever its metadata said. Icons, rules and bullets hold
// no text worth the name and are `read`, so that a report of what was not read is not drowned in them.
#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "extractors/big_endian.h"
#include "extractors/block_writer.h"
#include "extractors/extractor.h"
#include "extractors/little_endian.h"
#include "extractors/ocr.h"
#include "extractors/ocr_picture.h"
#include "extractors/picture_comments.h"
#include "extractors/picture_metadata.h"

namespace trawl::extractors {
namespace {

// Pixels. No page or photograph is smaller than that on both sides; no line of text is lower than a rule.
constexpr std::uint32_t kIcon = 150, kRule = 16;

bool too_small_for_text(const PictureFacts& facts) {
  const auto [shorter, longer] = std::minmax(facts.width, facts.height);
  return shorter > 0 && (longer < kIcon || shorter < kRule);
}

// The directories of a TIFF, one a page (TIFF 6.0, section 2; BigTIFF: numbers of 8 bytes), as far as their chain can
// be followed.
struct TiffPages {
  std::uint32_t count = 0;
  bool damaged = false;  // it leads out of the file or round in a circle
};

TiffPages tiff_pages(std::string_view bytes, std::uint32_t most) {
  const auto number = [&](std::uint64_t at, std::size_t size) {
    return bytes.starts_with("MM") ? big_endian(bytes, at, size) : little_endian(bytes, at, size);
  };
  const bool large = number(2, 2) == 43;
  const std::size_t width = large ? 8 : 4;
  std::set<std::uint64_t> seen;
  TiffPages pages;
  for (std::uint64_t at = number(large ? 8 : 4, width); at != 0 && pages.count < most; ++pages.count) {
    pages.damaged = at >= bytes.size() || !seen.insert(at).second;
    if (pages.damaged) break;
    at += large ? 8 + number(at, 8) * 20 : 2 + number(at, 2) * 12;
    if (at < bytes.size()) at = number(at, width);
  }
  return pages;
}

class Reading {
 public:
  Reading(std::string_view bytes, Extraction& out) : bytes_(bytes), out_(out) {}

  Outcome read() {
    BlockWriter writer(out_);
    PictureFacts facts = read_picture_metadata(bytes_, writer);
    if (out_.format() == Format::gif) {
      facts.width = little16(bytes_, 6);  // GIF89a, 18; libexiv2 wants more of the file than it needs
      facts.height = little16(bytes_, 8);
      facts.damaged = false;
    }
    const std::uint32_t frames = read_picture_comments(bytes_, writer);
    if (writer.stopped()) return out_.stopped();
    if (facts.damaged) out_.missed("the metadata of the picture is damaged");
    const bool tiff = out_.format() == Format::tiff;  // its other pages may be larger
    if (out_.format() == Format::icon || (!tiff && too_small_for_text(facts))) return {};
    if (out_.ocr() == nullptr) return {OutcomeKind::unsupported, "picture not read for text (OCR is off)"};
    if (frames > 1) out_.missed("only the first picture of the animation was read for text");
    return tiff ? recognise_pages() : recognise(facts.orientation);
  }

 private:
  Outcome recognise(int orientation) {
    const Result<Raster> raster = raster_of(bytes_, 0, orientation, out_.limits().ocr_pixels);
    if (!raster) return without_pixels(raster.error());
    return write_recognised(*raster, {}, out_) ? Outcome{} : out_.stopped();
  }

  // Leptonica turns the pages of a TIFF as they say.
  Outcome recognise_pages() {
    constexpr int kAsItSays = 1;
    const std::uint32_t most = out_.limits().pages;
    const TiffPages pages = tiff_pages(bytes_, most + 1);
    if (pages.count > most) out_.missed("more than " + std::to_string(most) + (most == 1 ? " page" : " pages"));
    if (pages.damaged) out_.missed("the list of the picture's pages is damaged");
    bool any = false;
    std::optional<Error> error;
    for (std::uint32_t page = 0; page < std::min(std::max(pages.count, 1u), most); ++page) {
      const Result<Raster> raster = raster_of(bytes_, page, kAsItSays, out_.limits().ocr_pixels);
      if (!raster) {
        error = raster.error();
        out_.missed("a page was not read for text: " + error->message);
        continue;
      }
      any = true;
      if (!write_recognised(*raster, "page=" + std::to_string(page + 1), out_)) return out_.stopped();
    }
    return any || !error ? Outcome{} : without_pixels(*error);
  }

  static Outcome without_pixels(const Error& error) {
    Outcome outcome = outcome_of(error);
    outcome.reason = "picture not read for text: " + outcome.reason;
    return outcome;
  }

  std::string_view bytes_;
  Extraction& out_;
};

class Picture final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto bytes = source.whole(out.limits().whole_bytes);
    if (!bytes) return outcome_of(bytes.error());
    return Reading(*bytes, out).read();
  }
};

}  // namespace

const Extractor& picture_extractor() {
  static const Picture extractor;
  return extractor;
}

}  // namespace trawl::extractors
