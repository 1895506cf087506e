// Local parts by the hash of their letters.
#include "detectors/name_addresses.h"

#include <algorithm>
#include <functional>
#include <string>

#include "detectors/name_word.h"

namespace trawl::detectors {

void NameAddresses::assign(std::span<const Finding> findings) {
  findings_ = findings;
  read_ = false;
}

void NameAddresses::read() {
  locals_.clear();
  for (const Finding& finding : findings_) {
    if (finding.kind != "email") continue;
    const std::string_view address = finding.value.reveal();
    std::string letters;
    for (const char c : folded(address.substr(0, address.find('@'))))
      if ((c >= 'a' && c <= 'z') || (c & 0x80)) letters.push_back(c);
    if (letters.size() >= 4) locals_.push_back(std::hash<std::string_view>()(letters));
  }
  std::sort(locals_.begin(), locals_.end());
  read_ = true;
}

bool NameAddresses::holds(std::string_view front, std::string_view back) const {
  std::string letters(front);
  letters += back;
  return std::binary_search(locals_.begin(), locals_.end(), std::hash<std::string_view>()(letters));
}

bool NameAddresses::agree(std::string_view canonical) {
  if (!read_) read();
  if (locals_.empty()) return false;
  const std::string name = folded(canonical);
  const auto space = name.rfind(' ');
  if (space == std::string::npos) return false;
  const std::string_view given = std::string_view(name).substr(0, name.find(' '));
  std::string surname;
  for (const char c : name.substr(space + 1))
    if (c != '-' && c != '\'') surname.push_back(c);
  const std::string_view initial = given.substr(0, 1);
  return holds(given, surname) || holds(surname, given) || holds(initial, surname) || holds(surname, initial);
}

}  // namespace trawl::detectors
