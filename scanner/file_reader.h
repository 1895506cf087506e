// FileReader: reads an open file as one tree of parts: plain text in this process, everything else in a worker.
//
// Plain text is UTF-8 that no parser touches: it goes through in blocks of whole lines, whatever the size of the
// file, in constant memory. An object keeps its buffers and belongs to one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "core/part.h"
#include "core/result.h"
#include "scanner/worker/host.h"

namespace trawl::scanner {

class FileReader {
 public:
  FileReader(Host& host, const Limits& limits);

  // Reads the file behind the descriptor (borrowed). The sink gets a whole tree whose root is `header` with the
  // media type that was found. Returns an error only where no tree could be made at all (no worker).
  Status read(int descriptor, const PartHeader& header, PartSink& sink);

 private:
  Outcome pass_plain(int descriptor, PartSink& sink);

  Host& host_;
  Limits limits_;
  std::vector<char> head_, buffer_;
};

// Opens a file for reading, without following a link, without blocking on a pipe, and without changing its access
// time where the system permits. path is relative to the directory's descriptor.
Result<int> open_for_reading(int directory, const char* path);

// Reads up to size bytes at an offset, to the end of the file or of the buffer, whichever is first.
Result<std::size_t> read_at(int descriptor, char* buffer, std::size_t size, std::uint64_t offset);

// Where the next bytes that are not a hole begin, from an offset on; the offset itself where the file system does not
// tell; nothing when only a hole is left.
std::optional<std::uint64_t> next_data(int descriptor, std::uint64_t offset);

// True when the file's first bytes are text that the scanning process reads itself.
bool reads_in_process(std::string_view head, bool whole, std::string_view name);

// Blocks of text from a stretch of a plain file. Bytes that are not UTF-8 are taken as windows-1252, which is what
// they are when an old line stands in a newer file.
class PlainText {
 public:
  explicit PlainText(PartSink& sink) : sink_(sink) {}

  // Passes on text as one block; `line` is the number of its first line. False: the sink wants no more.
  bool pass(std::string_view bytes, std::uint64_t line);

 private:
  PartSink& sink_;
  std::string repaired_;
};

// Where to cut a buffer so that the first piece ends with a line: behind the last line end, or where no character
// is split when there is none. Never 0 for a buffer that is not empty.
std::size_t cut_at_line(std::string_view buffer);

std::uint64_t count_lines(std::string_view text);  // line ends in it

}  // namespace trawl::scanner
