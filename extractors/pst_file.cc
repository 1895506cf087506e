// Header, nodes and blocks of PST files: see pst_file.h.
#include "extractors/pst_file.h"

#include <zlib.h>

#include <algorithm>

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kHeader = 564;
constexpr std::string_view kMagic = "!BDN";

// The data of a compressed block (zlib); nothing where it is not that.
std::optional<std::string> inflated(std::string_view packed, std::size_t most) {
  std::string out(most, '\0');
  uLongf size = out.size();
  const int state = uncompress(reinterpret_cast<Bytef*>(out.data()), &size,
                               reinterpret_cast<const Bytef*>(packed.data()), packed.size());
  if (state != Z_OK) return std::nullopt;
  out.resize(size);
  return out;
}

// As much as there is of a compressed block that is damaged.
std::string inflated_in_part(std::string_view packed, std::size_t most) {
  std::string out(most, '\0');
  z_stream zlib{};
  if (inflateInit(&zlib) != Z_OK) return {};
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  zlib.avail_in = static_cast<uInt>(packed.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  inflate(&zlib, Z_SYNC_FLUSH);
  out.resize(zlib.total_out);
  inflateEnd(&zlib);
  return out;
}

bool looks_deflated(std::string_view bytes) {
  return bytes.size() > 2 && (byte_at(bytes, 0) & 0x0F) == 8 && (byte_at(bytes, 0) << 8 | byte_at(bytes, 1)) % 31 == 0;
}

}  // namespace

Result<std::unique_ptr<PstFile>> PstFile::open(Source& source, std::uint64_t limit, std::function<void()> progressed) {
  const auto bytes = RandomAccess::open(source, limit);
  if (!bytes) return tl::unexpected(bytes.error());
  std::unique_ptr<PstFile> file(new PstFile(*bytes, std::move(progressed)));
  if (const Status read = file->read_header(); !read) return tl::unexpected(read.error());
  return file;
}

// 2.2.2.6
Status PstFile::read_header() {
  const std::string header = file_.bytes(0, kHeader);
  if (header.size() < 512 || !std::string_view(header).starts_with(kMagic)) {
    return fail(ErrorKind::damaged, "no header of a PST file");
  }
  const std::uint32_t version = little16(header, 10);
  damaged_header_ = little32(header, 4) != pst_checksum(std::string_view(header).substr(8, 471));
  choose_layout(header, version);
  const std::uint32_t method = byte_at(header, layout_.wide() ? 513 : 461);
  if (method == 0x10) return fail(ErrorKind::encrypted, "encrypted by Windows Information Protection");
  if (method <= 2)
    encoding_ = static_cast<PstEncoding>(method);
  else
    damaged_header_ = true;
  return {};
}

// The layout that the version names, unless only another one finds its trees.
void PstFile::choose_layout(std::string_view header, std::uint32_t version) {
  const bool ansi = version == 14 || version == 15;
  const PstLayout& named = ansi ? kPstAnsi : version == 36 ? kPstLarge : kPstUnicode;
  for (const PstLayout* layout : {&named, &kPstUnicode, &kPstAnsi, &kPstLarge, &named}) {
    layout_ = *layout;
    take_roots(header);
    if (nodes_->has_root() || blocks_->has_root()) break;
  }
  const bool known = ansi || version == 23 || version == 36 || version == 37;
  if (!known || layout_.page != named.page || layout_.word != named.word) damaged_header_ = true;
}

// 2.2.2.5
void PstFile::take_roots(std::string_view header) {
  const std::size_t nodes = layout_.wide() ? 216 : 184, pair = layout_.word * 2;
  const auto root = [&](std::size_t at) { return little_endian(header, at + layout_.word, layout_.word); };
  nodes_.emplace(file_, layout_, PstPageType::nodes, root(nodes));
  blocks_.emplace(file_, layout_, PstPageType::blocks, root(nodes + pair));
}

const PstRecovery& PstFile::recovery() {
  if (recovery_ == nullptr) recovery_ = std::make_unique<PstRecovery>(file_, layout_, progressed_);
  return *recovery_;
}

std::optional<PstNodePlace> PstFile::node(std::uint32_t id) {
  const PstTree::Found found = nodes_->find(id);
  std::optional<PstNodePlace> place;
  if (found.entry) place = pst_node_place(layout_, *found.entry);
  if (found.certain || (place && has_block(place->data))) return place;
  const PstNodePlace* other = recovery().node(id);
  return other != nullptr ? std::optional(*other) : place;
}

void PstFile::for_each_node(const std::function<bool(const PstNodePlace&)>& take) {
  bool more = true;
  std::uint64_t seen = 0;
  const bool sound = nodes_->for_each([&](std::string_view entry) {
    if (++seen % 10'000 == 0) progressed_();
    more = take(pst_node_place(layout_, entry));
    return more;
  });
  if (sound || !more) return;
  for (const PstNodePlace& node : recovery().nodes()) {
    if (!take(node)) return;
  }
}

std::optional<PstBlockPlace> PstFile::listed_block(std::uint64_t id, bool& certain) {
  const PstTree::Found found = blocks_->find(id);
  certain = found.certain;
  if (!found.entry) return std::nullopt;
  const std::size_t word = layout_.word;
  return PstBlockPlace{id & ~1ull, little_endian(*found.entry, word, word), little16(*found.entry, word * 2)};
}

bool PstFile::has_block(std::uint64_t id) {
  bool certain = true;
  const auto place = listed_block(id, certain);
  return (place && place->offset < size()) || (!certain && recovery().block(id));
}

std::optional<std::string> PstFile::block(std::uint64_t id) {
  bool certain = true, sound = false;
  std::optional<std::string> data;
  if (const auto place = listed_block(id, certain)) data = read_block(*place, sound);
  // A wrong trailer may be that of another block, to which a damaged tree led.
  if (!sound && !certain) {
    bool other_sound = false;
    const auto place = recovery().block(id);
    auto other = place ? read_block(*place, other_sound) : std::nullopt;
    if (other && (other_sound || !data)) {
      data = std::move(other);
      sound = other_sound;
    }
  }
  if (!sound) took_damage_ = true;
  if (data && (id & 2) == 0) decode_pst(encoding_, id, *data);  // 2.2.2.8.3.1: blocks of structure are not encoded
  return data;
}

// 2.2.2.8
std::optional<std::string> PstFile::read_block(const PstBlockPlace& place, bool& sound) const {
  const std::uint64_t stored = layout_.block_size(place.size);
  if (place.size == 0 || stored > layout_.block_most) return std::nullopt;
  std::string bytes = file_.bytes(place.offset, stored);
  if (bytes.empty()) return std::nullopt;
  PstTrailer trailer;
  if (bytes.size() == stored) {
    trailer = pst_trailer(layout_, std::string_view(bytes).substr(stored - layout_.block_trailer));
  }
  const bool own = (trailer.id & ~1ull) == place.id && trailer.head == place.size;
  bytes.resize(std::min<std::size_t>(bytes.size(), place.size));
  sound = own && bytes.size() == place.size && (trailer.checksum == 0 || trailer.checksum == pst_checksum(bytes));
  const bool packed = own ? trailer.unpacked != 0 && trailer.unpacked != place.size : looks_deflated(bytes);
  if (!layout_.large() || !packed) return bytes;
  if (auto whole = inflated(bytes, layout_.block_most)) return whole;
  sound = false;
  return own ? inflated_in_part(bytes, layout_.block_most) : bytes;
}

}  // namespace trawl::extractors
