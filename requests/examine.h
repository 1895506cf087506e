// Examiner: reads a document again, part by part, and says where the terms of a request stand in it now.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/locator.h"
#include "core/part.h"
#include "requests/matcher.h"
#include "requests/snippet.h"
#include "requests/suppressor.h"

namespace trawl::requests {

struct ExamineOptions {
  bool plain = false;         // snippets unmasked
  std::size_t max_hits = 50;  // kept of one part; the rest is counted
  // Leaves out what else stands in a part, and marks hits; null: nothing is left out. Must outlive the examiner.
  const Suppressor* suppressor = nullptr;
};

// Where something stands in the text of a part: bytes of text before it, and the row it is in (0: none), that of a
// table or the fields of one object.
struct Place {
  std::uint64_t position = 0;
  std::uint32_t row = 0;
  bool in_table = false;
};

struct Hit {
  std::uint32_t term = 0;  // index into the terms
  std::string anchor;      // the place in the part: "page=3", "line=12", "sheet=Staff&cell=B7"
  BlockKind kind = BlockKind::text;
  std::string label;
  Snippet snippet;
  Confidence confidence = Confidence::possible;
  std::string evidence;  // without values
  bool hidden = false;
  bool deleted = false;
  Place place;
  bool in_address = false;                // a name that is part of an e-mail address
  bool in_folder = false;                 // it stands in the name of a folder above
  bool somebody_else = false;             // what stands beside it is another person's; see judge()
  std::vector<std::uint64_t> suppressed;  // ids of entries that would have left it out, had it not been asked for
};

struct Sighting {
  std::uint32_t term = 0;
  Place place;
  Confidence confidence = Confidence::possible;
  bool in_address = false;
  bool in_folder = false;
};

// A finding of a kind of which a person has only one, and that is not what was looked for.
struct Fact {
  std::string kind;
  Sensitive value;
  Place place;
};

struct ExaminedPart {
  static constexpr std::size_t kMaxSightings = 20'000;
  static constexpr std::size_t kMaxFacts = 20'000;

  Locator locator;  // no anchor
  std::string media_type;
  std::uint64_t size = kUnknownSize;
  std::int64_t modified = kUnknownTime;
  Outcome outcome;
  std::uint64_t text_bytes = 0;
  index::Token content = 0;  // keyed hash of the text; equal for copies
  std::vector<Hit> hits;
  std::uint64_t hits_total = 0;
  std::map<std::uint32_t, std::uint64_t> counts;  // hits of each term
  std::vector<Sighting> sightings;
  std::vector<Fact> facts;
  std::uint64_t other_people = 0;         // different names of persons that are not what was looked for
  SuppressedHere suppressed;              // not among those and not among the facts
  std::uint64_t other_identifiers = 0;    // different numbers and addresses of the kind that belong to one person
  std::vector<std::uint32_t> words_seen;  // terms all of whose words the part holds, though perhaps apart
};

struct Stretch;  // requests/stretch.h

// A PartSink. One thread; terms, detectors and key must outlive it.
class Examiner : public PartSink {
 public:
  // Whether all of a part's text goes through the detectors; other parts are searched by their characters alone.
  using Wanted = std::function<bool(const Locator&)>;
  using Done = std::function<void(ExaminedPart&&)>;
  Examiner(const std::vector<Term>& terms, detectors::DetectorSet& detectors, const index::Key& key,
           const ExamineOptions& options, Wanted wanted, Done done);
  ~Examiner() override;

  // Before each file: its path, which is the first hop of all locators.
  void begin_file(std::string path);

  bool enter(const PartHeader& header) override;
  bool text(const TextBlock& block) override;
  void leave(const Outcome& outcome) override;

 private:
  struct Open;

  void examine_name(const std::string& name);
  void examine(Stretch& stretch);
  void detect(Open& part, Stretch& stretch, const NormalText& whole);
  void record(Open& part, const Stretch& stretch, const std::vector<Match>& matches);
  void record_others(Open& part, const Stretch& stretch, const std::vector<Match>& matches);
  Hit hit_of(const Stretch& stretch, const Match& match) const;
  EntryNumbers suppressing(const Open& part, const Stretch& stretch, const Match& match) const;
  bool left_out(Open& part, const Finding& finding);
  void flush_row();
  void keep_single_words(Open& part, Stretch& stretch);
  void record_scattered(Open& part);

  const std::vector<Term>& terms_;
  detectors::DetectorSet& detectors_;
  const index::Key& key_;
  ExamineOptions options_;
  Wanted wanted_;
  Done done_;
  Matcher matcher_;
  std::string path_;
  std::vector<std::unique_ptr<Open>> open_;
  const Open* detecting_ = nullptr;  // the part that the detectors' state is about
  std::unique_ptr<Stretch> row_;     // cells of the present row
  NormalText normal_, piece_normal_;
};

}  // namespace trawl::requests
