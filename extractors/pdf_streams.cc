// Streams of Poppler's objects: see pdf_streams.h.
#include "extractors/pdf_streams.h"

#include <Object.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <string_view>

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

std::string inflated(Stream& packed, std::size_t most, PdfReading& reading) {
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
      reading.cut |= out.size() > most;
    } while (result == Z_OK && !reading.cut && (state.avail_in > 0 || state.avail_out == 0));
    if (result == Z_BUF_ERROR) result = Z_OK;  // wants more input
    if (reading.cut) break;
  }
  // A wrong checksum behind data that is whole is no loss.
  const bool whole = state.msg != nullptr && std::string_view(state.msg) == "incorrect data check";
  reading.damaged |= result == Z_DATA_ERROR && !whole;
  inflateEnd(&state);
  return out;
}

std::string by_poppler(Stream& stream, std::size_t most, PdfReading& reading) {
  std::string out;
  std::array<unsigned char, kChunk> chunk{};
  stream.reset();
  for (int size = take(stream, chunk); size > 0 && !reading.cut; size = take(stream, chunk)) {
    out.append(reinterpret_cast<const char*>(chunk.data()), static_cast<std::size_t>(size));
    reading.cut |= out.size() > most;
  }
  stream.close();
  return out;
}

}  // namespace

std::string decoded(const Object& stream, std::size_t most, PdfReading& reading) {
  if (!stream.isStream()) return {};
  std::string out;
  if (plain_deflate(stream)) out = inflated(*stream.getStream()->getNextStream(), most, reading);
  if (out.empty()) out = by_poppler(*stream.getStream(), most, reading);
  if (out.size() > most) out.resize(most);
  return out;
}

std::string decoded_contents(const Object& contents, std::size_t most, PdfReading& reading) {
  if (!contents.isArray()) return decoded(contents, most, reading);
  std::string out;
  for (int i = 0; i < contents.arrayGetLength() && !reading.cut; ++i) {
    out += decoded(contents.arrayGet(i), most - std::min(most, out.size()), reading);
    out += '\n';
  }
  return out;
}

}  // namespace trawl::extractors
