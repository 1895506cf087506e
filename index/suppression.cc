// The packed form of the list: a version byte, then the members in their order.
#include "index/suppression.h"

#include "index/packing.h"

namespace trawl::index {
namespace {

constexpr unsigned char kListVersion = 1;
constexpr std::size_t kLeastValue = 10;  // bytes
constexpr std::size_t kLeastEntry = 8;

}  // namespace

std::string pack(const SuppressionList& list) {
  std::string out(1, static_cast<char>(kListVersion));
  append_number(out, list.next_id);
  append_number(out, list.entries.size());
  for (const Suppression& entry : list.entries) {
    append_number(out, entry.id);
    append_number(out, entry.values.size());
    for (const SuppressedValue& value : entry.values) {
      append_string(out, value.kind);
      append_string(out, value.shown);
      append_fixed64(out, value.token);
    }
    for (const std::string* text : {&entry.place, &entry.reason, &entry.label, &entry.who}) append_string(out, *text);
    append_signed(out, entry.added);
    append_signed(out, entry.until);
  }
  return out;
}

Result<SuppressionList> unpack_suppressions(std::string_view packed) {
  Unpacker in(packed);
  SuppressionList list;
  if (in.byte() != kListVersion) in.refuse();
  list.next_id = in.number();
  list.entries.resize(in.count(kLeastEntry));
  for (Suppression& entry : list.entries) {
    entry.id = in.number();
    entry.values.resize(in.count(kLeastValue));
    for (SuppressedValue& value : entry.values) {
      value.kind = in.string();
      value.shown = in.string();
      value.token = in.fixed64();
    }
    for (std::string* text : {&entry.place, &entry.reason, &entry.label, &entry.who}) *text = in.string();
    entry.added = in.signed_number();
    entry.until = in.signed_number();
    if (entry.values.empty() && entry.place.empty()) in.refuse();  // it would leave out everything
  }
  if (!in.done()) return fail(ErrorKind::damaged, "the list of suppressions in the index is not in its format");
  return list;
}

}  // namespace trawl::index
