// proposals: values that stand in so many documents that they may be the organisation's own (its switchboard, the
// postcode of its letterhead). They are shown to the user with what speaks for and against; nothing is suppressed by
// it.
//
// Only kinds that an organisation has too: phone, postal address, postcode, e-mail address of a role ("office@"),
// social media, company, VAT and PAYE numbers, BIC; IP addresses when asked for. A card, NI or NHS number in many
// documents, or the e-mail address of a person, is one person's many documents, never a detail of the organisation.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "requests/suppressor.h"

namespace trawl::requests {

struct ProposalOptions {
  std::uint64_t least_documents = 10;
  double least_share = 0.01;        // of the documents with text
  std::uint64_t least_folders = 2;  // a container counts as the folder of what is in it
  std::vector<std::string> kinds;   // only these; empty: all that can be proposed but IP addresses
  bool plain = false;               // values as they are, not masked
  std::size_t most = 50;
};

struct Proposal {
  std::string kind;
  std::string value;      // masked unless plain was asked for
  std::string reference;  // its keyed hash, for `suppress add --proposal`
  std::uint64_t documents = 0;
  std::uint64_t places = 0;
  std::uint64_t folders = 0;
  // Documents whose sender or author is known, how many different ones those have, and how many documents the most
  // frequent has.
  std::uint64_t signed_documents = 0, senders = 0, most_of_a_sender = 0;
  // Different family names of persons in the same documents, and in how many of them the most frequent stands.
  std::uint64_t names = 0, most_of_a_name = 0;
  std::string position;           // where it mostly stands: a label or an anchor; empty: here and there
  std::uint64_t in_position = 0;  // documents
  // One family name or one sender goes with more than half of the documents: it may be that person's.
  bool maybe_one_persons = false;
};

struct Proposals {
  std::vector<Proposal> values;  // most documents first, but those that may be one person's behind the others
  std::uint64_t documents = 0;   // with text
  std::uint64_t least = 0;       // documents that a value had to stand in
  std::uint64_t more = 0;        // values beyond ProposalOptions::most
  std::uint64_t suppressed = 0;  // values that would have been proposed and are on the list already
};

// Two passes over the records. Test and example values are left out. invalid_argument: a kind that is never proposed.
Result<Proposals> proposals(const index::Reader& reader, const Suppressor& suppressor, const ProposalOptions& options);

std::string reference_of(index::Token token);  // 16 hexadecimal digits

}  // namespace trawl::requests
