// PstItem: reads an item of a PST file (a message, a contact, an appointment ...), with its attachments as parts.
#pragma once

#include "extractors/extractor.h"
#include "extractors/pst_properties.h"

namespace trawl::extractors {

// What the items of one store share while they are read.
struct PstStore {
  PstFile& file;
  PstTerms terms;
  // Items and attachments yet to be read. Each takes room in the file, so a sound file has no more of them; in a
  // hostile one items are inside each other.
  std::uint64_t parts_left;
};

class PstItem final : public Extractor {
 public:
  // Borrows the store, in which only one item is read at a time.
  PstItem(PstStore& store, const PstNodePlace& place) : store_(store), place_(place) {}
  Outcome extract(Source& source, Extraction& out) const override;

 private:
  PstStore& store_;
  PstNodePlace place_;
};

// What the list of a folder says of an item that is not there: its subject, its sender ...
class PstRow final : public Extractor {
 public:
  explicit PstRow(MapiProperties row) : row_(std::move(row)) {}
  Outcome extract(Source& source, Extraction& out) const override;

 private:
  MapiProperties row_;
};

// Reads the item as a part inside this one. False: stop.
bool read_pst_item(PstStore& store, const PstNodePlace& place, const PartHeader& header, Extraction& out);

}  // namespace trawl::extractors
