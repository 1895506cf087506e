// Formats that are text: recognised by how they begin, with the name as a hint where several look alike.
#include <algorithm>
#include <array>
#include <cstdint>

#include "extractors/mime_text.h"
#include "extractors/sniff_parts.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return is_ascii_word(c) && !is_ascii_digit(c); }

std::string_view without_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

// The first line without its end; text moves on behind it.
std::string_view take_line(std::string_view& text) {
  const auto at = std::find_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; });
  const auto end = static_cast<std::size_t>(at - text.begin());
  const std::string_view line = text.substr(0, end);
  if (at == text.end()) {
    text = {};
    return line;
  }
  text.remove_prefix(text.compare(end, 2, "\r\n") == 0 ? end + 2 : end + 1);
  return line;
}

// --- mail -------------------------------------------------------------------------------------------

// RFC 5322, 3.6.8: a field name of printable characters, then a colon. 0: no field.
std::size_t field_name_size(std::string_view line) {
  std::size_t size = 0;
  while (size < line.size() && line[size] > ' ' && line[size] < 0x7F && line[size] != ':') ++size;
  const std::size_t name = size;
  while (size < line.size() && (line[size] == ' ' || line[size] == '\t')) ++size;
  return size < line.size() && line[size] == ':' ? name : 0;
}

// "Content-Type: multipart/mixed; ...", as an entity of MIME begins that is kept without the message around it.
bool is_media_type(std::string_view value) {
  constexpr std::array kinds = {"text/"sv,  "multipart/"sv, "message/"sv, "application/"sv, "image/"sv,
                                "audio/"sv, "video/"sv};
  value = without_space(value);
  return std::any_of(kinds.begin(), kinds.end(), [value](std::string_view kind) { return starts_ignoring_case(value, kind); });
}

// How much a field speaks for a message: 3 for what only messages have, 1 for what letters have too.
int mail_weight(std::string_view name) {
  constexpr std::array strong = {"received"sv,     "return-path"sv,  "message-id"sv,        "mime-version"sv,
                                 "delivered-to"sv, "x-mailer"sv,     "dkim-signature"sv,    "x-mozilla-status"sv,
                                 "envelope-to"sv,  "x-original-to"sv, "authentication-results"sv,
                                 "content-transfer-encoding"sv,      "x-received"sv,        "in-reply-to"sv};
  constexpr std::array weak = {"from"sv, "to"sv,     "subject"sv,    "date"sv,        "cc"sv,
                               "bcc"sv,  "sender"sv, "reply-to"sv,   "content-type"sv, "references"sv,
                               "resent-from"sv, "sent"sv, "newsgroups"sv, "organization"sv, "lines"sv,
                               "content-disposition"sv, "content-id"sv, "content-description"sv};
  const auto same = [name](std::string_view known) {
    return name.size() == known.size() && starts_ignoring_case(name, known);
  };
  if (std::any_of(strong.begin(), strong.end(), same)) return 3;
  if (std::any_of(weak.begin(), weak.end(), same)) return 1;
  return starts_ignoring_case(name, "x-") || starts_ignoring_case(name, "list-") ? 1 : 0;
}

bool is_mail(std::string_view text) {
  int weight = 0;
  for (int line_number = 0; line_number < 60 && !text.empty(); ++line_number) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    if (line_number > 0 && (line[0] == ' ' || line[0] == '\t')) continue;
    const std::size_t name = field_name_size(line);
    if (name == 0) return weight >= 6 && line_number > 2;  // a damaged header among good ones
    weight += mail_weight(line.substr(0, name));
    if (starts_ignoring_case(line, "content-type") && is_media_type(line.substr(line.find(':') + 1))) weight += 2;
    if (line_number == 0 && weight == 0) return false;
    if (weight >= 6) return true;
  }
  return weight >= 3;
}

// "From sender Mon Jan  1 00:00:00 2001", then a header (RFC 4155, appendix A).
bool is_mbox(std::string_view text) {
  if (!text.starts_with("From ")) return false;
  const std::string_view line = take_line(text);
  const std::size_t colon = line.find(':');
  if (colon == line.npos || colon == 0 || colon + 2 >= line.size()) return false;
  if (!is_ascii_digit(line[colon - 1]) || !is_ascii_digit(line[colon + 1])) return false;
  const std::string_view next = take_line(text);
  return field_name_size(next) > 0 || next.starts_with(">From ");
}

// A message in a Maildir: "1234567890.M1P2.host", with ":2," and flags once it was seen
// (https://cr.yp.to/proto/maildir.html).
bool maildir_name(std::string_view name) {
  if (name.find(":2,") != name.npos) return true;
  const auto digits = static_cast<std::size_t>(std::find_if_not(name.begin(), name.end(), is_ascii_digit) - name.begin());
  return digits >= 9 && digits < name.size() && name[digits] == '.' && name.find('.', digits + 1) != name.npos;
}

// "begin 644 letter.doc", and a line whose first character tells that it is full (POSIX.1-2017, uuencode); or yEnc.
bool is_uuencode(std::string_view text) {
  if (text.starts_with("=ybegin line=") || text.starts_with("=ybegin part=")) return true;
  if (!text.starts_with("begin ")) return false;
  const std::string_view mode = take_line(text).substr(6);
  const std::size_t digits = std::min(mode.find_first_not_of("01234567"), mode.size());
  const std::string_view first = take_line(text);
  const bool full = first.starts_with('M') && first.size() >= 61;
  return (digits == 3 || digits == 4) && (full || take_line(text) == "end" || take_line(text) == "end");
}

// Apple Mail: the number of the message's bytes in a line of its own, then the message.
bool is_emlx(const Head& head, std::string_view text) {
  const std::string_view line = take_line(text);
  const bool number = !line.empty() && line.size() <= 12 && line.find_first_not_of("0123456789 \t") == line.npos;
  return number && is_ascii_digit(line[0]) && (Suffix(head.name).is_one_of({"emlx"}) || is_mail(text));
}

bool named_mail(const Head& head, std::string_view text) {
  const Suffix suffix(head.name);
  const bool named = suffix.is_one_of({"eml", "mht", "mhtml", "nws"}) ||
                     starts_ignoring_case(head.declared_type, "message/rfc822") ||
                     starts_ignoring_case(head.declared_type, "message/global") || maildir_name(head.name);
  if (!named) return false;
  std::string_view rest = text;
  for (int i = 0; i < 20 && !rest.empty(); ++i) {
    if (field_name_size(take_line(rest)) > 0) return true;
  }
  return false;
}

// --- markup -----------------------------------------------------------------------------------------

bool is_html_name(std::string_view name) {
  constexpr std::array names = {"html"sv, "head"sv, "body"sv,  "title"sv, "meta"sv, "script"sv, "style"sv, "table"sv,
                                "div"sv,  "p"sv,    "a"sv,     "b"sv,     "i"sv,    "br"sv,     "hr"sv,    "h1"sv,
                                "h2"sv,   "h3"sv,   "h4"sv,    "span"sv,  "font"sv, "center"sv, "link"sv,  "base"sv,
                                "ul"sv,   "ol"sv,   "li"sv,    "img"sv,   "form"sv, "iframe"sv, "pre"sv,   "tr"sv,
                                "td"sv,   "strong"sv, "em"sv,  "u"sv,     "blockquote"sv, "frameset"sv,
                                "basefont"sv, "noscript"sv, "input"sv, "section"sv, "article"sv, "main"sv, "nav"sv};
  return std::any_of(names.begin(), names.end(), [name](std::string_view known) {
    return name.size() == known.size() && starts_ignoring_case(name, known);
  });
}

std::string_view name_at_start(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && (is_ascii_word(text[size]) || ":-_."sv.find(text[size]) != ""sv.npos ||
                                static_cast<unsigned char>(text[size]) >= 0x80)) {
    ++size;
  }
  return text.substr(0, size);
}

// Behind comments, processing instructions and the document type; declared tells whether any XML one was there.
struct Root {
  std::string_view name, tag;
  bool xml_declaration = false, html_doctype = false, comment = false;
};

Root root_of(std::string_view text) {
  Root root;
  for (int i = 0; i < 64; ++i) {
    text = without_space(text);
    if (text.size() < 2 || text[0] != '<') return root;
    std::string_view close = ">";
    if (text.starts_with("<?")) {
      root.xml_declaration |= starts_ignoring_case(text, "<?xml");
    } else if (text.starts_with("<!--")) {
      close = "-->";
      root.comment = true;
    } else if (text[1] == '!') {
      root.html_doctype |= starts_ignoring_case(text, "<!doctype html");
      const std::size_t subset = text.substr(0, text.find('>')).find('[');
      if (subset != text.npos) close = "]>";
    } else {
      root.name = name_at_start(text.substr(1));
      root.tag = text.substr(0, text.find('>'));
      return root;
    }
    const std::size_t end = text.find(close);
    if (end == text.npos) return root;
    text.remove_prefix(end + close.size());
  }
  return root;
}

// Documents of an office program that are one XML file, by the namespace that their root names.
std::optional<Format> office_root(std::string_view local, std::string_view tag) {
  struct Known {
    std::string_view local, name_space;
    Format format;
  };
  static constexpr Known kKnown[] = {
      {"document", "opendocument:xmlns:office", Format::flat_odf},
      {"wordDocument", "schemas.microsoft.com/office/word/2003/wordml", Format::word_xml},
      {"package", "schemas.microsoft.com/office/2006/xmlPackage", Format::word_xml},
      {"Workbook", "urn:schemas-microsoft-com:office:spreadsheet", Format::excel_xml},
  };
  for (const Known& known : kKnown) {
    if (local == known.local && tag.find(known.name_space) != tag.npos) return known.format;
  }
  return std::nullopt;
}

std::optional<Format> markup(const Head& head, std::string_view text) {
  const Suffix suffix(head.name);
  const bool called_html = suffix.is_one_of({"html", "htm", "xhtml", "xht", "shtml"}) ||
                           starts_ignoring_case(head.declared_type, "text/html");
  const std::string_view start = without_space(text);
  if (!start.starts_with('<')) {
    if (called_html && text.find('<') != text.npos) return Format::html;
    return std::nullopt;
  }
  const Root root = root_of(start);
  const std::size_t colon = root.name.find(':');
  const std::string_view local = colon == root.name.npos ? root.name : root.name.substr(colon + 1);
  if (const auto office = office_root(local, root.tag)) return office;
  if (root.html_doctype || starts_ignoring_case(root.name, "html")) return Format::html;
  if (root.xml_declaration) return called_html ? Format::html : Format::xml;
  const bool called_xml = suffix.is_one_of({"xml", "svg", "xsd", "xsl", "xslt", "rdf", "rss", "kml", "gpx", "plist"}) ||
                          head.declared_type.find("xml") != std::string_view::npos;
  if (called_html || (is_html_name(root.name) && !called_xml)) return Format::html;
  if (root.name.empty()) return root.comment && called_xml ? std::optional(Format::xml) : std::nullopt;
  const bool closed = text.find("</") != text.npos || text.find("/>") != text.npos;
  if (called_xml || root.tag.find("xmlns") != root.tag.npos) return Format::xml;
  return closed && is_letter(root.name[0]) && root.tag.size() < text.size() ? std::optional(Format::xml) : std::nullopt;
}

// --- tables -----------------------------------------------------------------------------------------

struct Columns {
  std::size_t separators = 0;  // outside quotes
  std::size_t spaced = 0;      // of them followed by a space
  bool open_quote = false;
};

Columns columns_of(std::string_view line, char separator, bool quoted) {
  Columns columns{.open_quote = quoted};
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') columns.open_quote = !columns.open_quote;
    if (line[i] != separator || columns.open_quote) continue;
    ++columns.separators;
    columns.spaced += i + 1 < line.size() && line[i + 1] == ' ';
  }
  return columns;
}

// The same number of separators on each of the first lines, and not the look of prose or of code.
bool is_table(const Head& head, std::string_view text, char separator) {
  std::size_t rows = 0, expected = 0, spaced = 0, bytes = 0;
  bool quoted = false;
  Columns row;
  text = text.substr(0, 8 * 1024);
  while (!text.empty() && rows < 20) {
    const std::string_view line = take_line(text);
    if (text.empty() && !head.whole) break;  // perhaps cut
    if (line.empty() && !quoted) {
      if (rows == 0) return false;
      continue;
    }
    const Columns part = columns_of(line, separator, quoted);
    row.separators += part.separators;
    row.spaced += part.spaced;
    bytes += line.size();
    quoted = part.open_quote;
    if (quoted) continue;
    if (rows == 0) expected = row.separators;
    if (row.separators != expected || expected == 0) return false;
    spaced += row.spaced;
    row = {};
    ++rows;
  }
  if (rows < 3 || quoted) return false;
  if (separator == '\t') return expected >= 2 || rows >= 5;
  const std::size_t cells = rows * (expected + 1);
  return expected >= 2 && spaced * 2 <= rows * expected && bytes <= cells * 60;
}

bool delimited(const Head& head, std::string_view text) {
  const Suffix suffix(head.name);
  if (suffix.is_one_of({"csv", "tsv", "tab", "psv"})) return true;
  if (starts_ignoring_case(head.declared_type, "text/csv") ||
      starts_ignoring_case(head.declared_type, "text/tab-separated-values")) {
    return true;
  }
  const std::string_view start = text.substr(0, 5);
  if (starts_ignoring_case(start, "sep=")) return true;
  for (const char separator : {',', ';', '\t', '|'}) {
    if (is_table(head, text, separator)) return true;
  }
  return false;
}

// Names of text that is read as it stands whatever it looks like: sources, logs, notes.
bool called_source(const Suffix& suffix) {
  return suffix.is_one_of({"c",    "h",     "cc",   "cpp",  "hpp", "cxx",  "py",   "js",      "mjs",   "ts",  "tsx",
                           "jsx",  "go",    "rs",   "java", "rb",  "pl",   "pm",   "sh",      "bash",  "css", "scss",
                           "less", "sql",   "tex",  "md",   "rst", "lua",  "cs",   "kt",      "swift", "php", "vue",
                           "yml",  "yaml",  "toml", "ini",  "cfg", "conf", "diff", "patch",   "po",    "pot", "m4",
                           "mk",   "cmake", "el",   "hs",   "ml",  "r",    "m",    "markdown"});
}

bool begins(std::string_view text, std::string_view lower_case) {
  return starts_ignoring_case(without_space(text), lower_case);
}

}  // namespace

Suffix::Suffix(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == name.npos || name.size() - dot - 1 >= sizeof text_ || name.find('/', dot) != name.npos) return;
  for (const char c : name.substr(dot + 1)) text_[size_++] = ascii_lower(c);
}

bool Suffix::is_one_of(std::initializer_list<std::string_view> suffixes) const {
  return size_ > 0 && std::find(suffixes.begin(), suffixes.end(), view()) != suffixes.end();
}

Format sniff_text(const Head& head) {
  std::string_view text = head.bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::string_view start = without_space(text.substr(0, 256));
  if (is_uuencode(text)) return Format::uuencode;
  if (is_emlx(head, text)) return Format::emlx;
  if (named_mail(head, text)) return Format::eml;
  if (is_mbox(text)) return Format::mbox;
  if (begins(start, "begin:vcard")) return Format::vcard;
  if (begins(start, "begin:vcalendar")) return Format::icalendar;
  if (start.starts_with("{\\rtf")) return Format::rtf;
  if (const auto format = sniff_structured(head, text)) return *format;
  if (called_source(Suffix(head.name))) return Format::plain;
  if (is_mail(text)) return Format::eml;
  if (const auto format = markup(head, text)) return *format;
  if (const auto format = sniff_json(head, text)) return *format;
  return delimited(head, text) ? Format::delimited : Format::plain;
}

}  // namespace trawl::extractors
