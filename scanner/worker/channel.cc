// Messages over a socket pair: see channel.h.
#include "scanner/worker/channel.h"

#include <sys/socket.h>
#include <sys/time.h>

#include <cerrno>
#include <cstring>

#include "core/sensitive.h"

namespace trawl::scanner {
namespace {

union ControlBytes {
  char bytes[CMSG_SPACE(sizeof(int))];
  cmsghdr alignment;
};

Descriptor passed_descriptor(msghdr& header) {
  Descriptor found;
  for (cmsghdr* part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    if (part->cmsg_len != CMSG_LEN(sizeof(int))) continue;
    int number = -1;
    std::memcpy(&number, CMSG_DATA(part), sizeof number);
    found = Descriptor(number);
  }
  return found;
}

}  // namespace

void Channel::set_patience(std::chrono::microseconds patience) {
  if (patience == patience_) return;
  patience_ = patience;
  timeval time{};
  time.tv_sec = patience.count() / 1'000'000;
  time.tv_usec = patience.count() % 1'000'000;
  setsockopt(socket_.number(), SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
}

bool Channel::send(std::string_view bytes, int descriptor) {
  iovec piece{const_cast<char*>(bytes.data()), bytes.size()};
  msghdr header{};
  header.msg_iov = &piece;
  header.msg_iovlen = 1;
  ControlBytes control{};
  if (descriptor >= 0) {
    header.msg_control = control.bytes;
    header.msg_controllen = sizeof control.bytes;
    cmsghdr* part = CMSG_FIRSTHDR(&header);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(part), &descriptor, sizeof descriptor);
  }
  ssize_t sent = 0;
  do {
    sent = sendmsg(socket_.number(), &header, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(bytes.size());
}

Receipt Channel::receive(std::string_view& message, Descriptor* descriptor) {
  iovec piece{buffer_.data(), buffer_.size()};
  msghdr header{};
  header.msg_iov = &piece;
  header.msg_iovlen = 1;
  ControlBytes control{};
  if (descriptor != nullptr) {
    header.msg_control = control.bytes;
    header.msg_controllen = sizeof control.bytes;
  }
  ssize_t received = recvmsg(socket_.number(), &header, MSG_CMSG_CLOEXEC);
  // Said once when the other side died with unread messages; what it sent before is still there.
  if (received < 0 && errno == ECONNRESET) received = recvmsg(socket_.number(), &header, MSG_CMSG_CLOEXEC);
  if (received < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return Receipt::nothing_yet;
  if (received <= 0) return Receipt::closed;
  if (descriptor != nullptr) *descriptor = passed_descriptor(header);
  used_ = static_cast<std::size_t>(received);
  message = {buffer_.data(), used_};
  return Receipt::message;
}

void Channel::wipe() { trawl::wipe(buffer_.data(), used_); }

}  // namespace trawl::scanner
