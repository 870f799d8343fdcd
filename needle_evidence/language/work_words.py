"""Lists of words that titles, names and journals of works are compared without."""

from __future__ import annotations

from functools import cache

from needle_evidence.language.data_table import data_table


@cache
def word_set(role: str) -> frozenset[str]:
    """The folded words of one role in the table `work_words`."""
    rows = (row["words"] for row in data_table("work_words") if row["role"] == role)
    return frozenset(word for words in rows for word in words.split())
