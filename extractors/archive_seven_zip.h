// 7z archives that libarchive does not read as they are, put into a form that it reads: what is encrypted (AES-256) decrypted,
// the list of members in plain; an archive whose first header was never filled in, with its list found.
//
// Source: 7zFormat.txt of the LZMA SDK; the key of AES is 7-Zip's own (no other text describes it).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

// True where the list of members or a member is encrypted.
bool seven_zip_encrypted(std::string_view archive);

// The archive with nothing encrypted in it, by the first of the passwords (UTF-8) that opens it. nullopt where nothing is
// encrypted or no password fits. Takes memory of twice the archive's size.
std::optional<std::string> decrypted_seven_zip(std::string_view archive, const std::vector<std::string>& passwords);

// True where the first bytes do not tell where the list of members is: the program that wrote the archive was cut off.
inline constexpr std::size_t kSevenZipHead = 32;
bool seven_zip_unfinished(std::string_view head);

// Such an archive with that told, where the list is at its end; else nullopt.
std::optional<std::string> finished_seven_zip(std::string_view archive);

}  // namespace trawl::extractors
