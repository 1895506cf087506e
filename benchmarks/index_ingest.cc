// Ingest and look-up of the index against SQLite's FTS5 (contentless, detail=none, columnsize=0), in one run over the
// same documents: the words of a made-up vocabulary with the frequencies of Zipf's law.
//
//   index_ingest [DOCUMENTS [TOKENS_A_DOCUMENT]]     default 100000 and 120
//
// Both get documents of unique tokens that were hashed before; FTS5 gets 48 bits of each as 8 letters, and splits them
// with a tokenizer that only cuts at every 8 bytes. The index seals its blocks, and stores a record of 100 bytes for
// each document besides, which is sealed within the time measured; FTS5 stores postings only.
#include <sqlite3.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "index/index.h"
#include "index/tokens.h"

namespace trawl::index {
namespace {

constexpr std::size_t kVocabulary = 2'000'000;
constexpr std::size_t kDocumentsATransaction = 20'000;

using Documents = std::vector<std::vector<Token>>;

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Cost {
  double cpu = -cpu_seconds();
  double wall = -wall_seconds();
  void stop() {
    cpu += cpu_seconds();
    wall += wall_seconds();
  }
};

Token spread(std::uint64_t number) {  // splitmix64: https://prng.di.unimi.it/splitmix64.c
  number += 0x9E3779B97F4A7C15;
  number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9;
  number = (number ^ number >> 27) * 0x94D049BB133111EB;
  return number ^ number >> 31;
}

// A word's rank by the inverse of Zipf's distribution function, s = 1; every 33rd token is met once only.
Documents make_documents(std::size_t count, std::size_t tokens) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> uniform(0, 1);
  Documents documents(count);
  std::uint64_t once = kVocabulary;
  for (auto& document : documents) {
    while (document.size() < tokens) {
      const double rank = std::exp(uniform(random) * std::log(static_cast<double>(kVocabulary)));
      document.push_back(random() % 33 == 0 ? spread(++once) : spread(static_cast<std::uint64_t>(rank)));
    }
    std::sort(document.begin(), document.end());
    document.erase(std::unique(document.begin(), document.end()), document.end());
  }
  return documents;
}

[[noreturn]] void stop(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::exit(1);
}

void check(const Status& status) {
  if (!status) stop(status.error().message);
}

void run(sqlite3* connection, const char* sql) {
  if (sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) != SQLITE_OK) stop(sqlite3_errmsg(connection));
}

// FTS5's tokenizer over tokens of 8 bytes.
int create_tokenizer(void*, const char**, int, Fts5Tokenizer** out) {
  static int nothing;
  *out = reinterpret_cast<Fts5Tokenizer*>(&nothing);
  return SQLITE_OK;
}
void delete_tokenizer(Fts5Tokenizer*) {}
int tokenize(Fts5Tokenizer*, void* context, int, const char* text, int size,
             int (*take)(void*, int, const char*, int, int, int)) {
  for (int at = 0; at + 8 <= size; at += 8) {
    if (const int code = take(context, 0, text + at, 8, at, at + 8); code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

void register_tokenizer(sqlite3* connection) {
  sqlite3_stmt* statement = nullptr;
  fts5_api* api = nullptr;
  sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr);
  sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
  sqlite3_step(statement);
  sqlite3_finalize(statement);
  if (api == nullptr) stop("this SQLite has no FTS5");
  fts5_tokenizer tokenizer{create_tokenizer, delete_tokenizer, tokenize};
  api->xCreateTokenizer(api, "eight", nullptr, &tokenizer, nullptr);
}

std::vector<std::string> as_letters(const Documents& documents) {
  std::vector<std::string> texts;
  for (const auto& document : documents) {
    std::string& text = texts.emplace_back();
    for (const Token token : document) {
      for (unsigned shift = 58; shift >= 16; shift -= 6) text += static_cast<char>('0' + (token >> shift & 63));
    }
  }
  return texts;
}

Cost ingest_fts5(const std::filesystem::path& path, const std::vector<std::string>& documents) {
  sqlite3* connection = nullptr;
  if (sqlite3_open(path.c_str(), &connection) != SQLITE_OK) stop("cannot open a database");
  register_tokenizer(connection);
  run(connection,
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
      "CREATE VIRTUAL TABLE t USING fts5(x, content='', detail=none, columnsize=0, tokenize=eight)");
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(connection, "INSERT INTO t(rowid, x) VALUES (?1, ?2)", -1, &insert, nullptr);
  Cost cost;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (i % kDocumentsATransaction == 0) run(connection, i == 0 ? "BEGIN" : "COMMIT; BEGIN");
    sqlite3_bind_int64(insert, 1, static_cast<sqlite3_int64>(i + 1));
    sqlite3_bind_text(insert, 2, documents[i].data(), static_cast<int>(documents[i].size()), SQLITE_STATIC);
    if (sqlite3_step(insert) != SQLITE_DONE) stop(sqlite3_errmsg(connection));
    sqlite3_reset(insert);
  }
  run(connection, "COMMIT");
  cost.stop();
  sqlite3_finalize(insert);
  sqlite3_close(connection);
  return cost;
}

Cost ingest_index(const std::filesystem::path& path, const Key& key, const Documents& documents, bool tidy) {
  auto writer = Writer::open(path, key, std::nullopt, {});
  if (!writer) stop(writer.error().message);
  const std::string record(100, 'x');
  Cost cost;
  for (const auto& document : documents) {
    const PartId id = (*writer)->allocate(1);
    std::vector<PartEntry> entries;
    entries.push_back({id, key.seal(record, part_purpose(id)), document});
    check((*writer)->add(std::move(entries)));
    check((*writer)->commit(false));
  }
  check((*writer)->commit(true));
  if (tidy) check((*writer)->tidy());
  cost.stop();
  return cost;
}

void look_up(const std::filesystem::path& path, const Key& key, const Documents& documents) {
  const double opened = wall_seconds();
  const auto reader = Reader::open(path, key);
  if (!reader) stop(reader.error().message);
  std::printf("open for reading      %.2f ms, %llu segments\n", 1e3 * (wall_seconds() - opened),
              static_cast<unsigned long long>((*reader)->statistics().segments));
  const std::pair<const char*, Token> wanted[] = {{"rare", documents.back().front()},
                                                  {"rank 1", spread(1)},
                                                  {"rank 10", spread(10)},
                                                  {"rank 100", spread(100)},
                                                  {"absent", 12345}};
  for (const auto& [name, token] : wanted) {
    constexpr int kTimes = 20;
    std::size_t found = (*reader)->lookup(token)->size();
    const double start = wall_seconds();
    for (int i = 0; i < kTimes; ++i) found = (*reader)->lookup(token)->size();
    std::printf("look-up, %-8s     %8.1f us   %zu documents\n", name, 1e6 * (wall_seconds() - start) / kTimes, found);
  }
}

void print(const char* what, const Cost& cost, double postings, const std::filesystem::path& path) {
  std::printf("%-22s %6.2f s cpu  %6.2f s wall  %6.2f M postings/s cpu  %5.2f bytes a posting\n", what, cost.cpu,
              cost.wall, postings / cost.cpu / 1e6, static_cast<double>(std::filesystem::file_size(path)) / postings);
}

int measure(std::size_t count, std::size_t tokens) {
  std::string name = (std::filesystem::temp_directory_path() / "index_ingest-XXXXXX").native();
  if (::mkdtemp(name.data()) == nullptr) stop("no temporary directory");
  const std::filesystem::path scratch = name;
  const Documents documents = make_documents(count, tokens);
  double postings = 0;
  for (const auto& document : documents) postings += static_cast<double>(document.size());
  const auto key = Key::create_file(scratch / "key");
  if (!key) stop(key.error().message);
  std::printf("%zu documents, %.1f M postings\n", count, postings / 1e6);
  const Cost index = ingest_index(scratch / "index", *key, documents, false);
  print("index", index, postings, scratch / "index");
  look_up(scratch / "index", *key, documents);
  const Cost tidied = ingest_index(scratch / "tidied", *key, documents, true);
  print("index, and tidy()", tidied, postings, scratch / "tidied");
  look_up(scratch / "tidied", *key, documents);
  const Cost fts5 = ingest_fts5(scratch / "fts5", as_letters(documents));
  print("FTS5", fts5, postings, scratch / "fts5");
  std::printf("ratio index/FTS5       %.3f cpu  %.3f wall  (target: 0.2 at most)\n", index.cpu / fts5.cpu,
              index.wall / fts5.wall);
  std::filesystem::remove_all(scratch);
  return 0;
}

}  // namespace
}  // namespace trawl::index

int main(int count, char** arguments) {
  const auto number = [&](int at, std::size_t otherwise) {
    return count > at ? static_cast<std::size_t>(std::strtoull(arguments[at], nullptr, 10)) : otherwise;
  };
  return trawl::index::measure(number(1, 100'000), number(2, 120));
}
