// PptDocument: the main stream of a PPT file ([MS-PPT]): slides in their order with notes and comments, masters, and
// what earlier savings left behind.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/block_writer.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {

class PptDocument {
 public:
  // Borrows the stream.
  PptDocument(std::string_view stream, BlockWriter& writer) : stream_(stream), writer_(writer) {}

  // current_user: the stream of that name, which says where the last saving begins; may be empty. A locked presentation
  // is opened with Excel's own password or one of these, else it is `encrypted`.
  Outcome read(std::string_view current_user, const std::vector<std::string>& passwords = {});

  // Whether it was locked: the stream of pictures still is then.
  bool was_locked() const { return encrypted_; }

  // A document embedded in the presentation.
  struct Object {
    std::string_view bytes;  // a compound file, or one deflated (RFC 1950)
    bool deflated = false;
  };
  const std::vector<Object>& objects() const { return objects_; }

 private:
  struct Record {
    std::uint32_t version = 0;  // 15: its data are records
    std::uint32_t instance = 0;
    std::uint32_t type = 0;
    std::size_t at = 0;  // of its data
    std::size_t end = 0;
  };
  // A slide, master or page of notes in the document's lists, and the text that stands there in its place.
  struct Entry {
    std::uint32_t persist = 0;
    std::uint32_t slide = 0;  // its identifier
    std::size_t first = 0;
    std::size_t last = 0;
  };

  bool record_at(std::size_t at, std::size_t end, Record& record) const;
  void read_user(std::string_view current_user);
  bool read_edits(std::size_t at);
  void read_directory(std::size_t at);
  bool unlock(const std::vector<std::string>& passwords);
  void read_lists(const Record& document);
  void read_slides();
  void find_notes();
  void read_notes(const BlockPlace& place, std::uint32_t slide);
  void read_rest();
  bool read_persist(std::uint32_t persist, const BlockPlace& place);
  bool hidden_slide(std::size_t at) const;
  void walk(std::size_t at, std::size_t end, const BlockPlace& place);
  void atom(const Record& record, const Record& parent, const BlockPlace& place);
  void string(const Record& record, const Record& parent, const BlockPlace& place);
  void add_text(std::string text);
  void flush(const BlockPlace& place);

  std::string_view stream_;
  BlockWriter& writer_;
  std::string unlocked_;         // what stream_ is once it was unlocked
  bool encrypted_ = false;
  std::uint32_t session_ = 0;    // the object that tells how it is encrypted
  std::uint32_t document_ = 0;
  std::map<std::uint32_t, std::size_t> persists_;  // where the newest version of an object is
  std::map<std::size_t, bool> visited_;            // objects by where they are
  std::vector<Entry> lists_[3];                    // slides, masters, notes
  std::multimap<std::uint32_t, Entry> notes_;      // by the slide that they belong to
  std::size_t walked_ = 0;                         // bytes, to notice objects that overlap
  std::string text_, author_;
  std::vector<Object> objects_;
};

}  // namespace trawl::extractors
