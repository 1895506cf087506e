// Host: see host.h.
