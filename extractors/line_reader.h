// LineReader: the lines of a text in any charset, without their ends, numbered from 1. A line longer than a block is
// given in pieces.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "extractors/charset.h"
#include "extractors/extractor.h"

namespace trawl::extractors {

class LineReader {
 public:
  LineReader(Source& source, const Extraction& out)
      : reader_(source, declared_charset(out.declared_type()), out.limits()) {}

  // The next line, valid until the next call; nothing at the end, and where the source fails.
  std::optional<std::string_view> next();
  std::uint64_t number() const { return number_; }  // of the line given last
  // How it ended: to be asked once next() gave nothing.
  Outcome outcome() const { return error_ ? outcome_of(*error_) : Outcome{}; }

 private:
  TextReader reader_;
  std::string_view piece_;
  std::string line_;
  std::uint64_t number_ = 0;
  bool ended_ = false, cut_ = false;
  std::optional<Error> error_;
};

}  // namespace trawl::extractors
