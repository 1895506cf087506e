// Events out of shared memory: see event_reader.h.
#include "scanner/worker/event_reader.h"

#include <algorithm>
#include <atomic>
#include <cstring>

#include "core/sensitive.h"

namespace trawl::scanner {
namespace {

// Another process may write here meanwhile: the compiler must not read again from `from` what it copied.
void copy_once(void* to, const char* from, std::size_t bytes) {
  std::memcpy(to, from, bytes);
  std::atomic_signal_fence(std::memory_order_seq_cst);
}

}  // namespace

EventReader::Next EventReader::next(std::size_t half, Event& event) {
  const std::size_t published = area_.published(half).load(std::memory_order_acquire);
  std::size_t& taken = taken_[half];
  if (published == taken) return Next::nothing;
  if (published < taken || published > area_.half_bytes()) return Next::invalid;
  const std::size_t left = published - taken;
  RecordHeader header;
  if (left < sizeof header) return Next::invalid;
  const char* at = area_.half(half) + taken;
  copy_once(&header, at, sizeof header);
  if (header.bytes < sizeof header || header.bytes > left || header.bytes % 8 != 0) return Next::invalid;
  if (copy_.size() < header.bytes) {
    wipe();  // a vector that grows frees its old memory as it is
    copy_ = std::vector<char>(std::max<std::size_t>(header.bytes, 64 * 1024));
  }
  copy_once(copy_.data(), at, header.bytes);
  copy_used_ = std::max<std::size_t>(copy_used_, header.bytes);
  if (!unpack({copy_.data(), header.bytes}, event)) return Next::invalid;
  if (event.kind == EventKind::text && event.block.text.size() > block_bytes_) return Next::invalid;
  taken += header.bytes;
  return Next::event;
}

void EventReader::release(std::size_t half) {
  const std::size_t used = std::min<std::size_t>(area_.published(half).load(), area_.half_bytes());
  trawl::wipe(area_.half(half), std::max(used, taken_[half]));
  area_.published(half).store(0, std::memory_order_release);
  taken_[half] = 0;
}

void EventReader::wipe() {
  if (copy_used_ > 0) trawl::wipe(copy_.data(), copy_used_);
  copy_used_ = 0;
}

}  // namespace trawl::scanner
