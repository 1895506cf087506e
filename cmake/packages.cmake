# The libraries that trawl stands on, all from Debian 12 (packaging/packages.txt).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(BZip2 REQUIRED)
find_package(Boost 1.74 REQUIRED COMPONENTS filesystem)
foreach(module
    re2 libarchive poppler libqpdf libsodium sqlite3 libseccomp icu-uc icu-i18n uchardet zlib
    liblzma libzstd liblz4)
  string(REGEX REPLACE "[^a-z0-9]" "_" name ${module})
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${module})
endforeach()
find_path(TL_EXPECTED tl/expected.hpp REQUIRED)
find_path(TOMLPLUSPLUS toml++/toml.h REQUIRED)
find_path(NLOHMANN_JSON nlohmann/json.hpp REQUIRED)
find_library(PHONENUMBER phonenumber REQUIRED)
find_path(CLI11 CLI/CLI.hpp REQUIRED)
if(TRAWL_TESTS OR TRAWL_FUZZ)  # the oracles that our reading of MIME and XML is compared with
  pkg_check_modules(gmime_3_0 REQUIRED IMPORTED_TARGET gmime-3.0)
  pkg_check_modules(libxml_2_0 REQUIRED IMPORTED_TARGET libxml-2.0)
endif()
