// Property sets of compound files: see ole_properties.h.
#include "extractors/ole_properties.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <map>

#include "extractors/number_format.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostProperties = 4096;
constexpr std::size_t kMostItems = 65'536;
constexpr std::uint64_t kStreamBytes = 16u << 20;

// Types of values, [MS-OLEPS] 2.15.
enum Type : std::uint32_t {
  kI2 = 2, kI4 = 3, kR4 = 4, kR8 = 5, kDate = 7, kBstr = 8, kBool = 11, kVariant = 12, kI1 = 16, kUi1 = 17, kUi2 = 18,
  kUi4 = 19, kI8 = 20, kUi8 = 21, kInt = 22, kUint = 23, kLpstr = 30, kLpwstr = 31, kFiletime = 64, kBlob = 65,
  kVector = 0x1000,
};

using Names = std::map<std::uint32_t, std::string>;

// {F29F85E0-4FF9-1068-AB91-08002B27B3D9} and {D5CDD502-2E9C-101B-9397-08002B2CF9AE}, their first four bytes as stored.
constexpr std::uint32_t kSummarySet = 0xF29F85E0;
constexpr std::uint32_t kDocumentSet = 0xD5CDD502;

std::string_view summary_label(std::uint32_t id) {
  constexpr std::array<std::string_view, 19> kLabels = {
      "", "", "title", "subject", "author", "keywords", "comments", "template", "last modified by", "revision", "",
      "last printed", "created", "modified", "", "", "", "", "application"};
  return id < kLabels.size() ? kLabels[id] : std::string_view();
}

std::string_view document_label(std::uint32_t id) {
  switch (id) {
    case 2: return "category";
    case 3: return "presentation format";
    case 13: return "part";
    case 14: return "manager";
    case 15: return "company";
    case 26: return "content type";
    case 27: return "content status";
    case 28: return "language";
    case 29: return "document version";
    default: return {};
  }
}

std::string date_text(std::uint64_t filetime) {
  constexpr std::int64_t kEpoch = 11'644'473'600;  // seconds from 1601 to 1970
  const std::int64_t seconds = static_cast<std::int64_t>(filetime / 10'000'000) - kEpoch;
  constexpr std::int64_t kYear1700 = -8'520'336'000;
  constexpr std::int64_t kYear9999 = 253'402'300'799;
  if (seconds < kYear1700 || seconds > kYear9999) return {};
  const std::time_t time = seconds;
  std::tm parts{};
  if (gmtime_r(&time, &parts) == nullptr) return {};
  char text[80];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d", parts.tm_year + 1900, parts.tm_mon + 1,
                parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
  return text;
}

// One set of a stream: its section from its own start.
class Section {
 public:
  Section(std::string_view bytes, std::uint32_t set, std::vector<OleProperty>& out)
      : bytes_(bytes), set_(set), out_(out) {}

  void read(bool user_defined) {
    const std::size_t count = std::min<std::size_t>({little32(bytes_, 4), kMostProperties, bytes_.size() / 8});
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = little32(bytes_, 12 + 8 * i);
      if (little32(bytes_, 8 + 8 * i) == 1) code_page_ = little16(bytes_, at + 4);
    }
    for (std::size_t i = 0; i < count && user_defined; ++i) {
      if (little32(bytes_, 8 + 8 * i) == 0) read_names(little32(bytes_, 12 + 8 * i));
    }
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t id = little32(bytes_, 8 + 8 * i);
      const std::size_t at = little32(bytes_, 12 + 8 * i);
      const bool headings = id == 12 && set_ == kDocumentSet && names_.empty();  // words of the program
      if (id > 1 && id < 0x80000000 && !headings) read_property(id, at);
    }
  }

 private:
  void read_names(std::size_t at) {
    const std::size_t count = std::min<std::size_t>(little32(bytes_, at), kMostProperties);
    at += 4;
    for (std::size_t i = 0; i < count && at < bytes_.size(); ++i) {
      const std::uint32_t id = little32(bytes_, at);
      at += 4;
      const bool wide = code_page_ == 1200;
      const std::size_t size = static_cast<std::size_t>(little32(bytes_, at)) * (wide ? 2 : 1);
      std::string name = code_page_text(bytes_at(bytes_, at + 4, size), code_page_);
      names_[id] = std::string(until_zero(name));
      at += 4 + (wide ? (size + 3) / 4 * 4 : size);
    }
  }

  std::string label_of(std::uint32_t id) const {
    const auto own = names_.find(id);
    if (own != names_.end()) return own->second;
    if (set_ == kSummarySet) return std::string(summary_label(id));
    if (set_ == kDocumentSet && names_.empty()) return std::string(document_label(id));
    return {};
  }

  void read_property(std::uint32_t id, std::size_t at) {
    const std::uint32_t type = little16(bytes_, at);
    const std::string label = label_of(id);
    at += 4;
    if (type == kBlob && label == "_PID_HLINKS") return read_links(at);
    if ((type & kVector) == 0) return add(label, type, at);
    const std::size_t count = std::min<std::size_t>(little32(bytes_, at), kMostItems);
    at += 4;
    for (std::size_t i = 0; i < count && at < bytes_.size(); ++i) {
      std::uint32_t item = type & ~kVector;
      if (item == kVariant) {
        item = little16(bytes_, at);
        at += 4;
      }
      add(label, item, at);
    }
  }

  // [MS-OSHARED] 2.3.3.1.18: six values a link, of which the last two are its target and its place there.
  void read_links(std::size_t at) {
    const std::size_t end = std::min<std::size_t>(at + 4 + little32(bytes_, at), bytes_.size());
    const std::size_t count = std::min<std::size_t>(little32(bytes_, at + 4), kMostItems);
    at += 8;
    for (std::size_t i = 0; i < count && at < end; ++i) {
      const std::uint32_t type = little16(bytes_, at);
      at += 4;
      if (type == kLpwstr || type == kLpstr) add("hyperlink", type, at);
      else at += 4;
    }
  }

  // Moves at behind the value. Numbers of a summary count pages and words: only a user's own say something.
  void add(const std::string& label, std::uint32_t type, std::size_t& at) {
    std::string text;
    const std::size_t start = at;
    at += 4;
    switch (type) {
      case kLpstr:
      case kBstr: {
        const std::size_t size = little32(bytes_, start);
        text = code_page_text(bytes_at(bytes_, start + 4, size), code_page_);
        at += size;
        break;
      }
      case kLpwstr: {
        const std::size_t size = static_cast<std::size_t>(little32(bytes_, start)) * 2;
        text = utf16_text(bytes_at(bytes_, start + 4, size));
        at += (size + 3) / 4 * 4;
        break;
      }
      case kFiletime:
        // The time that was spent on editing (10) is stored as if it were a date.
        if (set_ != kSummarySet || is_date(label)) text = date_text(little64(bytes_, start));
        at += 4;
        break;
      case kR8:
      case kDate: {
        const double value = double_of(little64(bytes_, start));
        text = type == kDate ? iso_date(value, false).value_or("") : plain_number(value);
        at += 4;
        break;
      }
      case kI4:
      case kInt: text = std::to_string(static_cast<std::int32_t>(little32(bytes_, start))); break;
      case kUi4:
      case kUint: text = std::to_string(little32(bytes_, start)); break;
      case kI8:
        text = std::to_string(static_cast<std::int64_t>(little64(bytes_, start)));
        at += 4;
        break;
      default: return;
    }
    const bool number = type == kI4 || type == kInt || type == kUi4 || type == kUint;
    if (number && names_.empty()) return;
    text.resize(until_zero(text).size());
    if (!text.empty()) out_.push_back({label, std::move(text)});
  }

  static bool is_date(std::string_view label) {
    return label == "last printed" || label == "created" || label == "modified";
  }

  std::string_view bytes_;
  std::uint32_t set_;
  std::vector<OleProperty>& out_;
  std::uint32_t code_page_ = 1252;
  Names names_;
};

}  // namespace

std::vector<OleProperty> ole_properties(std::string_view stream) {
  std::vector<OleProperty> properties;
  if (little16(stream, 0) != 0xFFFE) return properties;
  const std::size_t sets = std::min<std::size_t>(little32(stream, 24), 2);
  for (std::size_t i = 0; i < sets; ++i) {
    const std::uint32_t set = little32(stream, 28 + 20 * i);
    Section(bytes_at(stream, little32(stream, 44 + 20 * i)), set, properties).read(i > 0 || set != kSummarySet);
  }
  return properties;
}

void write_ole_properties(const CompoundFile& file, std::size_t storage, BlockWriter& writer) {
  for (const std::string_view name : {"\5SummaryInformation", "\5DocumentSummaryInformation"}) {
    const std::size_t entry = file.find_in(storage, name);
    if (entry == CompoundFile::kNone) continue;
    const CompoundFile::Stream stream = file.read(entry, kStreamBytes);
    if (!stream.whole) writer.out().missed("a property set is damaged or too long");
    for (const OleProperty& property : ole_properties(stream.bytes)) {
      writer.write({BlockKind::property, property.label, {}, false}, property.text);
    }
  }
}

}  // namespace trawl::extractors
