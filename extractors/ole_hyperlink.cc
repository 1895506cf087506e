// Hyperlink objects: see ole_hyperlink.h.
#include "extractors/ole_hyperlink.h"

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

class Object {
 public:
  explicit Object(std::string_view bytes) : bytes_(bytes) {}

  std::vector<std::string> read() {
    if (little32(bytes_, 0) != 2) return {};
    const std::uint32_t flags = little32(bytes_, 4);
    at_ = 8;
    if ((flags & 0x10) != 0) string();  // the name that is shown
    if ((flags & 0x80) != 0) string();  // the name of the frame
    if ((flags & 0x101) == 0x101) string();
    if ((flags & 0x101) == 0x001) moniker();
    if ((flags & 0x08) != 0) string();
    return std::move(texts_);
  }

 private:
  void add(std::string text) {
    text.resize(until_zero(text).size());
    if (!text.empty()) texts_.push_back(std::move(text));
  }

  void string() {
    const std::size_t size = static_cast<std::size_t>(little32(bytes_, at_)) * 2;
    add(utf16_text(bytes_at(bytes_, at_ + 4, size)));
    at_ += 4 + size;
  }

  // [MS-OSHARED] 2.3.7.2; the first four bytes of the class tell the URL and the file apart.
  void moniker() {
    constexpr std::uint32_t kUrl = 0x79EAC9E0;
    constexpr std::uint32_t kFile = 0x00000303;
    const std::uint32_t type = little32(bytes_, at_);
    at_ += 16;
    if (type == kUrl) {
      const std::size_t size = little32(bytes_, at_);
      add(utf16_text(bytes_at(bytes_, at_ + 4, size)));
      at_ += 4 + size;
    } else if (type == kFile) {
      const std::size_t size = little32(bytes_, at_ + 2);
      std::string path = code_page_text(bytes_at(bytes_, at_ + 6, size), 1252);
      at_ += 6 + size + 24;
      const std::size_t wide = little32(bytes_, at_);
      if (wide > 0) path = utf16_text(bytes_at(bytes_, at_ + 10, little32(bytes_, at_ + 4)));
      add(std::move(path));
      at_ += 4 + wide;
    } else {
      at_ = bytes_.size();
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::vector<std::string> texts_;
};

}  // namespace

std::vector<std::string> hyperlink_texts(std::string_view object) { return Object(object).read(); }

}  // namespace trawl::extractors
