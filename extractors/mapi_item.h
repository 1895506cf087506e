// MapiItem: the blocks of an item of Outlook (message, contact, appointment, task, note, distribution list), from its
// properties. What MSG, PST and TNEF have in common.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "extractors/block_writer.h"
#include "extractors/mapi_properties.h"

namespace trawl::extractors {

class MapiItem {
 public:
  explicit MapiItem(Extraction& out) : writer_(out) {}

  // Headers, fields and all bodies. Recipients are those written apart: names in the item that are among them are not
  // written again.
  void write(const MapiProperties& item, std::span<const MapiProperties> recipients);

  bool stopped() const { return writer_.stopped(); }

 private:
  void write_recipient(const MapiProperties& recipient);
  void write_senders(const MapiProperties& item);
  void write_display_names(const MapiProperties& item, std::span<const MapiProperties> recipients);
  void write_transport_headers(std::string_view headers);
  void write_property(const MapiProperty& property, std::uint32_t code_page);
  void write_entry_ids(std::string_view bytes, std::string_view label);
  void write_bodies(const MapiProperties& item);
  bool write_html(const MapiProperties& item);
  void write_rtf(std::string_view compressed, bool has_text, bool has_html);
  void mailbox(std::string_view label, std::string_view name, std::string_view address, std::string_view smtp);
  void put(BlockKind kind, std::string_view label, std::string_view text);
  // The same, unless the text was written before.
  void put_once(BlockKind kind, std::string_view label, std::string_view text);

  BlockWriter writer_;
  std::set<std::string, std::less<>> written_;
};

// The name of an attachment: of its file, or of the message in it.
std::string mapi_attachment_name(const MapiProperties& attachment);

// Writes where an attachment that is only a link leads, and its name where that differs from its file's.
void write_mapi_attachment(const MapiProperties& attachment, BlockWriter& writer);

// The outcome of an attachment that holds no data: a link, or one whose data are gone.
Outcome mapi_attachment_without_data(const MapiProperties& attachment);

}  // namespace trawl::extractors
