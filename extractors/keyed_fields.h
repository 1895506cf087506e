// KeyedFields: values under their keys as blocks, for formats of keys and values. The keys themselves are text too:
// each that a program uses as a name is given out once, each that is data every time, behind the values of its record.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "extractors/extractor.h"

namespace trawl::extractors {

class KeyedFields {
 public:
  explicit KeyedFields(Extraction& out) : out_(out) {}

  // Each returns false when nothing more is wanted; nothing is given out for what is empty.
  bool value(std::string_view text, std::string_view label, std::uint64_t line, std::uint32_t row);
  bool text(std::string_view text, std::uint64_t line);  // what has no key: remarks, lines of another kind
  bool key(std::string_view name, std::string_view parent, std::uint64_t line);
  bool give_keys();

 private:
  bool emit(BlockKind kind, std::string_view text, std::string_view label, std::uint64_t line, std::uint32_t row);

  struct Key {
    std::string text, label;
    std::uint64_t line;
  };
  Extraction& out_;
  std::unordered_set<std::string> given_;
  std::vector<Key> held_;
  std::size_t held_bytes_ = 0;
};

}  // namespace trawl::extractors
