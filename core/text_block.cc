// Names of block kinds, as printed by `trawl text`.
#include "core/text_block.h"

namespace trawl {

std::string_view name_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::text: return "text";
    case BlockKind::cell: return "cell";
    case BlockKind::header: return "header";
    case BlockKind::property: return "property";
    case BlockKind::comment: return "comment";
    case BlockKind::note: return "note";
    case BlockKind::link: return "link";
    case BlockKind::field: return "field";
    case BlockKind::name: return "name";
  }
  return "unknown";
}

}  // namespace trawl
