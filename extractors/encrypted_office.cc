// Locked OOXML documents: a compound file that holds the package encrypted ([MS-OFFCRYPTO] 2.3.4), with AES by the
// standard or the agile scheme. Excel's own password and those that the user gave are tried; then the document is read
// as if it had never been locked.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "extractors/block_writer.h"
#include "extractors/ciphers.h"
#include "extractors/compound_file.h"
#include "extractors/extractor.h"
#include "extractors/mime_transfer.h"
#include "extractors/office_xml.h"
#include "extractors/ole_bytes.h"
#include "extractors/ole_properties.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kBlock = 16;

std::string decrypted_cbc(std::string_view key, std::string_view iv, std::string bytes) {
  decrypt_aes_cbc(key, iv, bytes);
  return bytes;
}

// Makes `hash` the hash of a counter and itself, over and over.
void spin(Digest kind, std::uint32_t rounds, std::string& hash) {
  for (std::uint32_t i = 0; i < rounds; ++i) hash = digest(kind, key_bytes(i) + hash);
}

// A scheme of encryption with what the file tells of it.
class Scheme {
 public:
  virtual ~Scheme() = default;
  // Whether the password is the right one; the key is kept then.
  virtual bool opens(std::string_view password) = 0;
  // Decrypts the package, which lies behind its size, in place.
  virtual void decrypt(std::span<char> package) const = 0;
};

// 2.3.4.5 to 2.3.4.9: AES in ECB mode.
class Standard final : public Scheme {
 public:
  static std::unique_ptr<Scheme> of(std::string_view info) {
    auto scheme = std::make_unique<Standard>();
    const std::string_view header = bytes_at(info, 12, little32(info, 8));
    scheme->verifier_ = bytes_at(info, 12 + header.size());
    const std::uint32_t algorithm = little32(header, 8);
    scheme->key_bytes_ = little32(header, 16) / 8;
    const bool aes = algorithm >= 0x660E && algorithm <= 0x6610;
    if (!aes || scheme->key_bytes_ > 32 || scheme->verifier_.size() < 72) return nullptr;
    return scheme;
  }

  bool opens(std::string_view password) override {
    constexpr std::uint32_t kRounds = 50'000;
    std::string hash = digest(Digest::sha1, verifier_.substr(4, 16) + utf16_password(password));
    spin(Digest::sha1, kRounds, hash);
    hash = digest(Digest::sha1, hash + key_bytes(0));
    std::string key;
    for (const char mask : {'\x36', '\x5C'}) {
      std::string mixed(64, mask);
      for (std::size_t i = 0; i < hash.size(); ++i) mixed[i] = static_cast<char>(mixed[i] ^ hash[i]);
      key += digest(Digest::sha1, mixed);
    }
    key_ = key.substr(0, key_bytes_);
    std::string verifier = verifier_.substr(20, 16), expected = verifier_.substr(40, 32);
    decrypt_aes_ecb(key_, verifier);
    decrypt_aes_ecb(key_, expected);
    return digest(Digest::sha1, verifier) == expected.substr(0, 20);
  }

  void decrypt(std::span<char> package) const override { decrypt_aes_ecb(key_, package); }

 private:
  std::string verifier_, key_;
  std::size_t key_bytes_ = 0;
};

// 2.3.4.10 to 2.3.4.14: AES in CBC mode, described in XML.
class Agile final : public Scheme {
 public:
  static std::unique_ptr<Scheme> of(std::string_view description) {
    auto scheme = std::make_unique<Agile>();
    TextPull pull(description);
    XmlReader xml(pull);
    bool known = true;
    for (auto event = xml.next(); event != XmlReader::Event::done; event = xml.next()) {
      if (event != XmlReader::Event::start) continue;
      if (xml.local() == "keyData") known &= scheme->data_.take(xml);
      if (xml.local() != "encryptedKey") continue;
      known &= scheme->password_.take(xml);
      scheme->rounds_ = little_number(xml.value("spinCount"));
      scheme->input_ = decoded_base64(xml.value("encryptedVerifierHashInput"));
      scheme->value_ = decoded_base64(xml.value("encryptedVerifierHashValue"));
      scheme->locked_key_ = decoded_base64(xml.value("encryptedKeyValue"));
    }
    constexpr std::uint32_t kMostRounds = 10'000'000;  // 2.3.4.10, spinCount
    const bool complete = !scheme->input_.empty() && !scheme->value_.empty() && !scheme->locked_key_.empty();
    if (!known || !complete || scheme->rounds_ > kMostRounds) return nullptr;
    return scheme;
  }

  bool opens(std::string_view password) override {
    std::string hash = digest(password_.digest, password_.salt + utf16_password(password));
    spin(password_.digest, rounds_, hash);
    const auto unlocked = [&](std::string_view purpose, const std::string& bytes) {
      std::string key = digest(password_.digest, std::string(hash).append(purpose));
      key.resize(password_.key_bytes, '\x36');
      return decrypted_cbc(key, password_.iv(), bytes);
    };
    const std::string input = unlocked("\xFE\xA7\xD2\x76\x3B\x4B\x9E\x79", input_).substr(0, password_.salt.size());
    const std::string expected = unlocked("\xD7\xAA\x0F\x6D\x30\x61\x34\x4E", value_);
    const std::string found = digest(password_.digest, input);
    if (expected.substr(0, found.size()) != found) return false;
    key_ = unlocked("\x14\x6E\x0B\xE7\xAB\xAC\xD0\xD6", locked_key_).substr(0, data_.key_bytes);
    return true;
  }

  void decrypt(std::span<char> package) const override {
    constexpr std::size_t kSegment = 4096;
    for (std::size_t at = 0, number = 0; at < package.size(); at += kSegment, ++number) {
      const auto segment = package.subspan(at, std::min(kSegment, package.size() - at));
      std::string iv = digest(data_.digest, data_.salt + key_bytes(static_cast<std::uint32_t>(number)));
      iv.resize(kBlock, '\x36');
      decrypt_aes_cbc(key_, iv, segment);
    }
  }

 private:
  // What keyData and encryptedKey both tell.
  struct Cipher {
    Digest digest = Digest::sha1;
    std::string salt;
    std::size_t key_bytes = 0;

    bool take(const XmlReader& xml) {
      const auto hash = digest_named(xml.value("hashAlgorithm"));
      salt = decoded_base64(xml.value("saltValue"));
      key_bytes = little_number(xml.value("keyBits")) / 8;
      digest = hash.value_or(Digest::sha1);
      return hash && xml.value("cipherAlgorithm") == "AES" && xml.value("cipherChaining") == "ChainingModeCBC" &&
             !salt.empty() && key_bytes >= 16 && key_bytes <= 32;
    }
    std::string iv() const {
      std::string iv = salt;
      iv.resize(kBlock, '\x36');
      return iv;
    }
  };

  static std::uint32_t little_number(std::string_view digits) {
    std::uint32_t value = 0;
    for (const char c : digits.substr(0, 9)) {
      if (c >= '0' && c <= '9') value = value * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return value;
  }

  Cipher data_, password_;
  std::uint32_t rounds_ = 0;
  std::string input_, value_, locked_key_, key_;
};

// Null: not a scheme that is known here.
std::unique_ptr<Scheme> scheme_of(std::string_view info) {
  const std::uint32_t major = little16(info, 0);
  const std::uint32_t minor = little16(info, 2);
  if (major == 4 && minor == 4) return Agile::of(bytes_at(info, 8));
  if (major >= 2 && major <= 4 && minor == 2) return Standard::of(info);
  return nullptr;
}

class EncryptedOffice final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto bytes = source.whole(out.limits().whole_bytes);
    if (!bytes) return outcome_of(bytes.error());
    const auto file = CompoundFile::open(*bytes);
    if (!file) return outcome_of(file.error());
    BlockWriter writer(out);
    write_ole_properties(*file, CompoundFile::kRoot, writer);
    const std::size_t info = file->find("EncryptionInfo");
    if (info == CompoundFile::kNone) return {OutcomeKind::encrypted, "protected by rights management"};
    const auto scheme = scheme_of(file->read(info, out.limits().whole_bytes).bytes);
    if (!scheme) return {OutcomeKind::encrypted, "encrypted in a way that is not read"};
    bool open = scheme->opens("VelvetSweatshop");
    for (std::size_t i = 0; i < out.passwords().size() && !open; ++i) open = scheme->opens(out.passwords()[i]);
    if (!open) return {OutcomeKind::encrypted, "password needed"};
    return read_package(*file, *scheme, out);
  }

 private:
  static Outcome read_package(const CompoundFile& file, const Scheme& scheme, Extraction& out) {
    CompoundFile::Stream stream = file.read(file.find("EncryptedPackage"), out.limits().whole_bytes);
    if (stream.bytes.size() < 8) return {OutcomeKind::damaged, "the encrypted package is missing"};
    const std::span<char> package = std::span<char>(stream.bytes).subspan(8);
    scheme.decrypt(package);
    const std::uint64_t stated = little64(stream.bytes, 0), size = std::min<std::uint64_t>(stated, package.size());
    if (!stream.whole || size < stated) out.missed("the encrypted package is cut short");
    const std::string_view plain(package.data(), size);
    const Format format = sniff({plain.substr(0, Source::kPeek), out.part().name, {}, plain.size() <= Source::kPeek});
    const Extractor* extractor = format == Format::encrypted_office ? nullptr : extractor_of(format);
    if (extractor == nullptr) return {OutcomeKind::unsupported, "what is in the encrypted package is not known"};
    const auto unlocked = memory_source(plain);
    return extractor->extract(*unlocked, out);
  }
};

}  // namespace

const Extractor& encrypted_office_extractor() {
  static const EncryptedOffice extractor;
  return extractor;
}

}  // namespace trawl::extractors
