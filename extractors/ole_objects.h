// Objects embedded in documents of compound files, as parts of their own: other documents, packaged files
// (Ole10Native), and streams that hold a file as it is; and macros, as text.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "extractors/block_writer.h"
#include "extractors/compound_file.h"

namespace trawl::extractors {

// A packaged file ([MS-OLEDS] 2.3.6 and the layout that its data have in practice): borrows the stream.
struct OlePackage {
  std::string name;  // without folders
  std::string path;  // where it came from
  std::string_view bytes;
};
std::optional<OlePackage> ole_package(std::string_view stream);

class OleObjects {
 public:
  OleObjects(const CompoundFile& file, BlockWriter& writer) : file_(file), writer_(writer) {}

  // Passes all that is in the root storage but for the streams in `read` (lower case), which were read as the document.
  void pass(const std::set<std::string, std::less<>>& read);

 private:
  void pass_storage(std::size_t entry, const std::string& path);
  void write_macros(std::size_t storage);
  void pass_stream(std::size_t entry, const std::string& path);
  void pass_child(const std::string& name, std::string_view bytes, std::size_t entry);
  void pass_unread(const std::string& name, const Outcome& outcome);

  const CompoundFile& file_;
  BlockWriter& writer_;
};

}  // namespace trawl::extractors
