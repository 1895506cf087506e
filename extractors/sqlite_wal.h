// The write-ahead log of a SQLite database (sqlite.org/fileformat2.html, "4. The Write-Ahead Log") read by itself: rows
// that were written and may not be in the database file yet. The names of tables and columns are in that file.
#pragma once

#include "extractors/extractor.h"

namespace trawl::extractors {

bool is_sqlite_wal(std::string_view head);
Outcome read_sqlite_wal(Source& source, Extraction& out);

}  // namespace trawl::extractors
