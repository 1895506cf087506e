// Sources over memory, files and functions: see source.h.
#include "extractors/source.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace trawl::extractors {
namespace {

tl::unexpected<Error> too_large(std::uint64_t limit) {
  return fail(ErrorKind::over_limit,
              "larger than the " + std::to_string(limit >> 20) + " MiB that are read as a whole");
}

class MemorySource final : public Source {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}

  Result<std::size_t> read(std::span<char> out) override {
    const std::size_t count = std::min(out.size(), bytes_.size() - at_);
    if (count > 0) std::memcpy(out.data(), bytes_.data() + at_, count);
    at_ += count;
    return count;
  }
  Result<std::string_view> whole(std::uint64_t limit) override {
    if (bytes_.size() > limit) return too_large(limit);
    return bytes_;
  }
  Result<std::string_view> peek(std::size_t size) override { return bytes_.substr(0, std::min(size, kPeek)); }
  std::optional<std::uint64_t> size() const override { return bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

class FileSource final : public Source {
 public:
  explicit FileSource(int descriptor) : descriptor_(descriptor) {
    struct stat status {};
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) size_ = static_cast<std::uint64_t>(status.st_size);
  }

  Result<std::size_t> read(std::span<char> out) override {
    auto count = read_at(out, at_);
    if (count) at_ += *count;
    return count;
  }

  // A file that grows meanwhile is read to the end that it has when the end is reached.
  Result<std::string_view> whole(std::uint64_t limit) override {
    if (whole_) return whole_->size() > limit ? Result<std::string_view>(too_large(limit)) : std::string_view(*whole_);
    if (size_ && *size_ > limit) return too_large(limit);
    if (head_complete_ && head_.size() <= limit) return std::string_view(head_);
    std::string bytes;
    std::size_t filled = 0;
    for (;;) {
      if (filled > limit) return too_large(limit);
      if (filled == bytes.size()) bytes.resize(filled == 0 ? size_.value_or(kPeek) + 1 : filled * 2);
      const auto count = read_at({bytes.data() + filled, bytes.size() - filled}, filled);
      if (!count) return tl::unexpected(count.error());
      if (*count == 0) break;
      filled += *count;
    }
    bytes.resize(filled);
    whole_ = std::move(bytes);
    return std::string_view(*whole_);
  }

  Result<std::string_view> peek(std::size_t size) override {
    size = std::min(size, kPeek);
    if (!head_complete_ && head_.size() < size) {
      const Status filled = fill_head(size);
      if (!filled) return tl::unexpected(filled.error());
    }
    return std::string_view(head_).substr(0, size);
  }

  std::optional<std::uint64_t> size() const override { return size_; }
  int descriptor() const override { return descriptor_; }

 private:
  // Has head_ hold `size` bytes, or all; room for one more than the file has, since most files are small.
  Status fill_head(std::size_t size) {
    std::size_t filled = head_.size();
    head_.resize(std::max<std::size_t>(filled, std::min<std::uint64_t>(size, size_.value_or(size) + 1)));
    Status status;
    while (filled < size && !head_complete_) {
      if (filled == head_.size()) head_.resize(size);  // it grew
      const auto count = read_at({head_.data() + filled, head_.size() - filled}, filled);
      if (!count) {
        status = tl::unexpected(count.error());
        break;
      }
      filled += *count;
      head_complete_ = *count == 0 || (filled < head_.size() && filled == size_);
    }
    head_.resize(filled);
    return status;
  }

  Result<std::size_t> read_at(std::span<char> out, std::uint64_t offset) const {
    for (;;) {
      const ssize_t count = pread(descriptor_, out.data(), out.size(), static_cast<off_t>(offset));
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno == EINTR) continue;
      if (errno == EACCES || errno == EPERM) return fail(ErrorKind::denied, "reading was refused");
      return fail(ErrorKind::io, std::string("reading failed: ") + std::strerror(errno));
    }
  }

  int descriptor_;
  std::uint64_t at_ = 0;
  std::optional<std::uint64_t> size_;
  std::string head_;
  bool head_complete_ = false;
  std::optional<std::string> whole_;
};

// Keeps the first kPeek bytes for peek() and whole(); what is read behind them is not kept.
class PullSource final : public Source {
 public:
  static constexpr std::size_t kFirstRoom = 4096;

  PullSource(Pull& pull, std::optional<std::uint64_t> size) : pull_(pull), size_(size) {}

  Result<std::size_t> read(std::span<char> out) override {
    if (out.empty()) return std::size_t{0};
    fill(std::min<std::uint64_t>(kPeek, at_ + out.size()));
    if (at_ < kept_.size()) {
      const std::size_t count = std::min<std::size_t>(out.size(), kept_.size() - at_);
      std::memcpy(out.data(), kept_.data() + at_, count);
      at_ += count;
      return count;
    }
    if (error_) return tl::unexpected(*error_);
    if (ended_) return std::size_t{0};
    const std::size_t count = pulled(out, at_ > 0);
    if (error_) return tl::unexpected(*error_);
    at_ += count;
    return count;
  }

  Result<std::string_view> whole(std::uint64_t limit) override {
    if (at_ > kept_.size()) return fail(ErrorKind::internal, "read in part before it was asked for as a whole");
    while (!ended_ && !error_ && kept_.size() <= limit) {
      fill(std::min<std::uint64_t>(std::max<std::uint64_t>(kept_.size() * 2, kPeek), limit + 1));
    }
    if (kept_.size() > limit) return too_large(limit);
    if (error_) return tl::unexpected(*error_);
    return std::string_view(kept_);
  }

  Result<std::string_view> peek(std::size_t size) override {
    size = std::min(size, kPeek);
    fill(size);
    if (kept_.empty() && error_) return tl::unexpected(*error_);
    return std::string_view(kept_).substr(0, size);
  }

  std::optional<std::uint64_t> size() const override { return size_; }
  std::optional<Error> broken() const override { return broken_; }

 private:
  // Has kept_ hold `size` bytes, or fewer at the end; nothing once reading went past what is kept.
  void fill(std::size_t size) {
    if (at_ > kept_.size()) return;
    std::size_t filled = kept_.size();
    if (filled >= size || ended_ || error_) return;
    while (filled < size && !ended_ && !error_) {
      if (filled == kept_.size()) kept_.resize(std::min(size, std::max(filled * 2, kFirstRoom)));
      filled += pulled({kept_.data() + filled, kept_.size() - filled}, filled > 0);
    }
    kept_.resize(filled);
  }

  // The next bytes of the function; 0 at their end, wherever that is, and at an error.
  std::size_t pulled(std::span<char> out, bool gave_some) {
    const auto count = pull_.read(out);
    if (!count && gave_some && count.error().kind == ErrorKind::damaged) broken_ = count.error();
    else if (!count) error_ = count.error();
    ended_ = count.value_or(0) == 0;
    return count.value_or(0);
  }

  Pull& pull_;
  std::optional<std::uint64_t> size_;
  std::string kept_;
  std::uint64_t at_ = 0;
  bool ended_ = false;
  std::optional<Error> error_;
  std::optional<Error> broken_;
};

}  // namespace

std::unique_ptr<Source> memory_source(std::string_view bytes) { return std::make_unique<MemorySource>(bytes); }

std::unique_ptr<Source> file_source(int descriptor) { return std::make_unique<FileSource>(descriptor); }

std::unique_ptr<Source> pull_source(Pull& pull, std::optional<std::uint64_t> size) {
  return std::make_unique<PullSource>(pull, size);
}

}  // namespace trawl::extractors
