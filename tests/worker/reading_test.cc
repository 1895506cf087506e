// One whole tree, whatever workers die of: without processes, by scripts that end where an action throws.
#include "scanner/worker/reading.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "tests/support/part_tree.h"
#include "tests/worker/outline.h"
#include "tests/worker/script.h"

namespace trawl::scanner {
namespace {

struct Death {
  Outcome outcome;
};

// Passes the calls of a script on as events.
class Events : public PartSink {
 public:
  explicit Events(Reading& reading) : reading_(reading) {}
  void opening(const PartHeader& header) override { pass({EventKind::opening, header, {}, {}}); }
  bool enter(const PartHeader& header) override { return pass({EventKind::enter, header, {}, {}}); }
  bool text(const TextBlock& block) override { return pass({EventKind::text, {}, block, {}}); }
  void leave(const Outcome& outcome) override { pass({EventKind::leave, {}, {}, outcome}); }

 private:
  bool pass(const Event& event) {
    if (!reading_.take(event)) throw Death{{OutcomeKind::crashed, "broke the protocol"}};
    return reading_.wanted();
  }
  Reading& reading_;
};

PartHeader file() {
  PartHeader header;
  header.name = "f";
  return header;
}

struct Read {
  explicit Read(std::string_view script, Limits limits = {}, std::size_t stop_after = SIZE_MAX) {
    tree.stop_after = stop_after;
    Reading reading(file(), limits, tree);
    bool again = true;
    while (again) {
      ++workers;
      try {
        Events events(reading);
        test::Script(reading.given_up(), events, [this](std::string_view action) { act(action); })
            .run(script, file());
        again = false;
      } catch (const Death& death) {
        again = reading.died(death.outcome);
      }
    }
    EXPECT_TRUE(reading.complete());
    EXPECT_TRUE(tree.balanced());
    outline = test::outline(tree.root);
  }

  void act(std::string_view action) {
    if (action == "crash") throw Death{{OutcomeKind::crashed, "signal"}};
    if (action == "hang") throw Death{{OutcomeKind::over_limit, "took longer"}};
    const bool now = action.starts_with("crash in worker ") && action.back() - '0' == workers;
    if (now) throw Death{{OutcomeKind::crashed, ""}};
  }

  test::PartTree tree;
  std::string outline;
  int workers = 0;
};

struct Case {
  const char* what;
  const char* script;
  const char* outline;
  int workers;
};

TEST(Reading, loses_no_more_than_the_part_that_killed_the_worker) {
  const Case cases[] = {
      {"nothing happens", "text a\nenter x\ntext b\nleave", "f{a x{b}}", 1},
      {"the file itself", "text a\ncrash\ntext b", "f{a}crashed", 1},
      {"a member", "enter x\ntext a\nleave\nenter y\ntext b\ncrash\ntext c\nleave\nenter z\ntext d\nleave",
       "f{x{a} y{b}crashed z{d}}", 2},
      {"it takes too long", "enter x\nhang\nleave\nenter y\nleave", "f{x{}over_limit y{}}", 2},
      {"while it is opened", "enter x\nleave\nopen y\ncrash\nenter y\ntext no\nleave\nenter z\ntext d\nleave",
       "f{x{} y{}crashed z{d}}", 2},
      {"two members", "enter x\ncrash\nleave\nenter y\ntext b\nleave\nenter z\ncrash\nleave\nenter w\ntext d\nleave",
       "f{x{}crashed y{b} z{}crashed w{d}}", 3},
      {"deep inside", "enter a\nenter b\nenter c\ntext t\ncrash\nleave\ntext u\nleave\ntext v\nleave\ntext w",
       "f{w a{v b{u c{t}crashed}}}", 2},
      {"a container between its children",
       "enter a\nenter x\ntext t\nleave\ncrash\nenter y\nleave\nleave\nenter b\ntext u\nleave",
       "f{a{x{t}}crashed b{u}}", 2},
      {"a container that has poisoned children",
       "enter a\nenter x\ncrash\nleave\nenter y\ntext t\nleave\ncrash\nleave\nenter b\ntext u\nleave\nenter c\nleave",
       "f{a{x{}crashed y{t}}crashed b{u} c{}}", 3},
      {"a container that dies of passing over its child",
       "enter a\nenter x\ncrash\nalways crash\nleave\nleave\nenter b\ntext u\nleave",
       "f{a{x{}crashed}crashed b{u}}", 3},
      {"the file passing over its child", "enter x\ncrash\nalways crash\nleave\nenter b\nleave",
       "f{x{}crashed}crashed", 2},
      {"a worker that dies again of something else meanwhile",
       "enter x\ncrash in worker 2\nleave\nenter y\ncrash\nleave\nenter z\ntext t\nleave",
       "f{x{} y{}crashed z{t}}", 3},
  };
  for (const Case& c : cases) {
    const Read read(c.script);
    EXPECT_EQ(read.outline, c.outline) << c.what;
    EXPECT_EQ(read.workers, c.workers) << c.what;
  }
}

TEST(Reading, goes_no_further_than_the_allowed_number_of_deaths) {
  Limits limits;
  limits.crashes = 3;
  std::string script = "enter zip\n";
  for (int i = 0; i < 6; ++i) script += "enter m" + std::to_string(i) + "\ncrash\nleave\n";
  const Read read(script + "leave\nenter after\nleave", limits);
  EXPECT_EQ(read.outline, "f{zip{m0{}crashed m1{}crashed m2{}crashed}crashed}partly");
  EXPECT_EQ(read.workers, 3);
  EXPECT_EQ(read.tree.root.outcome.reason, "the rest was not read: too many parts killed their reader");
}

TEST(Reading, says_partly_when_reading_again_goes_otherwise) {
  int round = 0;
  test::PartTree tree;
  Reading reading(file(), {}, tree);
  const auto event = [](EventKind kind, std::string name) {
    Event made{kind, {}, {}, {}};
    made.part.name = std::move(name);
    return made;
  };
  for (bool again = true; again; ++round) {
    bool good = reading.take(event(EventKind::enter, "f"));
    good = good && reading.take(event(EventKind::enter, round == 0 ? "x" : "other"));
    good = good && reading.take(event(EventKind::leave, ""));
    good = good && reading.take(event(EventKind::enter, "y"));
    again = reading.died({OutcomeKind::crashed, "signal"});
  }
  EXPECT_TRUE(tree.balanced());
  EXPECT_EQ(round, 2);
  EXPECT_EQ(test::outline(tree.root), "f{x{} y{}crashed}partly");
  EXPECT_NE(tree.root.outcome.reason.find("went otherwise"), std::string::npos);
}

TEST(Reading, refuses_events_that_are_no_tree_and_still_makes_one) {
  constexpr EventKind kOpening = EventKind::opening, kEnter = EventKind::enter, kText = EventKind::text,
                      kLeave = EventKind::leave, kProgressed = EventKind::progressed;
  const std::vector<EventKind> sequences[] = {  // the last of each is the wrong one
      {kText}, {kLeave}, {kEnter, kLeave, kEnter}, {kEnter, kLeave, kText}, {kOpening, kOpening},
      {kProgressed}};
  for (const std::vector<EventKind>& kinds : sequences) {
    SCOPED_TRACE(&kinds - sequences);
    test::PartTree tree;
    Reading reading(file(), {}, tree);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      EXPECT_EQ(reading.take({kinds[i], {}, test::text_block("x"), {}}), i + 1 < kinds.size());
    }
    EXPECT_FALSE(reading.died({OutcomeKind::crashed, ""}));
    EXPECT_TRUE(tree.balanced());
  }
}

TEST(Reading, refuses_more_than_the_limits_of_an_honest_worker_allow) {
  Limits limits;
  limits.depth = 2;
  limits.members = 3;
  limits.text_bytes = 10;
  limits.pages = 5;
  const auto taken = [&](auto&& next) {
    test::PartTree tree;
    Reading reading(file(), limits, tree);
    std::size_t count = 0;
    reading.take({EventKind::enter, {}, {}, {}});
    while (count < 100'000 && next(reading)) ++count;
    return count;
  };
  const std::string text(1 << 20, 't');
  EXPECT_LT(taken([](Reading& r) { return r.take({EventKind::enter, {}, {}, {}}); }), 20u);
  EXPECT_LT(taken([](Reading& r) {
              return r.take({EventKind::enter, {}, {}, {}}) && r.take({EventKind::leave, {}, {}, {}});
            }), 2'000u);
  EXPECT_LT(taken([&](Reading& r) { return r.take({EventKind::text, {}, test::text_block(text), {}}); }), 100u);
  EXPECT_LT(taken([](Reading& r) { return r.take({EventKind::progressed, {}, {}, {}}); }), 2'000u);
}

TEST(Reading, counts_pages_that_are_behind_the_worker_as_steps_and_does_not_pass_them_on) {
  test::PartTree tree;
  Reading reading(file(), {}, tree);
  reading.take({EventKind::enter, {}, {}, {}});
  const std::uint64_t before = reading.steps();
  EXPECT_TRUE(reading.take({EventKind::progressed, {}, {}, {}}));
  EXPECT_EQ(reading.steps(), before + 1);
  EXPECT_TRUE(reading.take({EventKind::leave, {}, {}, {}}));
  EXPECT_EQ(test::outline(tree.root), "f{}");
}

TEST(Reading, leaves_every_part_when_the_sink_wants_no_more) {
  const Read read("enter x\ntext a\ntext b\nenter y\ntext c\nleave\nleave\nenter z\nleave", {}, 1);
  EXPECT_EQ(read.outline, "f{x{a}}");
  const Read dying("enter x\ntext a\nalways crash\nleave", {}, 1);
  EXPECT_EQ(dying.workers, 1);
  EXPECT_EQ(dying.outline, "f{x{a}partly}partly");
}

TEST(Reading, keeps_the_name_of_the_file_whatever_the_worker_says) {
  test::PartTree tree;
  Reading reading(file(), {}, tree);
  Event event{EventKind::enter, {}, {}, {}};
  event.part.name = "another";
  event.part.media_type = "application/zip";
  EXPECT_TRUE(reading.take(event));
  EXPECT_EQ(tree.root.header.name, "f");
  EXPECT_EQ(tree.root.header.media_type, "application/zip");
}

// A random tree in which some parts kill their reader, and what must come of it.
struct RandomTree {
  explicit RandomTree(std::uint64_t seed) : random(seed) { outline = "f" + body(0); }

  std::string body(int depth) {
    std::string texts, parts;
    const auto count = random() % 4;
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::string name = "p" + std::to_string(++parts_made);
      if (depth == 4 || random() % 3 == 0) {
        script += "text " + name + "\n";
        texts += name + " ";
        continue;
      }
      script += "enter " + name + "\n";
      parts += name + member(depth) + " ";
      script += "leave\n";
    }
    std::string all = texts + parts;
    if (!all.empty()) all.pop_back();
    return "{" + all + "}";
  }

  std::string member(int depth) {
    if (random() % 5 != 0) return body(depth + 1);
    ++deaths;
    script += "text seen\ncrash\nenter never\ntext never\nleave\n";
    return "{seen}crashed";
  }

  std::mt19937_64 random;
  int parts_made = 0, deaths = 0;
  std::string script, outline;
};

TEST(Reading, of_random_trees_loses_exactly_the_parts_that_kill) {
  Limits limits;
  limits.crashes = 1'000;
  int deaths = 0;
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    const RandomTree tree(seed);
    const Read read(tree.script, limits);
    ASSERT_EQ(read.outline, tree.outline) << tree.script;
    ASSERT_EQ(read.workers, tree.deaths + 1);
    deaths += tree.deaths;
  }
  EXPECT_GT(deaths, 500);
}

}  // namespace
}  // namespace trawl::scanner
