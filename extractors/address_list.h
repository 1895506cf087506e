// The mailboxes of an address header (RFC 5322 section 3.4), each as a reader would write it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

// True for headers whose value is a list of addresses ("From", "Cc", "Resent-To").
bool is_address_header(std::string_view name);

// "Name <address>", "address" or "Name" for each mailbox and each group's name, decoded to UTF-8, quotes and
// escapes taken out. Nothing is lost: what is no address stands as it is.
std::vector<std::string> mailboxes_of(std::string_view raw, std::string_view fallback_charset = {});

}  // namespace trawl::extractors
