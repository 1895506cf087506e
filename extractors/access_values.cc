// Values of Access columns: see access_values.h. Layouts as Jackcess reads them.
#include "extractors/access_values.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <chrono>
#include <cmath>

#include "extractors/number_format.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

std::int64_t signed_little(std::string_view bytes) {
  const auto unused = static_cast<unsigned>(64 - 8 * std::min<std::size_t>(bytes.size(), 8));
  if (unused == 64) return 0;
  return static_cast<std::int64_t>(little64(bytes, 0) << unused) >> unused;
}

// The digits of a whole number with a decimal point `scale` digits from its end; trailing zeros left out.
std::string with_point(std::string digits, std::size_t scale, bool negative) {
  if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
  if (scale > 0) {
    digits.insert(digits.size() - scale, ".");
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
  }
  return negative ? "-" + digits : digits;
}

std::string money_text(std::string_view bytes) {
  const std::int64_t value = signed_little(bytes);
  const std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  return with_point(std::to_string(size), 4, value < 0);
}

// A sign, then 128 bits as four numbers of 32, the highest first, each with its lowest byte first.
std::string numeric_text(std::string_view bytes, std::size_t scale) {
  if (bytes.size() < 17) return {};
  std::array<std::uint32_t, 4> parts;
  for (std::size_t i = 0; i < 4; ++i) parts[i] = little32(bytes, 1 + 4 * i);
  std::string digits;
  while (std::any_of(parts.begin(), parts.end(), [](std::uint32_t part) { return part != 0; })) {
    std::uint64_t rest = 0;
    for (std::uint32_t& part : parts) {
      rest = rest << 32 | part;
      part = static_cast<std::uint32_t>(rest / 10);
      rest %= 10;
    }
    digits += static_cast<char>('0' + rest);
  }
  std::reverse(digits.begin(), digits.end());
  return with_point(digits.empty() ? "0" : digits, std::min<std::size_t>(scale, 28), (byte_at(bytes, 0) & 0x80) != 0);
}

std::string date_text(std::chrono::sys_days day, std::int64_t seconds, bool has_date) {
  const std::chrono::year_month_day date(day);
  std::array<char, 64> text{};
  if (has_date) {
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    if (seconds == 0) return text.data();
  }
  std::array<char, 64> time{};
  std::snprintf(time.data(), time.size(), "%02d:%02d:%02d", static_cast<int>(seconds / 3600),
                static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
  return has_date ? std::string(text.data()) + " " + time.data() : std::string(time.data());
}

// Days since 30 December 1899; before it the fraction still counts forward.
std::string date_text(double value) {
  constexpr double kMost = 2'958'466;  // 31 December 9999
  if (!(value > -657'435 && value < kMost)) return {};
  double days = std::trunc(value);
  auto seconds = static_cast<std::int64_t>(std::llround(std::abs(value - days) * 86'400));
  if (seconds == 86'400) days += 1, seconds = 0;
  const std::chrono::sys_days day =
      std::chrono::sys_days(std::chrono::year(1899) / 12 / 30) + std::chrono::days(static_cast<std::int64_t>(days));
  return date_text(day, seconds, days != 0 || seconds == 0);
}

// "737060:430000000000:7": days since the year 1 and tenths of microseconds, as digits.
std::string long_date_text(std::string_view bytes) {
  const std::size_t colon = bytes.find(':');
  if (colon == bytes.npos) return {};
  std::int64_t days = -1, ticks = 0;
  std::from_chars(bytes.data(), bytes.data() + colon, days);
  std::from_chars(bytes.data() + colon + 1, bytes.data() + bytes.size(), ticks);
  if (days < 0 || days > 3'652'059 || ticks < 0) return {};
  const auto day = std::chrono::sys_days(std::chrono::year(1) / 1 / 1) + std::chrono::days(days);
  return date_text(day, std::min<std::int64_t>(ticks / 10'000'000, 86'399), true);
}

std::string guid_text(std::string_view bytes) {
  if (bytes.size() < 16) return {};
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "{%08X-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X}", little32(bytes, 0),
                little16(bytes, 4), little16(bytes, 6), byte_at(bytes, 8), byte_at(bytes, 9), byte_at(bytes, 10),
                byte_at(bytes, 11), byte_at(bytes, 12), byte_at(bytes, 13), byte_at(bytes, 14), byte_at(bytes, 15));
  return text.data();
}

std::string single_text(std::string_view bytes) {
  const float value = std::bit_cast<float>(little32(bytes, 0));
  if (!std::isfinite(value)) return {};
  std::array<char, 64> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

}  // namespace

std::string_view uncalculated(std::string_view bytes) {
  constexpr std::size_t kLength = 16, kValue = 20;
  return bytes.size() < kValue ? bytes : bytes.substr(kValue, little32(bytes, kLength));
}

std::string access_value(const AccessFile& file, const AccessColumn& column, std::string_view bytes) {
  if (bytes.empty() && column.type != AccessType::text) return {};
  switch (column.type) {
    case AccessType::byte: return std::to_string(byte_at(bytes, 0));
    case AccessType::integer:
    case AccessType::long_integer:
    case AccessType::big_integer: return std::to_string(signed_little(bytes));
    case AccessType::money: return money_text(bytes);
    case AccessType::single: return single_text(bytes);
    case AccessType::real: {
      const double value = double_of(little64(bytes, 0));
      return std::isfinite(value) ? plain_number(value) : std::string();
    }
    case AccessType::date: return date_text(double_of(little64(bytes, 0)));
    case AccessType::text: return file.text(bytes);
    case AccessType::guid: return guid_text(bytes);
    case AccessType::numeric: return numeric_text(bytes, column.scale);
    case AccessType::long_date: return long_date_text(bytes);
    case AccessType::boolean:
    case AccessType::binary:
    case AccessType::ole:
    case AccessType::memo:
    case AccessType::complex: break;
  }
  return {};
}

std::optional<std::string> access_attachment(std::string_view bytes, std::uint64_t limit, bool& whole) {
  constexpr std::size_t kWrapper = 8;
  const std::uint32_t kind = little32(bytes, 0), size = little32(bytes, 4);
  if (bytes.size() < kWrapper || kind > 1 || size > limit) return std::nullopt;
  std::string content(bytes.substr(kWrapper));
  if (kind == 1) {
    constexpr std::uint64_t kMostRatio = 1032;  // of deflate
    uLongf unpacked = static_cast<uLongf>(std::min<std::uint64_t>(size, bytes.size() * kMostRatio));
    std::string all(unpacked, '\0');
    uncompress(reinterpret_cast<Bytef*>(all.data()), &unpacked, reinterpret_cast<const Bytef*>(content.data()),
               static_cast<uLong>(content.size()));
    all.resize(std::min<std::size_t>(unpacked, all.size()));
    content = std::move(all);
  }
  whole = whole && content.size() >= size;
  const std::size_t header = little32(content, 0);  // with its own length, and the file's suffix
  if (header < 4 || header > content.size()) return std::nullopt;
  return content.substr(header);
}

std::vector<std::string> access_properties(const AccessFile& file, std::string_view bytes) {
  constexpr std::uint32_t kNames = 0x80;
  std::vector<std::string> texts;
  if (!bytes.starts_with("MR2") && !bytes.starts_with("KKD")) return texts;
  std::size_t at = 4;
  while (at + 6 <= bytes.size()) {
    const std::size_t size = little32(bytes, at);
    const std::uint32_t kind = little16(bytes, at + 4);
    if (size < 6) break;
    const std::string_view block = bytes_at(bytes, at + 6, size - 6);
    at += std::min(size, bytes.size() - at);
    if (kind == kNames) continue;
    std::size_t entry = std::max<std::size_t>(little32(block, 0), 6);  // behind the name of what has the properties
    while (entry + 8 <= block.size()) {
      const std::size_t length = little16(block, entry);
      const auto type = static_cast<AccessType>(byte_at(block, entry + 3));
      const std::string_view value = bytes_at(block, entry + 8, little16(block, entry + 6));
      if (type == AccessType::text || type == AccessType::memo) texts.push_back(file.text(value));
      entry += std::max<std::size_t>(length, 8);
    }
  }
  return texts;
}

}  // namespace trawl::extractors
