// The lock of Word documents: see doc_lock.h.
#include "extractors/doc_lock.h"

#include "extractors/ole_bytes.h"
#include "extractors/ole_rc4.h"

namespace trawl::extractors {

void unlock_document(std::string& main, std::string& table, std::string& data,
                     const std::vector<std::string>& passwords) {
  constexpr std::uint32_t kWord97 = 0x00C1;
  constexpr std::uint32_t kEncrypted = 0x0100, kObfuscated = 0x8000;  // flags of the FIB ([MS-DOC] 2.5.2)
  constexpr std::size_t kPlainHead = 68;                              // of the main stream
  const std::uint32_t flags = little16(main, 0x0A);
  if ((flags & kEncrypted) == 0 || (flags & kObfuscated) != 0 || little16(main, 2) < kWord97) return;
  const std::string header(bytes_at(table, 0, little32(main, 0x0E)));
  auto lock = Rc4Lock::open_any(header, passwords, Rc4Lock::kWordBlock);
  if (!lock) return;
  const std::string head = main.substr(0, kPlainHead);
  for (std::string* stream : {&main, &table, &data}) lock->apply(*stream, 0, stream->size());
  main.replace(0, head.size(), head);
  table.replace(0, header.size(), header);
  main[0x0B] = static_cast<char>(main[0x0B] & ~(kEncrypted >> 8));
}

}  // namespace trawl::extractors
