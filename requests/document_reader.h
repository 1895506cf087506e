// DocumentReader: reads a document again, so that an answer shows what is held now. Implemented by the
// scanner, which owns the workers; requests know only this.
#pragma once

#include <string>

#include "core/part.h"
#include "core/result.h"

namespace trawl::requests {

class DocumentReader {
 public:
  virtual ~DocumentReader() = default;
  // Reads the file at a path as one tree of parts. An error where it cannot be opened (not_found, denied).
  virtual Status read(const std::string& path, PartSink& sink) = 0;
};

}  // namespace trawl::requests
