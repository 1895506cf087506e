// Events through shared memory, from a writer in one thread to a reader in another, as between two processes.
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <algorithm>
#include <random>
#include <thread>

#include "scanner/worker/event_reader.h"
#include "scanner/worker/event_writer.h"
#include "tests/worker/script.h"

namespace trawl::scanner {
namespace {

constexpr std::uint64_t kBlock = 1024;

struct Pair {
  Pair() {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    host = std::make_unique<Channel>(Descriptor(ends[0]), 64);
    worker = std::make_unique<Channel>(Descriptor(ends[1]), 64);
  }
  std::unique_ptr<Channel> host, worker;
};

SharedArea area_with_halves_of(std::size_t bytes) {
  Result<SharedArea> area = SharedArea::create(bytes);
  EXPECT_TRUE(area);
  return std::move(*area);
}

bool all_zero(const SharedArea& area) {
  const char* begin = area.half(0);
  return std::all_of(begin, begin + 2 * area.half_bytes(), [](char byte) { return byte == 0; });
}

// Everything that arrives, until the writer says done.
std::string drained(Pair& pair, SharedArea& area) {
  EventReader reader(area, kBlock);
  std::string all;
  std::size_t half = 0;
  while (true) {
    std::string_view bytes;
    if (pair.host->receive(bytes) != Receipt::message) return "closed";
    const auto message = *control_message(bytes);
    Event event;
    EventReader::Next next;
    while ((next = reader.next(half, event)) == EventReader::Next::event) {
      if (event.kind == EventKind::text) all += event.block.text;
      if (event.kind == EventKind::enter) all += "(" + event.part.name;
      if (event.kind == EventKind::leave) all += ")";
    }
    EXPECT_EQ(next, EventReader::Next::nothing);
    reader.release(half);
    if (message.type == MessageType::done) return all;
    EXPECT_EQ(message.value, half);
    half = 1 - half;
    pair.host->send(bytes_of({MessageType::half_free, message.value}));
  }
}

TEST(EventStream, many_times_the_memory_goes_through_it_in_order_and_nothing_of_it_stays) {
  Pair pair;
  SharedArea area = area_with_halves_of(256 * 1024);
  std::string expected = "(root";
  std::thread writing([&] {
    EventWriter writer(area, *pair.worker, kBlock);
    writer.enter({"root", "", 0, 0});
    for (int i = 0; i < 3'000; ++i) {
      const std::string text = std::to_string(i) + std::string(static_cast<std::size_t>(i) % kBlock / 2, 'x');
      EXPECT_TRUE(writer.text(test::text_block(text)));
    }
    writer.leave({});
    pair.worker->send(bytes_of({MessageType::done}));
  });
  const std::string seen = drained(pair, area);
  writing.join();
  for (int i = 0; i < 3'000; ++i) {
    expected += std::to_string(i) + std::string(static_cast<std::size_t>(i) % kBlock / 2, 'x');
  }
  EXPECT_EQ(seen, expected + ")");
  EXPECT_TRUE(all_zero(area));
}

TEST(EventStream, text_longer_than_a_block_arrives_in_pieces_with_the_right_lines) {
  Pair pair;
  SharedArea area = area_with_halves_of(256 * 1024);
  std::string text;
  for (int i = 0; i < 500; ++i) text += "line \u00E9 " + std::to_string(i) + "\n";
  EventWriter writer(area, *pair.worker, kBlock);
  EXPECT_TRUE(writer.text(test::text_block(text, 1)));
  EventReader reader(area, kBlock);
  Event event;
  std::string joined;
  while (reader.next(0, event) == EventReader::Next::event) {
    EXPECT_EQ(event.block.line, 1u + static_cast<std::uint64_t>(std::count(joined.begin(), joined.end(), '\n')));
    EXPECT_LE(event.block.text.size(), kBlock);
    joined += event.block.text;
  }
  EXPECT_EQ(joined, text);
}

TEST(EventStream, the_writer_says_stop_when_the_host_wants_no_more) {
  Pair pair;
  SharedArea area = area_with_halves_of(256 * 1024);
  EventWriter writer(area, *pair.worker, kBlock);
  EXPECT_TRUE(writer.enter({}));
  area.stop().store(1);
  EXPECT_FALSE(writer.text(test::text_block("more")));
}

TEST(EventStream, the_writer_says_stop_when_the_host_is_gone) {
  Pair pair;
  SharedArea area = area_with_halves_of(256 * 1024);
  pair.host.reset();
  EventWriter writer(area, *pair.worker, kBlock);
  const std::string text(kBlock, 't');
  bool wanted = true;
  for (int i = 0; i < 1'000 && wanted; ++i) wanted = writer.text(test::text_block(text));
  EXPECT_FALSE(wanted);
}

TEST(EventStream, only_whole_records_count_and_published_is_not_believed) {
  SharedArea area = area_with_halves_of(256 * 1024);
  EventReader reader(area, kBlock);
  Event event;
  EXPECT_EQ(reader.next(0, event), EventReader::Next::nothing);
  for (const std::uint32_t published : {1u, 39u, 256u * 1024 + 8, 0xFFFFFFFFu}) {
    area.published(0).store(published);
    EXPECT_EQ(reader.next(0, event), EventReader::Next::invalid) << published;
  }
}

TEST(EventStream, a_block_beyond_the_limit_is_invalid) {
  Pair pair;
  SharedArea area = area_with_halves_of(256 * 1024);
  EventWriter writer(area, *pair.worker, 2 * kBlock);
  const std::string text(kBlock + 1, 't');
  EXPECT_TRUE(writer.text(test::text_block(text)));
  EventReader reader(area, kBlock);
  Event event;
  EXPECT_EQ(reader.next(0, event), EventReader::Next::invalid);
}

TEST(EventStream, random_bytes_are_never_more_than_invalid) {
  std::mt19937_64 random(1);
  SharedArea area = area_with_halves_of(8 * 1024);
  for (int round = 0; round < 2'000; ++round) {
    EventReader reader(area, kBlock);
    for (int i = 0; i < 64; ++i) area.half(0)[i] = static_cast<char>(random() % 48);
    area.published(0).store(static_cast<std::uint32_t>(random() % 9'000));
    Event event;
    while (reader.next(0, event) == EventReader::Next::event) {
    }
    area.published(0).store(0);
  }
}

TEST(SharedArea, cannot_be_resized_and_is_refused_when_its_size_is_not_what_the_host_says) {
  SharedArea area = area_with_halves_of(8 * 1024);
  EXPECT_NE(ftruncate(area.descriptor(), 0), 0);
  EXPECT_TRUE(SharedArea::map(area.descriptor(), 8 * 1024));
  EXPECT_FALSE(SharedArea::map(area.descriptor(), 4 * 1024));
}

}  // namespace
}  // namespace trawl::scanner
