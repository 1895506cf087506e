// Saving what is left of a PDF: see pdf_salvage.h.
#include "extractors/pdf_salvage.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>

namespace trawl::extractors {
namespace {

constexpr std::size_t kHead = 4096;  // bytes of an object in which its type stands
constexpr std::size_t kMostPages = 100'000;
constexpr std::size_t kMostUnpacked = 64u << 20;  // bytes of objects out of streams of objects
constexpr std::uint32_t kHighest = 8'388'607;     // number of an object (ISO 32000-2 Annex C)

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool blank(char c) {
  return c == ' ' || c == '\r' || c == '\n' || c == '\t';
}

// The number of the object whose "obj" stands at `at`: "12 0 obj". 0: there is none.
std::uint32_t number_before(std::string_view bytes, std::size_t at) {
  const auto back = [&](auto is) {
    const std::size_t end = at;
    while (at > 0 && is(bytes[at - 1])) --at;
    return bytes.substr(at, end - at);
  };
  back(blank);
  const std::string_view generation = back(digit);
  if (generation.empty() || back(blank).empty()) return 0;
  const std::string_view digits = back(digit);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() && end == digits.data() + digits.size() && number < kHighest ? number : 0;
}

bool is_page(std::string_view object) {
  for (std::size_t at = object.find("/Type"); at != std::string_view::npos; at = object.find("/Type", at + 1)) {
    std::size_t value = at + 5;
    while (value < object.size() && blank(object[value])) ++value;
    if (object.substr(value, 5) != "/Page") continue;
    if (value + 5 >= object.size() || !std::isalpha(static_cast<unsigned char>(object[value + 5]))) return true;
  }
  return false;
}

// The number that begins at `at` or behind blanks there; moves behind it. 0: there is none.
std::uint32_t read_number(std::string_view text, std::size_t& at) {
  while (at < text.size() && blank(text[at])) ++at;
  std::uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data() + std::min(at, text.size()), end, number);
  at = static_cast<std::size_t>(behind - text.data());
  return error == std::errc() && number < kHighest * 2 ? number : 0;
}

std::size_t number_behind(std::string_view dictionary, std::string_view key) {
  for (std::size_t at = dictionary.find(key); at != std::string_view::npos; at = dictionary.find(key, at + 1)) {
    std::size_t value = at + key.size();
    if (value < dictionary.size() && (blank(dictionary[value]) || digit(dictionary[value])))
      return read_number(dictionary, value);
  }
  return 0;
}

// What can be inflated, up to `most` bytes.
std::string inflated(std::string_view packed, std::size_t most) {
  std::string out;
  z_stream state{};
  if (inflateInit(&state) != Z_OK) return out;
  std::array<unsigned char, 16384> chunk{};
  state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  state.avail_in = static_cast<uInt>(std::min<std::size_t>(packed.size(), most));
  for (int result = Z_OK; result == Z_OK && out.size() < most;) {
    state.next_out = chunk.data();
    state.avail_out = static_cast<uInt>(chunk.size());
    result = inflate(&state, Z_NO_FLUSH);
    out.append(reinterpret_cast<const char*>(chunk.data()), chunk.size() - state.avail_out);
  }
  inflateEnd(&state);
  return out;
}

class Salvage {
 public:
  explicit Salvage(std::string_view bytes) : bytes_(bytes) {}

  std::string whole() {
    for (std::size_t at = bytes_.find("obj"); at != std::string_view::npos; at = bytes_.find("obj", at + 3)) {
      const std::uint32_t number = number_before(bytes_, at);
      if (number > 0) object(number, at + 3);
    }
    if (pages_ == 0) return {};
    const std::string list = std::to_string(highest_ + 1);
    const std::string catalogue = std::to_string(highest_ + 2);
    return std::string(bytes_) + "\nendstream\nendobj\n" + unpacked_ + list + " 0 obj\n<< /Type /Pages /Count " +
           std::to_string(pages_) + " /Kids [" + kids_ + "] >>\nendobj\n" + catalogue +
           " 0 obj\n<< /Type /Catalog /Pages " + list + " 0 R >>\nendobj\ntrailer\n<< /Size " +
           std::to_string(highest_ + 3) + " /Root " + catalogue + " 0 R >>\nstartxref\n0\n%%EOF\n";
  }

 private:
  void object(std::uint32_t number, std::size_t at) {
    const std::string_view head = bytes_.substr(at, kHead);
    const std::size_t stream = head.find("stream");
    const std::string_view dictionary = head.substr(0, std::min(head.find("endobj"), stream));
    note(number, dictionary);
    if (dictionary.find("/ObjStm") == std::string_view::npos || stream > dictionary.size()) return;
    std::size_t data = at + stream + 6;
    while (data < bytes_.size() && (bytes_[data] == '\r' || bytes_[data] == '\n')) ++data;
    unpack(dictionary, inflated(bytes_.substr(data), kMostUnpacked - std::min(kMostUnpacked, unpacked_.size())));
  }

  void note(std::uint32_t number, std::string_view object) {
    highest_ = std::max(highest_, number);
    if (!is_page(object) || pages_ >= kMostPages) return;
    ++pages_;
    kids_ += std::to_string(number) + " 0 R ";
  }

  // Objects in a stream of objects (7.5.7) as such by themselves: their numbers and places stand before the first.
  void unpack(std::string_view dictionary, std::string_view data) {
    const std::size_t first = number_behind(dictionary, "/First");
    const std::size_t count = number_behind(dictionary, "/N");
    if (first == 0 || first > data.size()) return;
    std::size_t at = 0;
    std::uint32_t number = read_number(data, at);
    std::size_t start = read_number(data, at);
    for (std::size_t i = 0; i < count && at <= first && number > 0; ++i) {
      const std::uint32_t next_number = read_number(data, at);
      const std::size_t next = i + 1 < count ? read_number(data, at) : data.size();
      const std::string_view object =
          data.substr(std::min(first + start, data.size()), next > start ? next - start : 0);
      note(number, object);
      unpacked_.append(std::to_string(number)).append(" 0 obj\n").append(object).append("\nendobj\n");
      if (unpacked_.size() > kMostUnpacked) return;
      number = next_number;
      start = next;
    }
  }

  std::string_view bytes_;
  std::string unpacked_;
  std::string kids_;
  std::size_t pages_ = 0;
  std::uint32_t highest_ = 0;
};

}  // namespace

std::string salvaged_pdf(std::string_view bytes) {
  if (bytes.find("/Encrypt") != std::string_view::npos) return {};
  return Salvage(bytes).whole();
}

}  // namespace trawl::extractors
