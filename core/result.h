// Errors as values: a broken file is data to report, not an exception.
//
// Result<T> holds a T or an Error (tl::expected, packaged as libexpected-dev).
// Messages never quote a file's content, a file's name or a value that identifies a
// person: they are printed and logged as they are.
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace trawl {

enum class ErrorKind {
  invalid_argument,  // what the user typed or configured cannot be used
  not_found,         // nothing is there
  denied,            // the operating system refused
  io,                // reading or writing failed
  damaged,           // the bytes are not what their format demands
  encrypted,         // needs a password that is not known
  unsupported,       // a format or a variant that trawl does not read
  over_limit,        // a limit of core/limits.h stopped it
  wrong_key,         // the key does not open this index
  wrong_version,     // the index was written by another format version
  busy,              // another process holds it
  internal,          // a defect of trawl itself
};

struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string message;  // a sentence without the full stop; says what to do next where that helps
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(message)});
}

}  // namespace trawl
