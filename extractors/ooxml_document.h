// OoxmlDocument: what the readers of OOXML parts share: the package, the receiver of blocks, and the
// common steps of opening a part as XML and of following its relationships.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/block_writer.h"
#include "extractors/office_package.h"
#include "extractors/office_xml.h"
#include "extractors/ooxml_flow.h"
#include "extractors/ooxml_relationships.h"

namespace trawl::extractors {

class OoxmlDocument {
 public:
  OoxmlDocument(OfficePackage& package, BlockWriter& writer) : package_(package), writer_(writer) {}

  OfficePackage& package() { return package_; }
  BlockWriter& writer() { return writer_; }
  FlowMemory& memory() { return memory_; }

  // Opens a member and marks it as taken; what is wrong with it is noted as missed. `read` gets the
  // reader at the start of the member.
  void with_xml(std::size_t entry, const std::function<void(XmlReader&)>& read);

  // A member as running text, unless it was taken before; with the parts that hang on it.
  void flow(std::size_t entry, const BlockPlace& place, bool count_paragraphs = false);

  // Charts, diagrams, drawings, comments and notes of a part, at the same place; its external links.
  void related(std::string_view member, const BlockPlace& place, int depth = 0);

  // Reads the names of persons that comments refer to by id, wherever the package keeps them.
  void read_people();

  void missed(const std::string& reason);

 private:
  OfficePackage& package_;
  BlockWriter& writer_;
  FlowMemory memory_;
  std::set<std::string> reasons_;
};

// "sheet=Staff&cell=B7"; the name escaped so that it stays one value.
std::string sheet_anchor(std::string_view sheet, std::string_view cell = {});

}  // namespace trawl::extractors
