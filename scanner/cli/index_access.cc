// Defaults of index and key, and passphrases from the terminal or a file.
#include "scanner/cli/index_access.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "core/descriptor.h"

namespace trawl::cli {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Turns the terminal's echo off for as long as it lives.
class Silence {
 public:
  explicit Silence(int terminal) : terminal_(terminal), known_(tcgetattr(terminal, &before_) == 0) {
    if (!known_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(terminal_, TCSAFLUSH, &silent);
  }
  ~Silence() {
    if (known_) tcsetattr(terminal_, TCSAFLUSH, &before_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  int terminal_;
  termios before_{};
  bool known_;
};

Result<Sensitive> ask(std::string_view prompt) {
  const Descriptor terminal(open("/dev/tty", O_RDWR | O_CLOEXEC));
  if (!terminal) {
    return fail(ErrorKind::invalid_argument, "there is no terminal to ask for the passphrase; use --passphrase-file");
  }
  const Silence silence(terminal.number());
  if (write(terminal.number(), prompt.data(), prompt.size()) < 0) return fail(ErrorKind::io, "the terminal cannot be written");
  std::string line;
  for (char c = 0; read(terminal.number(), &c, 1) == 1 && c != '\n' && line.size() < 4096;) line += c;
  if (write(terminal.number(), "\n", 1) < 0) return fail(ErrorKind::io, "the terminal cannot be written");
  Sensitive answer(line);
  wipe(line.data(), line.size());
  if (answer.empty()) return fail(ErrorKind::invalid_argument, "the passphrase is empty");
  return answer;
}

Result<Sensitive> passphrase(const IndexOptions& options, bool for_a_new_index) {
  if (!options.passphrase_file.empty()) {
    std::ifstream file(options.passphrase_file);
    std::string line;
    if (!std::getline(file, line) || line.empty()) {
      return fail(ErrorKind::invalid_argument, "the passphrase file cannot be read or its first line is empty");
    }
    Sensitive read(line);
    wipe(line.data(), line.size());
    return read;
  }
  auto first = ask("Passphrase of the index: ");
  if (!first || !for_a_new_index) return first;
  auto again = ask("The same again: ");
  if (!again) return again;
  if (!(*first == *again)) return fail(ErrorKind::invalid_argument, "the two passphrases differ");
  return first;
}

Result<index::Key> key_of_existing(const IndexOptions& options, const IndexPaths& paths, const index::Header& header) {
  const bool wants_passphrase = options.passphrase || !options.passphrase_file.empty();
  if (header.passphrase) {
    if (!wants_passphrase) {
      return fail(ErrorKind::wrong_key, "this index has a passphrase; add --passphrase or --passphrase-file FILE");
    }
    auto phrase = passphrase(options, false);
    if (!phrase) return tl::unexpected(phrase.error());
    return index::Key::from_passphrase(*phrase, header.cost);
  }
  if (wants_passphrase) return fail(ErrorKind::wrong_key, "this index has a key file, not a passphrase; use --key FILE");
  if (!fs::exists(paths.key)) {
    return fail(ErrorKind::not_found,
                "the key file of this index is not at " + paths.key.string() + "; name it with --key FILE");
  }
  return index::Key::from_file(paths.key);
}

struct NewKey {
  index::Key key;
  std::optional<index::Key::PassphraseCost> cost;
  bool made_file = false;
};

Result<NewKey> key_of_new(const IndexOptions& options, const IndexPaths& paths) {
  if (options.passphrase || !options.passphrase_file.empty()) {
    auto phrase = passphrase(options, true);
    if (!phrase) return tl::unexpected(phrase.error());
    const index::Key::PassphraseCost cost = index::Key::new_passphrase_cost();
    auto key = index::Key::from_passphrase(*phrase, cost);
    if (!key) return tl::unexpected(key.error());
    return NewKey{std::move(*key), cost, false};
  }
  const bool exists = fs::exists(paths.key);
  auto key = exists ? index::Key::from_file(paths.key) : index::Key::create_file(paths.key);
  if (!key) return tl::unexpected(key.error());
  return NewKey{std::move(*key), std::nullopt, !exists};
}

// Folders that the user would expect to be there, for nobody else's eyes.
Status make_folder(const fs::path& folder) {
  if (folder.empty()) return {};
  std::error_code error;
  const bool made = fs::create_directories(folder, error);
  if (error) return fail(ErrorKind::io, "the folder " + folder.string() + " cannot be made: " + error.message());
  if (made) fs::permissions(folder, fs::perms::owner_all, error);
  return {};
}

}  // namespace

Result<IndexPaths> index_paths(const IndexOptions& options) {
  IndexPaths paths;
  paths.index = options.index.empty() ? environment("TRAWL_INDEX") : options.index;
  if (paths.index.empty()) {
    const std::string data = environment("XDG_DATA_HOME");
    const std::string home = environment("HOME");
    if (data.empty() && home.empty()) return fail(ErrorKind::invalid_argument, "name the index with --index FILE (HOME is not set)");
    paths.index = (data.empty() ? fs::path(home) / ".local/share" : fs::path(data)) / "trawl/index.trawl";
  }
  paths.key = options.key.empty() ? environment("TRAWL_KEY") : options.key;
  if (paths.key.empty()) {
    const fs::path credential = fs::path(environment("CREDENTIALS_DIRECTORY")) / "trawl.key";
    paths.key = credential.has_parent_path() && fs::exists(credential) ? credential : fs::path(paths.index.string() + ".key");
  }
  return paths;
}

Result<std::unique_ptr<OpenWriter>> open_writer(const IndexOptions& options) {
  auto paths = index_paths(options);
  if (!paths) return tl::unexpected(paths.error());
  if (const Status made = make_folder(paths->index.parent_path()); !made) return tl::unexpected(made.error());
  if (const Status made = make_folder(paths->key.parent_path()); !made) return tl::unexpected(made.error());
  auto header = index::read_header(paths->index);
  if (!header && header.error().kind != ErrorKind::not_found) return tl::unexpected(header.error());
  std::optional<index::Key::PassphraseCost> cost;
  bool made_file = false;
  Result<index::Key> key = fail(ErrorKind::internal, "");
  if (header) {
    key = key_of_existing(options, *paths, *header);
  } else {
    auto made = key_of_new(options, *paths);
    if (!made) return tl::unexpected(made.error());
    key = std::move(made->key);
    cost = made->cost;
    made_file = made->made_file;
  }
  if (!key) return tl::unexpected(key.error());
  auto open = std::make_unique<OpenWriter>(OpenWriter{std::move(*key), nullptr, made_file, std::move(*paths)});
  auto writer = index::Writer::open(open->paths.index, open->key, cost, {});
  if (!writer) return tl::unexpected(writer.error());
  open->writer = std::move(*writer);
  return open;
}

namespace {

tl::unexpected<Error> no_index(const IndexPaths& paths) {
  return fail(ErrorKind::not_found,
              "there is no index at " + paths.index.string() + "; make one with `trawl scan PATH`, or name it with --index");
}

}  // namespace

Result<std::unique_ptr<OpenWriter>> open_writer_of_existing(const IndexOptions& options) {
  auto paths = index_paths(options);
  if (!paths) return tl::unexpected(paths.error());
  if (!fs::exists(paths->index)) return no_index(*paths);
  return open_writer(options);
}

Result<std::unique_ptr<OpenReader>> open_reader(const IndexOptions& options) {
  auto paths = index_paths(options);
  if (!paths) return tl::unexpected(paths.error());
  auto header = index::read_header(paths->index);
  if (!header && header.error().kind == ErrorKind::not_found) return no_index(*paths);
  if (!header) return tl::unexpected(header.error());
  auto key = key_of_existing(options, *paths, *header);
  if (!key) return tl::unexpected(key.error());
  auto open = std::make_unique<OpenReader>(OpenReader{std::move(*key), nullptr});
  auto reader = index::Reader::open(paths->index, open->key);
  if (!reader) return tl::unexpected(reader.error());
  open->reader = std::move(*reader);
  return open;
}

}  // namespace trawl::cli
