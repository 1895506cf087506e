// Small PDFs for tests, made of objects as they are written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trawl::test {

inline std::string pdf_stream(std::string_view dictionary, std::string_view bytes) {
  return "<< " + std::string(dictionary) + " /Length " + std::to_string(bytes.size()) + " >>\nstream\n" +
         std::string(bytes) + "\nendstream";
}

// A PDF of these objects, the first the catalogue; numbers from 1.
inline std::string pdf_of(const std::vector<std::string>& objects) {
  std::string out = "%PDF-1.7\n";
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    starts.push_back(out.size());
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t table = out.size();
  out += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t start : starts) {
    std::string digits = std::to_string(start);
    out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return out + "trailer << /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R >>\nstartxref\n" +
         std::to_string(table) + "\n%%EOF\n";
}

// One page with these contents; further objects from number 6 on. Font F is Helvetica, unless `page` brings resources.
inline std::string one_page(std::string_view contents, std::string_view page = {}, std::string_view catalog = {},
                            const std::vector<std::string>& more = {}) {
  std::string entries(page);
  if (page.find("/Resources") == std::string_view::npos) entries += " /Resources << /Font << /F 5 0 R >> >>";
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R " + std::string(catalog) + " >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R " + entries + " >>",
      pdf_stream("", contents), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
  objects.insert(objects.end(), more.begin(), more.end());
  return pdf_of(objects);
}

inline std::string pdf_words(int x, int y, std::string_view text) {
  return "BT /F 12 Tf " + std::to_string(x) + " " + std::to_string(y) + " Td (" + std::string(text) + ") Tj ET\n";
}

}  // namespace trawl::test
