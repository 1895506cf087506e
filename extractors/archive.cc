// Archives: each member is a child part, read as it is unpacked. ZIP by its central directory where the file fits into
// memory, all others, and what ZipReader does not unpack, by libarchive; 7z that it does not read made readable before.
//
// Directories are no parts; links and special files are `skipped`; encrypted members are listed by name. Of a damaged
// archive everything that can be had is read.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/archive_pieces.h"
#include "extractors/archive_rar.h"
#include "extractors/archive_reader.h"
#include "extractors/archive_seven_zip.h"
#include "extractors/block_writer.h"
#include "extractors/extractor.h"
#include "extractors/zip_reader.h"

namespace trawl::extractors {
namespace {

constexpr std::uint64_t kInMemory = 64ull << 20;  // ZIP files on disk up to this size are read into memory

constexpr std::string_view kOneVolume = "one volume of several; what it shares with the others was not read";

const BlockPlace kRemark{.kind = BlockKind::comment, .label = {}, .anchor = {}};
const BlockPlace kOwner{.kind = BlockKind::property, .label = "owner", .anchor = {}};

const Outcome kEncrypted{OutcomeKind::encrypted, "password needed"};
const Outcome kUnknownMethod{OutcomeKind::unsupported, "packed with a method that is not read"};

bool needs_seeking(Format format) {
  return format == Format::zip || format == Format::seven_zip || format == Format::rar || format == Format::iso ||
         format == Format::xar;
}

// Cabinets tell in their flags whether files go on in others ([MS-CAB] 2.1, CFHEADER).
bool is_cabinet_of_set(std::string_view head) {
  return head.size() > 30 && head.starts_with("MSCF") && (head[30] & 3) != 0;
}

class Archive {
 public:
  Archive(Source& source, Extraction& out) : source_(source), out_(out) { writer_.once(true); }

  Outcome read() {
    if (const Status held = hold(); !held) return outcome_of(held.error());
    if (const auto head = source_.peek(64); head && is_cabinet_of_set(*head)) out_.missed(kOneVolume);
    if (out_.format() == Format::rar) return read_rar();
    if (out_.format() == Format::seven_zip) return read_seven_zip();
    if (out_.format() != Format::zip || bytes_.empty()) return read_members({});
    return read_zip();
  }

 private:
  // Takes the archive into memory where it has to be sought in and cannot be otherwise.
  Status hold() {
    const bool small = source_.size().value_or(kUnknownSize) <= kInMemory;
    const bool seekable = source_.descriptor() >= 0 && source_.size();
    if (!needs_seeking(out_.format()) || (seekable && !(small && out_.format() == Format::zip))) return {};
    const auto whole = source_.whole(out_.limits().whole_bytes);
    if (whole)
      bytes_ = *whole;
    else if (out_.format() == Format::seven_zip || out_.format() == Format::rar)
      return tl::unexpected(whole.error());
    return {};
  }

  // --- libarchive -------------------------------------------------------------------------------

  struct Selection {
    std::optional<std::set<std::size_t>> only;  // numbers of the members to read; nothing: all
    std::set<std::size_t> encrypted;            // numbers of members known to be
  };

  Outcome read_members(const Selection& selection) {
    auto reader = ArchiveReader::open(out_.format(), source_, bytes_, out_.passwords());
    if (!reader) return named(outcome_of(reader.error()));
    ArchiveMember member;
    for (members_ = 0;; ++members_) {
      const Result<bool> more = (*reader)->next(member);
      if (!more) return broken_off(more.error());
      if (!*more) return {};
      if (selection.only && !selection.only->contains(members_)) continue;
      if (!member.owner.empty()) writer_.write(kOwner, member.owner);
      member.encrypted = member.encrypted || selection.encrypted.contains(members_);
      if (!read_member(**reader, member)) return out_.stopped();
      if (!(*reader)->gave_up()) continue;
      ++members_;
      return broken_off({ErrorKind::damaged, "the archive is damaged behind a member"});
    }
  }

  bool read_member(ArchiveReader& reader, const ArchiveMember& member) {
    switch (member.kind) {
      case ArchiveMember::Kind::directory: return true;
      case ArchiveMember::Kind::symbolic_link: return skip(member, "symbolic link");
      case ArchiveMember::Kind::hard_link: return skip(member, "hard link to another member");
      case ArchiveMember::Kind::special: return skip(member, "special file");
      case ArchiveMember::Kind::file: break;
    }
    const bool may_open = out_.format() == Format::zip && !out_.passwords().empty();
    if (member.encrypted && !may_open) return out_.unread_child(member.header, kEncrypted);
    return read_content(reader, member.header);
  }

  bool skip(const ArchiveMember& member, const char* reason) {
    return out_.unread_child(member.header, {OutcomeKind::skipped, reason});
  }

  bool read_content(Pull& content, const PartHeader& header) {
    const auto size = header.size == kUnknownSize ? std::nullopt : std::optional(header.size);
    const auto source = pull_source(content, size);
    const auto first = source->peek(1);
    if (!first) return out_.unread_child(header, outcome_of(first.error()));
    return out_.child(header, *source);
  }

  // How an archive ends that cannot be read to its end.
  Outcome broken_off(const Error& error) const {
    if (members_ == 0) return named(outcome_of(error));
    return named({OutcomeKind::partly, error.message});
  }

  Outcome named(Outcome outcome) const {
    const bool piece = outcome.kind == OutcomeKind::damaged || outcome.kind == OutcomeKind::partly;
    if (piece && named_as_piece(out_.part().name))
      outcome.reason = kOnePiece;
    return outcome;
  }

  // --- ZIP --------------------------------------------------------------------------------------

  Outcome read_zip() {
    const auto zip = ZipReader::open(bytes_, out_.limits().members + 1);
    if (!zip) return named(outcome_of(zip.error()));
    if (zip->repaired()) out_.missed("the archive's list of members is damaged");
    for (const std::string& comment : zip->comments()) writer_.write(kRemark, comment);
    std::vector<const ZipEntry*> left;
    for (const ZipEntry& entry : zip->entries()) {
      if (entry.directory()) continue;
      if (!read_entry(*zip, entry, left)) return out_.stopped();
    }
    if (left.empty()) return named_if_missing();
    return read_left(zip->entries(), left);
  }

  // Reads a member, or adds it to those that libarchive may read.
  bool read_entry(const ZipReader& zip, const ZipEntry& entry, std::vector<const ZipEntry*>& left) {
    const auto content = zip.stream(entry);
    if (content) return read_content(**content, header_of(entry));
    const ErrorKind kind = content.error().kind;
    const bool may_open = kind == ErrorKind::unsupported || (kind == ErrorKind::encrypted && !out_.passwords().empty());
    if (may_open) {
      left.push_back(&entry);
      return true;
    }
    unread_ = unread_ || kind == ErrorKind::damaged;
    return out_.unread_child(header_of(entry), outcome_of(content.error()));
  }

  static PartHeader header_of(const ZipEntry& entry) {
    PartHeader header;
    header.name = entry.name;
    header.size = entry.unpacked;
    header.modified = entry.modified;
    return header;
  }

  // Members of a split archive lie in other files.
  Outcome named_if_missing() const {
    if (unread_ && named_as_piece(out_.part().name)) out_.missed(kOneVolume);
    return {};
  }

  // Libarchive goes through the members by the place of their headers.
  Outcome read_left(const std::vector<ZipEntry>& entries, const std::vector<const ZipEntry*>& left) {
    std::vector<std::uint64_t> places;
    for (const ZipEntry& entry : entries) places.push_back(entry.header);
    std::sort(places.begin(), places.end());
    const auto number_of = [&](const ZipEntry* entry) {
      return static_cast<std::size_t>(std::lower_bound(places.begin(), places.end(), entry->header) - places.begin());
    };
    Selection selection;
    selection.only.emplace();
    for (const ZipEntry* entry : left) selection.only->insert(number_of(entry));
    const Outcome outcome = read_members(selection);
    if (outcome.kind == OutcomeKind::read) return outcome;
    for (const ZipEntry* entry : left) {  // those that it did not come to
      const Outcome unread = entry->encrypted() ? kEncrypted : kUnknownMethod;
      if (number_of(entry) >= members_ && !out_.unread_child(header_of(*entry), unread)) return out_.stopped();
    }
    return outcome;
  }

  // --- 7z ---------------------------------------------------------------------------------------

  Outcome read_seven_zip() {
    const auto head = source_.peek(kSevenZipHead);
    const bool unfinished = head && seven_zip_unfinished(*head) && source_.size() != kSevenZipHead;
    if (!unfinished && out_.passwords().empty()) return read_listed();
    const auto whole = source_.whole(out_.limits().whole_bytes);
    if (!whole) return unfinished ? outcome_of(whole.error()) : read_members({});
    if (unfinished) {
      made_ = finished_seven_zip(*whole);
      if (!made_) return named({OutcomeKind::damaged, "the archive's list of members is missing"});
      out_.missed("the archive was not finished");
    }
    const std::string_view archive = made_ ? std::string_view(*made_) : *whole;
    if (auto open = decrypted_seven_zip(archive, out_.passwords())) made_ = std::move(open);
    if (made_) bytes_ = *made_;
    return read_listed();
  }

  // Of some that are encrypted libarchive does not even read the list.
  Outcome read_listed() {
    const Outcome outcome = read_members({});
    if (outcome.kind != OutcomeKind::damaged) return outcome;
    const auto whole = source_.whole(out_.limits().whole_bytes);
    return whole && seven_zip_encrypted(made_ ? std::string_view(*made_) : *whole) ? kEncrypted : outcome;
  }

  // --- RAR --------------------------------------------------------------------------------------

  Outcome read_rar() {
    const RarDirectory directory = read_rar_directory(source_, bytes_, out_.limits().members);
    if (directory.encrypted) return {OutcomeKind::encrypted, "password needed for the list of its members"};
    if (directory.volume) out_.missed(kOneVolume);
    Selection selection;
    bool any_open = directory.members.empty();
    for (std::size_t i = 0; i < directory.members.size(); ++i) {
      if (directory.members[i].encrypted) selection.encrypted.insert(i);
      any_open = any_open || !(directory.members[i].encrypted || directory.members[i].directory);
    }
    members_ = 0;
    const Outcome outcome = any_open ? read_members(selection) : Outcome{};
    if (any_open && outcome.kind == OutcomeKind::read) return outcome;
    if (out_.stopped().kind != OutcomeKind::read) return outcome;
    for (std::size_t i = members_; i < directory.members.size(); ++i) {  // those that libarchive did not come to
      const RarMember& member = directory.members[i];
      const Outcome unread = member.encrypted ? kEncrypted : Outcome{OutcomeKind::damaged, "cannot be unpacked"};
      if (!member.directory && !out_.unread_child(member.header, unread)) return out_.stopped();
    }
    return outcome.kind == OutcomeKind::damaged && !directory.members.empty()
               ? Outcome{OutcomeKind::partly, outcome.reason}
               : outcome;
  }

  Source& source_;
  Extraction& out_;
  BlockWriter writer_{out_};
  std::string_view bytes_;           // the archive, where it is in memory
  std::optional<std::string> made_;  // an archive made of it that can be read
  std::size_t members_ = 0;          // that libarchive came to
  bool unread_ = false;              // members of a ZIP whose bytes are not there
};

class ArchiveExtractor final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override { return Archive(source, out).read(); }
};

}  // namespace

const Extractor& archive_extractor() {
  static const ArchiveExtractor extractor;
  return extractor;
}

}  // namespace trawl::extractors
