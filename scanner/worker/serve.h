// serve: the life of a worker process, from its first message to the end of its host.
#pragma once

#include <functional>

#include "core/part.h"
#include "extractors/extractor.h"

namespace trawl::scanner {

// The descriptor that a worker's socket has.
inline constexpr int kWorkerSocket = 3;

// Reads the file behind the descriptor (borrowed, to be read with pread) as one tree into the sink.
using ReadFile = std::function<void(int descriptor, const PartHeader& header, const extractors::ReadOptions& options,
                                    PartSink& sink)>;

// Confines this process and reads files for the host at the other end of kWorkerSocket until that is gone. Returns
// the process's exit status.
int serve(const ReadFile& read_file);

}  // namespace trawl::scanner
