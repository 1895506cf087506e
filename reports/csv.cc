// Quotes where RFC 4180 asks for it, and only there.
#include "reports/csv.h"

#include "core/utf8.h"

namespace trawl::reports {
namespace {

bool runs_as_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos;
}

}  // namespace

Csv::Csv(std::initializer_list<std::string_view> columns) : out_("\xEF\xBB\xBF") {
  for (const std::string_view column : columns) cell(column);
  end_row();
}

Csv& Csv::cell(std::string_view raw) {
  if (!first_) out_ += ',';
  first_ = false;
  const std::string text = (runs_as_formula(raw) ? "'" : "") + repaired_utf8(raw);
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    out_ += text;
    return *this;
  }
  out_ += '"';
  for (const char c : text) {
    if (c == '"') out_ += '"';
    if (c != '\0') out_ += c;
  }
  out_ += '"';
  return *this;
}

Csv& Csv::end_row() {
  out_ += "\r\n";
  first_ = true;
  return *this;
}

}  // namespace trawl::reports
