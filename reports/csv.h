// Csv: tables as RFC 4180 text for spreadsheets. A cell that a spreadsheet would run as a formula is made text
// by a leading apostrophe (OWASP, CSV injection).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace trawl::reports {

class Csv {
 public:
  // The first row: names of columns.
  explicit Csv(std::initializer_list<std::string_view> columns);

  Csv& cell(std::string_view text);
  Csv& cell(std::uint64_t number) { return cell(std::to_string(number)); }
  Csv& end_row();

  // Begins with a byte order mark, without which Excel takes UTF-8 for another encoding.
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  bool first_ = true;
};

}  // namespace trawl::reports
