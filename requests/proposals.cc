// First pass: how many documents hold each value, by its token alone. Second pass: what stands around the frequent
// ones.
#include "requests/proposals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "index/tokens.h"
#include "requests/find.h"
#include "requests/inventory.h"
#include "requests/kinds.h"

namespace trawl::requests {
namespace {

using index::Token;

constexpr std::array<std::string_view, 10> kOrganisations = {kPhone,           kEmail,       kPostcode,        kAddress,
                                                             "company_number", "vat_number", "paye_reference", "bic",
                                                             "social_handle",  kIpAddress};
constexpr std::array<std::string_view, 66> kRoles = {
    "info",          "information",  "office",     "enquiries",  "enquiry",    "inquiries",   "contact",
    "contactus",     "admin",        "accounts",   "account",    "accounting", "hello",       "help",
    "helpdesk",      "helpline",     "support",    "sales",      "hr",         "recruitment", "jobs",
    "careers",       "payroll",      "finance",    "reception",  "mail",       "post",        "team",
    "press",         "media",        "marketing",  "membership", "members",    "noreply",     "no",
    "reply",         "do",           "not",        "donotreply", "newsletter", "news",        "webmaster",
    "postmaster",    "hostmaster",   "complaints", "customer",   "customers",  "service",     "services",
    "bookings",      "orders",       "invoices",   "invoice",    "billing",    "purchasing",  "privacy",
    "dpo",           "data",         "protection", "legal",      "it",         "general",     "feedback",
    "notifications", "donotrespond", "desk"};
constexpr std::size_t kCandidates = 500;  // looked at in the second pass
constexpr std::size_t kNamesOfADocument =
    200;                                    // more are a list of people, which says nothing about a value's neighbours
constexpr std::size_t kDifferent = 20'000;  // names, senders, folders and positions kept of a candidate
constexpr double kOnePersons = 0.5;

bool can_be_proposed(std::string_view kind) {
  return std::find(kOrganisations.begin(), kOrganisations.end(), kind) != kOrganisations.end();
}

bool is_one_of(std::string_view kind, const std::vector<std::string>& kinds) {
  if (kinds.empty()) return can_be_proposed(kind) && kind != kIpAddress;
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// An address whose part before the @ is made of nothing but words for roles: anything else may be a person's.
bool of_a_role(std::string_view email) {
  std::string_view local = email.substr(0, email.find('@'));
  while (!local.empty()) {
    const std::size_t end = std::min(local.find_first_of(".-_+"), local.size());
    const std::string_view word = local.substr(0, end);
    if (std::find(kRoles.begin(), kRoles.end(), word) == kRoles.end()) return false;
    local.remove_prefix(std::min(end + 1, local.size()));
  }
  return !email.starts_with('@');
}

// The line before a message of a mailbox has the label "From ".
std::string_view without_trailing_blanks(std::string_view label) {
  while (label.ends_with(' ')) label.remove_suffix(1);
  return label;
}

// Labels of the places that say who a document is from: headers of mail, properties of documents.
bool says_who_wrote(std::string_view label) {
  std::string lower(without_trailing_blanks(label));
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  static constexpr std::string_view kLabels[] = {"from",   "sender",  "return-path",      "reply-to",
                                                 "author", "creator", "last modified by", "lastmodifiedby"};
  return std::find(std::begin(kLabels), std::end(kLabels), lower) != std::end(kLabels);
}

// The folder that a document is in, or the container.
std::string folder_of(const Locator& locator) {
  if (locator.hops.size() < 2) return locator.hops.front().substr(0, locator.hops.front().rfind('/') + 1);
  Locator container = locator;
  container.hops.pop_back();
  return print(container);
}

// Where in its document a value stands, without what counts up from document to document.
std::string position_of(const index::StoredFinding& finding) {
  if (!finding.label.empty()) return one_line(without_trailing_blanks(finding.label));
  const bool counts_up = finding.anchor.find("line=") != std::string::npos;
  return counts_up ? std::string() : finding.anchor;
}

class Counts {
 public:
  void add(Token token) {
    if (counts_.size() < kDifferent || counts_.count(token) != 0) ++counts_[token];
  }
  std::uint64_t different() const { return counts_.size(); }
  std::uint64_t most() const {
    std::uint64_t most = 0;
    for (const auto& [token, count] : counts_) most = std::max(most, count);
    return most;
  }

 private:
  std::unordered_map<Token, std::uint64_t> counts_;
};

struct Candidate {
  Proposal proposal;
  bool suppressed = false;  // on the list already
  std::unordered_set<Token> folders;
  Counts senders, names;
  std::unordered_map<std::string, std::uint64_t> positions;
};

class Proposer {
 public:
  Proposer(const index::Reader& reader, const Suppressor& suppressor, const ProposalOptions& options)
      : reader_(reader), suppressor_(suppressor), options_(options) {}

  Result<Proposals> run() {
    if (const Status counted = each([this](const index::PartRecord& record) { count(record); }); !counted) {
      return tl::unexpected(counted.error());
    }
    choose();
    if (const Status looked = each([this](const index::PartRecord& record) { look_at(record); }); !looked) {
      return tl::unexpected(looked.error());
    }
    finish();
    return std::move(result_);
  }

 private:
  template <typename Visit>
  Status each(Visit visit) {
    return reader_.for_each_part([&](index::PartId, const index::PartRecord& record) {
      visit(record);
      return true;
    });
  }

  Token token_of(const index::StoredFinding& finding) const {
    return index::value_token(reader_.key(), finding.kind, finding.value.reveal());
  }

  // By the last word, so that "J. Smith" and "Jane Smith" are one.
  Token family_name(std::string_view name) const {
    return reader_.key().token("family name", index::folded(name.substr(name.rfind(' ') + 1)));
  }

  bool wanted(const index::StoredFinding& finding) const {
    if (!is_one_of(finding.kind, options_.kinds) || is_example(finding)) return false;
    return finding.kind != kEmail || of_a_role(finding.value.reveal());
  }

  void count(const index::PartRecord& record) {
    result_.documents += record.text_bytes > 0;
    for (const index::StoredFinding& finding : record.findings) {
      if (wanted(finding)) ++documents_[token_of(finding)];
    }
  }

  void choose() {
    const double share = std::ceil(options_.least_share * static_cast<double>(result_.documents));
    result_.least = std::max({options_.least_documents, static_cast<std::uint64_t>(share), std::uint64_t{2}});
    std::vector<std::pair<std::uint64_t, Token>> frequent;
    for (const auto& [token, documents] : documents_) {
      if (documents >= result_.least) frequent.emplace_back(documents, token);
    }
    documents_.clear();
    std::sort(frequent.rbegin(), frequent.rend());
    if (frequent.size() > kCandidates) {
      result_.more = frequent.size() - kCandidates;
      frequent.resize(kCandidates);
    }
    for (const auto& [documents, token] : frequent) candidates_[token].proposal.documents = documents;
  }

  void look_at(const index::PartRecord& record) {
    std::vector<std::pair<Candidate*, const index::StoredFinding*>> here;
    std::vector<Token> names;
    Token sender = 0;
    for (const index::StoredFinding& finding : record.findings) {
      const bool person = finding.kind == kPerson;
      const bool tells_sender = sender == 0 && (person || finding.kind == kEmail) && says_who_wrote(finding.label);
      if (tells_sender) sender = token_of(finding);
      if (person) names.push_back(family_name(finding.value.reveal()));
      if (person || !wanted(finding)) continue;
      const auto candidate = candidates_.find(token_of(finding));
      if (candidate != candidates_.end()) here.emplace_back(&candidate->second, &finding);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (names.size() > kNamesOfADocument) names.clear();
    for (const auto& [candidate, finding] : here) note(*candidate, *finding, record, names, sender);
  }

  void note(Candidate& candidate, const index::StoredFinding& finding, const index::PartRecord& record,
            const std::vector<Token>& names, Token sender) {
    Proposal& proposal = candidate.proposal;
    if (proposal.kind.empty()) {
      proposal.kind = finding.kind;
      proposal.value = shown_value(finding.kind, finding.value.reveal(), options_.plain);
      proposal.reference = reference_of(token_of(finding));
      candidate.suppressed = !suppressor_.with_value(finding.kind, finding.value.reveal()).empty();
    }
    proposal.places += finding.count;
    if (candidate.folders.size() < kDifferent)
      candidate.folders.insert(reader_.key().token("folder", folder_of(record.locator)));
    for (const Token name : names) candidate.names.add(name);
    if (sender != 0) {
      ++proposal.signed_documents;
      candidate.senders.add(sender);
    }
    std::string position = position_of(finding);
    if (!position.empty() && candidate.positions.size() < kDifferent) ++candidate.positions[std::move(position)];
  }

  void finish() {
    for (auto& [token, candidate] : candidates_) {
      Proposal& proposal = candidate.proposal;
      proposal.folders = candidate.folders.size();
      if (proposal.folders < options_.least_folders) continue;
      if (candidate.suppressed) {
        ++result_.suppressed;
        continue;
      }
      proposal.senders = candidate.senders.different();
      proposal.most_of_a_sender = candidate.senders.most();
      proposal.names = candidate.names.different();
      proposal.most_of_a_name = candidate.names.most();
      for (const auto& [position, documents] : candidate.positions) {
        const bool mostly = 2 * documents > proposal.documents;
        if (mostly) proposal.position = position, proposal.in_position = documents;
      }
      const auto nearly = [](std::uint64_t most, std::uint64_t all) {
        return all > 0 && static_cast<double>(most) > kOnePersons * static_cast<double>(all);
      };
      proposal.maybe_one_persons = nearly(proposal.most_of_a_name, proposal.documents) ||
                                   (proposal.signed_documents >= options_.least_documents &&
                                    nearly(proposal.most_of_a_sender, proposal.signed_documents));
      result_.values.push_back(std::move(proposal));
    }
    std::sort(result_.values.begin(), result_.values.end(), [](const Proposal& a, const Proposal& b) {
      if (a.maybe_one_persons != b.maybe_one_persons) return b.maybe_one_persons;
      return a.documents != b.documents ? a.documents > b.documents : a.reference < b.reference;
    });
    if (result_.values.size() <= options_.most) return;
    result_.more += result_.values.size() - options_.most;
    result_.values.resize(options_.most);
  }

  const index::Reader& reader_;
  const Suppressor& suppressor_;
  const ProposalOptions& options_;
  Proposals result_;
  std::unordered_map<Token, std::uint32_t> documents_;  // that hold a value
  std::unordered_map<Token, Candidate> candidates_;
};

}  // namespace

std::string reference_of(Token token) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += kDigits[token >> shift & 15];
  return text;
}

Result<Proposals> proposals(const index::Reader& reader, const Suppressor& suppressor, const ProposalOptions& options) {
  for (const std::string& kind : options.kinds) {
    if (can_be_proposed(kind)) continue;
    std::string all;
    for (const std::string_view each : kOrganisations) all.append(all.empty() ? "" : ", ").append(each);
    return fail(ErrorKind::invalid_argument, "only kinds that an organisation has too are proposed: " + all);
  }
  return Proposer(reader, suppressor, options).run();
}

}  // namespace trawl::requests
