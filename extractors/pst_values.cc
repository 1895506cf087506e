// Values of properties in heaps: see pst_values.h.
#include "extractors/pst_values.h"

#include <algorithm>

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr std::uint16_t kSubject = 0x0037;

// 2.5.3.1.1.1: a first character of 1 is followed by one that tells the length of "RE: " and its like.
std::string without_prefix_mark(std::string value, std::uint16_t type) {
  const std::size_t unit = type == mapi_unicode ? 2 : 1;
  if (value.size() >= unit * 2 && little_endian(value, 0, unit) == 1) value.erase(0, unit * 2);
  return value;
}

}  // namespace

std::string PstValues::bytes_of(std::uint16_t type, std::string_view raw, std::size_t fixed) {
  if (fixed > 0 && fixed <= raw.size()) return std::string(raw.substr(0, fixed));
  if (type == mapi_boolean && raw.size() == 1) return std::string(raw) + '\0';
  std::string bytes = heap_.value(little32(raw, 0), left_, missing_);
  missing_ = missing_ || (fixed > 0 && bytes.size() < fixed);
  left_ -= std::min<std::uint64_t>(left_, bytes.size());
  return bytes;
}

// 2.3.3.4: values of a fixed size follow each other, others stand behind their number and places.
std::vector<std::string> PstValues::several(std::string_view bytes, std::size_t fixed) {
  constexpr std::size_t kMost = 100'000;
  std::vector<std::string> values;
  const std::size_t stated = fixed > 0 ? bytes.size() / fixed : little32(bytes, 0);
  const std::size_t count = std::min({stated, bytes.size() / (fixed > 0 ? fixed : 4), kMost});
  missing_ = missing_ || count < stated;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t begin = fixed > 0 ? i * fixed : little32(bytes, 4 + i * 4);
    const std::size_t end = fixed > 0 ? begin + fixed : i + 1 < count ? little32(bytes, 8 + i * 4) : bytes.size();
    if (begin > end || end > bytes.size()) {
      missing_ = true;
      continue;
    }
    values.emplace_back(bytes.substr(begin, end - begin));
  }
  return values;
}

void PstValues::add(std::uint16_t id, std::uint16_t type, std::string_view raw, MapiProperties& out) {
  MapiProperty property;
  property.id = id;
  property.type = type & static_cast<std::uint16_t>(~kMapiMultiple);
  if (property.type == mapi_object || property.type <= 1) return;  // no value
  const std::size_t fixed = mapi_fixed_size(property.type);
  if (const MapiName* name = terms_.names.find(id)) property.name = *name;
  if ((type & kMapiMultiple) != 0)
    property.values = several(bytes_of(0, raw, 0), fixed);
  else
    property.values.push_back(bytes_of(property.type, raw, fixed));
  const bool text = property.type == mapi_string8 || property.type == mapi_unicode;
  if (fixed == 0 && !text) property.type = mapi_binary;  // also rules and restrictions
  if (id == kSubject && text && !property.values.empty()) {
    property.values[0] = without_prefix_mark(std::move(property.values[0]), property.type);
  }
  if (!property.values.empty()) out.add(std::move(property));
}

}  // namespace trawl::extractors
