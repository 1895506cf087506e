// Metered: a source that counts what is read out of it and stops when it unpacks to more than the limits allow.
#pragma once

#include <algorithm>
#include <optional>

#include "core/limits.h"
#include "extractors/source.h"

namespace trawl::extractors {

// Bytes that one top-level file may still unpack to.
struct Allowance {
  std::uint64_t left;
  bool spent = false;
};

class Metered final : public Source {
 public:
  // The allowance is shared by all parts of a tree; null: the top, which is unpacked from nothing.
  Metered(Source& source, const Limits& limits, Allowance* allowance, std::uint64_t packed)
      : source_(source), allowance_(allowance) {
    if (allowance_ != nullptr) most_ = std::max(limits.ratio_floor, saturated(packed, limits.ratio));
    ratio_ = limits.ratio;
  }

  Result<std::size_t> read(std::span<char> out) override {
    if (exceeded_) return tl::unexpected(*exceeded_);
    auto count = source_.read(out);
    if (!count) return count;
    at_ += *count;
    if (!charge(at_)) return tl::unexpected(*exceeded_);
    return count;
  }

  Result<std::string_view> whole(std::uint64_t limit) override {
    if (exceeded_) return tl::unexpected(*exceeded_);
    const std::uint64_t allowed = allowed_bytes();
    auto bytes = source_.whole(std::min(limit, allowed));
    if (!bytes) {
      if (bytes.error().kind == ErrorKind::over_limit && allowed < limit) charge(allowed + 1);
      return exceeded_ ? Result<std::string_view>(tl::unexpected(*exceeded_)) : bytes;
    }
    if (!charge(bytes->size())) return tl::unexpected(*exceeded_);
    return bytes;
  }

  Result<std::string_view> peek(std::size_t size) override {
    auto bytes = source_.peek(size);
    if (bytes && !charge(bytes->size())) return tl::unexpected(*exceeded_);
    return bytes;
  }

  std::optional<std::uint64_t> size() const override { return source_.size(); }
  int descriptor() const override { return source_.descriptor(); }
  std::optional<Error> broken() const override { return source_.broken(); }

  // Bytes that were read so far: what has been unpacked into its children cannot come from more.
  std::uint64_t consumed() const { return counted_; }
  const std::optional<Error>& exceeded() const { return exceeded_; }

 private:
  static std::uint64_t saturated(std::uint64_t a, std::uint64_t b) {
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? ~0ull : product;
  }

  std::uint64_t allowed_bytes() const {
    if (allowance_ == nullptr) return ~0ull - 1;
    return std::min(most_, counted_ + allowance_->left);
  }

  bool charge(std::uint64_t reached) {
    if (reached <= counted_) return !exceeded_;
    const std::uint64_t more = reached - counted_;
    counted_ = reached;
    if (allowance_ == nullptr) return true;
    if (more > allowance_->left) {
      allowance_->left = 0;
      allowance_->spent = true;
      exceeded_ = Error{ErrorKind::over_limit, "unpacks to more bytes than one file may"};
    } else {
      allowance_->left -= more;
      if (counted_ > most_) {
        exceeded_ = Error{ErrorKind::over_limit, "unpacks to more than " + std::to_string(ratio_) + " times its size"};
      }
    }
    return !exceeded_;
  }

  Source& source_;
  Allowance* allowance_;
  std::uint64_t most_ = ~0ull;
  std::uint32_t ratio_ = 0;
  std::uint64_t at_ = 0;
  std::uint64_t counted_ = 0;
  std::optional<Error> exceeded_;
};

}  // namespace trawl::extractors
