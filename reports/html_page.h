// HtmlPage: an HTML document that stands alone: no scripts, no resources, a content security policy that allows
// none; readable on a screen of either brightness and on paper. Everything that is not ours is escaped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/locator.h"

namespace trawl::reports {

// Text for element content and quoted attributes; control characters and invalid UTF-8 become visible.
std::string escaped(std::string_view text);

// A locator with places where a long one may break.
std::string locator_html(const Locator& locator);

struct Column {
  std::string_view title;
  bool number = false;  // right-aligned
};

// A figure that the reader should see first.
struct Headline {
  std::string figure;
  std::string caption;
  enum class Mood { plain, good, warn } mood = Mood::plain;
};

class HtmlPage {
 public:
  HtmlPage(std::string_view title, std::string_view subtitle);

  void headlines(const std::vector<Headline>& figures);
  void heading(std::string_view text);  // opens a section
  void subheading(std::string_view text);
  void paragraph(std::string_view text);                   // escaped
  void notice(std::string_view text);                      // escaped; stands out
  void html(std::string_view markup) { body_ += markup; }  // ours, already escaped

  void begin_table(std::string_view caption, const std::vector<Column>& columns);
  void row(const std::vector<std::string>& cells);  // markup; numbers follow their columns
  void end_table();

  std::string take();

 private:
  std::string title_;
  std::string body_;
  std::vector<Column> columns_;
  bool in_section_ = false;
};

}  // namespace trawl::reports
