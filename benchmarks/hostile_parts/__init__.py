"""Makers of hostile files: each yields (name, bytes, what is right): {"outcomes": [...] of the file itself, "inside":
[...] of something in it, where that will do instead, "found": whether the planted word must be found in it all the same}."""
