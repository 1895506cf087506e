// What the detectors of addresses share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trawl::detectors {

// Words that say that an address follows, in English and Welsh.
#define TRAWL_ADDRESS_WORDS                                                                                     \
  "address", "home address", "postal address", "addr", "residence", "lives at", "living at", "billing address", \
      "delivery address", "address line 1", "resides at", "address line", "cyfeiriad", "cyfeiriad cartref"

// A postcode in the text behind a street, at most 160 bytes and five lines on: its end, or 0. In small letters only
// with a space between its halves.
std::uint32_t postcode_end(std::string_view text, std::uint32_t from);

// Where the first half of the postcode begins that ends at `end`.
std::uint32_t postcode_start(std::string_view text, std::uint32_t end);

// Whether the text is one of cells or columns: "TOWN        Salford", ";;Shrewsbury".
bool has_columns(std::string_view text);

// Where the names of places end that stand behind a street at `from`, and the first half of a postcode behind them:
// ", Bramley, Leeds LS13". `from` when there are none.
std::uint32_t places_end(std::string_view text, std::uint32_t from);

// Where the street ends that begins with the capital at `from`, with the places behind it; 0: it is of no usual kind.
std::uint32_t street_with_places(std::string_view text, std::uint32_t from);

// The address on one line, in lower case, without commas.
std::string canonical_address(std::string_view text);

// Whether this may stand between the beginning of an address and its postcode: names, commas and the small words of
// names ("3 Stryd y Bont, Stoke on Trent"). small: names in small letters will do.
bool reads_as_address(std::string_view text, bool small);

// Behind a number: perhaps a letter, perhaps a second number, perhaps a comma; then a space and a capital.
bool street_follows(std::string_view text, std::int64_t at);

}  // namespace trawl::detectors
