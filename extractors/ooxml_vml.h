// Drawings of VML (ECMA-376-4, 19): legacy shapes, buttons and form controls of workbooks and presentations. The text of
// a shape stands as HTML within v:textbox.
#pragma once

#include "extractors/block_writer.h"
#include "extractors/office_xml.h"

namespace trawl::extractors {

// Writes what is said at `place`: texts of shapes, and the attributes that hold words and addresses.
void read_vml(XmlReader& xml, const BlockPlace& place, BlockWriter& writer);

}  // namespace trawl::extractors
