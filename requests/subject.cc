// Reads the subject file table by table. Each table says which keys it knows; any other is refused with the
// nearest one, so that a misspelt key is never a silently ignored identifier.
#include "requests/subject.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cstdio>
#include <initializer_list>

#include "requests/kinds.h"

namespace trawl::requests {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

bool valid_day(const Day& day) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (day.year < 1800 || day.year > 2200 || day.month < 1 || day.month > 12 || day.day < 1) return false;
  const bool leap = (day.year % 4 == 0 && day.year % 100 != 0) || day.year % 400 == 0;
  return day.day <= kDays[day.month - 1] + (day.month == 2 && leap ? 1 : 0);
}

// The first error met wins; readers go on harmlessly after it.
class SubjectReader {
 public:
  Result<Subject> read(const toml::table& root) {
    check_keys(root, {"reference", "name", "emails", "phones", "address", "date_of_birth", "ni_number", "nhs_number",
                      "bank", "id", "handles", "not_me", "documents_from", "documents_to"});
    Subject subject;
    subject.reference = string(root, "reference");
    for_tables(root, "name", [&](const toml::table& table) { read_name(table, subject); });
    subject.emails = strings(root, "emails");
    subject.phones = strings(root, "phones");
    for_tables(root, "address", [&](const toml::table& table) { read_address(table, subject); });
    subject.date_of_birth = day(root, "date_of_birth");
    subject.nino = Sensitive(string(root, "ni_number"));
    subject.nhs = Sensitive(string(root, "nhs_number"));
    for_tables(root, "bank", [&](const toml::table& table) { read_bank(table, subject); });
    for_tables(root, "id", [&](const toml::table& table) { read_id(table, subject); });
    subject.handles = strings(root, "handles");
    for_tables(root, "not_me", [&](const toml::table& table) { read_other(table, subject); });
    subject.documents_from = day(root, "documents_from");
    subject.documents_to = day(root, "documents_to");
    if (!error_.empty()) return fail(ErrorKind::invalid_argument, error_);
    const bool nobody = subject.names.empty() && subject.emails.empty() && subject.phones.empty() &&
                        subject.nino.empty() && subject.nhs.empty() && subject.bank.empty() && subject.ids.empty() &&
                        subject.handles.empty();
    if (nobody) return fail(ErrorKind::invalid_argument, "the subject file names nobody: give a name or an identifier");
    return subject;
  }

 private:
  void refuse(const toml::source_region& where, const std::string& what) {
    if (error_.empty()) error_ = "line " + std::to_string(where.begin.line) + ": " + what;
  }

  void check_keys(const toml::table& table, std::initializer_list<std::string_view> known) {
    for (const auto& entry : table) {
      const std::string_view key = entry.first.str();
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      const auto nearest = std::min_element(known.begin(), known.end(), [&](std::string_view a, std::string_view b) {
        return edit_distance(a, key) < edit_distance(b, key);
      });
      std::string message = "there is no key of this name here";
      const std::size_t distance = edit_distance(*nearest, key);
      if (distance * 2 <= std::max<std::size_t>(nearest->size(), 4)) {
        message += "; did you mean '" + std::string(*nearest) + "'?";
      } else {
        message += "; known ones:";
        for (const std::string_view name : known) message += ' ' + std::string(name);
      }
      refuse(entry.first.source(), message);
    }
  }

  std::string string(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return {};
    if (const auto* value = node->as_string()) return value->get();
    refuse(node->source(), "'" + std::string(key) + "' must be a text in quotes");
    return {};
  }

  std::vector<Sensitive> strings(const toml::table& table, std::string_view key) {
    std::vector<Sensitive> all;
    const toml::node* node = table.get(key);
    if (node == nullptr) return all;
    if (const auto* one = node->as_string()) {
      if (!one->get().empty()) all.emplace_back(one->get());
      return all;
    }
    const toml::array* list = node->as_array();
    if (list == nullptr) {
      refuse(node->source(), "'" + std::string(key) + "' must be a list of texts: [\"...\", \"...\"]");
      return all;
    }
    for (const toml::node& entry : *list) {
      const auto* value = entry.as_string();
      if (value == nullptr) refuse(entry.source(), "'" + std::string(key) + "' must hold texts in quotes");
      if (value != nullptr && !value->get().empty()) all.emplace_back(value->get());
    }
    return all;
  }

  std::optional<Day> day(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    Day found;
    if (const auto* date = node->as_date()) {
      found = {date->get().year, date->get().month, date->get().day};
    } else if (const auto* time = node->as_date_time()) {
      found = {time->get().date.year, time->get().date.month, time->get().date.day};
    } else if (const auto* text = node->as_string()) {
      const std::string& written = text->get();
      if (written.empty()) return std::nullopt;
      if (std::sscanf(written.c_str(), "%4d-%2d-%2d", &found.year, &found.month, &found.day) != 3) found = {};
    }
    if (valid_day(found)) return found;
    refuse(node->source(), "'" + std::string(key) + "' must be a day, year first: 1970-05-12");
    return std::nullopt;
  }

  template <typename Read>
  void for_tables(const toml::table& root, std::string_view key, const Read& read) {
    const toml::node* node = root.get(key);
    if (node == nullptr) return;
    if (const toml::table* table = node->as_table()) return read(*table);
    const toml::array* list = node->as_array();
    const bool tables = list != nullptr && (list->empty() || list->is_homogeneous(toml::node_type::table));
    if (!tables) return refuse(node->source(), "write this as a block that begins with [[" + std::string(key) + "]]");
    for (const toml::node& entry : *list) read(*entry.as_table());
  }

  void read_name(const toml::table& table, Subject& subject) {
    check_keys(table, {"given", "middle", "family", "former", "nicknames", "titles"});
    PersonName name;
    name.given = Sensitive(string(table, "given"));
    name.middle = Sensitive(string(table, "middle"));
    name.family = Sensitive(string(table, "family"));
    name.former = strings(table, "former");
    name.nicknames = strings(table, "nicknames");
    for (const Sensitive& title : strings(table, "titles")) name.titles.emplace_back(title.reveal());
    if (!name.given.empty() || !name.family.empty()) subject.names.push_back(std::move(name));
  }

  void read_address(const toml::table& table, Subject& subject) {
    check_keys(table, {"lines", "postcode", "from", "to"});
    Address address;
    address.lines = Sensitive(string(table, "lines"));
    address.postcode = Sensitive(string(table, "postcode"));
    address.from = day(table, "from");
    address.to = day(table, "to");
    if (!address.lines.empty() || !address.postcode.empty()) subject.addresses.push_back(std::move(address));
  }

  void read_bank(const toml::table& table, Subject& subject) {
    check_keys(table, {"sort_code", "account"});
    BankAccount bank{Sensitive(string(table, "sort_code")), Sensitive(string(table, "account"))};
    if (bank.sort_code.empty() != bank.account.empty()) {
      refuse(table.source(), "a bank account needs both sort_code and account");
    }
    if (!bank.account.empty()) subject.bank.push_back(std::move(bank));
  }

  void read_id(const toml::table& table, Subject& subject) {
    check_keys(table, {"type", "value"});
    Identifier id{string(table, "type"), Sensitive(string(table, "value"))};
    if (id.type.empty() != id.value.empty()) refuse(table.source(), "an id needs both type and value");
    if (!id.value.empty()) subject.ids.push_back(std::move(id));
  }

  void read_other(const toml::table& table, Subject& subject) {
    check_keys(table, {"name", "date_of_birth", "emails", "phones", "ni_number", "nhs_number", "postcode"});
    OtherPerson other;
    other.name = Sensitive(string(table, "name"));
    other.date_of_birth = day(table, "date_of_birth");
    for (Sensitive& email : strings(table, "emails")) other.facts.push_back({std::string(kEmail), std::move(email)});
    for (Sensitive& phone : strings(table, "phones")) other.facts.push_back({std::string(kPhone), std::move(phone)});
    for (const auto& [key, kind] :
         {std::pair("ni_number", kNino), {"nhs_number", kNhsNumber}, {"postcode", kPostcode}}) {
      Sensitive value(string(table, key));
      if (!value.empty()) other.facts.push_back({std::string(kind), std::move(value)});
    }
    if (other.name.empty()) return refuse(table.source(), "[[not_me]] needs the name of the other person");
    subject.not_me.push_back(std::move(other));
  }

  std::string error_;
};

}  // namespace

std::string iso(const Day& day) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(day.year) + '-' + two(day.month) + '-' + two(day.day);
}

Result<Subject> parse_subject(std::string_view text) {
  try {
    return SubjectReader().read(toml::parse(text));
  } catch (const toml::parse_error& error) {
    return fail(ErrorKind::invalid_argument, "line " + std::to_string(error.source().begin.line) +
                                                 ": this is not TOML: " + "check quotes, brackets and the = sign");
  }
}

}  // namespace trawl::requests
