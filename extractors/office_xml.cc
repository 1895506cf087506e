// XmlReader: see office_xml.h.
#include "extractors/office_xml.h"

#include <algorithm>
#include <charconv>

#include "core/utf8.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr std::size_t kLongestToken = 32u << 20;
constexpr std::size_t kLongestReference = 12;
constexpr auto npos = std::string_view::npos;

bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool name_end(char c) { return space(c) || c == '>' || c == '/' || c == '='; }

bool name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || (c & 0x80) != 0;
}

// The character that a reference without '&' and ';' stands for; 0 where it stands for none.
char32_t referenced(std::string_view name) {
  if (name == "amp") return '&';
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "quot") return '"';
  if (name == "apos") return '\'';
  if (name.size() < 2 || name[0] != '#') return 0;
  const bool hex = name[1] == 'x' || name[1] == 'X';
  const std::string_view digits = name.substr(hex ? 2 : 1);
  std::uint32_t code = 0;
  const auto end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, code, hex ? 16 : 10);
  if (parsed.ec != std::errc() || parsed.ptr != end || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return 0;
  return code;
}

// windows-1252 where it differs from ISO-8859-1 (WHATWG encoding standard).
constexpr char16_t kWindows1252[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
    0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0x9D,   0x017E, 0x0178};

void append_single_byte(std::string& out, std::string_view bytes) {
  for (const unsigned char byte : bytes) {
    append_utf8(out, byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80] : byte);
  }
}

// Converts whole characters; returns how many bytes it took.
std::size_t append_utf16(std::string& out, std::string_view bytes, bool big_endian) {
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  std::size_t at = 0;
  while (at + 2 <= bytes.size()) {
    char32_t code = unit(at);
    const bool high = code >= 0xD800 && code < 0xDC00;
    if (high && at + 4 > bytes.size()) break;
    if (high && unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
      at += 2;
    }
    append_utf8(out, code >= 0xD800 && code < 0xE000 ? kReplacement : code);
    at += 2;
  }
  return at;
}

bool declares_single_byte(std::string_view head) {
  if (head.substr(0, 5) != "<?xml") return false;
  std::string declaration(head.substr(0, head.find("?>")));
  std::transform(declaration.begin(), declaration.end(), declaration.begin(),
                 [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  const std::size_t at = declaration.find("encoding");
  if (at == npos) return false;
  return declaration.find("8859-1", at) != npos || declaration.find("windows-1252", at) != npos;
}

}  // namespace

void XmlReader::damaged(std::string_view what) {
  if (status_) status_ = fail(ErrorKind::damaged, std::string(what));
}

void XmlReader::settle_encoding() {
  const std::string_view head = odd_bytes_;
  encoding_ = Encoding::utf8;
  std::size_t mark = 0;
  if (head.substr(0, 2) == "\xFF\xFE" || head.substr(0, 2) == std::string_view("<\0", 2)) {
    encoding_ = Encoding::utf16_le;
    mark = head[0] == '<' ? 0 : 2;
  } else if (head.substr(0, 2) == "\xFE\xFF" || head.substr(0, 2) == std::string_view("\0<", 2)) {
    encoding_ = Encoding::utf16_be;
    mark = head[0] == '\0' ? 0 : 2;
  } else if (head.substr(0, 3) == "\xEF\xBB\xBF") {
    mark = 3;
  } else if (declares_single_byte(head)) {
    encoding_ = Encoding::single_byte;
  }
  odd_bytes_.erase(0, mark);
}

// Gets more input behind buffer_. Moves what was not consumed to the front.
bool XmlReader::more() {
  if (ended_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  if (buffer_.size() > kLongestToken) {
    damaged("a piece of XML is too long");
    ended_ = true;
    return false;
  }
  const bool direct = encoding_ == Encoding::utf8 && odd_bytes_.empty();
  std::string& target = direct ? buffer_ : odd_bytes_;
  const std::size_t before = target.size();
  target.resize(before + kPiece);
  const auto got = input_.read(std::span<char>(target).subspan(before));
  target.resize(before + (got ? *got : 0));
  if (!got && status_) status_ = tl::unexpected<Error>(got.error());
  ended_ = !got || *got == 0;
  if (direct) return !ended_;
  if (encoding_ == Encoding::unknown) {
    if (odd_bytes_.size() < 256 && !ended_) return more();
    settle_encoding();
  }
  if (encoding_ == Encoding::utf8) {
    buffer_ += odd_bytes_;
    odd_bytes_.clear();
  } else if (encoding_ == Encoding::single_byte) {
    append_single_byte(buffer_, odd_bytes_);
    odd_bytes_.clear();
  } else {
    odd_bytes_.erase(0, append_utf16(buffer_, odd_bytes_, encoding_ == Encoding::utf16_be));
  }
  return at_ < buffer_.size() || more();
}

XmlReader::Event XmlReader::next() {
  resolved_.clear();
  if (closing_) {
    closing_ = false;
    --depth_;
    return Event::end;
  }
  while (true) {
    if (at_ == buffer_.size() && !more()) {
      if (depth_ > 0) damaged("the XML breaks off");
      return Event::done;
    }
    if (in_data_) {
      const Event event = character_data();
      if (event != Event::done) return event;
      continue;
    }
    if (buffer_[at_] != '<') return characters();
    Event event = Event::done;
    if (markup(event)) return event;
  }
}

// What begins with '<'. False: it was no event, or not even complete; at_ moved on.
bool XmlReader::markup(Event& event) {
  while (buffer_.size() - at_ < 9 && more()) {
  }
  const std::string_view rest = std::string_view(buffer_).substr(at_);
  if (rest.substr(0, 4) == "<!--") return skip_behind("-->", 4);
  if (rest.substr(0, 9) == "<![CDATA[") {
    at_ += 9;
    in_data_ = true;
    return false;
  }
  if (rest.substr(0, 2) == "<?") return skip_behind("?>", 2);
  if (rest.substr(0, 2) == "<!") return skip_doctype();
  if (rest.substr(0, 2) == "</") {
    event = end_element();
    return event != Event::done;
  }
  if (rest.size() < 2 || !name_start(rest[1])) {
    damaged("a '<' begins no XML element");
    event = emit_text(rest.substr(0, 1), false);
    ++at_;
    return true;
  }
  event = element();
  return event != Event::done;
}

bool XmlReader::skip_behind(std::string_view terminator, std::size_t from) {
  at_ += from;
  while (true) {
    const std::size_t found = buffer_.find(terminator, at_);
    if (found != npos) {
      at_ = found + terminator.size();
      return false;
    }
    at_ = std::max(at_, buffer_.size() - std::min(buffer_.size(), terminator.size() - 1));
    if (more()) continue;
    damaged("the XML breaks off");
    at_ = buffer_.size();
    return false;
  }
}

// <!DOCTYPE name [ ... ]>
bool XmlReader::skip_doctype() {
  std::size_t offset = 2;
  int brackets = 0;
  char quote = 0;
  while (true) {
    for (; at_ + offset < buffer_.size(); ++offset) {
      const char c = buffer_[at_ + offset];
      if (quote != 0) {
        quote = c == quote ? '\0' : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[' || c == ']') {
        brackets += c == '[' ? 1 : -1;
      } else if (c == '>' && brackets <= 0) {
        at_ += offset + 1;
        return false;
      }
    }
    if (more()) continue;
    damaged("the XML breaks off");
    at_ = buffer_.size();
    return false;
  }
}

XmlReader::Event XmlReader::end_element() {
  std::size_t close = buffer_.find('>', at_);
  while (close == npos && more()) close = buffer_.find('>', at_);
  if (close == npos) {
    damaged("the XML breaks off");
    at_ = buffer_.size();
    return Event::done;
  }
  std::size_t end = at_ + 2;
  while (end < close && !space(buffer_[end])) ++end;
  name_ = std::string_view(buffer_).substr(at_ + 2, end - at_ - 2);
  local_ = name_.substr(name_.rfind(':') + 1);
  at_ = close + 1;
  if (depth_ == 0) {
    damaged("an XML element ends that never began");
    return Event::done;
  }
  --depth_;
  return Event::end;
}

XmlReader::Event XmlReader::element() {
  while (true) {
    attributes_.clear();
    std::size_t at = at_ + 1;
    bool incomplete = false;
    if (parse_tag(at, incomplete)) {
      local_ = name_.substr(name_.rfind(':') + 1);
      at_ = at;
      ++depth_;
      for (Attribute& attribute : attributes_) attribute.value = resolved(attribute.value, true);
      return Event::start;
    }
    if (incomplete && more()) continue;
    damaged(incomplete ? "the XML breaks off" : "an XML element is not well-formed");
    at_ = incomplete ? buffer_.size() : at;
    return Event::done;
  }
}

// From behind '<' to behind '>'. False: not well-formed, or incomplete in the buffer.
bool XmlReader::parse_tag(std::size_t& at, bool& incomplete) {
  const std::string_view all = buffer_;
  const auto skip_space = [&] {
    while (at < all.size() && space(all[at])) ++at;
    incomplete = at >= all.size();
    return !incomplete;
  };
  const auto take_name = [&] {
    const std::size_t start = at;
    while (at < all.size() && !name_end(all[at])) ++at;
    incomplete = at >= all.size();
    return all.substr(start, at - start);
  };
  name_ = take_name();
  while (!incomplete && skip_space()) {
    if (all[at] == '>') {
      ++at;
      return true;
    }
    if (all[at] == '/') {
      incomplete = at + 1 >= all.size();
      if (incomplete) return false;
      if (all[++at] != '>') continue;
      ++at;
      closing_ = true;
      return true;
    }
    const std::string_view name = take_name();
    if (incomplete || !skip_space()) return false;
    if (name.empty() || all[at] != '=') {
      if (name.empty()) ++at;
      damaged("an XML attribute is not well-formed");
      continue;
    }
    ++at;
    if (!skip_space()) return false;
    const char quote = all[at];
    if (quote != '"' && quote != '\'') {
      damaged("an XML attribute is not well-formed");
      continue;
    }
    const std::size_t close = all.find(quote, at + 1);
    incomplete = close == npos;
    if (incomplete) return false;
    attributes_.push_back({name, all.substr(at + 1, close - at - 1)});
    at = close + 1;
  }
  return false;
}

XmlReader::Event XmlReader::characters() {
  std::size_t end = buffer_.find('<', at_);
  while (end == npos && buffer_.size() - at_ < kPiece && more()) end = buffer_.find('<', at_);
  if (end == npos) {
    end = buffer_.size();
    if (!ended_) {  // keep a reference, a character and a line end in one piece
      const std::size_t near = std::max(at_, end - std::min(end, kLongestReference));
      const std::size_t reference = buffer_.find('&', near);
      if (reference != npos && buffer_.find(';', reference) == npos) end = reference;
      const std::size_t whole = character_start(buffer_, end - 1);
      if (whole > at_ && end == buffer_.size()) end = whole;
      if (end > at_ + 1 && buffer_[end - 1] == '\r') --end;
      if (end == at_) end = buffer_.size();
    }
  }
  const Event event = emit_text(std::string_view(buffer_).substr(at_, end - at_), true);
  at_ = end;
  return event;
}

XmlReader::Event XmlReader::character_data() {
  std::size_t end = buffer_.find("]]>", at_);
  while (end == npos && buffer_.size() - at_ < kPiece && more()) end = buffer_.find("]]>", at_);
  if (end != npos) {
    const std::string_view piece = std::string_view(buffer_).substr(at_, end - at_);
    at_ = end + 3;
    in_data_ = false;
    return piece.empty() ? Event::done : emit_text(piece, false);
  }
  if (ended_) damaged("the XML breaks off");
  end = buffer_.size();
  if (!ended_) end = std::max(at_ + 1, character_start(buffer_, end - 3));
  const Event event = emit_text(std::string_view(buffer_).substr(at_, end - at_), false);
  at_ = end;
  return event;
}

XmlReader::Event XmlReader::emit_text(std::string_view raw, bool references) {
  text_ = raw;
  if (references) {
    text_ = resolved(raw, false);
  } else if (raw.find('\r') != npos) {
    scratch_.assign(raw);
    scratch_.erase(std::remove(scratch_.begin(), scratch_.end(), '\r'), scratch_.end());
    text_ = scratch_;
  }
  return Event::text;
}

// Line ends become '\n' (XML 1.0 section 2.11), white space in attributes a space (3.3.3).
std::string_view XmlReader::resolved(std::string_view raw, bool attribute) {
  const std::string_view special = attribute ? std::string_view("&\r\n\t") : std::string_view("&\r");
  std::size_t from = raw.find_first_of(special);
  if (from == npos) return raw;
  std::string& out = resolved_.emplace_back();
  std::size_t done = 0;
  while (from != npos) {
    out += raw.substr(done, from - done);
    done = from + 1;
    if (raw[from] == '&') {
      const std::size_t end = raw.substr(0, from + kLongestReference).find(';', from);
      const char32_t code = end == npos ? 0 : referenced(raw.substr(from + 1, end - from - 1));
      if (code != 0) append_utf8(out, code);
      if (code == 0) damaged("an XML entity is not expanded");
      if (code == 0) out += '&';
      if (code != 0) done = end + 1;
    } else if (raw[from] != '\r' || raw.substr(from + 1, 1) != "\n") {
      out += attribute ? ' ' : '\n';
    }
    from = raw.find_first_of(special, done);
  }
  return out += raw.substr(done);
}

const XmlReader::Attribute* XmlReader::find(std::string_view local) const {
  for (const Attribute& attribute : attributes_) {
    if (attribute.name == local) return &attribute;
  }
  for (const Attribute& attribute : attributes_) {
    if (attribute.local() == local) return &attribute;
  }
  return nullptr;
}

std::string_view XmlReader::value(std::string_view local) const {
  const Attribute* attribute = find(local);
  return attribute == nullptr ? std::string_view() : attribute->value;
}

std::string_view XmlReader::prefixed(std::string_view local) const {
  for (const Attribute& attribute : attributes_) {
    if (attribute.local() == local && attribute.name.size() > local.size()) return attribute.value;
  }
  return {};
}

void XmlReader::skip() {
  const std::uint32_t outside = depth_ - 1;
  while (depth_ > outside && next() != Event::done) {
  }
}

}  // namespace trawl::extractors
