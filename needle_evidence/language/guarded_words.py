"""The words that carry what a statement claims: negations, hedges, units, people and more.

They ship as `data/guarded_words.csv`: a row per meaning, with its class and the words that have
it. Words of one meaning may stand for each other ("may", "might"); of two meanings, never.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from needle_evidence.language.data_table import data_table


class GuardedWords(NamedTuple):
    """Words found: their class and meaning, the first, and the one after the last."""

    kind: str
    meaning: str
    first: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Step:
    following: dict[str, _Step] = field(default_factory=dict)
    found: list[tuple[str, str]] = field(default_factory=list)


def guarded_words(words: Sequence[str]) -> Iterator[GuardedWords]:
    """Those among the words of a text (in lower case), the longest first; none overlap."""
    place = 0
    tree = _tree()
    while place < len(words):
        step = tree.following.get(words[place])
        end, best = place, ("", "")
        index = place
        while step is not None:
            index += 1
            if step.found:
                end, best = index, step.found[0]
            step = step.following.get(words[index]) if index < len(words) else None
        if end > place:
            yield GuardedWords(*best, place, end)
        place = max(end, place + 1)


@cache
def guarded_vocabulary() -> frozenset[str]:
    """The words of the table that carry their meaning alone."""
    return frozenset(phrase[0] for _, _, phrase in _phrases() if len(phrase) == 1)


@cache
def _phrases() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple(
        (row["class"], row["meaning"], tuple(phrase.split()))
        for row in data_table("guarded_words")
        for phrase in row["words"].split(";")
        if phrase.strip()
    )


@cache
def _tree() -> _Step:
    root = _Step()
    for kind, meaning, phrase in _phrases():
        step = root
        for word in phrase:
            step = step.following.setdefault(word, _Step())
        step.found.append((kind, meaning))
    return root
