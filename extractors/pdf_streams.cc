// Streams of Poppler's objects: see pdf_streams.h.
#include "extractors/pdf_streams.h"

#include <Object.h>
#include <zlib.h>

#include <algorithm>
#include <array>

namespace trawl::extractors {
namespace {

constexpr int kChunk = 16384;

int take(Stream& stream, std::array<unsigned char, kChunk>& chunk) {
  return stream.doGetChars(kChunk, chunk.data());
}

// Deflate as the last filter and without a predictor.
bool plain_deflate(const Object& object) {
  if (object.getStream()->getKind() != strFlate) return false;
  const Dict* dictionary = object.getStream()->getDict();
  return dictionary != nullptr && !dictionary->hasKey("DecodeParms") && !dictionary->hasKey("DP");
}

std::string inflated(Stream& packed, std::size_t most, bool& cut) {
  std::string out;
  z_stream state{};
  if (inflateInit(&state) != Z_OK) return out;
  std::array<unsigned char, kChunk> in{};
  std::array<unsigned char, kChunk> chunk{};
  packed.reset();
  int result = Z_OK;
  for (int size = take(packed, in); size > 0 && result == Z_OK; size = take(packed, in)) {
    state.next_in = in.data();
    state.avail_in = static_cast<uInt>(size);
    do {
      state.next_out = chunk.data();
      state.avail_out = kChunk;
      result = inflate(&state, Z_NO_FLUSH);
      out.append(reinterpret_cast<const char*>(chunk.data()), kChunk - state.avail_out);
      cut |= out.size() > most;
    } while (result == Z_OK && !cut && (state.avail_in > 0 || state.avail_out == 0));
    if (result == Z_BUF_ERROR) result = Z_OK;  // wants more input
    if (cut) break;
  }
  inflateEnd(&state);
  return out;
}

std::string by_poppler(Stream& stream, std::size_t most, bool& cut) {
  std::string out;
  std::array<unsigned char, kChunk> chunk{};
  stream.reset();
  for (int size = take(stream, chunk); size > 0 && !cut; size = take(stream, chunk)) {
    out.append(reinterpret_cast<const char*>(chunk.data()), static_cast<std::size_t>(size));
    cut |= out.size() > most;
  }
  stream.close();
  return out;
}

}  // namespace

std::string decoded(const Object& stream, std::size_t most, bool& cut) {
  if (!stream.isStream()) return {};
  std::string out;
  if (plain_deflate(stream)) out = inflated(*stream.getStream()->getNextStream(), most, cut);
  if (out.empty()) out = by_poppler(*stream.getStream(), most, cut);
  if (out.size() > most) out.resize(most);
  return out;
}

std::string decoded_contents(const Object& contents, std::size_t most, bool& cut) {
  if (!contents.isArray()) return decoded(contents, most, cut);
  std::string out;
  for (int i = 0; i < contents.arrayGetLength() && !cut; ++i) {
    out += decoded(contents.arrayGet(i), most - std::min(most, out.size()), cut);
    out += '\n';
  }
  return out;
}

}  // namespace trawl::extractors
