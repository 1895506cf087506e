// The lock of Word documents ([MS-DOC] 2.2.6): RC4 over their streams.
#pragma once

#include <string>
#include <vector>

namespace trawl::extractors {

// Decrypts the streams in place where the document is locked and Excel's own password or one of these opens it; main
// then says that it is not locked. `table` is the table stream that the document uses.
void unlock_document(std::string& main, std::string& table, std::string& data,
                     const std::vector<std::string>& passwords);

}  // namespace trawl::extractors
