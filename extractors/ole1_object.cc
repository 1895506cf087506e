// Objects of OLE 1: see ole1_object.h.
#include "extractors/ole1_object.h"

#include "extractors/ole_bytes.h"

namespace trawl::extractors {

std::optional<Ole1Object> ole1_object(std::string_view bytes) {
  constexpr std::uint32_t kLink = 1, kEmbedded = 2;
  const std::uint32_t kind = little32(bytes, 4);
  if (kind != kLink && kind != kEmbedded) return std::nullopt;
  std::size_t at = 8;
  const auto counted = [&] {
    const std::uint32_t size = little32(bytes, at);
    const std::string_view text = until_zero(bytes_at(bytes, at + 4, size));
    at += std::size_t{4} + size;
    return text;
  };
  Ole1Object object;
  object.class_name = counted();
  object.topic = counted();
  counted();  // item
  if (at > bytes.size()) return std::nullopt;
  if (kind == kEmbedded) object.native = bytes_at(bytes, at, std::size_t{4} + little32(bytes, at));
  return object;
}

}  // namespace trawl::extractors
