"""Keeping a reference library clean: duplicates, merging, citekeys, renaming; pure."""
