// Reading the objects of a PDF by libqpdf: what the readers of its kinds of objects share. Included only by them.
#pragma once

#define POINTERHOLDER_TRANSITION 4
#include <functional>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>
#include <string>
#include <string_view>

#include "extractors/block_writer.h"

namespace trawl::extractors {

using PdfHandle = QPDFObjectHandle;

inline constexpr std::size_t kMostPdfNodes = 200'000;  // of one tree
inline constexpr std::uint64_t kLongestPdfStream = 64u << 20;

class PdfTexts {
 public:
  explicit PdfTexts(Extraction& out) : out_(out), writer_(out) {}

  static std::string text_of(PdfHandle object) { return object.isString() ? object.getUTF8Value() : std::string(); }
  // Strings, names, numbers, and streams of text (ISO 32000-2 7.9.3).
  static std::string value_of(PdfHandle object);
  static std::string bytes_of(PdfHandle stream);

  void write(BlockKind kind, std::string_view label, std::string_view text) {
    writer_.write({kind, std::string(label), anchor_, false}, text);
  }
  // Elements and attributes of XML, each under its name; nothing else is done when it is broken. True: it was whole.
  bool write_xml(BlockKind kind, std::string_view xml);

  // True for an object met for the first time; direct objects are always new.
  bool first(const PdfHandle& object) { return !object.isIndirect() || seen_.insert(object.getObjGen()).second; }

  // The leaves of a name tree or number tree (7.9.6, 7.9.7): /Names or /Nums, with their keys.
  void each_leaf(PdfHandle tree, const char* leaves, const std::function<void(PdfHandle key, PdfHandle value)>& found);

  void at(std::string anchor) { anchor_ = std::move(anchor); }
  bool stopped() const { return writer_.stopped(); }
  void stop() { writer_.stop(); }
  Extraction& out() { return out_; }

 private:
  Extraction& out_;
  BlockWriter writer_;
  std::string anchor_;
  std::set<QPDFObjGen> seen_;
};

}  // namespace trawl::extractors
