// Extractor: turns the bytes of one format into text blocks and child parts. One file a format.
//
// Extractors are const and re-entrant, print nothing, open no files and start no threads. They run
// in a sandboxed worker process (scanner/worker); whatever they meet they return an Outcome.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "core/part.h"
#include "extractors/sniff.h"
#include "extractors/source.h"

namespace trawl::extractors {

class Extractor;
class Ocr;

// What an extractor is told and what it reports to: the reading of one part. Checks limits, names
// children uniquely, and reads children recursively with the extractor of their own format.
class Extraction {
 public:
  virtual ~Extraction() = default;

  // A text block of this part. Text longer than Limits::block_bytes is cut by the callee; invalid
  // UTF-8 is repaired there. False: stop, and return the outcome `stopped()`.
  virtual bool text(const TextBlock& block) = 0;

  // Reads a child part now, and returns when it is done. The child's own outcome is recorded; it is
  // no business of the parent's. False: stop, and return `stopped()`. declared_type: see Head.
  virtual bool child(const PartHeader& header, Source& source, std::string_view declared_type = {}) = 0;

  // The same for a child that has no bytes of its own, such as a message in a store of mail: the extractor knows where it
  // is, and its source is empty.
  virtual bool item(const PartHeader& header, Format format, const Extractor& extractor) = 0;

  // Records a child that cannot be read, with its outcome. False: stop.
  virtual bool unread_child(const PartHeader& header, const Outcome& outcome) = 0;

  // Notes that some of this part could not be read; its outcome will be `partly` with the reasons.
  virtual void missed(std::string_view reason) = 0;

  // Why the reading was stopped: over_limit with the limit that was met, or read when the receiver
  // of the events wanted no more.
  virtual Outcome stopped() const = 0;

  virtual const Limits& limits() const = 0;
  virtual const PartHeader& part() const = 0;
  virtual Format format() const = 0;
  virtual std::string_view declared_type() const = 0;
  // Passwords to try on encrypted parts, in order.
  virtual const std::vector<std::string>& passwords() const = 0;

  // What reads the text in pictures (ocr.h); nullptr when that is not wanted.
  virtual Ocr* ocr() const { return nullptr; }
  // See PartSink::progressed.
  virtual void progressed() {}
};

class Extractor {
 public:
  virtual ~Extractor() = default;
  virtual Outcome extract(Source& source, Extraction& out) const = 0;
};

// The extractor of a format; nullptr where none reads it.
const Extractor* extractor_of(Format format);

// Reads a part and all parts inside it into the sink: the entry to this folder.
struct ReadOptions {
  Limits limits;
  std::vector<std::string> passwords;
  // Parts not to be touched, because they killed a worker before: their number in the order of entering (the
  // top is 0), which is the same in every reading of the same bytes, and the outcome to record for them.
  std::vector<std::pair<std::uint64_t, Outcome>> given_up;
  Ocr* ocr = nullptr;  // borrowed, for one reading at a time
  const Extractor* (*extractor_of)(Format) = &extractors::extractor_of;  // tests bring formats of their own
};
void read_part(const PartHeader& header, Source& source, const ReadOptions& options, PartSink& sink);

}  // namespace trawl::extractors
