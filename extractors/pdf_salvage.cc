// Saving what is left of a PDF: see pdf_salvage.h.
#include "extractors/pdf_salvage.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>

namespace trawl::extractors {
namespace {

constexpr std::size_t kHead = 4096;  // bytes of an object in which its type stands
constexpr std::size_t kMostPages = 100'000;
constexpr std::uint32_t kHighest = 8'388'607;  // number of an object (ISO 32000-2 Annex C)

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

}  // namespace

std::string salvaged_pdf(std::string_view bytes) {
  if (bytes.find("/Encrypt") != std::string_view::npos) return {};
  std::string kids;
  std::size_t pages = 0;
  std::uint32_t highest = 0;
  for (std::size_t at = bytes.find("obj"); at != std::string_view::npos; at = bytes.find("obj", at + 3)) {
    const std::uint32_t number = number_before(bytes, at);
    if (number == 0) continue;
    highest = std::max(highest, number);
    std::string_view object = bytes.substr(at + 3, kHead);
    object = object.substr(0, std::min(object.find("endobj"), object.find("stream")));
    if (!is_page(object) || ++pages > kMostPages) continue;
    kids += std::to_string(number) + " 0 R ";
  }
  if (pages == 0) return {};
  const std::string list = std::to_string(highest + 1);
  const std::string catalogue = std::to_string(highest + 2);
  std::string out(bytes);
  out += "\nendstream\nendobj\n" + list + " 0 obj\n<< /Type /Pages /Count " +
         std::to_string(std::min(pages, kMostPages)) + " /Kids [" + kids + "] >>\nendobj\n" + catalogue +
         " 0 obj\n<< /Type /Catalog /Pages " + list + " 0 R >>\nendobj\ntrailer\n<< /Size " +
         std::to_string(highest + 3) + " /Root " + catalogue + " 0 R >>\nstartxref\n0\n%%EOF\n";
  return out;
}

}  // namespace trawl::extractors
