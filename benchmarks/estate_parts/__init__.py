"""The parts of the synthetic estate: people, identifiers, texts, and a small writer for each format."""
