"""What the words of a recorded result say: for, against, or no difference."""

from __future__ import annotations

import re
from functools import cache

from needle_evidence.language.data_table import data_table

_LONGEST = 4_000
# "no better", "did not reduce": the words of an effect under a negation say nothing for it.
_NEGATED = re.compile(r"\b(?:no|not|nor|neither|without|never)\b[^.;,]{0,40}$", re.IGNORECASE)


def result_directions(text: str) -> frozenset[str]:
    """The directions that the words name: any of "for", "against", "nothing"; often none.

    Only the first 4,000 characters are read.
    """
    found = set()
    shown = text[:_LONGEST]
    for pattern, says in _patterns():
        for match in pattern.finditer(shown):
            if says == "nothing" or not _NEGATED.search(shown[: match.start()]):
                found.add(says)
                break
    return frozenset(found)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(row["pattern"], re.IGNORECASE), row["says"])
        for row in data_table("result_words")
    )
