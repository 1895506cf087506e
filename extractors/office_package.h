// OfficePackage: the ZIP file that an OOXML or ODF document is (ECMA-376-2 "Open Packaging
// Conventions", ODF 1.3 part 2), with the limits of what is unpacked from it.
//
// Borrows the bytes of the source. Used by one thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/extractor.h"
#include "extractors/zip_reader.h"

namespace trawl::extractors {

class OfficePackage {
 public:
  static Result<OfficePackage> open(Source& source, Extraction& out);

  // Members; backslashes in their names, which some programs write, are slashes here.
  const std::vector<ZipEntry>& entries() const { return entries_; }
  std::uint64_t bytes() const { return packed_; }  // of the whole package

  // A member by its name, without regard to the case of ASCII letters and a leading slash (OPC 6.2.2).
  std::optional<std::size_t> find(std::string_view name) const;

  // The bytes of a member. Ends in over_limit when more was unpacked than Limits allow.
  Result<std::unique_ptr<Pull>> stream(std::size_t entry);

  // Which members were read; each is to be read once.
  bool taken(std::size_t entry) const { return taken_[entry]; }
  void take(std::size_t entry) { taken_[entry] = true; }

  // Passes a member on as a child part. False: stop.
  bool child(std::size_t entry, std::string_view declared_type = {});

 private:
  class Metered;

  OfficePackage(ZipReader zip, Extraction& out);

  ZipReader zip_;
  std::vector<ZipEntry> entries_;
  Extraction* out_;
  std::map<std::string, std::size_t> by_name_;  // in lower case; the first of those of one name
  std::vector<bool> taken_;
  std::uint64_t packed_ = 0;
  std::unique_ptr<std::uint64_t> unpacked_;  // of all members so far
};

std::string lower_ascii(std::string_view text);

}  // namespace trawl::extractors
