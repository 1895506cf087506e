// Blocks of postings.
#include "index/postings.h"

#include "index/packing.h"

namespace trawl::index {
namespace {

constexpr std::uint64_t kCountsInHead = 31;

unsigned bytes_needed(std::uint64_t value) {
  return value == 0 ? 1 : (64 - static_cast<unsigned>(__builtin_clzll(value)) + 7) / 8;
}

}  // namespace

std::size_t BlockBuilder::size_with_entry() const {
  constexpr std::size_t kLongestHead = 1 + 8 + 5;
  return 8 + out_.size() + kLongestHead + ids_.size();
}

bool BlockBuilder::add(const Posting& posting) {
  constexpr std::size_t kLongestNumber = 10;
  const bool fresh = empty();
  const bool same = !fresh && posting.token == current_;
  if (!fresh && size_with_entry() + (same ? 0 : 14) + kLongestNumber > kBlockBytes) return false;
  if (fresh) first_ = previous_ = posting.token;
  if (!same) {
    close_entry();
    current_ = posting.token;
  }
  append_number(ids_, count_ == 0 ? posting.id - base_ : posting.id - last_id_);
  last_id_ = posting.id;
  ++count_;
  return true;
}

void BlockBuilder::close_entry() {
  if (count_ == 0) return;
  std::uint64_t delta = current_ - previous_;
  const unsigned length = bytes_needed(delta);
  out_.push_back(static_cast<char>((length - 1) | (count_ <= kCountsInHead ? count_ << 3 : 0)));
  for (unsigned i = 0; i < length; ++i, delta >>= 8) out_.push_back(static_cast<char>(delta));
  if (count_ > kCountsInHead) append_number(out_, count_);
  out_ += ids_;
  ids_.clear();
  count_ = 0;
  previous_ = current_;
}

std::string BlockBuilder::take() {
  close_entry();
  std::string block;
  block.reserve(8 + out_.size());
  append_fixed64(block, first_);
  block += out_;
  out_.clear();
  return block;
}

BlockCursor::BlockCursor(std::string_view block, PartId base)
    : at_(reinterpret_cast<const unsigned char*>(block.data())), end_(at_ + block.size()), base_(base) {
  Unpacker head(block.substr(0, 8));
  posting_.token = head.fixed64();
  if (!head.ok() || block.size() == 8) {
    fail_here();
    return;
  }
  at_ += 8;
  valid_ = true;
  if (read_entry()) read_id();
}

std::uint64_t BlockCursor::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && at_ != end_; shift += 7) {
    const unsigned char byte = *at_++;
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  fail_here();
  return 0;
}

bool BlockCursor::read_entry() {
  if (at_ == end_) {
    valid_ = false;
    return false;
  }
  const unsigned head = *at_++;
  const unsigned length = (head & 7) + 1;
  if (static_cast<std::size_t>(end_ - at_) < length) {
    fail_here();
    return false;
  }
  std::uint64_t delta = 0;
  for (unsigned i = 0; i < length; ++i) delta |= static_cast<std::uint64_t>(at_[i]) << (8 * i);
  at_ += length;
  posting_.token += delta;
  left_ = head >> 3 != 0 ? head >> 3 : number();
  // Every id takes a byte at least; so a count that lies cannot keep anyone busy.
  if (left_ == 0 || left_ > static_cast<std::size_t>(end_ - at_)) fail_here();
  posting_.id = base_;
  return valid_;
}

void BlockCursor::read_id() {
  posting_.id += number();
  --left_;
}

void BlockCursor::next() {
  if (!valid_) return;
  if (left_ == 0 && !read_entry()) return;
  read_id();
}

void BlockCursor::seek(Token token) {
  while (valid_ && posting_.token < token) {
    for (; left_ > 0; --left_) {
      while (at_ != end_ && *at_ >= 0x80) ++at_;
      if (at_ == end_) {
        fail_here();
        return;
      }
      ++at_;
    }
    if (read_entry()) read_id();
  }
}

}  // namespace trawl::index
