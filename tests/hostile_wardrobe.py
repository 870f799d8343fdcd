"""Dressing records in hostile words: every text in them gets some, and a mark of its own."""

from __future__ import annotations

import dataclasses
import enum
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

Record = TypeVar("Record")
Dress = Callable[[str], str]
# Fields whose words are codes or our own: a table that says anything else there is not read.
_CODES = frozenset(
    {"Result.measure", "Result.better", "Result.indirect_because",
     "CertaintyRating.rating", "CertaintyRating.importance", "CertaintyRating.direction",
     "CertaintyRating.effect_size", "CertaintyRating.start", "DomainJudgement.word",
     "Verification.source", "Verification.identifier", "Verification.compared",
     "Reference.entry_type", "Review.digests", "Review.citations", "Finding.code",
     "Finding.name", "CheckDescription.code", "CheckDescription.name", "CountChange.label",
     "ClaimChange.kind",
     "ClaimChange.anchor", "ReferenceChange.kind", "Difference.direction"}
)  # fmt: skip
# Fields that mean something else, or nothing, once they are filled: empty ones stay empty.
_EMPTY_MEANS_SOMETHING = frozenset(
    {
        "PersonName.literal",
        "Search.claim_id",
        "Search.topic",
        "CertaintyRating.reported_by",
        "CertaintyRating.locator",
        "CheckDescription.pack",
        "Reference.raw",
    }
)
_MARK = re.compile("zq[a-z]{1,24}?qz")
_NOT_IN_MARKS = re.compile("[\\s\u00ad\u200b\u2010-]+")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Wardrobe:
    """How texts are made hostile: each gets one of `texts`, and a mark of its own behind it.

    The same text is always dressed alike, so that citekeys still name the same works; `turn`
    deals the hostile texts out anew. note: is told every text that is dressed.
    """

    texts: tuple[str, ...]
    turn: int = 0
    note: Callable[[str], None] | None = None

    def __call__(self, text: str) -> str:
        """The text in its clothes: "<script> zqsometextqz some text"; it never gets two."""
        if _MARK.search(text):
            return text
        if self.note is not None:
            self.note(text)
        return f"{self.hostile(text)} {mark_of(text)} {text}"

    def hostile(self, text: str) -> str:
        """What stands before the text."""
        return self.texts[
            (zlib.crc32(text.encode("utf-8", "surrogatepass")) + self.turn) % len(self.texts)
        ]

    def within_line(self, text: str) -> str:
        """The text as it stands in a block of an article, in which white space is one space."""
        return re.sub(r"\s+", " ", self(text)).strip()


def mark_of(text: str) -> str:
    """A word of small letters that stands for a text and that nothing else holds."""
    return f"zq{re.sub('[^a-z]', '', text.lower())[:24] or 'nothing'}qz"


def marks_in(text: str) -> frozenset[str]:
    """The marks in what a program read from a report; lines may break anywhere."""
    return frozenset(_MARK.findall(_NOT_IN_MARKS.sub("", text.casefold())))


def dressed(record: Record, dress: Dress, name: str = "") -> Record:
    """The record with every text in it dressed, those that were left empty too."""
    return cast(Record, _dressed(record, dress, name))


def _dressed(value: Any, dress: Dress, name: str) -> Any:
    if name in _CODES or isinstance(value, enum.Enum):
        return value
    if isinstance(value, str):
        filler = "" if name in _EMPTY_MEANS_SOMETHING else name.replace(".", " ")
        return dress(value or filler) if value or filler else ""
    if isinstance(value, tuple):
        return tuple(_dressed(one, dress, name) for one in value)
    if isinstance(value, Mapping):
        free = name == "Claim.extra"  # its keys are headers that a user made up
        return {
            dress(key) if free else key: _dressed(one, dress, f"{name}.{key}")
            for key, one in value.items()
        }
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    kind = type(value).__name__
    return dataclasses.replace(
        value,
        **{
            one.name: _dressed(getattr(value, one.name), dress, f"{kind}.{one.name}")
            for one in dataclasses.fields(value)
            if one.init
        },
    )
