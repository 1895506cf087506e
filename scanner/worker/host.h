// Host: reads files of any format in worker processes, which die in our place.
//
// Workers are separate programs (trawl-worker: the only binary that links parsers), started ahead of need,
// confined by seccomp, Landlock and resource limits, without network, and given nothing but the descriptor
// of the file to read. Text comes back through shared memory as the events of a PartSink.
//
// read() may be called from any number of threads; each call uses a worker of its own. A worker that dies or
// exceeds its time costs the part it was in (`crashed`, `over_limit`): a new one reads the rest of the container.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/limits.h"
#include "core/part.h"
#include "core/result.h"
#include "scanner/worker/confinement.h"

namespace trawl::scanner {

struct HostOptions {
  std::filesystem::path program;  // trawl-worker; empty: found beside this program, then in ../libexec/trawl
  unsigned workers = 2;           // processes kept ready
  Limits limits;
  std::vector<std::string> passwords;
  std::string ocr_languages;  // of the text in pictures, as Tesseract names them ("eng+cym"); empty: not read
};

class Host {
 public:
  // Starts one worker, to know that it can be done; the others when they are needed. Limits::block_bytes must be
  // 1 KB to 256 MB, and names and passwords of one request fit 64 KB.
  static Result<std::unique_ptr<Host>> start(HostOptions options);
  virtual ~Host() = default;

  // Reads the file behind the descriptor (borrowed, any offset) as one tree of parts into the sink, on this
  // thread. The sink always gets a whole tree. An error means that no worker could be had at all.
  virtual Status read(int descriptor, const PartHeader& header, PartSink& sink) = 0;

  // What holds the workers in on this system: to be told to the user where it is not complete().
  virtual Confinement confinement() const { return {}; }
};

}  // namespace trawl::scanner
