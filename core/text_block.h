// TextBlock: UTF-8 text of one place of a part, with the words around it that say what it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trawl {

enum class BlockKind : std::uint8_t {
  text,      // running text: a page, a paragraph run, a mail body, lines of a file
  cell,      // a cell of a table; label is the column's header
  header,    // a header of a message; label is its name ("From")
  property,  // metadata: author, title, EXIF; label is the property's name
  comment,   // a remark beside the text: comments, annotations; label is the author where known
  note,      // footnotes, endnotes, speaker notes
  link,      // the target of a link
  field,     // a value with a key: JSON, XML attributes, form fields; label is the key path
  name,      // the name of a part itself: a file's or a member's name
};

std::string_view name_of(BlockKind kind);

// All views are borrowed for the duration of the call that passes the block.
// text is valid UTF-8 (replacement characters where the source was not), at most
// Limits::block_bytes long, cut at line ends where possible.
struct TextBlock {
  BlockKind kind = BlockKind::text;
  std::string_view text;
  std::string_view label;   // the best context there is: column header, header name, key path
  std::string_view anchor;  // place inside the part: "page=3", "sheet=Staff&cell=B7"
  std::uint64_t line = 0;   // number of the block's first line in the part, from 1; 0: lines mean nothing here
  // Cells with the same number, from 1, that follow each other are one row; so are the fields of one object or element.
  std::uint32_t row = 0;  // 0: none
  bool hidden = false;      // not shown by the program that wrote it: hidden sheet, row, text
  bool deleted = false;     // a tracked deletion
};

// The anchor of a place inside a block: the block's own, and for running text the number of the line that
// holds byte `offset` of its text ("line=12", "part=2&line=3"); for fields that of their first line.
std::string anchor_at(const TextBlock& block, std::size_t offset);
std::string anchor_on_line(const TextBlock& block, std::uint64_t line);  // the same, with the line known

}  // namespace trawl
