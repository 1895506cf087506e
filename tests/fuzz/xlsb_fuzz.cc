// Any bytes as the sheet, the texts, the formats, the comments and the workbook of an XLSB file.
#include "tests/fuzz/reading.h"
#include "tests/support/zip_writer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trawl;
  const std::string part(reinterpret_cast<const char*>(data), size);
  const auto relation = [](const char* id, const char* type, const char* target) {
    return std::string("<Relationship Id='") + id + "' Type='x/" + type + "' Target='" + target + "'/>";
  };
  // BrtBundleSh of a sheet "S" behind the relationship "r1".
  const std::string sheet("\x9C\x01\x16\0\0\0\0\1\0\0\0\2\0\0\0r\0001\0\1\0\0\0S\0", 25);
  const std::string file =
      test::zip_of({{"[Content_Types].xml", "<Types/>", false},
                    {"xl/workbook.bin", sheet + part, false},
                    {"xl/_rels/workbook.bin.rels",
                     "<R>" + relation("r1", "worksheet", "s.bin") + relation("r2", "sharedStrings", "t.bin") +
                         relation("r3", "styles", "f.bin") + "</R>",
                     false},
                    {"xl/_rels/s.bin.rels", "<R>" + relation("r1", "comments", "c.bin") + "</R>", false},
                    {"xl/s.bin", part, false},
                    {"xl/t.bin", part, false},
                    {"xl/f.bin", part, false},
                    {"xl/c.bin", part, false},
                    {"xl/pivotcache.bin", part, false}});
  fuzz::read_both_ways(reinterpret_cast<const std::uint8_t*>(file.data()), file.size(), "x.xlsb");
  return 0;
}
