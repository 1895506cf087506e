// What can be saved of a PDF whose end is missing, and with it the table of its objects.
#pragma once

#include <string>
#include <string_view>

namespace trawl::extractors {

// The bytes with a catalogue, a list of the pages that can be seen in them, and a trailer behind them; empty where
// there is no page to be seen, or the file was encrypted.
std::string salvaged_pdf(std::string_view bytes);

}  // namespace trawl::extractors
