"""Reference strings with labelled parts: reading the data set, folds, and examples to train on."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from needle_evidence.formats.printed_reference.identifiers import find_identifiers
from needle_evidence.formats.printed_reference.labelling import merged
from needle_evidence.formats.printed_reference.tokens import Token, split_tokens
from needle_evidence.language.reference_entries import split_label

# The seed of the held-back fifth; never to be changed, or what was held back is seen.
SPLIT_SEED = 20261124
FILE = "anystyle_core.xml"

_EXCHANGED = ("title", "journal", "container-title", "publisher", "location")
_EXCHANGE_RATE = 0.8
_EDGES = re.compile(r"([\W_]*(?:[Ii]n:?\s+)?)(.*?)([\W_]*)", re.DOTALL)
_PAGES_IN_VOLUME = re.compile(r"(\W*\d+\s?(?:\([^()]*\))?:)\s+([A-Za-z]?\d+\s?[-–—]\s?\w+\W*)")
_YEAR_IN_VOLUME = re.compile(r"((?:1[89]|20)\d\d;)\s*(\d+\W?.*)")

# (label, text, whether it is printed without a space before it)
Piece = tuple[str, str, bool]
# (merged label, first character, character after the last)
Span = tuple[str, int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledString:
    """One reference as printed, the label of each token, and the labelled stretches.

    text: without its number in the list. tokens: those that rules have not read already.
    spans: of all labelled parts, those that rules read included.
    """

    text: str
    tokens: tuple[Token, ...]
    labels: tuple[str, ...]
    spans: frozenset[Span]


def read_core(folder: Path) -> list[list[Piece]]:
    """The labelled pieces of each reference of AnyStyle's core set, in its order."""
    # The file is the user's own download, named on the command line.
    sequences = ET.parse(folder / FILE).getroot()
    return [
        [
            (element.tag, text, False)
            for element in sequence
            if (text := " ".join((element.text or "").split()))
        ]
        for sequence in sequences
    ]


def split_held_back(
    references: Sequence[list[Piece]],
) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """Four fifths to learn from, and the fifth that is held back."""
    order = list(range(len(references)))
    Random(SPLIT_SEED).shuffle(order)
    held = len(order) // 5
    return [references[i] for i in order[held:]], [references[i] for i in order[:held]]


def mended(pieces: Sequence[Piece]) -> list[Piece]:
    """With pages and years taken out of volumes, into which some were put; to learn from only.

    "16(11): 465-472." is a volume and pages, "2012; 30(15):" a year and a volume.
    """
    found: list[Piece] = []
    for label, text, glued in pieces:
        paged = _PAGES_IN_VOLUME.fullmatch(text) if label == "volume" else None
        dated = _YEAR_IN_VOLUME.fullmatch(text) if label == "volume" else None
        if paged:
            found += [("volume", paged[1], glued), ("pages", paged[2], False)]
        elif dated:
            found += [("date", dated[1], glued), ("volume", dated[2], False)]
        else:
            found.append((label, text, glued))
    return found


def recombined(references: Sequence[list[Piece]], random: Random) -> list[list[Piece]]:
    """Each reference once more, with the words of other ones' titles, journals and publishers.

    The signs around the words stay, so that a style is seen with more than one set of words.
    """
    words: dict[str, list[str]] = {label: [] for label in _EXCHANGED}
    for pieces in references:
        for label, text, _ in pieces:
            if label in words and (inner := _inner(text)[1]):
                words[label].append(inner)
    return [
        [
            (label, _exchange(text, words[label], random), glued)
            if label in words and random.random() < _EXCHANGE_RATE
            else (label, text, glued)
            for label, text, glued in pieces
        ]
        for pieces in references
    ]


def _exchange(text: str, words: Sequence[str], random: Random) -> str:
    before, inner, after = _inner(text)
    return f"{before}{random.choice(words)}{after}" if inner else text


def _inner(text: str) -> tuple[str, str, str]:
    """The signs (and "In") before the words of a piece, the words, and the signs after them."""
    found = _EDGES.fullmatch(text)
    return (found[1], found[2], found[3]) if found else ("", text, "")


def labelled_string(pieces: Sequence[Piece]) -> LabelledString:
    """Makes the printed text of labelled pieces, and cuts and labels it as the reader cuts it."""
    text = ""
    spans: list[tuple[str, int, int]] = []
    for label, piece, glued in pieces:
        text += "" if glued or not text else " "
        spans.append((label, len(text), len(text) + len(piece)))
        text += piece
    rest = split_label(text)[1]
    cut = len(text) - len(rest)
    spans = [(label, start - cut, end - cut) for label, start, end in spans if start >= cut]
    finds = find_identifiers(rest)
    tokens = split_tokens(rest, without=[(find.start, find.end) for find in finds])
    labelled = [(token, span) for token in tokens if (span := _span_of(token, spans))]
    labels = []
    before = None
    for _, span in labelled:
        labels.append(f"{'I' if span is before else 'B'}-{span[0]}")
        before = span
    return LabelledString(
        text=rest,
        tokens=tuple(token for token, _ in labelled),
        labels=tuple(labels),
        spans=frozenset((merged(label), start, end) for label, start, end in spans),
    )


def _span_of(token: Token, spans: Sequence[Span]) -> Span | None:
    return next((span for span in spans if span[1] <= token.start < span[2]), None)
