// Lists of properties in TNEF: see tnef_properties.h.
#include "extractors/tnef_properties.h"

#include <algorithm>

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

std::size_t padded(std::size_t size) { return (size + 3) / 4 * 4; }

class PropertyList {
 public:
  PropertyList(std::string_view data, std::size_t& at) : data_(data), at_(at) {}

  bool read(MapiProperties& out) {
    for (std::uint32_t count = number(); count > 0 && good_; --count) {
      MapiProperty property;
      const std::uint32_t tag = number();
      property.id = static_cast<std::uint16_t>(tag >> 16);
      property.type = static_cast<std::uint16_t>(tag & ~std::uint32_t{kMapiMultiple} & 0xFFFF);
      if (property.id >= 0x8000) property.name = name();
      values((tag & kMapiMultiple) != 0, property);
      if (!property.values.empty()) out.add(std::move(property));
    }
    return good_;
  }

 private:
  // Sizes are checked before anything is taken, so counts that lie end the list.
  std::string_view take(std::size_t size) {
    const std::size_t whole = padded(size);
    if (!good_ || at_ > data_.size() || data_.size() - at_ < size) {
      good_ = false;
      return {};
    }
    const std::string_view taken = data_.substr(at_, size);
    at_ += std::min(whole, data_.size() - at_);
    return taken;
  }
  std::uint32_t number() { return little32(take(4), 0); }

  MapiName name() {
    constexpr std::uint32_t kByNumber = 0;
    MapiName name;
    take(name.set.size()).copy(name.set.data(), name.set.size());
    if (number() == kByNumber) {
      name.number = number();
      return name;
    }
    name.text = until_zero(utf16_text(take(number())));
    return name;
  }

  void values(bool several, MapiProperty& property) {
    const std::size_t size = mapi_fixed_size(property.type);
    const bool variable = property.type == mapi_string8 || property.type == mapi_unicode ||
                          property.type == mapi_binary || property.type == mapi_object;
    if (size == 0 && !variable) {
      if (property.type > 1) good_ = false;  // unspecified and null have no value; others no size that is known
      return;
    }
    const std::uint32_t count = several || variable ? number() : 1;
    for (std::uint32_t i = 0; i < count && good_; ++i) {
      const std::string_view value = take(variable ? number() : size);
      if (good_) property.values.emplace_back(value);
    }
  }

  std::string_view data_;
  std::size_t& at_;
  bool good_ = true;
};

}  // namespace

bool read_tnef_properties(std::string_view data, std::size_t& at, MapiProperties& out) {
  return PropertyList(data, at).read(out);
}

}  // namespace trawl::extractors
