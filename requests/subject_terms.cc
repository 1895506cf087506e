// Subject -> terms: names in all variants, numbers in the detectors' canonical spelling.
#include <algorithm>

#include "requests/access.h"
#include "requests/kinds.h"

namespace trawl::requests {
namespace {

constexpr std::size_t kTelling = 6;  // letters and digits that make a number one person's by itself

std::size_t alphanumerics(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }));
}

class TermBuilder {
 public:
  TermBuilder(detectors::DetectorSet& detectors, std::vector<std::string>& notes)
      : detectors_(detectors), notes_(notes) {}

  void value(std::string_view kind, std::string_view title, const Sensitive& text, Role role) {
    if (text.empty()) return;
    const auto canonical = canonical_value(kind, text.reveal(), detectors_);
    if (!canonical) {
      notes_.push_back("a value given as " + std::string(title) +
                       " is not written as one; it is looked for as it stands in the subject file");
    }
    add(value_term(kind, title, canonical ? canonical->reveal() : text.reveal(), role));
  }

  void add(Term term) {
    const bool known = std::any_of(terms_.begin(), terms_.end(), [&](const Term& other) {
      return other.kind == term.kind && other.form == term.form &&
             (term.form == Term::Form::value ? other.text == term.text : other.words == term.words);
    });
    if (!known) terms_.push_back(std::move(term));
  }

  void identifier(const Identifier& id, Role role) {
    const auto& kinds = detectors_.kinds();
    if (std::any_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.name == id.type; })) {
      return value(id.type, title_of(id.type, kinds), id.value, role);
    }
    const bool telling = alphanumerics(id.value.reveal()) >= kTelling;
    add(value_term(id.type, id.type + " number", id.value.reveal(),
                   role == Role::strong && !telling ? Role::supporting : role));
  }

  void address(const Address& address) {
    value(kPostcode, "postcode", address.postcode, Role::supporting);
    // The house and the street tell; the town behind the first comma may be written or not.
    const std::string_view lines = address.lines.reveal();
    const std::string_view street = lines.substr(0, lines.find_first_of(",\n"));
    if (folded_words(street).size() >= 2) add(phrase_term(kAddress, "address", street, Role::supporting));
  }

  void handle(const Sensitive& handle) {
    std::string_view text = handle.reveal();
    if (!text.empty() && text.front() == '@') text.remove_prefix(1);
    if (text.empty()) return;
    const Role role = alphanumerics(text) >= kTelling ? Role::strong : Role::supporting;
    add(phrase_term("handle", "user name or handle", text, role));
  }

  // What is known of a namesake. The name itself only where it is not also the subject's.
  void other(const OtherPerson& other) {
    for (const Identifier& fact : other.facts) identifier({fact.type, fact.value.clone()}, Role::against);
    if (other.date_of_birth) {
      add(value_term(kDateOfBirth, "date of birth of a namesake", iso(*other.date_of_birth), Role::against));
    }
    for (Term& term : name_variants(name_from(other.name.reveal()))) {
      const bool exact =
          term.role == Role::full_name && std::find(term.words.begin(), term.words.end(), kAnyName) == term.words.end();
      if (!exact) continue;
      term.role = Role::against;
      add(std::move(term));
    }
  }

  std::vector<Term> take() { return std::move(terms_); }

 private:
  detectors::DetectorSet& detectors_;
  std::vector<std::string>& notes_;
  std::vector<Term> terms_;
};

}  // namespace

std::vector<Term> subject_terms(const Subject& subject, detectors::DetectorSet& detectors,
                                std::vector<std::string>& notes) {
  TermBuilder build(detectors, notes);
  for (const Sensitive& email : subject.emails) build.value(kEmail, "e-mail address", email, Role::strong);
  for (const Sensitive& phone : subject.phones) build.value(kPhone, "telephone number", phone, Role::strong);
  build.value(kNino, "NI number", subject.nino, Role::strong);
  build.value(kNhsNumber, "NHS number", subject.nhs, Role::strong);
  for (const BankAccount& bank : subject.bank) {
    const std::string both = std::string(bank.sort_code.reveal()) + ' ' + std::string(bank.account.reveal());
    build.value(kBankAccount, "bank account", Sensitive(both), Role::strong);
  }
  for (const Identifier& id : subject.ids) build.identifier(id, Role::strong);
  for (const Sensitive& handle : subject.handles) build.handle(handle);
  if (subject.date_of_birth) {
    build.add(value_term(kDateOfBirth, "date of birth", iso(*subject.date_of_birth), Role::supporting));
  }
  for (const Address& address : subject.addresses) build.address(address);
  for (const PersonName& name : subject.names) {
    for (Term& term : name_variants(name)) build.add(std::move(term));
  }
  for (const OtherPerson& other : subject.not_me) build.other(other);
  return build.take();
}

}  // namespace trawl::requests
