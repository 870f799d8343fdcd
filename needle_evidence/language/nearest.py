"""The known words that look most like an unknown one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` known words like `word`, best first; empty where none is alike.

    Letter case does not matter; a known word that begins or ends with `word` counts as alike.
    """
    by_folded: dict[str, str] = {}
    for candidate in known:
        by_folded.setdefault(candidate.casefold(), candidate)
    folded = word.casefold()[:200]
    found = difflib.get_close_matches(folded, by_folded, n=limit, cutoff=0.6)
    if len(folded) >= 4:
        found += [c for c in by_folded if c.startswith(folded) or c.endswith(folded)]
    return tuple(by_folded[c] for c in dict.fromkeys(found))[:limit]


def suggestion(word: str, known: Iterable[str]) -> str:
    """A question such as "Did you mean a, b or c?", or the empty string."""
    found = nearest(word, known)
    if not found:
        return ""
    listed = found[0] if len(found) == 1 else ", ".join(found[:-1]) + " or " + found[-1]
    return f"Did you mean {listed}?"
