// Digests and ciphers against the vectors of their standards.
#include "extractors/ciphers.h"

#include <gtest/gtest.h>

namespace trawl::extractors {
namespace {

std::string hexadecimal(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) out += {kDigits[static_cast<unsigned char>(c) >> 4], kDigits[c & 15]};
  return out;
}

std::string bytes_of(std::string_view hexadecimal) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hexadecimal.size(); i += 2) {
    out += static_cast<char>(std::stoi(std::string(hexadecimal.substr(i, 2)), nullptr, 16));
  }
  return out;
}

TEST(Ciphers, DigestsAreThoseOfTheStandards) {
  EXPECT_EQ(hexadecimal(digest(Digest::md5, "message digest")), "f96b697d7cb7938d525a2f31aaf161d0");  // RFC 1321
  EXPECT_EQ(hexadecimal(digest(Digest::sha1, "abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");    // FIPS 180-4
  EXPECT_EQ(hexadecimal(digest(Digest::sha256, "abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hexadecimal(digest(Digest::sha384, "abc")).substr(0, 32), "cb00753f45a35e8bb5a03d699ac65007");
  EXPECT_EQ(hexadecimal(digest(Digest::sha512, "abc")).substr(0, 32), "ddaf35a193617abacc417349ae204131");
}

TEST(Ciphers, DigestsAreKnownByTheNamesThatFilesGiveThem) {
  EXPECT_EQ(digest_named("SHA512"), Digest::sha512);
  EXPECT_EQ(digest_named("http://www.w3.org/2000/09/xmldsig#sha256"), Digest::sha256);
  EXPECT_EQ(digest_named("SHA1/1K"), Digest::sha1);
  EXPECT_EQ(digest_named("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k"), Digest::sha256);
  EXPECT_FALSE(digest_named("WHIRLPOOL"));
}

TEST(Ciphers, KeysAreDerivedAsInRfc6070) {
  EXPECT_EQ(hexadecimal(pbkdf2_key("password", "salt", 4096, 20)), "4b007901b765489abead49d926f721d065a429c1");
}

TEST(Ciphers, AesDecryptsTheVectorsOfNist) {  // SP 800-38A, F.1.2 and F.2.6
  std::string block = bytes_of("3ad77bb40d7a3660a89ecaf32466ef97");
  decrypt_aes_ecb(bytes_of("2b7e151628aed2a6abf7158809cf4f3c"), block);
  EXPECT_EQ(hexadecimal(block), "6bc1bee22e409f96e93d7e117393172a");
  std::string chained = bytes_of("f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d");
  decrypt_aes_cbc(bytes_of("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"),
                  bytes_of("000102030405060708090a0b0c0d0e0f"), chained);
  EXPECT_EQ(hexadecimal(chained), "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
}

TEST(Ciphers, BlowfishDecryptsTheVectorOfItsAuthor) {  // Eric Young's set, 16 bytes of key, CFB-64
  std::string text = bytes_of("e73214a2822139caf26ecf6d2eb9e76e3da3de04d1517200519d57a6c3");
  decrypt_blowfish_cfb(bytes_of("0123456789abcdeff0e1d2c3b4a59687"), bytes_of("fedcba9876543210"), text);
  EXPECT_EQ(text, std::string("7654321 Now is the time for \0", 29));
}

TEST(Ciphers, KeysAndVectorsOfTheWrongSizeDecryptNothing) {
  std::string text = "sixteen bytes ..";
  decrypt_aes_cbc("short", bytes_of("000102030405060708090a0b0c0d0e0f"), text);
  decrypt_aes_cbc("sixteen byte key", "short", text);
  decrypt_aes_ecb("", text);
  decrypt_blowfish_cfb("key", "12345678", text);
  decrypt_blowfish_cfb("a key that is long enough", "", text);
  EXPECT_EQ(text, "sixteen bytes ..");
}

}  // namespace
}  // namespace trawl::extractors
