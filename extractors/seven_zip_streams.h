// The streams of a 7z archive, as its header tells them: where the packed bytes are, and which coders unpack a folder (a run of
// members packed together). Read and written, so that a folder can be given to a reader without the coder that it does not have.
//
// Source: 7zFormat.txt of the LZMA SDK.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

struct SevenZipCoder {
  std::string method;  // its id, 1 to 15 bytes
  std::string properties;
  std::uint64_t inputs = 1, outputs = 1;
};

struct SevenZipFolder {
  struct Bond {
    std::uint64_t input = 0, output = 0;  // numbers of streams, through all coders of the folder
  };
  std::vector<SevenZipCoder> coders;
  std::vector<Bond> bonds;
  std::vector<std::uint64_t> packed;    // the input that each packed stream of the folder goes into
  std::vector<std::uint64_t> unpacked;  // bytes of each output
  std::optional<std::uint32_t> crc;     // of what the folder unpacks to
};

struct SevenZipStreams {
  std::uint64_t packed_at = 0;             // behind the signature header
  std::vector<std::uint64_t> packed_sizes;  // of each packed stream, one behind the other
  std::vector<SevenZipFolder> folders;
  std::size_t begin = 0, end = 0;  // of these in the header that was read
};

inline constexpr std::string_view kAes256("\x06\xF1\x07\x01", 4);
inline constexpr std::string_view kCopied("\0", 1);
inline constexpr std::string_view kLzma1("\x03\x01\x01", 3);
inline constexpr std::string_view kLzma2("\x21", 1);

// The streams that a header lists, or an encoded header is packed in. nullopt where it is damaged or lists none.
std::optional<SevenZipStreams> seven_zip_streams(std::string_view header);
inline bool is_encoded_header(std::string_view header) { return header.starts_with('\x17'); }

// As a header has them.
std::string written(const SevenZipStreams& streams);

// Takes a coder with one input and one output out of the folder: what it was given goes to the coder behind it. Packed
// streams keep their numbers.
void remove_coder(SevenZipFolder& folder, std::size_t number);

}  // namespace trawl::extractors
