// RtfText: an RTF -> blocks of text, and pictures and objects as children. Private to rtf*.cc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/block_writer.h"
#include "extractors/paragraph.h"
#include "extractors/rtf_destinations.h"
#include "extractors/rtf_reader.h"

namespace trawl::extractors {

class RtfText final : public RtfReader {
 public:
  RtfText(Extraction& out, std::string_view anchor);

 protected:
  bool text(std::string_view utf8) override;
  bool raw(std::string_view bytes, bool binary) override;
  bool word(const RtfToken& token, bool starred) override;
  bool closing() override;

 private:
  // Text that belongs together, such as the body or a footnote.
  struct Flow {
    std::size_t level = 1;  // of the group that opened it
    RtfUse use = RtfUse::flow;
    BlockPlace place{};
    Paragraph paragraph{};
    std::string shown{};
  };

  void open_destination(const RtfDestination& destination);
  void open_flow(RtfUse use, BlockKind kind, std::string_view label, std::string_view anchor);
  void open_value(const RtfDestination& destination);
  void formatting(const RtfToken& token);
  void end_paragraph(Flow& flow);
  void close_flow();
  void write_instruction(std::string_view code);
  bool close_data();
  bool write_object(std::string_view bytes);
  bool write_child(std::string name, std::string_view bytes);

  BlockWriter writer_;
  std::string anchor_;
  std::vector<Flow> flows_;
  std::string key_;     // of the next value
  std::string author_;  // of the next annotation
  std::size_t data_level_ = 0;  // of the group whose data is being read; 0: none
  RtfUse data_use_ = RtfUse::none;
  std::string data_;
  int digit_ = -1;  // the first of a byte
  std::string picture_suffix_;
  std::uint32_t pictures_ = 0, objects_ = 0;
};

}  // namespace trawl::extractors
