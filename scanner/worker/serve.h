// serve: the life of a worker process, from its first message to the end of its host.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/limits.h"
#include "core/part.h"
#include "core/result.h"
#include "scanner/worker/protocol.h"

namespace trawl::scanner {

// The descriptor that a worker's socket has.
inline constexpr int kWorkerSocket = 3;

// What a file is to be read with, as extractors::ReadOptions says. Not that type: a worker of the tests links no
// parser.
struct Task {
  PartHeader header;
  Limits limits;
  std::vector<std::string> passwords;
  GivenUp given_up;
};

// Reads the file behind the descriptor (borrowed, to be read with pread) as one tree into the sink.
using ReadFile = std::function<void(int descriptor, const Task& task, PartSink& sink)>;

// Starts OCR, before the process is confined: its data are files.
using StartOcr = std::function<Status(const std::string& languages)>;

// Confines this process and reads files for the host at the other end of kWorkerSocket until that is gone. Returns
// the process's exit status.
int serve(const ReadFile& read_file, const StartOcr& start_ocr);

}  // namespace trawl::scanner
