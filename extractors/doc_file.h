// DocFile: the structure of a Word document ([MS-DOC] 2.4; Word 2, 6 and 95 alike but for widths): where its text lies,
// which stories it is divided into, and how runs of it are formatted as far as that says what is hidden or deleted.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {

// A stretch of the text: characters [first, last) lie at `offset` of the main stream.
struct DocPiece {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t offset = 0;
  bool wide = false;         // UTF-16, else one byte a character
  std::uint8_t flags = 0;    // what saving fast has added to it, as in DocRun
};

// Bytes [first, last) of the main stream that are formatted alike.
struct DocRun {
  enum Flag : std::uint8_t { kDeleted = 1, kHidden = 2, kTable = 4, kRowEnd = 8, kInserted = 16 };
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint8_t flags = 0;
};

class DocFile {
 public:
  enum Story : std::uint8_t {
    kMain,
    kFootnotes,
    kHeaders,
    kMacros,
    kComments,
    kEndnotes,
    kTextBoxes,
    kHeaderTextBoxes
  };
  // Tables of the document by their number in the FIB ([MS-DOC] 2.5.6).
  enum Table : std::size_t {
    kFootnoteTexts = 3,
    kCommentReferences = 4,
    kCommentTexts = 5,
    kHeaderTexts = 11,
    kCharacterRuns = 12,
    kParagraphRuns = 13,
    kFonts = 15,
    kBookmarks = 21,
    kAssociated = 32,
    kPieces = 33,
    kCommentAuthors = 36,
    kEndnoteTexts = 47,
    kDrawings = 50,
    kRevisionAuthors = 51,
    kSavedBy = 71,
  };

  // Borrows both streams. encrypted where a password is needed; damaged where this is no document.
  static Result<DocFile> open(std::string_view main, std::string_view table0, std::string_view table1);

  // Whether a document of Word 97 and later has its tables in the stream 1Table rather than in 0Table.
  static bool uses_second_table(std::string_view main) { return (little16(main, 0x0A) & 0x0200) != 0; }

  bool old() const { return old_; }  // before Word 97
  // Wide pieces hold characters of one or two bytes in the code page, as Word 6 and 95 wrote them in East Asia.
  bool double_byte() const { return double_byte_; }
  std::uint32_t code_page() const { return code_page_; }
  // Of text that takes one byte a character, for Converter.
  const std::string& charset() const { return charset_; }
  // Stretches of text that the document no longer refers to: saving fast leaves what was deleted.
  std::vector<DocPiece> left_pieces() const;
  std::string_view main() const { return main_; }
  std::string_view table(Table table) const;
  const std::vector<DocPiece>& pieces() const { return pieces_; }
  std::uint32_t story_size(Story story) const { return sizes_[story]; }
  std::uint32_t story_start(Story story) const;

  // Sorted by place. Where none covers a byte it has no flags.
  const std::vector<DocRun>& character_runs() const { return character_runs_; }
  const std::vector<DocRun>& paragraph_runs() const { return paragraph_runs_; }

  // Something of the structure could not be read.
  bool incomplete() const { return incomplete_; }

 private:
  Status read_base(std::string_view table0, std::string_view table1);
  void read_pieces();
  void choose_charset();
  std::vector<std::uint32_t> piece_places(std::string_view table, std::size_t count);
  void read_piece_table(std::string_view table, const std::vector<std::string_view>& changes);
  std::vector<DocRun> read_runs(Table table, bool paragraphs) const;

  std::string_view main_, table_;
  bool old_ = false;
  bool complex_ = false;
  bool incomplete_ = false;
  bool wide_old_ = false;
  bool double_byte_ = false;
  std::uint32_t code_page_ = 1252;
  std::string charset_ = "windows-1252";
  std::size_t pairs_ = 0;       // where the pairs of offset and size begin
  std::size_t pair_count_ = 0;
  std::size_t size_width_ = 4;  // bytes of a size in them
  std::array<std::uint32_t, 8> sizes_{};
  std::vector<DocPiece> pieces_;
  std::vector<DocRun> character_runs_, paragraph_runs_;
};

// Whether bytes are a document of Word for Windows 1 or 2, which has no compound file around it: the type, a version before
// Word 6, and text between sound bounds.
inline bool begins_document(std::string_view bytes) {
  constexpr std::uint32_t kWord6 = 0x65;
  const std::uint32_t type = little16(bytes, 0), start = little32(bytes, 0x18), end = little32(bytes, 0x1C);
  return (type == 0xA5DB || type == 0xA59B) && little16(bytes, 2) < kWord6 && start >= 0x60 && end >= start;
}

// A table of strings (STTB, [MS-DOC] 2.2.4).
std::vector<std::string> doc_strings(std::string_view table, std::uint32_t code_page);

}  // namespace trawl::extractors
