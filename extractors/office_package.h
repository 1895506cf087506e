// OfficePackage: the ZIP file that an OOXML or ODF document is (ECMA-376-2 "Open Packaging
// Conventions", ODF 1.3 part 2), with the limits of what is unpacked from it.
//
// Borrows the bytes of the source. Used by one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/extractor.h"
#include "extractors/office_xml.h"
#include "extractors/zip_reader.h"

namespace trawl::extractors {

class OfficePackage {
 public:
  static Result<OfficePackage> open(Source& source, Extraction& out);

  // Members; backslashes in their names, which some programs write, are slashes here.
  const std::vector<ZipEntry>& entries() const { return entries_; }

  // A member by its name, without regard to the case of ASCII letters and a leading slash (OPC 6.2.2).
  std::optional<std::size_t> find(std::string_view name) const;

  // What an encrypted member holds, deflated; from now on it is read from there.
  void unlock(std::size_t entry, std::string deflated) { unlocked_[entry] = std::move(deflated); }

  // The bytes of a member. Ends in over_limit when more was unpacked than Limits allow.
  Result<std::unique_ptr<Pull>> stream(std::size_t entry);

  // Which members were read; each is to be read once.
  bool taken(std::size_t entry) const { return taken_[entry]; }
  void take(std::size_t entry) { taken_[entry] = true; }

  // The same as a whole; at most Limits::whole_bytes.
  Result<std::string> bytes(std::size_t entry);

  // Opens a member as XML and marks it as taken. `read` gets the reader at its start. The error is what was wrong with
  // the member.
  Status read_xml(std::size_t entry, const std::function<void(XmlReader&)>& read);

  // The name of a member's root element, without prefix; empty when it is no XML. `seen` gets the reader there.
  std::string root_of(std::size_t entry, const std::function<void(XmlReader&)>& seen = {});

  // Passes a member on as a child part. False: stop.
  bool child(std::size_t entry, std::string_view declared_type = {});
  // Records it as a part that is not read. False: stop.
  bool unread_child(std::size_t entry, const Outcome& outcome);

 private:
  class Metered;

  OfficePackage(ZipReader zip, Extraction& out);

  ZipReader zip_;
  std::vector<ZipEntry> entries_;
  Extraction* out_;
  std::map<std::string, std::size_t> by_name_;  // in lower case; the first of those of one name
  std::vector<bool> taken_;
  std::map<std::size_t, std::string> unlocked_;
  std::uint64_t packed_ = 0;
  std::unique_ptr<std::uint64_t> unpacked_;  // of all members so far
};

std::string lower_ascii(std::string_view text);

}  // namespace trawl::extractors
