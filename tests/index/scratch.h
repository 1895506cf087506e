// What the tests of the index share: a directory that goes when the test ends, and keys.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "index/index.h"

namespace trawl::index {

class Scratch {
 public:
  Scratch() {
    // In memory where there is such a place: thousands of commits wait for the disk otherwise.
    const std::filesystem::path memory = "/dev/shm";
    const bool usable = ::access(memory.c_str(), W_OK) == 0;
    std::string name = ((usable ? memory : std::filesystem::temp_directory_path()) / "trawl-index-XXXXXX").native();
    if (::mkdtemp(name.data()) == nullptr) ADD_FAILURE() << "no temporary directory";
    path_ = name;
  }
  ~Scratch() { std::filesystem::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline Key new_key(const Scratch& scratch, const char* name = "key") {
  Result<Key> key = Key::create_file(scratch / name);
  if (!key) ADD_FAILURE() << key.error().message;
  return std::move(*key);
}

inline std::unique_ptr<Writer> open_writer(const std::filesystem::path& path, const Key& key,
                                           const Writer::Options& options = {}) {
  auto writer = Writer::open(path, key, std::nullopt, options);
  if (!writer) ADD_FAILURE() << writer.error().message;
  return writer ? std::move(*writer) : nullptr;
}

inline std::unique_ptr<Reader> open_reader(const std::filesystem::path& path, const Key& key) {
  auto reader = Reader::open(path, key);
  if (!reader) ADD_FAILURE() << reader.error().message;
  return reader ? std::move(*reader) : nullptr;
}

inline PartRecord record_named(std::string name) {
  PartRecord record;
  record.locator.hops = {std::move(name)};
  record.media_type = "text/plain";
  return record;
}

inline PartEntry entry_of(const Key& key, PartId id, const PartRecord& record, std::vector<Token> tokens) {
  return {id, key.seal(pack(record), part_purpose(id)), std::move(tokens)};
}

}  // namespace trawl::index
