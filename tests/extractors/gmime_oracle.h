// What GMime reads in a message: the oracle for our own reading of MIME.
#pragma once

#include <gmime/gmime.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/encoded_words.h"
#include "extractors/mime_structure.h"
#include "extractors/mime_text.h"
#include "extractors/mime_transfer.h"

namespace trawl::test {

struct MimeReading {
  std::string subject;              // decoded
  std::vector<std::string> leaves;  // decoded bytes of all parts that are no multipart; messages inside left out
};

// Without carriage returns and white space around it, and with spaces for tabs: in these readers differ.
inline std::string comparable(std::string_view bytes) {
  std::string kept(extractors::trimmed(bytes));
  std::erase(kept, '\r');
  std::replace(kept.begin(), kept.end(), '\t', ' ');
  return kept;
}

inline void add_gmime_leaf(GMimeObject*, GMimeObject* part, gpointer user) {
  if (!GMIME_IS_PART(part)) return;
  GMimeDataWrapper* content = g_mime_part_get_content(GMIME_PART(part));
  if (content == nullptr) return;
  GMimeStream* stream = g_mime_stream_mem_new();
  g_mime_data_wrapper_write_to_stream(content, stream);
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
  const std::string_view view(reinterpret_cast<const char*>(bytes->data), bytes->len);
  static_cast<MimeReading*>(user)->leaves.push_back(comparable(view));
  g_object_unref(stream);
}

inline MimeReading read_with_gmime(std::string_view text) {
  g_mime_init();
  MimeReading reading;
  GMimeStream* stream = g_mime_stream_mem_new_with_buffer(text.data(), text.size());
  GMimeParser* parser = g_mime_parser_new_with_stream(stream);
  GMimeMessage* message = g_mime_parser_construct_message(parser, nullptr);
  if (message != nullptr) {
    if (const char* subject = g_mime_message_get_subject(message)) reading.subject = comparable(subject);
    GMimeObject* top = g_mime_message_get_mime_part(message);
    if (GMIME_IS_MULTIPART(top)) g_mime_multipart_foreach(GMIME_MULTIPART(top), add_gmime_leaf, &reading);
    else add_gmime_leaf(nullptr, top, &reading);
    g_object_unref(message);
  }
  g_object_unref(parser);
  g_object_unref(stream);
  return reading;
}

class OurLeaves final : public extractors::MimeLeafSink {
 public:
  bool headers(const extractors::HeaderBlock& headers, std::string_view path) override {
    if (path.empty()) reading.subject = comparable(extractors::decoded_header(headers.value_of("Subject")));
    return true;
  }
  bool leaf(const extractors::MimeLeaf& leaf) override {
    if (leaf.around_parts || leaf.type.value.starts_with("message/")) return true;
    const auto encoding = extractors::transfer_encoding_from(leaf.headers.value_of("Content-Transfer-Encoding"));
    reading.leaves.push_back(comparable(extractors::decoded_transfer(encoding, leaf.body)));
    return true;
  }
  MimeReading reading;
};

inline MimeReading read_with_ours(std::string_view text) {
  OurLeaves leaves;
  extractors::read_mime(text, leaves);
  return leaves.reading;
}

}  // namespace trawl::test
