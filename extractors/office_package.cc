// OfficePackage: see office_package.h.
#include "extractors/office_package.h"

#include <algorithm>

#include "extractors/inflated.h"

namespace trawl::extractors {

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

// A member's bytes, counted against the limits of the package.
class OfficePackage::Metered final : public Pull {
 public:
  Metered(std::unique_ptr<Pull> inner, const Limits& limits, std::uint64_t packed, std::uint64_t& unpacked)
      : inner_(std::move(inner)), unpacked_(unpacked) {
    allowed_ = std::min(limits.container_bytes, std::max(limits.ratio_floor, packed * limits.ratio));
  }

  Result<std::size_t> read(std::span<char> out) override {
    auto got = inner_->read(out);
    if (!got) return got;
    unpacked_ += *got;
    if (unpacked_ > allowed_) return fail(ErrorKind::over_limit, "more is packed in the document than is allowed");
    return got;
  }

 private:
  std::unique_ptr<Pull> inner_;
  std::uint64_t& unpacked_;
  std::uint64_t allowed_ = 0;
};

OfficePackage::OfficePackage(ZipReader zip, Extraction& out)
    : zip_(std::move(zip)), entries_(zip_.entries()), out_(&out), taken_(entries_.size()),
      unpacked_(std::make_unique<std::uint64_t>(0)) {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::replace(entries_[i].name.begin(), entries_[i].name.end(), '\\', '/');
    by_name_.try_emplace(lower_ascii(entries_[i].name), i);
  }
}

Result<OfficePackage> OfficePackage::open(Source& source, Extraction& out) {
  const auto bytes = source.whole(out.limits().whole_bytes);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  auto zip = ZipReader::open(*bytes, out.limits().members);
  if (!zip) return tl::unexpected<Error>(zip.error());
  if (zip->repaired()) out.missed("the ZIP directory is damaged; members were found by their own headers");
  if (zip->truncated()) out.missed("the document has more members than the limit");
  OfficePackage package(std::move(*zip), out);
  package.packed_ = bytes->size();
  return package;
}

std::optional<std::size_t> OfficePackage::find(std::string_view name) const {
  if (!name.empty() && name.front() == '/') name.remove_prefix(1);
  const auto found = by_name_.find(lower_ascii(name));
  if (found == by_name_.end()) return std::nullopt;
  return found->second;
}

Result<std::unique_ptr<Pull>> OfficePackage::stream(std::size_t entry) {
  const auto unlocked = unlocked_.find(entry);
  auto inner = unlocked == unlocked_.end() ? zip_.stream(entries_[entry]) : inflated(unlocked->second, Deflate::raw);
  if (!inner) return inner;
  return std::make_unique<Metered>(std::move(*inner), out_->limits(), packed_, *unpacked_);
}

Result<std::string> OfficePackage::bytes(std::size_t entry) {
  constexpr std::size_t kPiece = 64 * 1024;
  const auto stream = this->stream(entry);
  if (!stream) return tl::unexpected<Error>(stream.error());
  std::string all;
  for (;;) {
    const std::size_t held = all.size();
    if (held > out_->limits().whole_bytes) return fail(ErrorKind::over_limit, "a part is larger than may be held");
    all.resize(held + kPiece);
    const auto got = (*stream)->read(std::span<char>(all).subspan(held));
    all.resize(held + (got ? *got : 0));
    if (!got) {
      // What came before the damage is worth having.
      if (all.empty() || got.error().kind != ErrorKind::damaged) return tl::unexpected<Error>(got.error());
      out_->missed(got.error().message);
      return all;
    }
    if (*got == 0) return all;
  }
}

Status OfficePackage::read_xml(std::size_t entry, const std::function<void(XmlReader&)>& read) {
  take(entry);
  const auto stream = this->stream(entry);
  if (!stream) return tl::unexpected<Error>(stream.error());
  XmlReader xml(**stream);
  read(xml);
  return xml.status();
}

std::string OfficePackage::root_of(std::size_t entry, const std::function<void(XmlReader&)>& seen) {
  const auto stream = this->stream(entry);
  if (!stream) return {};
  XmlReader xml(**stream);
  auto event = xml.next();
  while (event == XmlReader::Event::text && xml.text().find_first_not_of(" \t\r\n") == std::string_view::npos) {
    event = xml.next();
  }
  if (event != XmlReader::Event::start) return {};
  if (seen) seen(xml);
  return std::string(xml.local());
}

bool OfficePackage::child(std::size_t entry, std::string_view declared_type) {
  take(entry);
  auto stream = this->stream(entry);
  if (!stream) return unread_child(entry, outcome_of(stream.error()));
  const ZipEntry& member = entries_[entry];
  const auto source = pull_source(**stream, member.unpacked);
  return out_->child({member.name, {}, member.unpacked, member.modified}, *source, declared_type);
}

bool OfficePackage::unread_child(std::size_t entry, const Outcome& outcome) {
  take(entry);
  const ZipEntry& member = entries_[entry];
  return out_->unread_child({member.name, {}, member.unpacked, member.modified}, outcome);
}

}  // namespace trawl::extractors
