// Events into shared memory: see event_writer.h.
#include "scanner/worker/event_writer.h"

#include <algorithm>

#include "core/utf8.h"

namespace trawl::scanner {

bool EventWriter::text(const TextBlock& block) {
  TextBlock piece = block;
  std::string_view left = block.text;
  while (left.size() > block_bytes_) {
    const std::size_t cut = std::max<std::size_t>(character_start(left, block_bytes_), 1);
    piece.text = left.substr(0, cut);
    if (!write(record_of(piece))) return false;
    if (piece.line != 0) piece.line += std::count(piece.text.begin(), piece.text.end(), '\n');
    left.remove_prefix(cut);
  }
  piece.text = left;
  return write(record_of(piece));
}

bool EventWriter::write(const Record& record) {
  if (host_gone_) return false;
  if (used_ + record.header.bytes > area_.half_bytes() && !turn()) return false;
  pack(record, area_.half(half_) + used_);
  used_ += record.header.bytes;
  area_.published(half_).store(static_cast<std::uint32_t>(used_), std::memory_order_release);
  return area_.stop().load(std::memory_order_relaxed) == 0;
}

// Hands the full half to the host and goes on in the other, once that is empty.
bool EventWriter::turn() {
  free_[half_] = false;
  host_gone_ = !channel_.send(bytes_of({MessageType::half_full, static_cast<std::uint32_t>(half_)}));
  half_ = 1 - half_;
  used_ = 0;
  while (!host_gone_ && !free_[half_]) {
    std::string_view bytes;
    const Receipt receipt = channel_.receive(bytes);
    if (receipt == Receipt::nothing_yet) continue;
    const auto message = control_message(receipt == Receipt::message ? bytes : std::string_view());
    host_gone_ = !message || message->type != MessageType::half_free || message->value >= SharedArea::kHalves;
    if (!host_gone_) free_[message->value] = true;
  }
  return !host_gone_;
}

}  // namespace trawl::scanner
