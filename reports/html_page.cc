// Builds the document as one string; the style sheet is part of it.
#include "reports/html_page.h"

#include "core/utf8.h"

namespace trawl::reports {
namespace {

constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark;--page:#fff;--ink:#16212e;--soft:#566373;--line:#d8dee6;--panel:#f5f7fa;--accent:#174ea6;
--warn-ink:#7a3d00;--warn:#fff4e0;--warn-line:#e8a33d;--good-ink:#14532d;--good:#e9f6ec;--good-line:#5aa56f;--mark:#ffe28a;--mark-ink:#16212e;
--bar3:#174ea6;--bar2:#6b9be0;--bar1:#c3d8f5;--bar-line:#174ea6;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--page:#12171d;--ink:#e4e9ef;--soft:#a3afbd;--line:#313b47;--panel:#1b222b;--accent:#8ab4f8;
--warn-ink:#ffd08a;--warn:#33260f;--warn-line:#a8752a;--good-ink:#a8e0b8;--good:#14291b;--good-line:#3f7d52;--mark:#6b5300;--mark-ink:#fff;
--bar3:#8ab4f8;--bar2:#4a78c2;--bar1:#2b4570;--bar-line:#8ab4f8;--bad:#f2938c}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:74rem;margin:0 auto;padding:2rem 1.5rem 4rem}
header.top{border-bottom:3px solid var(--accent);padding-bottom:1rem;margin-bottom:1.5rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .3rem}
header.top p{margin:0;color:var(--soft)}
h2{font-size:1.35rem;margin:2.6rem 0 .6rem;padding-top:.2rem}
h3{font-size:1.05rem;margin:1.6rem 0 .4rem}
p{margin:.5rem 0;max-width:50rem}
.headlines{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:.8rem;margin:1.2rem 0;padding:0;list-style:none}
.headlines li{background:var(--panel);border:1px solid var(--line);border-left:5px solid var(--line);border-radius:.4rem;padding:.8rem 1rem}
.headlines .figure{display:block;font-size:1.8rem;font-weight:650;line-height:1.15;font-variant-numeric:tabular-nums}
.headlines .caption{display:block;color:var(--soft);font-size:.92rem;margin-top:.15rem}
.headlines .warn{background:var(--warn);border-color:var(--warn-line)}.headlines .warn .figure{color:var(--warn-ink)}.headlines .warn .caption{color:var(--warn-ink)}
.headlines .good{background:var(--good);border-color:var(--good-line)}.headlines .good .figure{color:var(--good-ink)}.headlines .good .caption{color:var(--good-ink)}
.notice{background:var(--warn);color:var(--warn-ink);border:1px solid var(--warn-line);border-left-width:5px;border-radius:.4rem;padding:.6rem 1rem;max-width:none}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.8rem 0;font-size:.93rem}
caption{text-align:left;color:var(--soft);padding:0 0 .4rem;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;border-bottom:1px solid var(--line)}
thead th{border-bottom:2px solid var(--ink);white-space:nowrap;font-weight:600}
tbody th{font-weight:500}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.loc{font:.88em/1.45 ui-monospace,"SFMono-Regular",Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
.quiet{color:var(--soft)}
.small{font-size:.88rem}
mark{background:var(--mark);color:var(--mark-ink);border-radius:.2rem;padding:0 .15rem}
.badge{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:0 .6rem;font-size:.82rem;font-weight:600;white-space:nowrap}
.badge.critical,.badge.high{color:var(--bad)}.badge.medium{color:var(--warn-ink)}.badge.low,.badge.plain{color:var(--soft)}
.doc{border:1px solid var(--line);border-radius:.4rem;padding:.8rem 1rem;margin:.9rem 0;break-inside:avoid-page}
.doc h3{margin:0 0 .2rem;font-size:1rem;font-weight:600}
.doc p{margin:.2rem 0;max-width:none}
.doc ul{margin:.5rem 0 .1rem;padding:0;list-style:none}
.doc li{border-top:1px solid var(--line);padding:.4rem 0}
.quote{overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem;margin:.8rem 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
figure{margin:1rem 0}figcaption{color:var(--soft);font-size:.92rem;margin-top:.2rem}
svg{max-width:100%;height:auto;display:block}svg text{fill:var(--ink);font:13px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
svg .b3{fill:var(--bar3)}svg .b2{fill:var(--bar2)}svg .b1{fill:var(--bar1);stroke:var(--bar-line);stroke-width:.6}svg .axis{stroke:var(--line)}svg .soft{fill:var(--soft)}
footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid var(--line);color:var(--soft);font-size:.88rem}
@media(max-width:40rem){main{padding:1rem}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
@page{size:A4;margin:16mm 14mm}
@media print{:root{--page:#fff;--ink:#000;--soft:#444;--line:#bbb;--panel:#fff;--warn:#fff;--good:#fff;--warn-ink:#000;--good-ink:#000;--mark:#eee;--mark-ink:#000;
--bar3:#222;--bar2:#888;--bar1:#ddd;--bar-line:#222;--bad:#000;--accent:#000}
body{font-size:10.5pt}main{max-width:none;padding:0}h2{break-after:avoid}h3,caption{break-after:avoid}thead{display:table-header-group}
tr,figure,.headlines li{break-inside:avoid}.scroll{overflow:visible}mark{text-decoration:underline}.new-page{break-before:page}}
)";

}  // namespace

std::string escaped(std::string_view raw) {
  const std::string text = repaired_utf8(raw);
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const char32_t c = decode(text, at);
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      case '\t':
      case '\n':
      case '\r': out += ' '; break;
      default: {
        const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        const bool bidirectional =
            (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
        if (control || bidirectional) {
          out += "\xEF\xBF\xBD";
        } else {
          out.append(text, from, at - from);
        }
      }
    }
  }
  return out;
}

std::string locator_html(const Locator& locator) {
  std::string out = "<span class=\"loc\">";
  const std::string text = escaped(print(locator));
  for (std::size_t at = 0; at < text.size(); ++at) {
    out += text[at];
    if (text[at] == '/') out += "<wbr>";
  }
  return out + "</span>";
}

HtmlPage::HtmlPage(std::string_view title, std::string_view subtitle) : title_(escaped(title)) {
  body_ = "<header class=\"top\"><h1>" + title_ + "</h1><p>" + escaped(subtitle) + "</p></header>\n";
}

void HtmlPage::headlines(const std::vector<Headline>& figures) {
  body_ += "<ul class=\"headlines\">";
  for (const Headline& figure : figures) {
    static constexpr std::string_view kClasses[] = {"", " class=\"good\"", " class=\"warn\""};
    body_ += "<li" + std::string(kClasses[static_cast<std::size_t>(figure.mood)]) + "><span class=\"figure\">" +
             escaped(figure.figure) + "</span> <span class=\"caption\">" + escaped(figure.caption) + "</span></li>";
  }
  body_ += "</ul>\n";
}

void HtmlPage::heading(std::string_view text) {
  if (in_section_) body_ += "</section>\n";
  in_section_ = true;
  body_ += "<section><h2>" + escaped(text) + "</h2>\n";
}

void HtmlPage::subheading(std::string_view text) {
  body_ += "<h3>" + escaped(text) + "</h3>\n";
}
void HtmlPage::paragraph(std::string_view text) {
  body_ += "<p>" + escaped(text) + "</p>\n";
}
void HtmlPage::notice(std::string_view text) {
  body_ += "<p class=\"notice\">" + escaped(text) + "</p>\n";
}

void HtmlPage::begin_table(std::string_view caption, const std::vector<Column>& columns) {
  columns_ = columns;
  body_ += "<div class=\"scroll\"><table>";
  if (!caption.empty()) body_ += "<caption>" + escaped(caption) + "</caption>";
  body_ += "<thead><tr>";
  for (const Column& column : columns_) {
    body_ += std::string("<th scope=\"col\"") + (column.number ? " class=\"n\"" : "") + ">" + escaped(column.title) +
             "</th>";
  }
  body_ += "</tr></thead><tbody>\n";
}

void HtmlPage::row(const std::vector<std::string>& cells) {
  body_ += "<tr>";
  for (std::size_t n = 0; n < cells.size(); ++n) {
    const bool number = n < columns_.size() && columns_[n].number;
    const std::string_view tag = n == 0 && !number ? "th scope=\"row\"" : "td";
    body_ += '<' + std::string(tag) + (number ? " class=\"n\">" : ">") + cells[n] + (tag == "td" ? "</td>" : "</th>");
  }
  body_ += "</tr>\n";
}

void HtmlPage::end_table() {
  body_ += "</tbody></table></div>\n";
}

std::string HtmlPage::take() {
  if (in_section_) body_ += "</section>\n";
  std::string page =
      "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri "
      "'none'; "
      "form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n<title>";
  page += title_ + "</title>\n<style>" + std::string(kStyle) + "</style></head>\n<body><main>\n" + body_ +
          "</main></body></html>\n";
  return page;
}

}  // namespace trawl::reports
