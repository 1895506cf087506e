// The binary form of a recurrence: see mapi_recurrence.h.
#include "extractors/mapi_recurrence.h"

#include <algorithm>

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

enum Override : std::uint32_t { subject = 0x0001, location = 0x0010 };
// The fields of four bytes that an exception may have between its texts and behind them.
constexpr std::uint32_t kBetween[] = {0x0002, 0x0004, 0x0008}, kBehind[] = {0x0020, 0x0040, 0x0080, 0x0100};

class Recurrence {
 public:
  explicit Recurrence(std::string_view bytes) : bytes_(bytes) {}

  std::vector<RecurrenceText> texts() {
    skip_pattern();
    skip(16);  // versions, and the times of day
    std::vector<std::uint32_t> flags;
    for (std::uint32_t count = number(2); count > 0 && at_ < bytes_.size(); --count) flags.push_back(exception());
    const std::uint32_t reserved = number(4);
    skip(reserved);
    for (const std::uint32_t each : flags) extended(each);
    return std::move(texts_);
  }

 private:
  std::uint32_t number(std::size_t size) {
    const auto value = static_cast<std::uint32_t>(little_endian(bytes_, at_, size));
    skip(size);
    return value;
  }
  void skip(std::uint64_t size) { at_ += std::min<std::uint64_t>(size, bytes_.size() - at_); }
  void skip_sized() { skip(number(4)); }

  // 2.2.1.44.1
  void skip_pattern() {
    skip(6);
    const std::uint32_t type = number(2);
    const bool nth = type == 0x3 || type == 0xB;
    skip(14 + (type == 0 ? 0 : nth ? 8 : 4));
    skip(12);
    skip(std::uint64_t{number(4)} * 4);  // days left out
    skip(std::uint64_t{number(4)} * 4);  // days changed
    skip(8);
  }

  void take(std::string_view label, std::size_t size, bool wide) {
    const std::string_view raw = bytes_at(bytes_, at_, size);
    skip(size);
    texts_.push_back({label, wide ? utf16_text(raw) : code_page_text(raw, 1252)});
  }

  // 2.2.1.44.2; its texts, in 8 bits a character, follow once more in Unicode.
  std::uint32_t exception() {
    skip(12);
    const std::uint32_t flags = number(2);
    if ((flags & subject) != 0) narrow("Subject");
    for (const std::uint32_t flag : kBetween) skip((flags & flag) != 0 ? 4 : 0);
    if ((flags & location) != 0) narrow("Location");
    for (const std::uint32_t flag : kBehind) skip((flags & flag) != 0 ? 4 : 0);
    return flags;
  }
  void narrow(std::string_view label) {
    skip(2);
    take(label, number(2), false);
  }

  // 2.2.1.44.4
  void extended(std::uint32_t flags) {
    skip_sized();
    skip_sized();
    if ((flags & (subject | location)) == 0) return;
    skip(12);
    if ((flags & subject) != 0) take("Subject", std::size_t{number(2)} * 2, true);
    if ((flags & location) != 0) take("Location", std::size_t{number(2)} * 2, true);
    skip_sized();
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::vector<RecurrenceText> texts_;
};

}  // namespace

std::vector<RecurrenceText> recurrence_texts(std::string_view bytes) {
  return Recurrence(bytes).texts();
}

}  // namespace trawl::extractors
