// Reports: answers as documents. HTML for people, JSON for programs (docs/schemas), CSV for spreadsheets. What an
// answer holds masked stays masked; nothing is added to it.
#pragma once

#include <cstdint>
#include <string>

#include "requests/access.h"
#include "requests/find.h"
#include "requests/inventory.h"
#include "requests/proposals.h"

namespace trawl::reports {

// Who made a report, and when.
struct Made {
  std::string version;  // of trawl
  std::int64_t at = 0;  // seconds since 1970 UTC
};

std::string inventory_html(const requests::Inventory& inventory, const Made& made);
std::string inventory_json(const requests::Inventory& inventory, const Made& made);
std::string inventory_csv(const requests::Inventory& inventory);  // one row a kind of finding
// One row for everything that was not read in full, and why. Of any answer's ledger.
std::string unread_csv(const requests::Ledger& ledger);

std::string find_html(const requests::FindAnswer& answer, const Made& made);
std::string find_json(const requests::FindAnswer& answer, const Made& made);
std::string find_csv(const requests::FindAnswer& answer);  // one row a hit

std::string access_html(const requests::AccessAnswer& answer, const Made& made);
std::string access_json(const requests::AccessAnswer& answer, const Made& made);
std::string access_csv(const requests::AccessAnswer& answer);  // one row a document: a schedule of documents

std::string suppressions_json(const requests::SuppressionAccount& account, const Made& made);
std::string proposals_json(const requests::Proposals& proposals, const Made& made);

}  // namespace trawl::reports
