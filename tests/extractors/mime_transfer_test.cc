// Transfer encodings, whole and in pieces.
#include "extractors/mime_transfer.h"

#include <gtest/gtest.h>

#include <random>

namespace trawl::extractors {
namespace {

TEST(TransferEncoding, IsFoundByName) {
  EXPECT_EQ(transfer_encoding_from(" Base64 "), TransferEncoding::base64);
  EXPECT_EQ(transfer_encoding_from("QUOTED-PRINTABLE; x"), TransferEncoding::quoted_printable);
  EXPECT_EQ(transfer_encoding_from("x-uuencode"), TransferEncoding::uuencode);
  EXPECT_EQ(transfer_encoding_from("8bit"), TransferEncoding::identity);
  EXPECT_EQ(transfer_encoding_from("x-unheard-of"), TransferEncoding::identity);
}

TEST(Base64, IsDecodedLeniently) {
  EXPECT_EQ(decoded_base64("SGVsbG8="), "Hello");
  EXPECT_EQ(decoded_base64("SGVs\r\nbG8="), "Hello");
  EXPECT_EQ(decoded_base64("SGVsbG8"), "Hello");             // padding lost
  EXPECT_EQ(decoded_base64("SGVs!bG8="), "Hello");           // foreign characters
  EXPECT_EQ(decoded_base64("SGVsbG8=SGVsbG8="), "HelloHello");  // two runs
  EXPECT_EQ(decoded_base64("===="), "");
  EXPECT_EQ(decoded_base64(""), "");
}

TEST(QuotedPrintable, IsDecodedLeniently) {
  const auto decoded = [](std::string_view text) { return decoded_transfer(TransferEncoding::quoted_printable, text); };
  EXPECT_EQ(decoded("caf=C3=a9"), "café");
  EXPECT_EQ(decoded("07700=\r\n 900123"), "07700 900123");
  EXPECT_EQ(decoded("soft= \t\nbreak"), "softbreak");
  EXPECT_EQ(decoded("trailing  \r\nspace"), "trailing  \nspace");
  EXPECT_EQ(decoded("1=2, =ZZ, ="), "1=2, =ZZ, ");
  EXPECT_EQ(decoded("=4"), "=4");
}

TEST(Uuencode, LinesAreCheckedBeforeTheyAreDecoded) {
  std::string out;
  EXPECT_TRUE(append_uu_line("#0V%T", out));
  EXPECT_EQ(out, "Cat");
  EXPECT_FALSE(append_uu_line("This is prose, not code", out));
  EXPECT_FALSE(append_uu_line("", out));
  EXPECT_EQ(out, "Cat");
}

TEST(TransferSource, GivesTheSameWhateverTheSizeOfItsPieces) {
  std::mt19937 random(3);
  std::string bytes;
  for (int i = 0; i < 300'000; ++i) bytes += random() % 40 == 0 ? '\n' : static_cast<char>('0' + random() % 60);
  for (const auto encoding : {TransferEncoding::base64, TransferEncoding::quoted_printable,
                              TransferEncoding::uuencode, TransferEncoding::identity}) {
    const auto source = transfer_source(encoding, bytes);
    std::string read;
    for (char piece[777];;) {
      const auto count = source->read(piece);
      ASSERT_TRUE(count.has_value());
      if (*count == 0) break;
      read.append(piece, *count);
    }
    EXPECT_EQ(read, decoded_transfer(encoding, bytes));
  }
}

TEST(TransferSource, ReadsALineLongerThanItsPieces) {
  const std::string line(1'000'000, 'x');
  const auto source = transfer_source(TransferEncoding::quoted_printable, line);
  EXPECT_EQ(source->whole(2'000'000).value(), line);
}

}  // namespace
}  // namespace trawl::extractors
