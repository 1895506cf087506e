// ZipWriter: see zip_writer.h.
#include "tests/support/zip_writer.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>
#include <sstream>

namespace trawl::test {
namespace {

void put(std::string& out, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

std::string deflated(const std::string& bytes) {
  z_stream zlib{};
  deflateInit2(&zlib, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&zlib, bytes.size()), '\0');
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  zlib.avail_in = static_cast<uInt>(bytes.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  deflate(&zlib, Z_FINISH);
  out.resize(zlib.total_out);
  deflateEnd(&zlib);
  return out;
}

}  // namespace

std::string zip_of(const std::vector<ZipMember>& members, bool whole) {
  std::string out;
  std::string directory;
  for (const ZipMember& member : members) {
    const std::string packed = member.deflated ? deflated(member.bytes) : member.bytes;
    std::string fields;  // those that both headers have
    put(fields, 20, 2);
    put(fields, member.flags, 2);
    put(fields, member.deflated ? 8 : 0, 2);
    put(fields, 0x6000, 2);
    put(fields, 0x5821, 2);  // 2024-01-01 12:00
    put(fields, member.crc_change + crc32(0, reinterpret_cast<const Bytef*>(member.bytes.data()),
                                          static_cast<uInt>(member.bytes.size())), 4);
    put(fields, packed.size(), 4);
    put(fields, member.bytes.size(), 4);
    put(fields, member.name.size(), 2);
    put(fields, 0, 2);
    directory += "PK\x01\x02";
    put(directory, 20, 2);
    directory += fields;
    put(directory, 0, 10);
    put(directory, out.size(), 4);
    directory += member.name;
    out += "PK\x03\x04" + fields + member.name + packed;
  }
  if (!whole) return out;
  const std::size_t start = out.size();
  out += directory + "PK\x05\x06";
  put(out, 0, 4);
  put(out, members.size(), 2);
  put(out, members.size(), 2);
  put(out, directory.size(), 4);
  put(out, start, 4);
  put(out, 0, 2);
  return out;
}

std::string golden(std::string_view path) {
  std::ifstream in(TRAWL_SOURCE_DIR "/tests/golden/extractors/" + std::string(path), std::ios::binary);
  EXPECT_TRUE(in.is_open()) << path;
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

}  // namespace trawl::test
