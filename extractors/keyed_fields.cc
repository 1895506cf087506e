// KeyedFields: see keyed_fields.h.
#include "extractors/keyed_fields.h"

#include <algorithm>

#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostKeys = 4096;       // that are remembered as given out
constexpr std::size_t kMostHeld = 64 * 1024;  // bytes of keys that wait for the end of their record

// A key that programs use as a name, rather than one that is data.
bool is_identifier(std::string_view key) {
  return std::all_of(key.begin(), key.end(),
                     [](char c) { return is_ascii_word(c) || c == '_' || c == '-' || c == '$'; });
}

}  // namespace

bool KeyedFields::value(std::string_view text, std::string_view label, std::uint64_t line, std::uint32_t row) {
  return emit(BlockKind::field, text, label, line, row);
}

bool KeyedFields::text(std::string_view text, std::uint64_t line) {
  return emit(BlockKind::text, text, {}, line, 0);
}

bool KeyedFields::key(std::string_view name, std::string_view parent, std::uint64_t line) {
  if (is_identifier(name)) {
    if (given_.size() >= kMostKeys || !given_.emplace(name).second) return true;
  }
  held_.push_back({std::string(name), std::string(parent), line});
  held_bytes_ += sizeof(Key) + name.size() + parent.size();
  return held_bytes_ < kMostHeld || give_keys();
}

bool KeyedFields::give_keys() {
  for (const Key& key : held_) {
    if (!emit(BlockKind::field, key.text, key.label, key.line, 0)) return false;
  }
  held_.clear();
  held_bytes_ = 0;
  return true;
}

bool KeyedFields::emit(BlockKind kind, std::string_view text, std::string_view label, std::uint64_t line,
                       std::uint32_t row) {
  if (text.find_first_not_of(" \t\r\n") == text.npos) return true;
  TextBlock block;
  block.kind = kind;
  block.text = text;
  block.label = label;
  block.line = line;
  block.row = row;
  return out_.text(block);
}

}  // namespace trawl::extractors
