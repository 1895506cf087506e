// JsonWriter: JSON text (RFC 8259) in the order in which it is written, so that outputs are stable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trawl::reports {

class JsonWriter {
 public:
  enum class Layout { pretty, line };  // two spaces of indent; or one line, for JSON Lines
  explicit JsonWriter(Layout layout) : layout_(layout) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  // Invalid UTF-8 becomes U+FFFD.
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(std::uint64_t number);
  JsonWriter& value(bool truth);
  JsonWriter& null();
  JsonWriter& raw(std::string_view json);  // a value that is JSON text already

  template <typename T>
  JsonWriter& field(std::string_view name, T&& content) {
    key(name);
    return value(std::forward<T>(content));
  }
  // null where the time or size is not known
  JsonWriter& time_field(std::string_view name, std::int64_t seconds);
  JsonWriter& size_field(std::string_view name, std::uint64_t bytes);

  // The text so far, with a line end, when everything that was begun is ended.
  std::string take();

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void before_value();
  void new_line();

  Layout layout_;
  std::string out_;
  std::size_t depth_ = 0;
  bool first_ = true;  // nothing yet in the innermost bracket
  bool after_key_ = false;
};

}  // namespace trawl::reports
