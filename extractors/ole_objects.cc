// Objects embedded in compound files: see ole_objects.h.
#include "extractors/ole_objects.h"

#include <vector>

#include "extractors/compound_writer.h"
#include "extractors/ole_bytes.h"
#include "extractors/ole_properties.h"
#include "extractors/vba_project.h"

namespace trawl::extractors {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// What programs keep beside an object: its class, its look, its place; and property sets, which are read.
bool is_accessory(std::string_view name) {
  constexpr std::string_view kNames[] = {"\1compobj",
                                         "\1ole",
                                         "\3objinfo",
                                         "\3linkinfo",
                                         "\3print",
                                         "\3eprint",
                                         "\3accessobjsitedata",
                                         "\3meta",
                                         "\3icon",
                                         "\5summaryinformation",
                                         "\5documentsummaryinformation",
                                         "\6dataspaces",
                                         "printerinfo",
                                         "projectwm"};  // names of modules, which the modules tell
  for (const std::string_view known : kNames) {
    if (name == known) return true;
  }
  return name.compare(0, 8, "\2olepres") == 0;
}

// A name as one hop: without the control character that many streams' names begin with.
std::string shown_name(std::string_view name) {
  return std::string(!name.empty() && static_cast<unsigned char>(name[0]) < 0x20 ? name.substr(1) : name);
}

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

std::optional<OlePackage> ole_package(std::string_view stream) {
  const std::size_t claimed = little32(stream, 0);
  if (little16(stream, 4) != 2) return std::nullopt;
  std::size_t at = 6;
  const auto string = [&] {
    const std::string_view text = until_zero(bytes_at(stream, at));
    at += text.size() + 1;
    return code_page_text(text, 1252);
  };
  OlePackage package;
  const std::string label = string();
  package.path = string();
  at += 4;  // two marks
  at += 4 + little32(stream, at);
  const std::size_t size = little32(stream, at);
  package.bytes = bytes_at(stream, at + 4, size);
  if (at + 4 > stream.size() || size > claimed || package.bytes.size() < size) return std::nullopt;
  package.name = file_name(package.path.empty() ? label : package.path);
  if (package.name.empty()) package.name = file_name(label);
  return package;
}

void OleObjects::pass(const std::set<std::string, std::less<>>& read) {
  for (const std::size_t entry : file_.children(CompoundFile::kRoot)) {
    const CompoundFile::Entry& held = file_.entries()[entry];
    const std::string name = lower(held.name);
    if (writer_.stopped()) return;
    if (read.count(name) != 0 || is_accessory(name)) continue;
    if (held.kind == CompoundFile::Kind::stream)
      pass_stream(entry, shown_name(held.name));
    else
      pass_storage(entry, shown_name(held.name));
  }
}

void OleObjects::pass_storage(std::size_t top, const std::string& top_path) {
  constexpr std::string_view kDocuments[] = {"WordDocument",        "Workbook",      "Book",
                                             "PowerPoint Document", "PP40",          "__properties_version1.0",
                                             "EncryptedPackage",    "VisioDocument", "Quill"};
  struct Open {
    std::size_t entry;
    std::string path;
    int depth;
  };
  constexpr int kDeepest = 32;
  std::vector<Open> open{{top, top_path, 0}};
  while (!open.empty() && !writer_.stopped()) {
    const Open here = std::move(open.back());
    open.pop_back();
    const CompoundFile::Entry& held = file_.entries()[here.entry];
    if (held.kind == CompoundFile::Kind::stream) {
      if (!is_accessory(lower(held.name))) pass_stream(here.entry, here.path);
      continue;
    }
    if (is_vba_storage(file_, here.entry)) {
      write_macros(here.entry);
      continue;
    }
    bool document = false;
    for (const std::string_view name : kDocuments) document |= file_.find_in(here.entry, name) != CompoundFile::kNone;
    if (document || here.depth >= kDeepest) {
      const auto node = compound_node(file_, here.entry, writer_.out().limits().whole_bytes);
      const auto bytes = node ? compound_bytes(*node) : Result<std::string>(tl::unexpected(node.error()));
      if (!bytes)
        pass_unread(here.path, outcome_of(bytes.error()));
      else
        pass_child(here.path, *bytes, here.entry);
      continue;
    }
    write_ole_properties(file_, here.entry, writer_);
    const std::vector<std::size_t> children = file_.children(here.entry);
    for (auto child = children.rbegin(); child != children.rend(); ++child) {
      open.push_back({*child, here.path + "/" + shown_name(file_.entries()[*child].name), here.depth + 1});
    }
  }
}

void OleObjects::write_macros(std::size_t storage) {
  const auto modules = vba_modules(file_, storage, writer_.out().limits().whole_bytes);
  if (!modules) return writer_.out().missed(modules.error().message);
  for (const VbaModule& module : *modules) {
    writer_.write({BlockKind::text, "macro", "macro=" + module.name, false}, module.source);
    if (!module.whole) writer_.out().missed("a macro is cut short");
  }
}

void OleObjects::pass_stream(std::size_t entry, const std::string& path) {
  const CompoundFile::Stream stream = file_.read(entry, writer_.out().limits().whole_bytes);
  if (!stream.whole) writer_.out().missed("an embedded object is cut short");
  if (stream.bytes.empty()) return;
  const std::string name = lower(file_.entries()[entry].name);
  if (name == "\3ocxname") {
    return writer_.write({BlockKind::field, "form control", {}, false}, until_zero(utf16_text(stream.bytes)));
  }
  if (name == "contents") {  // a control of a form ([MS-OFORMS]): its texts stand between numbers
    for (const std::string& run : text_runs(stream.bytes, 4)) {
      writer_.write({BlockKind::field, "form control", {}, false}, run);
    }
  }
  if (name != "\1ole10native") return pass_child(path, stream.bytes, entry);
  const auto package = ole_package(stream.bytes);
  if (!package) return pass_child(path, bytes_at(stream.bytes, 4), entry);
  writer_.write({BlockKind::field, "path", {}, false}, package->path);
  pass_child(package->name.empty() ? path : package->name, package->bytes, entry);
}

void OleObjects::pass_child(const std::string& name, std::string_view bytes, std::size_t entry) {
  constexpr std::int64_t kEpoch = 11'644'473'600;  // seconds from 1601 to 1970
  PartHeader header;
  header.name = name;
  header.size = bytes.size();
  const std::int64_t modified = file_.entries()[entry].modified;
  if (modified > 0) header.modified = modified / 10'000'000 - kEpoch;
  const auto source = memory_source(bytes);
  if (!writer_.out().child(header, *source)) writer_.stop();
}

void OleObjects::pass_unread(const std::string& name, const Outcome& outcome) {
  PartHeader header;
  header.name = name;
  if (!writer_.out().unread_child(header, outcome)) writer_.stop();
}

}  // namespace trawl::extractors
