// Locator: where something is, through every layer, as a list of hops and an anchor:
//
//   share/hr/2019.zip!/mail.pst!/Inbox/12!/cv.docx#page=3
//
// A hop is a path of any bytes: the first is a path in the file system, each further one is the
// name of a part inside the part before it. The anchor is a place inside the last part
// ("page=3", "sheet=Staff&cell=B7", "line=12"); empty for the part as a whole.
//
// The printed form is UTF-8 on one line and parse(print(x)) == x for any bytes: '%', '!', '#',
// control characters, U+2028/9, bidirectional controls and bytes that are not UTF-8 are written
// as %XX (RFC 3986 section 2.1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace trawl {

struct Locator {
  std::vector<std::string> hops;
  std::string anchor;

  bool operator==(const Locator&) const = default;
};

std::string print(const Locator& locator);
Result<Locator> parse_locator(std::string_view printed);

// One hop or anchor, escaped as in the printed form.
std::string escape_hop(std::string_view raw);

}  // namespace trawl
