// The streams of a 7z archive: see seven_zip_streams.h.
#include "extractors/seven_zip_streams.h"

#include <algorithm>

#include "extractors/little_endian.h"

namespace trawl::extractors {
namespace {

enum Property : std::uint8_t {
  kEnd = 0,
  kHeader = 1,
  kArchiveProperties = 2,
  kAdditionalStreams = 3,
  kMainStreams = 4,
  kPackInfo = 6,
  kUnpackInfo = 7,
  kSize = 9,
  kCrc = 10,
  kFolder = 11,
  kUnpackSize = 12,
  kEncodedHeader = 23,
};

constexpr std::uint64_t kMostCoders = 32, kMostStreams = 32;  // of a folder; 7-Zip reads no more either

// Reads one thing behind the other; once it fails, everything is zero.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}

  std::size_t at() const { return at_; }
  bool good() const { return good_; }
  std::uint64_t left() const { return bytes_.size() - at_; }
  void fail() { good_ = false; }

  std::uint8_t byte() {
    const std::string_view one = bytes(1);
    return one.empty() ? 0 : static_cast<std::uint8_t>(one[0]);
  }
  std::string_view bytes(std::uint64_t size) {
    if (!good_ || size > left()) {
      good_ = false;
      return {};
    }
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  // As many bytes follow the first as it has leading ones; its other bits are the highest.
  std::uint64_t number() {
    const std::uint8_t first = byte();
    std::size_t more = 0;
    while (more < 8 && (first & (0x80 >> more)) != 0) ++more;
    const std::uint64_t low = little_endian(bytes(more), 0, 8);
    const std::uint64_t high = more < 8 ? first & (0x7Fu >> more) : 0;
    return more < 8 ? low | high << (8 * more) : low;
  }
  // A count of things that have at least one byte each.
  std::uint64_t count(std::uint64_t most) {
    const std::uint64_t value = number();
    if (value > std::min(most, left())) good_ = false;
    return good_ ? value : 0;
  }
  bool next_is(std::uint8_t property) {
    if (!good_ || left() == 0 || static_cast<std::uint8_t>(bytes_[at_]) != property) return false;
    ++at_;
    return true;
  }
  void expect(std::uint8_t property) {
    if (!next_is(property)) good_ = false;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
};

std::vector<std::optional<std::uint32_t>> read_checksums(Cursor& in, std::size_t count) {
  std::vector<bool> defined(count, true);
  if (in.byte() == 0) {
    std::uint8_t bits = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i % 8 == 0) bits = in.byte();
      defined[i] = (bits & (0x80 >> i % 8)) != 0;
    }
  }
  std::vector<std::optional<std::uint32_t>> sums(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (defined[i]) sums[i] = little32(in.bytes(4), 0);
  }
  return sums;
}

void read_packed(Cursor& in, SevenZipStreams& streams) {
  streams.packed_at = in.number();
  const std::uint64_t count = in.count(~0ull);
  if (in.next_is(kSize)) {
    for (std::uint64_t i = 0; i < count && in.good(); ++i) streams.packed_sizes.push_back(in.number());
  }
  if (in.next_is(kCrc)) read_checksums(in, count);
  in.expect(kEnd);
}

SevenZipCoder read_coder(Cursor& in) {
  constexpr std::uint8_t kIdSize = 0x0F, kManyStreams = 0x10, kHasProperties = 0x20;
  const std::uint8_t flags = in.byte();
  SevenZipCoder coder;
  coder.method = in.bytes(flags & kIdSize);
  if ((flags & kManyStreams) != 0) {
    coder.inputs = in.count(kMostStreams);
    coder.outputs = in.count(kMostStreams);
  }
  if ((flags & kHasProperties) != 0) coder.properties = in.bytes(in.number());
  if ((flags & 0xC0) != 0 || coder.outputs == 0) in.fail();
  return coder;
}

SevenZipFolder read_folder(Cursor& in) {
  SevenZipFolder folder;
  std::uint64_t inputs = 0, outputs = 0;
  for (std::uint64_t left = in.count(kMostCoders); left > 0 && in.good(); --left) {
    folder.coders.push_back(read_coder(in));
    inputs += folder.coders.back().inputs;
    outputs += folder.coders.back().outputs;
  }
  if (outputs == 0 || inputs > kMostStreams || outputs > kMostStreams || inputs + 1 < outputs) in.fail();
  for (std::uint64_t i = 1; i < outputs && in.good(); ++i) {
    const std::uint64_t input = in.number();
    folder.bonds.push_back({input, in.number()});
  }
  const std::uint64_t packed = in.good() ? inputs - folder.bonds.size() : 0;
  for (std::uint64_t i = 0; packed > 1 && i < packed && in.good(); ++i) folder.packed.push_back(in.number());
  for (std::uint64_t i = 0; packed == 1 && i < inputs; ++i) {  // the one that no coder gives
    const auto bound = [i](const SevenZipFolder::Bond& bond) { return bond.input == i; };
    if (std::none_of(folder.bonds.begin(), folder.bonds.end(), bound)) folder.packed = {i};
  }
  folder.unpacked.resize(in.good() ? outputs : 0);
  return folder;
}

void read_folders(Cursor& in, SevenZipStreams& streams) {
  in.expect(kFolder);
  const std::uint64_t count = in.count(~0ull);
  if (in.byte() != 0) in.fail();  // a list that is kept elsewhere
  for (std::uint64_t i = 0; i < count && in.good(); ++i) streams.folders.push_back(read_folder(in));
  in.expect(kUnpackSize);
  for (SevenZipFolder& folder : streams.folders) {
    for (std::uint64_t& size : folder.unpacked) size = in.number();
  }
  if (in.next_is(kCrc)) {
    const auto sums = read_checksums(in, streams.folders.size());
    for (std::size_t i = 0; i < sums.size(); ++i) streams.folders[i].crc = sums[i];
  }
  in.expect(kEnd);
}

// Numbers are written in full: the format allows them longer than they need be.
void append_number(std::string& out, std::uint64_t number) {
  if (number < 0x80) {
    out += static_cast<char>(number);
    return;
  }
  out += '\xFF';
  append_little_endian(out, number, 8);
}

void append_coder(std::string& out, const SevenZipCoder& coder) {
  const bool many = coder.inputs != 1 || coder.outputs != 1;
  const std::size_t flags = coder.method.size() | (many ? 0x10u : 0u) | (coder.properties.empty() ? 0u : 0x20u);
  out += static_cast<char>(flags);
  out += coder.method;
  if (many) append_number(out, coder.inputs);
  if (many) append_number(out, coder.outputs);
  if (coder.properties.empty()) return;
  append_number(out, coder.properties.size());
  out += coder.properties;
}

void append_folder(std::string& out, const SevenZipFolder& folder) {
  append_number(out, folder.coders.size());
  for (const SevenZipCoder& coder : folder.coders) append_coder(out, coder);
  for (const SevenZipFolder::Bond& bond : folder.bonds) {
    append_number(out, bond.input);
    append_number(out, bond.output);
  }
  if (folder.packed.size() == 1) return;
  for (const std::uint64_t input : folder.packed) append_number(out, input);
}

void append_checksums(std::string& out, const std::vector<SevenZipFolder>& folders) {
  out += kCrc;
  out += '\0';  // not all folders have one
  for (std::size_t i = 0; i < folders.size(); ++i) {
    if (i % 8 == 0) out += '\0';
    if (folders[i].crc) out.back() = static_cast<char>(out.back() | 0x80 >> i % 8);
  }
  for (const SevenZipFolder& folder : folders) {
    if (folder.crc) append_little_endian(out, *folder.crc, 4);
  }
}

}  // namespace

std::optional<SevenZipStreams> seven_zip_streams(std::string_view header) {
  Cursor in(header);
  if (!in.next_is(kEncodedHeader)) {
    in.expect(kHeader);
    if (in.next_is(kArchiveProperties)) {
      while (in.good() && !in.next_is(kEnd)) {
        in.byte();
        in.bytes(in.number());
      }
    }
    if (in.next_is(kAdditionalStreams)) in.fail();  // no program writes them
    in.expect(kMainStreams);
  }
  SevenZipStreams streams;
  streams.begin = in.at();
  in.expect(kPackInfo);
  read_packed(in, streams);
  in.expect(kUnpackInfo);
  read_folders(in, streams);
  streams.end = in.at();
  std::uint64_t packed = 0;
  for (const SevenZipFolder& folder : streams.folders) packed += folder.packed.size();
  if (!in.good() || packed > streams.packed_sizes.size()) return std::nullopt;
  return streams;
}

std::string written(const SevenZipStreams& streams) {
  std::string out{kPackInfo};
  append_number(out, streams.packed_at);
  append_number(out, streams.packed_sizes.size());
  out += kSize;
  for (const std::uint64_t size : streams.packed_sizes) append_number(out, size);
  out += {kEnd, kUnpackInfo, kFolder};
  append_number(out, streams.folders.size());
  out += '\0';  // the list follows
  for (const SevenZipFolder& folder : streams.folders) append_folder(out, folder);
  out += kUnpackSize;
  for (const SevenZipFolder& folder : streams.folders) {
    for (const std::uint64_t size : folder.unpacked) append_number(out, size);
  }
  append_checksums(out, streams.folders);
  out += kEnd;
  return out;
}

void remove_coder(SevenZipFolder& folder, std::size_t number) {
  if (folder.coders.size() == 1) {
    folder.coders[0] = {std::string(kCopied), {}};
    return;
  }
  std::uint64_t input = 0, output = 0;
  for (std::size_t i = 0; i < number; ++i) {
    input += folder.coders[i].inputs;
    output += folder.coders[i].outputs;
  }
  const auto taker = std::find_if(folder.bonds.begin(), folder.bonds.end(),
                                  [output](const SevenZipFolder::Bond& bond) { return bond.output == output; });
  if (taker == folder.bonds.end()) {  // the last of its chain: what it is given is what the folder unpacks to
    folder.coders[number] = {std::string(kCopied), {}};
    return;
  }
  const std::uint64_t next = taker->input;
  folder.bonds.erase(taker);
  std::replace(folder.packed.begin(), folder.packed.end(), input, next);
  for (SevenZipFolder::Bond& bond : folder.bonds) {
    if (bond.input == input) bond.input = next;
    bond.input -= bond.input > input ? 1 : 0;
    bond.output -= bond.output > output ? 1 : 0;
  }
  for (std::uint64_t& stream : folder.packed) stream -= stream > input ? 1 : 0;
  folder.unpacked.erase(folder.unpacked.begin() + static_cast<std::ptrdiff_t>(output));
  folder.coders.erase(folder.coders.begin() + static_cast<std::ptrdiff_t>(number));
}

}  // namespace trawl::extractors
