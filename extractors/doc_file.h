// DocFile: the structure of a Word document ([MS-DOC] 2.4; Word 6 and 95 alike but for widths): where its text lies,
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

  bool old() const { return old_; }  // Word 6 or 95
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
  void read_piece_table(std::string_view table, const std::vector<std::string_view>& changes);
  std::vector<DocRun> read_runs(Table table, bool paragraphs) const;

  std::string_view main_, table_;
  bool old_ = false;
  bool complex_ = false;
  bool incomplete_ = false;
  bool wide_old_ = false;
  std::uint32_t code_page_ = 1252;
  std::string charset_ = "windows-1252";
  std::size_t pairs_ = 0;       // where the pairs of offset and size begin
  std::size_t pair_count_ = 0;
  std::array<std::uint32_t, 8> sizes_{};
  std::vector<DocPiece> pieces_;
  std::vector<DocRun> character_runs_, paragraph_runs_;
};

// A table of strings (STTB, [MS-DOC] 2.2.4).
std::vector<std::string> doc_strings(std::string_view table, std::uint32_t code_page);

}  // namespace trawl::extractors
