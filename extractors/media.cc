// Sound and film: the tags are read; what is said and shown is not, and the outcome says so.
#include <string>

#include "extractors/block_writer.h"
#include "extractors/extractor.h"
#include "extractors/media_formats.h"
#include "extractors/media_stream.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

enum class Family { boxes, matroska, riff, other };

Family family_of(std::string_view head) {
  if (head.starts_with("\x1A\x45\xDF\xA3"sv)) return Family::matroska;
  if (head.starts_with("RIFF") || head.starts_with("FORM")) return Family::riff;
  const std::string_view type = head.substr(std::min<std::size_t>(4, head.size()), 4);
  for (const std::string_view box : {"ftyp"sv, "moov"sv, "mdat"sv, "free"sv, "skip"sv, "wide"sv, "pnot"sv}) {
    if (type == box) return Family::boxes;
  }
  return Family::other;
}

class Media final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto head = source.peek(16);
    if (!head) return outcome_of(head.error());
    const Family family = family_of(*head);
    BlockWriter writer(out);
    // TagLib first: what it needs as a whole cannot be had any more once it was read in part.
    if (family == Family::riff || family == Family::other) read_media_tags(source, writer);
    if (family != Family::other && !writer.stopped()) read_structure(family, source, writer);
    if (writer.stopped()) return out.stopped();
    if (out.format() == Format::audio)
      return {OutcomeKind::unsupported, "sound is not transcribed, only its tags are read"};
    return {OutcomeKind::unsupported, "films are not transcribed, only their tags are read"};
  }

 private:
  static void read_structure(Family family, Source& source, BlockWriter& writer) {
    MediaStream stream(source);
    if (family == Family::boxes) read_media_boxes(stream, writer);
    if (family == Family::matroska) read_matroska(stream, writer);
    if (family == Family::riff) read_riff(stream, writer);
    if (stream.error()) writer.out().missed(stream.error()->message);
  }
};

}  // namespace

const Extractor& media_extractor() {
  static const Media extractor;
  return extractor;
}

}  // namespace trawl::extractors
