// Whatever a worker leaves in the shared memory, the host's sink gets one whole tree of valid text, and whatever is
// sent as a message is either taken or refused.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "core/utf8.h"
#include "scanner/worker/event_reader.h"
#include "scanner/worker/reading.h"

namespace {

using namespace trawl;
using namespace trawl::scanner;

void demand(bool condition) {
  if (!condition) std::abort();
}

constexpr std::size_t kHalf = 64 * 1024;
constexpr std::uint64_t kBlock = 4096;

class CheckingSink : public PartSink {
 public:
  bool enter(const PartHeader& header) override {
    demand(depth_ > 0 || roots_++ == 0);
    demand(header.name.size() <= kMaxName && valid_utf8(header.media_type));
    ++depth_;
    return true;
  }
  bool text(const TextBlock& block) override {
    demand(depth_ > 0 && block.text.size() <= kBlock);
    demand(valid_utf8(block.text) && valid_utf8(block.label) && valid_utf8(block.anchor));
    demand(!name_of(block.kind).empty());
    return ++blocks_ < 100;
  }
  void leave(const Outcome& outcome) override {
    demand(depth_-- > 0);
    demand(valid_utf8(outcome.reason) && !name_of(outcome.kind).empty());
  }
  bool whole() const { return depth_ == 0 && roots_ == 1; }

 private:
  int depth_ = 0, roots_ = 0, blocks_ = 0;
};

void read_half(SharedArea& area, std::string_view bytes, Reading& reading) {
  std::memcpy(area.half(0), bytes.data(), bytes.size());
  area.published(0).store(static_cast<std::uint32_t>(bytes.size()));
  EventReader reader(area, kBlock);
  Event event;
  while (reader.next(0, event) == EventReader::Next::event && reading.take(event)) {
  }
  reader.release(0);
}

}  // namespace

// The first byte says after how many bytes (of 256ths of the rest) the worker dies and is read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > kHalf) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  static_cast<void>(unpack_terms(bytes));
  static_cast<void>(unpack_request(bytes));
  Result<SharedArea> area = SharedArea::create(kHalf);
  if (!area) return 0;
  CheckingSink sink;
  Limits limits;
  limits.crashes = 3;
  Reading reading({}, limits, sink);
  read_half(*area, bytes.substr(0, bytes.size() * data[0] / 256), reading);
  while (reading.died({OutcomeKind::crashed, "died"})) read_half(*area, bytes, reading);
  demand(reading.complete() && sink.whole());
  return 0;
}
