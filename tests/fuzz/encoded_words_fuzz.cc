// Header text of any bytes decodes to UTF-8, whatever stands around it.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/utf8.h"
#include "extractors/address_list.h"
#include "extractors/encoded_words.h"
#include "extractors/mime_header.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trawl::extractors;
  const std::string_view raw(reinterpret_cast<const char*>(data), size);
  require(trawl::valid_utf8(decoded_header(raw)));
  require(encoded_word_length(raw) <= raw.size());
  for (const std::string& mailbox : mailboxes_of(raw)) require(trawl::valid_utf8(mailbox) && !mailbox.empty());
  for (const auto& parameter : parse_parameterized(raw).parameters) require(trawl::valid_utf8(parameter.value));
  require(parse_headers(raw, 0).body <= raw.size());
  return 0;
}
