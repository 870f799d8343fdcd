"""Checks of a library: one rule per file in `rules/`, run by `runner`."""
