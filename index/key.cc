// The secrets of an index and their use, with libsodium.
#include "index/key.h"

#include <sodium.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <new>
#include <utility>

#include "index/secrets.h"

namespace trawl::index {
namespace {

constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kPrefixBytes = 12;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

// A nonce is 12 random bytes drawn for each Key, the process id, and a counter. Twenty-four random bytes
// a blob would cost as much as the cipher. It never repeats under one secret: within a Key the counter
// is atomic, so no two threads get the same; two Keys of the same secret (of two processes, or one after the
// other) differ in the random bytes (2^48 Keys until a repetition is to be feared); and a process
// forked with a Key in its memory has another process id than its parent.
struct Key::Secrets {
  unsigned char sealing[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
  unsigned char hashing[crypto_shorthash_KEYBYTES];
  unsigned char nonce_prefix[kPrefixBytes];
  std::atomic<std::uint64_t> nonce_counter;
};

Key::Key() : secrets_(nullptr) {}
Key::Key(Key&& other) noexcept : secrets_(std::exchange(other.secrets_, nullptr)) {}
Key& Key::operator=(Key&& other) noexcept {
  std::swap(secrets_, other.secrets_);
  return *this;
}
Key::~Key() {
  sodium_free(secrets_);
}

Result<Key> Key::from_bytes(const unsigned char* master) {
  constexpr char kContext[crypto_kdf_CONTEXTBYTES + 1] = "trawlidx";
  if (sodium_init() < 0) return fail(ErrorKind::internal, "the cryptographic library does not start");
  Key key;
  void* memory = sodium_malloc(sizeof(Secrets));
  if (memory == nullptr) return fail(ErrorKind::over_limit, "no memory for the key");
  key.secrets_ = new (memory) Secrets;
  Secrets& secrets = *key.secrets_;
  crypto_kdf_derive_from_key(secrets.sealing, sizeof secrets.sealing, 1, kContext, master);
  crypto_kdf_derive_from_key(secrets.hashing, sizeof secrets.hashing, 2, kContext, master);
  randombytes_buf(secrets.nonce_prefix, sizeof secrets.nonce_prefix);
  secrets.nonce_counter = 0;
  return key;
}

Key::PassphraseCost Key::new_passphrase_cost() {
  PassphraseCost cost;
  if (sodium_init() < 0) return cost;
  randombytes_buf(cost.salt.data(), cost.salt.size());
  cost.operations = crypto_pwhash_argon2id_OPSLIMIT_MODERATE;
  cost.memory_bytes = crypto_pwhash_argon2id_MEMLIMIT_MODERATE;
  return cost;
}

Result<Key> Key::from_passphrase(const Sensitive& passphrase, const PassphraseCost& cost) {
  constexpr std::uint64_t kMostOperations = 64;
  constexpr std::uint64_t kMostMemory = 2ull << 30;
  if (sodium_init() < 0) return fail(ErrorKind::internal, "the cryptographic library does not start");
  if (passphrase.empty()) return fail(ErrorKind::invalid_argument, "the passphrase is empty");
  // The cost comes from the index file, so it may be anything.
  if (cost.operations < crypto_pwhash_argon2id_OPSLIMIT_MIN || cost.operations > kMostOperations ||
      cost.memory_bytes < crypto_pwhash_argon2id_MEMLIMIT_MIN || cost.memory_bytes > kMostMemory) {
    return fail(ErrorKind::damaged, "the cost of the passphrase that the index states is out of bounds");
  }
  static_assert(sizeof cost.salt == crypto_pwhash_argon2id_SALTBYTES);
  SecretBytes<kBytes> master;
  const std::string_view text = passphrase.reveal();
  if (crypto_pwhash(master.data(), kBytes, text.data(), text.size(), cost.salt.data(), cost.operations,
                    cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorKind::over_limit, "not enough memory to derive the key from the passphrase");
  }
  return from_bytes(master.data());
}

std::string Key::seal(std::string_view plain, std::string_view purpose) const {
  std::string sealed(kNonceBytes + plain.size() + kTagBytes, '\0');
  auto* nonce = reinterpret_cast<unsigned char*>(sealed.data());
  const auto process = static_cast<std::uint32_t>(getpid());
  const std::uint64_t counter = secrets_->nonce_counter.fetch_add(1, std::memory_order_relaxed);
  static_assert(kPrefixBytes + sizeof process + sizeof counter == kNonceBytes);
  std::memcpy(nonce, secrets_->nonce_prefix, kPrefixBytes);
  std::memcpy(nonce + kPrefixBytes, &process, sizeof process);
  std::memcpy(nonce + kPrefixBytes + sizeof process, &counter, sizeof counter);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + kNonceBytes, nullptr, bytes_of(plain), plain.size(),
                                             bytes_of(purpose), purpose.size(), nullptr, nonce, secrets_->sealing);
  return sealed;
}

Result<std::string> Key::open(std::string_view sealed, std::string_view purpose) const {
  constexpr std::string_view kMessage = "the key does not open this, or it was altered";
  if (sealed.size() < kNonceBytes + kTagBytes) return fail(ErrorKind::wrong_key, std::string(kMessage));
  std::string plain(sealed.size() - kNonceBytes - kTagBytes, '\0');
  const int refused = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, bytes_of(sealed) + kNonceBytes,
      sealed.size() - kNonceBytes, bytes_of(purpose), purpose.size(), bytes_of(sealed), secrets_->sealing);
  if (refused != 0) return fail(ErrorKind::wrong_key, std::string(kMessage));
  return plain;
}

Token Key::token(std::string_view domain, std::string_view text) const {
  constexpr std::size_t kStack = 256;
  static_assert(crypto_shorthash_BYTES == sizeof(Token));
  unsigned char short_input[kStack];
  std::string long_input;
  unsigned char* input = short_input;
  const std::size_t size = domain.size() + 1 + text.size();
  if (size > kStack) {
    long_input.resize(size);
    input = reinterpret_cast<unsigned char*>(long_input.data());
  }
  std::memcpy(input, domain.data(), domain.size());
  input[domain.size()] = 0;  // no domain holds a zero byte, so no two pairs give the same input
  if (!text.empty()) std::memcpy(input + domain.size() + 1, text.data(), text.size());
  unsigned char hash[crypto_shorthash_BYTES];
  crypto_shorthash(hash, input, size, secrets_->hashing);
  if (!long_input.empty()) wipe(long_input.data(), long_input.size());
  Token token = 0;
  for (int i = 7; i >= 0; --i) token = token << 8 | hash[i];
  return token;
}

}  // namespace trawl::index
