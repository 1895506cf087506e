// Memo files of dBase (.dbt) and FoxPro (.fpt): the long texts of a table beside them, which only says in which blocks
// they are. Read by themselves, one block of text a memo.
#pragma once

#include "extractors/extractor.h"

namespace trawl::extractors {

Outcome read_dbase_memo(Source& source, Extraction& out);

}  // namespace trawl::extractors
