// Sources over memory, files and functions: see source.h.
