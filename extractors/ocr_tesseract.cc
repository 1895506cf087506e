// OCR by Tesseract: the page upright first, turned when that gives no good text.
#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>

#include <time.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "extractors/ocr.h"

namespace trawl::extractors {
namespace {

// Of this thread: what a page costs does not depend on what else the machine does.
std::chrono::nanoseconds processor_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

bool is_past(void* end, int) { return processor_time() >= *static_cast<std::chrono::nanoseconds*>(end); }

struct FreePix {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPointer = std::unique_ptr<Pix, FreePix>;

PixPointer pix_of(const Raster& raster) {
  PixPointer pix(pixCreateNoInit(raster.width, raster.height, 8));
  if (!pix) return nullptr;
  l_uint32* line = pixGetData(pix.get());
  const std::uint8_t* grey = raster.grey.data();
  for (int y = 0; y < raster.height; ++y, line += pixGetWpl(pix.get()), grey += raster.width) {
    for (int x = 0; x < raster.width; ++x) SET_DATA_BYTE(line, x, grey[x]);
  }
  return pix;
}

// How much text a page gave, in characters weighted with their confidence: to compare the ways to turn it.
struct Score {
  double weight = 0;      // sum of confidence / 100
  std::size_t count = 0;  // characters

  double mean() const { return count == 0 ? 0 : weight / static_cast<double>(count); }
};

Score score_of(const OcrPage& page) {
  Score score;
  for (const OcrLine& line : page.lines) {
    score.count += line.text.size();
    score.weight += static_cast<double>(line.text.size()) * line.confidence / 100;
  }
  return score;
}

class Tesseract final : public Ocr {
 public:
  Status start(const std::string& languages) {
    if (text_.Init(nullptr, languages.c_str(), tesseract::OEM_DEFAULT) != 0) {
      return fail(ErrorKind::not_found, "there is no OCR data for this language; install tesseract-ocr-LANGUAGE");
    }
    text_.SetPageSegMode(tesseract::PSM_AUTO);
    can_turn_ = turn_.Init(nullptr, "osd", tesseract::OEM_TESSERACT_ONLY) == 0;
    if (can_turn_) turn_.SetPageSegMode(tesseract::PSM_OSD_ONLY);
    return {};
  }

  Result<OcrPage> recognise(const Raster& raster, std::chrono::seconds time) override {
    if (!raster.valid()) return fail(ErrorKind::damaged, "a picture that cannot be read");
    dpi_ = raster.dpi >= kLeastDpi && raster.dpi <= kMostDpi ? raster.dpi : 0;  // what programs invent is 72 or 96
    const PixPointer pix = scaled(pix_of(raster));
    if (!pix) return fail(ErrorKind::over_limit, "a picture that needs too much memory");
    end_ = processor_time() + time;
    OcrPage best = read(pix.get(), 0);
    const Score upright = score_of(best);
    constexpr double kGood = 0.75;
    if (upright.mean() >= kGood || !best.complete) return best;
    for (const int turned : other_ways(pix.get(), upright.count)) {
      OcrPage page = read(pix.get(), turned);
      const bool better = score_of(page).mean() > score_of(best).mean() && score_of(page).count > 2;
      if (better) best = std::move(page);
      if (score_of(best).mean() >= kGood) break;
    }
    return best;
  }

 private:
  // To about 300 dpi, which Tesseract was made for: more costs time, less costs letters.
  PixPointer scaled(PixPointer pix) {
    if (!pix) return pix;
    const int longer = std::max(pixGetWidth(pix.get()), pixGetHeight(pix.get()));
    float scale = 1;
    if (dpi_ >= 450 || (dpi_ == 0 && longer > 6'000)) scale = 0.5F;
    if ((dpi_ > 0 && dpi_ <= 150) || (dpi_ == 0 && longer < 1'500)) scale = 2;
    if (scale == 1) return pix;
    dpi_ = static_cast<int>(static_cast<float>(dpi_) * scale);
    return PixPointer(pixScale(pix.get(), scale, scale));
  }

  // The ways to try when the upright page gave so many characters that were not good.
  std::vector<int> other_ways(Pix* pix, std::size_t characters) {
    int degrees = 0;
    float sure = 0, script_sure = 0;
    const char* script = nullptr;
    if (can_turn_) {
      turn_.SetImage(pix);
      const bool known = turn_.DetectOrientationScript(&degrees, &sure, &script, &script_sure);
      turn_.Clear();
      // It tells by how much the page is turned clockwise.
      if (known && sure > 1) return degrees == 0 ? std::vector<int>{} : std::vector<int>{360 - degrees};
    }
    return characters == 0 ? std::vector<int>{} : std::vector<int>{90, 270, 180};
  }

  OcrPage read(Pix* pix, int turned) {
    OcrPage page;
    page.turned = turned;
    const PixPointer rotated(turned == 0 ? pixClone(pix) : pixRotateOrth(pix, turned / 90));
    if (!rotated) return page;
    text_.SetImage(rotated.get());
    if (dpi_ > 0) text_.SetSourceResolution(dpi_);
    tesseract::ETEXT_DESC monitor;
    monitor.cancel = is_past;
    monitor.cancel_this = &end_;
    text_.Recognize(&monitor);
    page.complete = processor_time() < end_;
    collect(page);
    text_.Clear();
    return page;
  }

  void collect(OcrPage& page) {
    using tesseract::RIL_BLOCK, tesseract::RIL_PARA, tesseract::RIL_TEXTLINE;
    const std::unique_ptr<tesseract::ResultIterator> at(text_.GetIterator());
    if (!at) return;
    do {
      const std::unique_ptr<char[]> text(at->GetUTF8Text(RIL_TEXTLINE));
      if (!text) continue;
      OcrLine line;
      line.text = text.get();
      while (!line.text.empty() && static_cast<unsigned char>(line.text.back()) <= ' ') line.text.pop_back();
      if (line.text.empty()) continue;
      int right = 0, bottom = 0;
      at->BoundingBox(RIL_TEXTLINE, &line.left, &line.top, &right, &bottom);
      line.width = right - line.left;
      line.height = bottom - line.top;
      line.confidence = static_cast<int>(at->Confidence(RIL_TEXTLINE));
      line.begins_block = at->IsAtBeginningOf(RIL_PARA) || at->IsAtBeginningOf(RIL_BLOCK);
      page.lines.push_back(std::move(line));
    } while (at->Next(RIL_TEXTLINE));
  }

  static constexpr int kLeastDpi = 100, kMostDpi = 1'200;

  tesseract::TessBaseAPI text_, turn_;
  bool can_turn_ = false;
  std::chrono::nanoseconds end_{0};
  int dpi_ = 0;
};

}  // namespace

bool ocr_available() {
  return true;
}

Result<std::unique_ptr<Ocr>> start_ocr(const std::string& languages) {
  const bool named =
      languages.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_+") == std::string::npos;
  if (languages.empty() || !named)
    return fail(ErrorKind::invalid_argument, "an OCR language is named like eng or eng+cym");
  setMsgSeverity(L_SEVERITY_NONE);
  auto engine = std::make_unique<Tesseract>();
  if (Status started = engine->start(languages); !started) return tl::unexpected(started.error());
  return engine;
}

}  // namespace trawl::extractors
