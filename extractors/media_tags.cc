// Tags of sound files by TagLib: ID3v1, ID3v2, APE, Vorbis comments (Ogg, FLAC, Opus, Speex), ASF, AIFF, WAV.
#include <taglib/apetag.h>
#include <taglib/asffile.h>
#include <taglib/asfpicture.h>
#include <taglib/attachedpictureframe.h>
#include <taglib/chapterframe.h>
#include <taglib/commentsframe.h>
#include <taglib/fileref.h>
#include <taglib/flacfile.h>
#include <taglib/generalencapsulatedobjectframe.h>
#include <taglib/id3v1tag.h>
#include <taglib/id3v2tag.h>
#include <taglib/mpegfile.h>
#include <taglib/ownershipframe.h>
#include <taglib/popularimeterframe.h>
#include <taglib/synchronizedlyricsframe.h>
#include <taglib/tiostream.h>
#include <taglib/tpropertymap.h>
#include <taglib/uniquefileidentifierframe.h>
#include <taglib/wavfile.h>
#include <taglib/xiphcomment.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <string>

#include "extractors/media_formats.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kLargestRead = 64 << 20;  // bytes; a tag with pictures is smaller

// TagLib's view of the bytes: those of a file by its descriptor, others in memory. Nothing is ever written.
class TagStream final : public TagLib::IOStream {
 public:
  TagStream(int descriptor, std::string_view bytes, std::uint64_t size)
      : descriptor_(descriptor), bytes_(bytes), size_(static_cast<long>(size)) {}

  TagLib::FileName name() const override { return ""; }
  TagLib::ByteVector readBlock(unsigned long length) override {
    if (at_ >= size_ || length == 0) return {};
    const auto size =
        std::min({length, static_cast<unsigned long>(size_ - at_), static_cast<unsigned long>(kLargestRead)});
    TagLib::ByteVector block;
    if (descriptor_ < 0) {
      block.setData(bytes_.data() + at_, static_cast<unsigned>(size));
    } else {
      block.resize(static_cast<unsigned>(size));
      ssize_t count = 0;
      do {
        count = pread(descriptor_, block.data(), size, at_);
      } while (count < 0 && errno == EINTR);
      block.resize(static_cast<unsigned>(std::max<ssize_t>(count, 0)));
    }
    at_ += static_cast<long>(block.size());
    return block;
  }
  void seek(long offset, Position from) override {
    const long base = from == Beginning ? 0 : from == Current ? at_ : size_;
    long to = 0;
    at_ = __builtin_add_overflow(base, offset, &to) || to < 0 ? 0 : to;
  }
  long tell() const override { return at_; }
  long length() override { return size_; }
  bool readOnly() const override { return true; }
  bool isOpen() const override { return true; }
  void writeBlock(const TagLib::ByteVector&) override {}
  void insert(const TagLib::ByteVector&, unsigned long, unsigned long) override {}
  void removeBlock(unsigned long, unsigned long) override {}
  void truncate(long) override {}

 private:
  int descriptor_;
  std::string_view bytes_;
  long size_;
  long at_ = 0;
};

std::string text_of(const TagLib::String& text) {
  return text.to8Bit(true);
}

class Tags {
 public:
  explicit Tags(BlockWriter& writer) : writer_(writer) {}

  void read(TagLib::File& file) {
    writer_.once(true);  // the same name in several kinds of tags
    for (const auto& [key, values] : file.properties()) {
      for (const TagLib::String& value : values) property(text_of(key), value);
    }
    if (auto* mpeg = dynamic_cast<TagLib::MPEG::File*>(&file)) {
      id3v2(mpeg->ID3v2Tag());
      id3v1(mpeg->ID3v1Tag());
      ape(mpeg->APETag());
    }
    if (auto* flac = dynamic_cast<TagLib::FLAC::File*>(&file)) {
      id3v2(flac->ID3v2Tag());
      id3v1(flac->ID3v1Tag());
      for (const TagLib::FLAC::Picture* picture : flac->pictureList()) read(*picture);
    }
    if (auto* wave = dynamic_cast<TagLib::RIFF::WAV::File*>(&file)) id3v2(wave->ID3v2Tag());
    if (auto* asf = dynamic_cast<TagLib::ASF::File*>(&file)) pictures(*asf->tag());
    id3v2(dynamic_cast<TagLib::ID3v2::Tag*>(file.tag()));
    if (auto* comments = dynamic_cast<TagLib::Ogg::XiphComment*>(file.tag())) {
      for (const TagLib::FLAC::Picture* picture : comments->pictureList()) read(*picture);
    }
    writer_.once(false);
  }

 private:
  void property(std::string label, const TagLib::String& value) {
    writer_.write({BlockKind::property, std::move(label), {}, false}, text_of(value));
  }

  void pass(std::string name, const TagLib::ByteVector& bytes) {
    if (bytes.isEmpty() || writer_.stopped()) return;
    PartHeader header;
    header.name = std::move(name);
    const auto source = memory_source({bytes.data(), bytes.size()});
    if (!writer_.out().child(header, *source)) writer_.stop();
  }

  void read(const TagLib::FLAC::Picture& picture) {
    property("picture", picture.description());
    pass("cover", picture.data());
  }

  void pictures(const TagLib::ASF::Tag& tag) {
    for (const TagLib::ASF::Attribute& attribute : tag.attribute("WM/Picture")) {
      property("picture", attribute.toPicture().description());
      pass("cover", attribute.toPicture().picture());
    }
  }

  void id3v1(const TagLib::ID3v1::Tag* tag) {
    if (tag == nullptr) return;
    property("title", tag->title());
    property("artist", tag->artist());
    property("album", tag->album());
    property("comment", tag->comment());
  }

  void ape(const TagLib::APE::Tag* tag) {
    if (tag == nullptr) return;
    for (const auto& [key, item] : tag->itemListMap()) {
      for (const TagLib::String& value : item.values()) property(text_of(key), value);
    }
  }

  void id3v2(const TagLib::ID3v2::Tag* tag) {
    if (tag != nullptr) frames(tag->frameList());
  }

  // ID3v2.4, 4. Not twice into chapters: they hold no chapters.
  void frames(const TagLib::ID3v2::FrameList& list, bool in_chapter = false) {
    using namespace TagLib::ID3v2;
    for (const Frame* frame : list) {
      const TagLib::ByteVector id = frame->frameID();
      const std::string label(id.data(), id.size());
      if (const auto* chapter = dynamic_cast<const ChapterFrame*>(frame)) {
        if (!in_chapter) frames(chapter->embeddedFrameList(), true);
      } else if (const auto* picture = dynamic_cast<const AttachedPictureFrame*>(frame)) {
        property("picture", picture->description());
        pass("cover", picture->picture());
      } else if (const auto* object = dynamic_cast<const GeneralEncapsulatedObjectFrame*>(frame)) {
        property(label, object->description());
        pass(object->fileName().isEmpty() ? "object" : text_of(object->fileName()), object->object());
      } else if (const auto* lyrics = dynamic_cast<const SynchronizedLyricsFrame*>(frame)) {
        sung(*lyrics, label);
      } else {
        other(*frame, label);
      }
    }
  }

  void sung(const TagLib::ID3v2::SynchronizedLyricsFrame& lyrics, const std::string& label) {
    std::string text = text_of(lyrics.description());
    for (const auto& line : lyrics.synchedText()) text += '\n' + text_of(line.text);
    writer_.write({BlockKind::property, label, {}, false}, text);
  }

  // What toString() leaves out, and what it says.
  void other(const TagLib::ID3v2::Frame& frame, const std::string& label) {
    using namespace TagLib::ID3v2;
    if (const auto* owner = dynamic_cast<const OwnershipFrame*>(&frame)) property(label, owner->seller());
    if (const auto* rating = dynamic_cast<const PopularimeterFrame*>(&frame)) property(label, rating->email());
    if (const auto* file = dynamic_cast<const UniqueFileIdentifierFrame*>(&frame)) property(label, file->owner());
    if (const auto* comment = dynamic_cast<const CommentsFrame*>(&frame)) property(label, comment->description());
    property(label, frame.toString());
  }

  BlockWriter& writer_;
};

}  // namespace

void read_media_tags(Source& source, BlockWriter& writer) {
  std::string_view bytes;
  std::uint64_t size = source.size().value_or(0);
  const int descriptor = source.descriptor();
  if (descriptor < 0) {
    const auto whole = source.whole(writer.out().limits().whole_bytes);
    if (!whole) return writer.out().missed(whole.error().message);
    bytes = *whole;
    size = bytes.size();
  }
  try {
    TagStream stream(descriptor, bytes, size);
    constexpr bool kSoundToo = false;
    const TagLib::FileRef file(&stream, kSoundToo);
    if (!file.isNull()) Tags(writer).read(*file.file());
  } catch (const std::exception&) {
    writer.out().missed("the tags of the sound are damaged");
  }
}

}  // namespace trawl::extractors
