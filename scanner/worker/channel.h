// Channel: control messages over a SOCK_SEQPACKET socket: whole messages, in order, with at most one descriptor each.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>
#include <vector>

#include "core/descriptor.h"

namespace trawl::scanner {

enum class Receipt { message, nothing_yet, closed };

class Channel {
 public:
  // Of longer messages than max_message bytes the rest is lost; whoever unpacks them notices.
  Channel(Descriptor socket, std::size_t max_message) : socket_(std::move(socket)), buffer_(max_message) {}

  int socket() const { return socket_.number(); }

  // How long receive() waits before it says nothing_yet; without a call for ever.
  void set_patience(std::chrono::microseconds patience);

  // False when the other side is gone. Raises no SIGPIPE.
  bool send(std::string_view bytes, int descriptor = -1);

  // The message is valid until the next call. A descriptor that came with it is taken only where asked for.
  Receipt receive(std::string_view& message, Descriptor* descriptor = nullptr);

  // Overwrites what was received last.
  void wipe();

 private:
  Descriptor socket_;
  std::vector<char> buffer_;
  std::size_t used_ = 0;
  std::chrono::microseconds patience_{0};  // 0: for ever
};

}  // namespace trawl::scanner
