// Sensitive: text that identifies a person. It cannot be printed or copied by accident, and its
// memory is wiped when it goes. reveal() is the one way out; clone() says that a copy is meant.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace trawl {

// Overwrites the bytes in a way that the compiler does not remove.
void wipe(void* bytes, std::size_t size);

class Sensitive {
 public:
  Sensitive() = default;
  explicit Sensitive(std::string_view text) : text_(text) {}
  Sensitive(Sensitive&& other) noexcept { *this = std::move(other); }
  Sensitive& operator=(Sensitive&& other) noexcept {
    if (this == &other) return *this;
    clear();
    text_.swap(other.text_);
    return *this;
  }
  Sensitive(const Sensitive&) = delete;
  Sensitive& operator=(const Sensitive&) = delete;
  ~Sensitive() { clear(); }

  std::string_view reveal() const { return text_; }
  Sensitive clone() const { return Sensitive(text_); }
  bool empty() const { return text_.empty(); }
  bool operator==(const Sensitive& other) const { return text_ == other.text_; }

 private:
  void clear() {
    wipe(text_.data(), text_.size());
    text_.clear();
  }
  std::string text_;
};

}  // namespace trawl
