// Options that several commands share, and commands whose options have a file of their own (CLI11).
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "scanner/cli/command_line.h"

namespace trawl::cli {

void add_index_options(CLI::App& app, IndexOptions& index);
void add_output_options(CLI::App& app, OutputOptions& output);
void add_custom_detectors(CLI::App& app, std::string& path);

void add_suppress(CLI::App& root, std::optional<SuppressCommand>& command);

}  // namespace trawl::cli
