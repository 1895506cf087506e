// ArchiveReader: the members of an archive one after the other, by libarchive. Nothing of the archive or of a member is
// held as a whole: the archive is read through its descriptor or memory with seeking, else as a stream.
//
// Names do not depend on the locale: libarchive's conversions run in C.UTF-8 while it reads a header, and bytes that
// are no text of a known charset stay as they are.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/part.h"
#include "core/result.h"
#include "extractors/sniff.h"
#include "extractors/source.h"

struct archive;
struct archive_entry;

namespace trawl::extractors {

struct ArchiveMember {
  enum class Kind : std::uint8_t { file, directory, symbolic_link, hard_link, special };
  PartHeader header;
  Kind kind = Kind::file;
  std::string owner;  // the name of the user whose file it was
  bool encrypted = false;
};

class ArchiveReader final : public Pull {
 public:
  // Borrows the source. `bytes`: all of it, where it is in memory; else empty.
  static Result<std::unique_ptr<ArchiveReader>> open(Format format, Source& source, std::string_view bytes,
                                                     const std::vector<std::string>& passwords);
  ~ArchiveReader() override;

  // The next member, false at the end. Errors: damaged, encrypted (the list of members), unsupported, over_limit.
  Result<bool> next(ArchiveMember& member);

  // The bytes of the present member.
  Result<std::size_t> read(std::span<char> out) override;

  // Libarchive gave up on the archive: no further member can be read.
  bool gave_up() const { return gave_up_; }

 private:
  ArchiveReader(Source& source, std::string_view bytes);
  Error error(bool in_member) const;
  std::uint64_t size() const;  // of the archive, where it can be sought in
  struct Callbacks;
  struct Free {
    void operator()(struct archive* archive) const;
  };

  Source& source_;
  std::string_view bytes_;
  std::uint64_t at_ = 0;
  std::string buffer_;
  std::string_view block_;      // unpacked bytes of the member that were not given out
  std::uint64_t hole_ = 0;      // zero bytes before them
  std::uint64_t position_ = 0;  // in the member
  bool suspect_ = false;        // bytes of the member do not have their checksum
  bool gave_up_ = false;
  std::unique_ptr<struct archive, Free> archive_;
};

}  // namespace trawl::extractors
