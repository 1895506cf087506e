// Property contexts and the values in them: see pst_properties.h.
#include "extractors/pst_properties.h"

#include <algorithm>

#include "extractors/ole_bytes.h"
#include "extractors/pst_values.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kKey = 2, kData = 6;  // of a record: a property's id; its type and value

bool is_type(std::uint16_t type) {
  const std::uint16_t single = type & ~kMapiMultiple;
  return mapi_fixed_size(single) > 0 || single == mapi_string8 || single == mapi_unicode || single == mapi_binary ||
         single == mapi_object;
}

bool looks_like_records(std::string_view item) {
  if (item.size() < 16 || item.size() % (kKey + kData) != 0) return false;
  for (std::size_t at = 0; at < item.size(); at += kKey + kData) {
    if (!is_type(little16(item, at + 2)) || (at > 0 && little16(item, at) <= little16(item, at - 8))) return false;
  }
  return true;
}

void take_record(const PstHeap& heap, std::string_view record, PstValues& values, PstProperties& out) {
  constexpr std::uint16_t kAttachmentData = 0x3701;
  const std::uint16_t id = little16(record, 0), type = little16(record, 2);
  if (id != kAttachmentData) return values.add(id, type, record.substr(4), out.all);
  out.data_type = type;
  out.data = little32(record, 4);
  if (type != mapi_object) return;
  const std::string_view object = heap.item(out.data);  // 2.3.3.5: node and size
  out.data = little32(object, 0);
  out.whole = out.whole && !object.empty();
}

}  // namespace

PstProperties read_pst_properties(const PstHeap& heap, const PstTerms& terms) {
  PstProperties out;
  PstValues values(heap, terms);
  const auto take = [&](std::string_view record) {
    take_record(heap, record, values, out);
    return true;
  };
  out.whole = heap.for_each_record(heap.root(), kKey, kData, take);
  if (!out.whole && out.all.all().empty()) {  // the records alone are enough
    heap.for_each_item([&](std::string_view item) {
      for (std::size_t at = 0; looks_like_records(item) && at < item.size(); at += kKey + kData) {
        take(item.substr(at, kKey + kData));
      }
      return out.all.all().empty();
    });
  }
  out.whole = out.whole && values.whole();
  out.all.code_page = mapi_code_page(out.all, terms.code_page);
  return out;
}

}  // namespace trawl::extractors
