"""What the citation marks and reference lists of a library's articles say, for the checks."""

from __future__ import annotations

from functools import lru_cache

from needle_evidence.anchoring.mark_drift import MarkDrift, find_mark_drift
from needle_evidence.model.library import Library


@lru_cache(maxsize=2)
def mark_drift(library: Library) -> MarkDrift:
    """Where marks, printed lists and claims table disagree; remembered per library."""
    return find_mark_drift(library.claims, library.articles, library.placements, library.references)
