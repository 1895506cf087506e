#include "scanner/unchanged.h"

#include <string>

#include "core/sensitive.h"

namespace trawl::scanner {
namespace {

std::uint64_t hash_of(const index::Key& key, const std::vector<std::string>& passwords) {
  std::string list;
  for (const std::string& password : passwords) list.append(password).push_back('\n');
  const index::Token hash = key.token("passwords", list);
  wipe(list.data(), list.size());
  return hash;
}

}  // namespace

std::uint64_t fingerprint_of(const ScanOptions& options) {
  const Limits& l = options.limits;
  std::string all = options.version + '\0' + options.detectors.custom_toml + '\0' + options.detectors.modulus_table +
                    '\0' + options.detectors.modulus_substitutions + '\0' + options.ocr_languages + '\0';
  for (const std::string& kind : options.detectors.only) all += kind + ',';
  for (const std::uint64_t n :
       {static_cast<std::uint64_t>(options.detectors.sensitivity), static_cast<std::uint64_t>(options.words),
        std::uint64_t{options.detectors.special_categories}, std::uint64_t{l.depth}, l.members, l.parts,
        l.container_bytes, std::uint64_t{l.ratio}, l.ratio_floor, l.whole_bytes, l.text_bytes, std::uint64_t{l.pages},
        std::uint64_t{l.part_seconds}, std::uint64_t{l.ocr_seconds}, l.ocr_pixels, l.worker_bytes}) {
    all += std::to_string(n) + ' ';
  }
  std::uint64_t hash = 14695981039346656037ull;  // FNV-1a, 64 bits
  for (const char c : all) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return hash;
}

index::FileIdentity identity_of(const WalkedEntry& entry) {
  const ListedEntry& listed = entry.listed;
  if (!entry.outcome) return {listed.size, listed.modified_ns, listed.changed_ns, listed.inode};
  if (entry.outcome->kind == OutcomeKind::denied) return {};  // try again next time
  index::FileIdentity identity;
  for (const char c : entry.outcome->reason) identity.size = identity.size * 31 + static_cast<unsigned char>(c);
  identity.inode = 1 + static_cast<std::uint64_t>(entry.outcome->kind);
  return identity;
}

TriedPasswords::TriedPasswords(const index::Key& key, const std::vector<std::string>& passwords)
    : list_(hash_of(key, passwords)) {}

index::FileIdentity TriedPasswords::mark(index::FileIdentity identity) const {
  if (identity != index::FileIdentity{}) identity.size ^= list_;
  return identity;
}

bool TriedPasswords::same(const index::FileIdentity& stored, const index::FileIdentity& now) const {
  return stored == now || stored == mark(now);
}

}  // namespace trawl::scanner
