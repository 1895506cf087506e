// Stretch by stretch: matches, what the detectors make of the same characters, and what else stands there.
#include "requests/examine.h"

#include <algorithm>

#include "core/utf8.h"
#include "requests/cover.h"
#include "requests/kinds.h"
#include "requests/stretch.h"

namespace trawl::requests {
namespace {

constexpr std::size_t kMaxRowBytes = 64 * 1024;
constexpr std::uint32_t kSnippetReach = 4 * kSnippetCharacters;  // bytes: no snippet shows more to either side
constexpr std::size_t kMaxOthers = 10'000;

// Kinds of which a person has one, so that another value near the name speaks for another person.
bool one_a_person(std::string_view kind) {
  return kind == kDateOfBirth || kind == kNino || kind == kNhsNumber;
}

bool impersonal(std::string_view kind) {
  return kind == kIpAddress || kind == kPostcode || kind == kPerson;
}

std::string file_name(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return std::string(path.substr(path.rfind('/') + 1));
}

// A name as one line, also where it is divided over cells.
std::string without_bars(std::string_view name) {
  std::string line = one_line(name);
  for (std::size_t at; (at = line.find(kBetweenCells)) != std::string::npos;)
    line.replace(at, kBetweenCells.size(), " ");
  return line;
}

// What stands in the names of folders is nearer to a hint: everything in "Smith, Jane/" has to do with her.
void mark_folders(std::string_view path, std::vector<Match>& matches) {
  const std::size_t folders = path.rfind('/');
  for (Match& match : matches) {
    if (folders == std::string_view::npos || match.start >= folders) continue;
    match.in_folder = true;
    match.confidence = Confidence::possible;
    match.evidence = "in the name of a folder above it";
  }
}

}  // namespace

struct Examiner::Open {
  ExaminedPart part;
  std::string name;
  bool wanted = false;
  std::uint32_t rows = 0;
  Matcher::SeenWords seen;
  std::map<std::pair<std::uint32_t, std::size_t>, Hit> single_words;  // by term and number of the word: its first place
  std::unordered_set<index::Token> people, identifiers, left_out;
  EntryNumbers here;  // suppressions that hold in this part
};

Examiner::Examiner(const std::vector<Term>& terms, detectors::DetectorSet& detectors, const index::Key& key,
                   const ExamineOptions& options, Wanted wanted, Done done)
    : terms_(terms),
      detectors_(detectors),
      key_(key),
      options_(options),
      wanted_(std::move(wanted)),
      done_(std::move(done)),
      matcher_(terms, key) {}

Examiner::~Examiner() = default;

void Examiner::begin_file(std::string path) {
  path_ = std::move(path);
  open_.clear();
  row_.reset();
  detecting_ = nullptr;
}

bool Examiner::enter(const PartHeader& header) {
  flush_row();
  auto opened = std::make_unique<Open>();
  ExaminedPart& part = opened->part;
  if (open_.empty()) {
    part.locator.hops = {path_};
  } else {
    part.locator.hops = open_.back()->part.locator.hops;
    part.locator.hops.push_back(header.name);
  }
  part.media_type = header.media_type;
  part.size = header.size;
  part.modified = header.modified;
  opened->wanted = wanted_(part.locator);
  if (options_.suppressor != nullptr) opened->here = options_.suppressor->at(part.locator);
  opened->seen = matcher_.no_words();
  open_.push_back(std::move(opened));
  examine_name(repaired_utf8(open_.size() == 1 ? path_ : header.name));
  return true;
}

// A name is searched as the scan searches it; that of a file with its path, for folders may be named after people.
void Examiner::examine_name(const std::string& name) {
  TextBlock block;
  block.kind = BlockKind::name;
  block.text = name;
  Stretch stretch;
  stretch.text = name;
  stretch.own_name = true;
  stretch.pieces.emplace_back(block, 0);
  open_.back()->name = name;
  examine(stretch);
}

bool Examiner::text(const TextBlock& block) {
  if (open_.empty()) return false;
  // Readers may tell the name as a block of its own, as the scan does: it was searched already.
  const bool own_name = block.kind == BlockKind::name && block.anchor.empty() && block.text == open_.back()->name;
  if (own_name) return true;
  const bool in_table = block.kind == BlockKind::cell;
  const bool in_row = block.row != 0 && (in_table || block.kind == BlockKind::field);
  const bool same_row = in_row && row_ && row_->pieces.back().row == block.row && row_->joined.size() < kMaxRowBytes;
  if (!same_row) flush_row();
  if (!in_row) {
    Stretch stretch;
    stretch.text = block.text;
    stretch.pieces.emplace_back(block, 0);
    examine(stretch);
    return true;
  }
  if (!row_) {
    row_ = std::make_unique<Stretch>();
    row_->place.row = ++open_.back()->rows;
    row_->place.in_table = in_table;
  } else {
    row_->joined += kBetweenCells;
  }
  row_->pieces.emplace_back(block, row_->joined.size());
  row_->joined += block.text;
  return true;
}

void Examiner::flush_row() {
  if (!row_) return;
  const std::unique_ptr<Stretch> row = std::move(row_);
  row->text = row->joined;
  examine(*row);
}

void Examiner::examine(Stretch& stretch) {
  Open& part = *open_.back();
  stretch.place.position = part.part.text_bytes;
  if (!stretch.own_name) {
    part.part.text_bytes += stretch.text.size();
    std::string chained(reinterpret_cast<const char*>(&part.part.content), sizeof part.part.content);
    chained += stretch.text;
    part.part.content = key_.token("content", chained);
  }
  normal_.assign(stretch.text);
  std::vector<Match> matches = matcher_.in_text(normal_, part.seen);
  if (part.wanted || !matches.empty()) {
    detect(part, stretch, normal_);
    matcher_.weigh(stretch.findings, matches);
  }
  keep_single_words(part, stretch);
  if (stretch.own_name) mark_folders(stretch.text, matches);
  record(part, stretch, matches);
  record_others(part, stretch, matches);
}

// Each cell goes to the detectors as the block it was; offsets become those of the stretch.
void Examiner::detect(Open& part, Stretch& stretch, const NormalText& whole) {
  stretch.detected = true;
  if (detecting_ != &part) {
    detectors_.begin_part(part.part.media_type, file_name(part.part.locator.hops.back()));
    detecting_ = &part;
  }
  for (const Piece& piece : stretch.pieces) {
    TextBlock block;
    block.kind = piece.kind;
    block.text = stretch.text.substr(piece.start, piece.end - piece.start);
    block.label = piece.label;
    block.anchor = piece.anchor;
    block.line = piece.line;
    block.row = piece.row;
    const std::size_t first = stretch.findings.size();
    if (stretch.pieces.size() == 1) {
      detectors_.scan(block, whole, stretch.findings);
    } else {
      piece_normal_.assign(block.text);
      detectors_.scan(block, piece_normal_, stretch.findings);
    }
    for (std::size_t n = first; n < stretch.findings.size(); ++n) {
      stretch.findings[n].start += piece.start;
      stretch.findings[n].end += piece.start;
    }
  }
}

Hit Examiner::hit_of(const Stretch& stretch, const Match& match) const {
  const auto piece = std::find_if(stretch.pieces.begin(), stretch.pieces.end(),
                                  [&](const Piece& candidate) { return match.start < candidate.end; });
  const Piece& home = piece == stretch.pieces.end() ? stretch.pieces.back() : *piece;
  Hit hit;
  hit.term = match.term;
  hit.kind = home.kind;
  hit.confidence = match.confidence;
  hit.evidence = match.evidence;
  hit.hidden = home.hidden;
  hit.deleted = home.deleted;
  hit.place = stretch.at(match.start);
  hit.in_address = match.in_address;
  hit.in_folder = match.in_folder;
  hit.anchor = home.anchor;
  if (home.line > 0) {
    const auto begin = stretch.text.begin() + home.start;
    const auto lines = std::count(begin, std::max(begin, stretch.text.begin() + match.start), '\n');
    hit.anchor += (hit.anchor.empty() ? "line=" : "&line=") + std::to_string(home.line + lines);
  }
  std::vector<MaskedSpan> spans;
  if (!options_.plain) {
    for (const Finding& finding : stretch.findings) {
      const bool far = finding.end + kSnippetReach < match.start || finding.start > match.end + kSnippetReach;
      if (far) continue;
      spans.push_back({finding.start, finding.end, detectors::masked(finding.kind, finding.value.reveal())});
    }
    const Term& term = terms_[match.term];
    const std::string raw = without_bars(stretch.text.substr(match.start, match.end - match.start));
    const bool value = term.form == Term::Form::value;
    if (term.kind != kWordsKind) {
      spans.push_back({match.start, match.end,
                       detectors::masked(value ? std::string_view(term.kind) : kPerson,
                                         value ? std::string(term.text.reveal()) : raw)});
    }
  }
  hit.snippet = snippet_of(stretch.text, match.start, match.end, std::move(spans));
  const bool author = home.kind == BlockKind::comment && !options_.plain;  // its label is the author's name
  hit.label = author ? detectors::masked(kPerson, home.label) : one_line(home.label);
  return hit;
}

void Examiner::keep_single_words(Open& part, Stretch& stretch) {
  for (std::uint32_t term = 0; term < terms_.size(); ++term) {
    if (terms_[term].form != Term::Form::all_words) continue;
    for (const auto& [number, match] : matcher_.single_words(term, normal_)) {
      if (part.single_words.count({term, number}) != 0) continue;
      if (!stretch.detected) detect(part, stretch, normal_);  // its snippet is masked too
      part.single_words[{term, number}] = hit_of(stretch, match);
    }
  }
}

// Free words that a part holds all of, but never close together, are hits by themselves.
void Examiner::record_scattered(Open& part) {
  for (std::uint32_t term = 0; term < terms_.size(); ++term) {
    const bool scattered = terms_[term].form == Term::Form::all_words && part.part.counts.count(term) == 0;
    if (!scattered || !matcher_.saw_words_of(term, part.seen)) continue;
    for (std::size_t number = 0; number < terms_[term].words.size(); ++number) {
      const auto found = part.single_words.find({term, number});
      if (found == part.single_words.end()) continue;
      ++part.part.hits_total;
      ++part.part.counts[term];
      const EntryNumbers entries =
          part.here.empty() ? EntryNumbers() : options_.suppressor->leaving_out("", "", part.here);
      if (!entries.empty()) part.part.suppressed.ask_for(entries);
      if (part.part.hits.size() >= options_.max_hits) continue;
      part.part.hits.push_back(std::move(found->second));
      if (!entries.empty()) part.part.hits.back().suppressed = options_.suppressor->ids(entries);
    }
  }
}

void Examiner::record(Open& open, const Stretch& stretch, const std::vector<Match>& matches) {
  ExaminedPart& part = open.part;
  for (const Match& match : matches) {
    if (terms_[match.term].role != Role::against) {
      ++part.hits_total;
      ++part.counts[match.term];
      const EntryNumbers entries = suppressing(open, stretch, match);
      if (!entries.empty()) part.suppressed.ask_for(entries);
      if (part.hits.size() < options_.max_hits) {
        part.hits.push_back(hit_of(stretch, match));
        if (!entries.empty()) part.hits.back().suppressed = options_.suppressor->ids(entries);
      }
    }
    if (part.sightings.size() >= ExaminedPart::kMaxSightings) continue;
    const Place place = stretch.at(match.start);
    part.sightings.push_back({match.term, place, match.confidence, match.in_address, match.in_folder});
  }
}

// The entries that would have left a hit out: by its place, by what it was looked for as, and by what the detectors
// take the same characters for.
EntryNumbers Examiner::suppressing(const Open& part, const Stretch& stretch, const Match& match) const {
  if (part.here.empty()) return {};
  const Suppressor& suppressor = *options_.suppressor;
  const Term& term = terms_[match.term];
  const bool value = term.form == Term::Form::value;
  EntryNumbers entries = suppressor.leaving_out(value ? term.kind : "", value ? term.text.reveal() : "", part.here);
  for (const std::uint32_t entry : suppressor.leaving_out(stretch.findings, match.start, match.end, part.here)) {
    const auto place = std::lower_bound(entries.begin(), entries.end(), entry);
    if (place == entries.end() || *place != entry) entries.insert(place, entry);
  }
  return entries;
}

// True where the list of suppressions says that it is no personal data; it is counted then.
bool Examiner::left_out(Open& part, const Finding& finding) {
  if (part.here.empty()) return false;
  const EntryNumbers entries = options_.suppressor->leaving_out(finding.kind, finding.value.reveal(), part.here);
  if (entries.empty()) return false;
  const bool is_new = part.left_out.size() < kMaxOthers &&
                      part.left_out.insert(key_.token(finding.kind, finding.value.reveal())).second;
  part.part.suppressed.leave_out(entries, is_new, 1);
  return true;
}

void Examiner::record_others(Open& open, const Stretch& stretch, const std::vector<Match>& matches) {
  Cover ours;
  for (const Match& match : matches) {
    if (terms_[match.term].role != Role::against) ours.add(match.start, match.end);
  }
  for (const Finding& finding : stretch.findings) {
    if (ours.overlaps(finding.start, finding.end) || left_out(open, finding)) continue;
    auto& others = finding.kind == kPerson ? open.people : open.identifiers;
    const bool counted = finding.kind == kPerson || !impersonal(finding.kind);
    if (counted && others.size() < kMaxOthers) others.insert(key_.token(finding.kind, finding.value.reveal()));
    if (!one_a_person(finding.kind) || open.part.facts.size() >= ExaminedPart::kMaxFacts) continue;
    const Place place = stretch.at(finding.start);
    open.part.facts.push_back({std::string(finding.kind), finding.value.clone(), place});
  }
}

void Examiner::leave(const Outcome& outcome) {
  if (open_.empty()) return;
  flush_row();
  const std::unique_ptr<Open> open = std::move(open_.back());
  open_.pop_back();
  detecting_ = nullptr;
  open->part.outcome = outcome;
  open->part.other_people = open->people.size();
  open->part.other_identifiers = open->identifiers.size();
  record_scattered(*open);
  for (std::uint32_t term = 0; term < terms_.size(); ++term) {
    if (matcher_.saw_words_of(term, open->seen)) open->part.words_seen.push_back(term);
  }
  done_(std::move(open->part));
}

}  // namespace trawl::requests
