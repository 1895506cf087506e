// Formats known by signatures: the table, and the containers whose kind their first members tell.
// Sources: the formats' specifications, and Gary Kessler's table of file signatures.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "extractors/doc_file.h"
#include "extractors/mime_text.h"
#include "extractors/sniff_parts.h"
#include "extractors/xls_old.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::uint16_t offset;
  std::string_view bytes;
  Format format;
};

constexpr Signature kSignatures[] = {
    {0, "%PDF-"sv, Format::pdf},
    {0, "\xEF\xBB\xBF%PDF-"sv, Format::pdf},
    {0, "{\\rtf"sv, Format::rtf},
    {0, "%!PS"sv, Format::postscript},
    {0, "\xC5\xD0\xD3\xC6"sv, Format::postscript},
    {0, "\x04%!PS"sv, Format::postscript},
    {0, "PK\x07\x08PK\x03\x04"sv, Format::zip},
    {0, "PK\x30\x30PK\x03\x04"sv, Format::zip},
    {0, "PK\x05\x06"sv, Format::zip},
    {0, "PK\x06\x06"sv, Format::zip},
    {0, "7z\xBC\xAF\x27\x1C"sv, Format::seven_zip},
    {0, "Rar!\x1A\x07"sv, Format::rar},
    {0, "RE\x7E\x5E"sv, Format::rar},
    {0, "MSCF\0\0\0\0"sv, Format::cab},
    {0, "xar!\0"sv, Format::xar},
    {0, "WARC/1."sv, Format::warc},
    {0, "WARC/0."sv, Format::warc},
    {0, "\x60\xEA"sv, Format::arj},
    {0, "MSWIM\0\0\0"sv, Format::wim},
    {0, "ISc("sv, Format::other_archive},   // InstallShield
    {0, "SIT!"sv, Format::other_archive},   // StuffIt
    {0, "StuffIt (c)"sv, Format::other_archive},
    {7, "**ACE**"sv, Format::other_archive},
    {20, "\xDC\xA7\xC4\xFD"sv, Format::other_archive},  // ZOO
    {0, "\x1F\x1E"sv, Format::other_archive},            // pack
    {0, "\x1F\xA0"sv, Format::other_archive},            // SCO compress -H
    {0, "conectix"sv, Format::disk_image},
    {0, "vhdxfile"sv, Format::disk_image},
    {0, "QFI\xFB"sv, Format::disk_image},
    {0, "KDMV\1\0\0\0"sv, Format::disk_image},
    {64, "\x7F\x10\xDA\xBE"sv, Format::disk_image},  // VirtualBox
    {0, "\xC7\x71"sv, Format::cpio},
    {0, "\x71\xC7"sv, Format::cpio},
    {0, "!<arch>\n"sv, Format::ar},
    {0, "\xED\xAB\xEE\xDB"sv, Format::rpm},
    {257, "ustar"sv, Format::tar},
    {32769, "CD001"sv, Format::iso},
    {0, "\x1F\x8B\x08"sv, Format::gzip},
    {0, "BZh11AY&SY"sv, Format::bzip2},
    {0, "\xFD\x37zXZ\0"sv, Format::xz},
    {0, "\x28\xB5\x2F\xFD"sv, Format::zstd},
    {0, "\x04\x22\x4D\x18"sv, Format::lz4},
    {0, "\x02\x21\x4C\x18"sv, Format::lz4},
    {0, "LZIP\x01"sv, Format::lzip},
    {0, "\x1F\x9D"sv, Format::compress},
    {0, "!BDN"sv, Format::pst},
    {0, "\x78\x9F\x3E\x22"sv, Format::tnef},
    {0, "\1\1\1\1\n"sv, Format::mbox},  // MMDF
    {0, "\1\1\1\1\r\n"sv, Format::mbox},
    {0, "(This file must be converted with BinHex"sv, Format::binhex},
    {0, "\0\5\x16\7\0"sv, Format::apple_double},
    {0, "\0\5\x16\0\0"sv, Format::apple_double},
    {0, "SQLite format 3\0"sv, Format::sqlite},
    {0, "\x37\x7F\x06\x82"sv, Format::sqlite},  // its write-ahead log
    {0, "\x37\x7F\x06\x83"sv, Format::sqlite},
    {4, "Standard Jet DB\0"sv, Format::access},
    {4, "Standard ACE DB\0"sv, Format::access},
    {0, "-----BEGIN PGP MESSAGE-----"sv, Format::pgp},
    {0, "\x03\xD9\xA2\x9A\x65\xFB\x4B\xB5"sv, Format::keepass},
    {0, "\x03\xD9\xA2\x9A\x66\xFB\x4B\xB5"sv, Format::keepass},
    {0, "\x03\xD9\xA2\x9A\x67\xFB\x4B\xB5"sv, Format::keepass},
    {0, "\xFF\xD8\xFF"sv, Format::jpeg},
    {0, "\x89PNG\r\n\x1A\n"sv, Format::png},
    {0, "GIF87a"sv, Format::gif},
    {0, "GIF89a"sv, Format::gif},
    {0, "II*\0"sv, Format::tiff},
    {0, "MM\0*"sv, Format::tiff},
    {0, "II+\0"sv, Format::tiff},
    {0, "MM\0+"sv, Format::tiff},
    {0, "8BPS\0"sv, Format::image},
    {0, "\0\0\1\0"sv, Format::icon},
    {0, "\0\0\0\x0CjP  "sv, Format::image},
    {0, "\xFF\x4F\xFF\x51"sv, Format::image},
    {0, "gimp xcf"sv, Format::image},
    {0, "AT&TFORM"sv, Format::djvu},
    {0, "ITSF\3\0\0\0"sv, Format::chm},
    {0, "\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1\x53\x78\xD0\x29\x96\xD3"sv, Format::onenote},
    {0, "\x3F\xDD\x9A\x10\x1B\x91\xF5\x49\xA5\xD0\x17\x91\xED\xC8\xAE\xD8"sv, Format::onenote},
    {0, "\xFFWPC"sv, Format::word_perfect},
    {0, "\x31\xBE\0\0"sv, Format::ms_write},
    {0, "\x32\xBE\0\0"sv, Format::ms_write},  // with objects
    {0, "\x01\xFE\1\0"sv, Format::ms_works},  // of DOS
    {0, "WordPro\0"sv, Format::lotus_word_pro},
    {0, "\0\0\2\0\6\4\6\0"sv, Format::lotus_123},
    {0, "\0\0\2\0\4\4\6\0"sv, Format::lotus_123},
    {0, "\0\0\x1A\0"sv, Format::lotus_123},
    {0, "\0\0\2\0\1\x10"sv, Format::quattro_pro},
    {0, "\0\0\2\0\2\x10"sv, Format::quattro_pro},
    {0, "\xFE\x37\0\x1C"sv, Format::mac_office},  // Word 4
    {0, "\xFE\x37\0\x23"sv, Format::mac_office},  // Word 5
    {0, "\xED\xDE\xAD\x0B"sv, Format::mac_office},  // PowerPoint 2 and 3
    {0, "\x0B\xAD\xDE\xED"sv, Format::mac_office},
    {0, "\xD7\xCD\xC6\x9A"sv, Format::wmf},
    {0, "\1\0\x09\0\0\3"sv, Format::wmf},  // a metafile without the header that places it ([MS-WMF] 2.3.2.2)
    {128, "DICM"sv, Format::image},
    {0, "fLaC\0"sv, Format::audio},
    {0, "OggS\0"sv, Format::audio},
    {0, "MThd\0\0"sv, Format::audio},
    {0, ".snd\0"sv, Format::audio},
    {0, "#!AMR"sv, Format::audio},
    {0, "\x1A\x45\xDF\xA3"sv, Format::video},
    {0, "\0\0\1\xBA"sv, Format::video},
    {0, "\0\0\1\xB3"sv, Format::video},
    {0, "FLV\x01"sv, Format::video},
    {0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, Format::video},
    {0, "\0\1\0\0\0"sv, Format::font},
    {0, "OTTO\0"sv, Format::font},
    {0, "true\0"sv, Format::font},
    {0, "ttcf\0"sv, Format::font},
    {0, "wOFF\0\1\0\0"sv, Format::font},
    {0, "wOFFOTTO"sv, Format::font},
    {0, "wOF2\0\1\0\0"sv, Format::font},
    {0, "wOF2OTTO"sv, Format::font},
    {0, "\x7F" "ELF"sv, Format::executable},
    {0, "\xFE\xED\xFA\xCE"sv, Format::executable},
    {0, "\xFE\xED\xFA\xCF"sv, Format::executable},
    {0, "\xCE\xFA\xED\xFE"sv, Format::executable},
    {0, "\xCF\xFA\xED\xFE"sv, Format::executable},
    {0, "\xCA\xFE\xBA\xBE"sv, Format::executable},
    {0, "\0asm"sv, Format::executable},
    {0, "dex\n03"sv, Format::executable},
};

std::uint32_t little16(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]) | static_cast<unsigned char>(bytes[at + 1]) << 8;
}
std::uint32_t little32(std::string_view bytes, std::size_t at) {
  return little16(bytes, at) | little16(bytes, at + 2) << 16;
}

bool has(std::string_view bytes, std::size_t offset, std::string_view signature) {
  return bytes.size() >= offset + signature.size() && bytes.substr(offset, signature.size()) == signature;
}

// What the names of a ZIP's members tell of its flavour.
struct ZipMembers {
  bool content_types = false, relations = false, word = false, sheets = false, binary_sheets = false, slides = false;
  bool content_xml = false, manifest = false, container_xml = false, iwork_archive = false, iwork_index = false;
  bool fixed_pages = false, visio = false;
  bool main_part = false;  // of an office document, under its usual name

  void note(std::string_view name) {
    std::string slashes;  // some programs write "xl\\workbook.xml"
    if (name.find('\\') != name.npos) {
      slashes = name;
      std::replace(slashes.begin(), slashes.end(), '\\', '/');
      name = slashes;
    }
    if (starts_ignoring_case(name, "[Content_Types].xml")) content_types = true;
    if (starts_ignoring_case(name, "_rels/")) relations = true;
    if (starts_ignoring_case(name, "word/")) word = true;
    if (starts_ignoring_case(name, "xl/")) sheets = true;
    if (starts_ignoring_case(name, "xl/workbook.bin")) binary_sheets = true;
    if (starts_ignoring_case(name, "ppt/")) slides = true;
    if (starts_ignoring_case(name, "visio/")) visio = true;
    for (const auto usual : {"word/document.xml"sv, "xl/workbook.xml"sv, "xl/workbook.bin"sv, "ppt/presentation.xml"sv}) {
      main_part |= name.size() == usual.size() && starts_ignoring_case(name, usual);
    }
    if (name.ends_with(".fpage") || name.ends_with(".fdseq") || name.ends_with(".fdoc")) fixed_pages = true;
    if (name == "content.xml") content_xml = true;
    if (name == "META-INF/manifest.xml") manifest = true;
    if (name == "META-INF/container.xml") container_xml = true;
    const bool at_top = name.starts_with("Index/") || name.find('/') == name.npos;
    if (name.ends_with(".iwa") && at_top) iwork_archive = true;
    if (name.starts_with("index.xml") || name.starts_with("index.apxl") || name == "Index.zip") iwork_index = true;
  }
};

Format open_document_of(std::string_view media_type) {
  if (media_type.find("epub") != media_type.npos) return Format::epub;
  const bool office = media_type.starts_with("application/vnd.oasis.opendocument.") ||
                      media_type.starts_with("application/vnd.sun.xml.");
  if (!office) return Format::zip;
  for (const std::string_view word : {"spreadsheet"sv, "calc"sv, "database"sv}) {
    if (media_type.find(word) != media_type.npos) return Format::ods;
  }
  for (const std::string_view word : {"presentation"sv, "graphics"sv, "impress"sv, "draw"sv}) {
    if (media_type.find(word) != media_type.npos) return Format::odp;
  }
  return Format::odt;
}

// Without a flavour seen among the first members (large members may fill the head), the name decides.
Format named_office(std::string_view name) {
  const Suffix suffix(name);
  if (suffix.is_one_of({"docx", "docm", "dotx", "dotm"})) return Format::docx;
  if (suffix.is_one_of({"xlsx", "xlsm", "xltx", "xltm", "xlam"})) return Format::xlsx;
  if (suffix.is_one_of({"pptx", "pptm", "potx", "potm", "ppsx", "ppsm"})) return Format::pptx;
  if (suffix.is_one_of({"xlsb"})) return Format::xlsb;
  if (suffix.is_one_of({"xps", "oxps"})) return Format::xps;
  if (suffix.is_one_of({"vsdx", "vsdm", "vstx", "vssx"})) return Format::vsdx;
  return Format::zip;
}

Format flavour_of(const ZipMembers& members, const Head& head) {
  // The list of types may stand last, behind large pictures.
  const Format named = named_office(head.name);
  const bool as_named = (named == Format::docx && members.word) || (named == Format::pptx && members.slides) ||
                        ((named == Format::xlsx || named == Format::xlsb) && members.sheets);
  if (members.content_types || members.relations || members.main_part || as_named) {
    if (members.binary_sheets) return Format::xlsb;
    if (members.word) return Format::docx;
    if (members.sheets) return Suffix(head.name).is_one_of({"xlsb"}) ? Format::xlsb : Format::xlsx;
    if (members.slides) return Format::pptx;
    if (members.visio) return Format::vsdx;
    if (members.fixed_pages) return Format::xps;
    if (members.content_types) return named;
  }
  if (members.iwork_archive) return Format::iwork;
  const bool called_iwork = Suffix(head.name).is_one_of({"pages", "numbers", "key", "template", "nmbtemplate", "kth"});
  if (members.iwork_index && called_iwork) return Format::iwork;
  if (members.container_xml || Suffix(head.name).is_one_of({"epub"})) return Format::epub;
  if (members.content_xml) {
    const Suffix suffix(head.name);
    if (suffix.is_one_of({"ods", "ots", "sxc"})) return Format::ods;
    if (suffix.is_one_of({"odp", "otp", "sxi", "odg", "otg", "sxd"})) return Format::odp;
    if (members.manifest || suffix.is_one_of({"odt", "ott", "sxw", "odm", "oth"})) return Format::odt;
  }
  return Format::zip;
}

// APPNOTE.TXT 4.3.7 (local file header) and 4.3.12 (central directory).
Format zip_flavour(const Head& head) {
  const std::string_view bytes = head.bytes;
  ZipMembers members;
  for (std::size_t at = 0; at + 30 < bytes.size();) {
    const bool local = has(bytes, at, "PK\x03\x04");
    const bool central = !local && at + 46 < bytes.size() && has(bytes, at, "PK\x01\x02");
    if (!local && !central) {  // behind a member of unknown size: on to the next header
      at = bytes.find("PK", at + 1);
      if (at == bytes.npos) break;
      continue;
    }
    const std::size_t header = local ? 30 : 46;
    const std::size_t name_size = little16(bytes, at + (local ? 26 : 28));
    const std::string_view name = bytes.substr(at + header, name_size);
    members.note(name);
    std::size_t next = at + header + name_size + little16(bytes, at + (local ? 28 : 30));
    if (central) next += little16(bytes, at + 32);
    const std::size_t stored = local ? little32(bytes, at + 18) : 0;
    if (local && name == "mimetype" && next < bytes.size()) {
      const Format flavour = open_document_of(bytes.substr(next, std::clamp<std::size_t>(stored, 40, 100)));
      if (flavour != Format::zip) return flavour;
    }
    at = next + stored;
  }
  return flavour_of(members, head);
}

// Names of the streams at the root of a compound file ([MS-CFB] 2.6), as far as the head holds its directory.
class CompoundDirectory {
 public:
  explicit CompoundDirectory(std::string_view bytes) : bytes_(bytes) {
    if (bytes.size() < 512) return;
    const std::uint32_t shift = little16(bytes, 30);
    if (shift < 7 || shift > 12) return;
    start_ = (static_cast<std::uint64_t>(little32(bytes, 48)) + 1) << shift;
  }

  std::optional<Format> format() const {
    constexpr std::uint32_t kNone = 0xFFFFFFFF;
    if (start_ == 0 || start_ + kEntry > bytes_.size()) return std::nullopt;
    std::array<std::uint32_t, 64> open;
    std::size_t count = 0;
    open[count++] = little32(bytes_, start_ + 76);
    for (int visited = 0; count > 0 && visited < 512; ++visited) {
      const std::uint32_t entry = open[--count];
      const std::uint64_t at = start_ + static_cast<std::uint64_t>(entry) * kEntry;
      if (entry == kNone || at + kEntry > bytes_.size()) continue;
      if (const auto found = format_of(name_at(at))) return found;
      for (const std::size_t link : {68, 72}) {
        if (count < open.size()) open[count++] = little32(bytes_, at + link);
      }
    }
    return std::nullopt;
  }

 private:
  static constexpr std::uint64_t kEntry = 128;

  std::string name_at(std::uint64_t at) const {
    std::string name;
    const std::size_t size = std::min<std::size_t>(little16(bytes_, at + 64), 64);
    for (std::size_t i = 0; i + 2 < size; i += 2) {
      const char c = bytes_[at + i];
      name += ascii_lower(c);
    }
    return name;
  }

  static std::optional<Format> format_of(std::string_view name) {
    if (name == "encryptedpackage" || name == "encryptioninfo") return Format::encrypted_office;
    if (name == "worddocument") return Format::doc;
    if (name == "workbook" || name == "book") return Format::xls;
    if (name == "powerpoint document" || name == "pp40") return Format::ppt;
    if (name == "visiodocument") return Format::visio;
    if (name == "quill") return Format::publisher;
    if (name == "matost" || name == "mm" || name == "mn0") return Format::ms_works;
    if (name == "starwriterdocument" || name == "starcalcdocument" || name == "stardrawdocument" ||
        name == "stardrawdocument3" || name == "starchartdocument" || name == "starmathdocument")
      return Format::star_office;
    if (name == "__properties_version1.0" || name == "__nameid_version1.0") return Format::msg;
    return std::nullopt;
  }

  std::string_view bytes_;
  std::uint64_t start_ = 0;
};

Format compound_flavour(const Head& head) {
  if (const auto format = CompoundDirectory(head.bytes).format()) return *format;
  if (has(head.bytes, 512, "\xEC\xA5\xC1\x00"sv)) return Format::doc;
  if (has(head.bytes, 512, "\x09\x08\x10\x00\x00\x06\x05\x00"sv)) return Format::xls;
  const Suffix suffix(head.name);
  if (suffix.is_one_of({"doc", "dot"})) return Format::doc;
  if (suffix.is_one_of({"xls", "xlt", "xla"})) return Format::xls;
  if (suffix.is_one_of({"ppt", "pot", "pps"})) return Format::ppt;
  if (suffix.is_one_of({"msg", "oft"})) return Format::msg;
  if (suffix.is_one_of({"vsd", "vst", "vss"})) return Format::visio;
  if (suffix.is_one_of({"pub"})) return Format::publisher;
  return Format::compound;
}

// A tar header without the ustar magic, as version 7 wrote it: the checksum must hold (POSIX.1-1988, 10.1.1).
bool is_old_tar(std::string_view bytes) {
  if (bytes.size() < 512 || bytes[0] == '\0') return false;
  std::uint32_t stated = 0;
  int digits = 0;
  for (std::size_t i = 148; i < 156; ++i) {
    const char c = bytes[i];
    if (c == ' ' && digits == 0) continue;
    if (c < '0' || c > '7') break;
    stated = stated * 8 + static_cast<std::uint32_t>(c - '0');
    ++digits;
  }
  if (digits < 2) return false;
  std::uint32_t sum = 8 * ' ';
  for (std::size_t i = 0; i < 512; ++i) {
    if (i < 148 || i >= 156) sum += static_cast<unsigned char>(bytes[i]);
  }
  return sum == stated;
}

std::optional<Format> of_riff(std::string_view bytes) {
  if (!has(bytes, 0, "RIFF") && !has(bytes, 0, "FORM")) return std::nullopt;
  if (has(bytes, 8, "WEBP")) return Format::webp;
  if (has(bytes, 8, "WAVE") || has(bytes, 8, "AIFF") || has(bytes, 8, "AIFC") || has(bytes, 8, "RMID")) {
    return Format::audio;
  }
  if (has(bytes, 8, "AVI ")) return Format::video;
  return std::nullopt;
}

// ISO 14496-12: the brand tells stills and sound from films.
std::optional<Format> of_iso_media(std::string_view bytes) {
  if (!has(bytes, 4, "ftyp")) return std::nullopt;
  for (const auto brand : {"heic"sv, "heix"sv, "hevc"sv, "hevx"sv, "mif1"sv, "msf1"sv, "avif"sv, "avis"sv}) {
    if (has(bytes, 8, brand)) return Format::heif;
  }
  if (has(bytes, 8, "crx ")) return Format::image;
  return has(bytes, 8, "M4A ") || has(bytes, 8, "M4B ") ? Format::audio : Format::video;
}

bool is_bitmap(std::string_view bytes) {
  return has(bytes, 0, "BM") && bytes.size() >= 30 && little32(bytes, 6) == 0 && little32(bytes, 14) <= 256;
}

bool is_mpeg_audio(std::string_view bytes) {
  if (bytes.size() < 4 || bytes[0] != '\xFF') return false;
  const auto second = static_cast<unsigned char>(bytes[1]);
  const auto third = static_cast<unsigned char>(bytes[2]);
  if (second == 0xF1 || second == 0xF9) return true;  // AAC in ADTS
  return (second == 0xFB || second == 0xFA || second == 0xF3 || second == 0xF2) && third >> 4 != 15 && third >> 4 != 0;
}

// dBase has no signature worth the name: version, a plausible date, sizes that fit, and a field (dBase file structure).
bool is_dbase(std::string_view bytes) {
  constexpr std::string_view kVersions = "\x02\x03\x04\x05\x30\x31\x32\x43\x63\x7B\x83\x87\x8B\x8C\x8E\xCB\xE5\xEB\xF5\xFB";
  if (bytes.size() < 65 || kVersions.find(bytes[0]) == kVersions.npos) return false;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  const bool date = byte(2) <= 12 && byte(3) <= 31;  // zeros where a program left it out
  const std::uint32_t header = little16(bytes, 8);
  if (!date || little16(bytes, 12) != 0 || header < 65 || header > 32 + 32 * 256 + 264) return false;
  if (little16(bytes, 10) == 0) return false;
  const bool seven = (byte(0) & 7) == 4 && bytes.size() > 100;
  const char type = bytes[seven ? 68 + 32 : 32 + 11];
  const bool named = byte(seven ? 68 : 32) > ' ';
  return named && "CNDLMFBGPTI@+OYQVW0"sv.find(type) != ""sv.npos;
}

// Files of memos have no signature; their names and headers that are zero but for a few numbers tell them.
bool is_dbase_memo(const Head& head) {
  if (head.bytes.size() < 512 || !Suffix(head.name).is_one_of({"dbt", "fpt"})) return false;
  return head.bytes.substr(24, 400).find_first_not_of('\0') == head.bytes.npos || head.bytes[16] == '\3';
}

// RFC 4880, 4.2: a packet of public-key or symmetrically encrypted session key first.
bool is_pgp(const Head& head) {
  if (!Suffix(head.name).is_one_of({"gpg", "pgp"}) && head.declared_type != "application/pgp-encrypted") return false;
  const auto first = head.bytes.empty() ? 0u : static_cast<unsigned char>(head.bytes[0]);
  const unsigned tag = first & 0x40 ? first & 0x3F : (first & 0x3C) >> 2;
  return (first & 0x80) != 0 && (tag == 1 || tag == 3 || tag == 9 || tag == 18);
}

// PKCS #7 and CMS: a sequence that begins with the object identifier of a content type (RFC 5652, 3; newer ones begin with
// 1.2.840.113549.1.9.16.1); armoured; or in base64 under its usual name.
bool is_cms(const Head& head) {
  const std::string_view bytes = head.bytes;
  if (has(bytes, 0, "-----BEGIN PKCS7-----") || has(bytes, 0, "-----BEGIN CMS-----")) return true;
  if (has(bytes, 0, "MI")) return Suffix(head.name).is_one_of({"p7m", "p7s", "p7c", "p7b"});
  if (!has(bytes, 0, "\x30")) return false;
  const std::string_view start = bytes.substr(0, 32);
  return start.find("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07") < 12 ||
         start.find("\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01") < 12;
}

// ASCII cpio headers are octal or hexadecimal digits throughout (cpio(5)); a date in a text is not.
bool is_cpio(std::string_view bytes) {
  if (!has(bytes, 0, "070701") && !has(bytes, 0, "070702") && !has(bytes, 0, "070707")) return false;
  constexpr std::size_t kShortestHeader = 76;
  return bytes.size() >= kShortestHeader &&
         bytes.substr(0, kShortestHeader).find_first_not_of("0123456789abcdefABCDEF") == bytes.npos;
}

// Signatures of letters that a text could begin with, told apart by a byte that no text has.
std::optional<Format> of_wordlike(std::string_view bytes) {
  if (has(bytes, 0, "ID3") && bytes.size() > 4 && bytes[3] < 0x10) return Format::audio;
  if (has(bytes, 0, "\0"sv) && (has(bytes, 4, "moov") || has(bytes, 4, "mdat"))) return Format::video;
  if (has(bytes, 0, "\1\0\0\0"sv) && has(bytes, 40, " EMF")) return Format::emf;
  return std::nullopt;
}

// "-lh5-" behind the size and the checksum of a header (LHa for UNIX, header.doc.md).
bool is_lha(std::string_view bytes) {
  return bytes.size() > 21 && bytes[2] == '-' && bytes[3] == 'l' && (bytes[4] == 'h' || bytes[4] == 'z') &&
         bytes[6] == '-' && "01234567ds"sv.find(bytes[5]) != ""sv.npos;
}

// LZMA without a container: its usual properties, a dictionary of a power of two, and a size that is known or not (LZMA
// SDK, lzma-specification.txt). The first byte of what follows is zero.
bool is_lzma(std::string_view bytes) {
  if (bytes.size() < 18 || bytes[0] != '\x5D' || bytes[13] != '\0') return false;
  const std::uint32_t dictionary = little32(bytes, 1), high = little32(bytes, 9);
  const bool power = dictionary >= 1u << 12 && (dictionary & (dictionary - 1)) == 0;
  return power && (high < 0x100 || (high == 0xFFFFFFFF && little32(bytes, 5) == 0xFFFFFFFF));
}

// Apple's disk images are known by their end only, so by their name here.
bool called_disk_image(const Head& head) {
  return Suffix(head.name).is_one_of({"dmg", "vhd", "vdi", "vmdk"}) && head.bytes.find('\0') != head.bytes.npos;
}

bool is_program(std::string_view bytes) {
  return has(bytes, 0, "MZ") && bytes.size() >= 64 && bytes.substr(0, 64).find('\0') != bytes.npos;
}

}  // namespace

std::optional<Format> sniff_binary(const Head& head) {
  const std::string_view bytes = head.bytes;
  if (bytes.empty()) return std::nullopt;
  if (has(bytes, 0, "PK\x03\x04")) return zip_flavour(head);
  if (has(bytes, 0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return compound_flavour(head);
  for (const Signature& signature : kSignatures) {
    if (bytes.size() <= signature.offset || bytes[signature.offset] != signature.bytes[0]) continue;
    if (has(bytes, signature.offset, signature.bytes)) return signature.format;
  }
  if (has(bytes, 0, "BZh") && has(bytes, 4, "1AY&SY")) return Format::bzip2;
  if (has(bytes, 0, "BZh") && has(bytes, 4, "\x17\x72\x45\x38\x50\x90")) return Format::bzip2;
  if (has(bytes, 1, "\x2A\x4D\x18") && (bytes[0] & 0xF0) == 0x50) return Format::zstd;
  if (const auto media = of_riff(bytes)) return media;
  if (const auto media = of_iso_media(bytes)) return media;
  if (const auto media = of_wordlike(bytes)) return media;
  if (begins_workbook(bytes)) return Format::xls;
  if (begins_document(bytes)) return Format::doc;
  if (is_cpio(bytes)) return Format::cpio;
  if (is_bitmap(bytes)) return Format::bmp;
  if (is_mpeg_audio(bytes)) return Format::audio;
  if (is_program(bytes)) return Format::executable;
  if (is_old_tar(bytes)) return Format::tar;
  if (is_lha(bytes)) return Format::lha;
  if (is_lzma(bytes)) return Format::lzma;
  if (called_disk_image(head)) return Format::disk_image;
  if (is_pgp(head)) return Format::pgp;
  if (is_cms(head)) return Format::pkcs7;
  if (is_dbase(bytes) || is_dbase_memo(head)) return Format::dbase;
  return std::nullopt;
}

}  // namespace trawl::extractors
