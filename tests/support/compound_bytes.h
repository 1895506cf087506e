// Streams and compound files made by tests. Needs trawl_extractors.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extractors/compound_writer.h"

namespace trawl::test {

using extractors::CompoundFile;
using extractors::CompoundNode;

inline std::string le16(std::uint32_t value) { return {static_cast<char>(value), static_cast<char>(value >> 8)}; }
inline std::string le32(std::uint32_t value) { return le16(value) + le16(value >> 16); }
inline std::string le64(std::uint64_t value) {
  return le32(static_cast<std::uint32_t>(value)) + le32(static_cast<std::uint32_t>(value >> 32));
}
// ASCII as UTF-16LE.
inline std::string wide(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) out.append({c, '\0'});
  return out;
}

inline CompoundNode stream_node(std::string name, std::string bytes) {
  return {std::move(name), CompoundFile::Kind::stream, std::move(bytes)};
}
inline CompoundNode storage_node(std::string name, std::vector<CompoundNode> children) {
  return {std::move(name), CompoundFile::Kind::storage, {}, {}, std::move(children)};
}
inline std::string compound_of(std::vector<CompoundNode> children) {
  return extractors::compound_bytes(storage_node("Root Entry", std::move(children))).value();
}

}  // namespace trawl::test
