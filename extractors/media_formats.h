// The texts in files of sound and film: one reader a family of containers, each in its own file. All write
// properties, and say by missed() what is damaged or too large.
#pragma once

#include <string_view>

#include "extractors/block_writer.h"
#include "extractors/media_stream.h"

namespace trawl::extractors {

// MP4, M4A, MOV, 3GP (ISO 14496-12, QuickTime File Format): media_boxes.cc.
void read_media_boxes(MediaStream& stream, BlockWriter& writer);

// Matroska and WebM (RFC 9559): media_matroska.cc.
void read_matroska(MediaStream& stream, BlockWriter& writer);

// What TagLib does not read of WAV, AVI and AIFF: media_riff.cc.
void read_riff(MediaStream& stream, BlockWriter& writer);

// ID3, APE, Vorbis comments, FLAC, ASF and others by TagLib, over all bytes of the file: media_tags.cc. Pictures in
// the tags are children.
void read_media_tags(Source& source, BlockWriter& writer);

}  // namespace trawl::extractors
