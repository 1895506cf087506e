// Packages and objects of OLE 1: see ole_package.h.
#include "extractors/ole_package.h"

#include "extractors/little_endian.h"

namespace trawl::extractors {
namespace {

// Takes values off the front; `good` goes when the bytes end too soon.
struct Taker {
  std::string_view rest;
  bool good = true;

  std::string_view take(std::size_t size) {
    if (size > rest.size()) {
      good = false;
      size = rest.size();
    }
    const std::string_view taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
  }
  std::uint32_t number(std::size_t size) { return static_cast<std::uint32_t>(little_endian(take(size), 0, size)); }
  std::string_view zero_terminated() {
    const std::string_view text = until_zero(rest);
    take(text.size() + 1);
    return text;
  }
  std::string_view counted() { return until_zero(take(number(4))); }
};

}  // namespace

std::optional<OlePackage> ole_package(std::string_view data) {
  constexpr std::uint32_t kEmbedded = 3;
  Taker taker{data};
  if (taker.number(2) != 2) return std::nullopt;
  OlePackage package;
  package.label = taker.zero_terminated();
  package.path = taker.zero_terminated();
  taker.number(2);
  if (taker.number(2) != kEmbedded) return std::nullopt;
  taker.counted();  // a temporary copy's path
  const std::uint32_t size = taker.number(4);
  if (!taker.good) return std::nullopt;
  package.bytes = taker.take(size);
  return package;
}

std::string_view ole10_native_data(std::string_view stream) {
  return stream.substr(stream.size() < 4 ? stream.size() : 4).substr(0, little32(stream, 0));
}

std::optional<Ole1Object> ole1_object(std::string_view bytes) {
  constexpr std::uint32_t kLink = 1, kEmbedded = 2;
  Taker taker{bytes};
  taker.number(4);  // version
  const std::uint32_t kind = taker.number(4);
  if (kind != kLink && kind != kEmbedded) return std::nullopt;
  Ole1Object object;
  object.class_name = taker.counted();
  object.topic = taker.counted();
  taker.counted();  // item
  if (!taker.good) return std::nullopt;
  if (kind == kEmbedded) object.data = taker.take(taker.number(4));
  return object;
}

std::string_view file_name_of_path(std::string_view path) { return path.substr(path.find_last_of("\\/") + 1); }

}  // namespace trawl::extractors
