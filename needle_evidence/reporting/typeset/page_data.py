"""A printed report as the data that a typst template reads: plain lists and texts, no markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from needle_evidence.reporting.typeset.printed_report import (
    Block,
    Heading,
    Paragraph,
    Picture,
    PrintedReport,
    Table,
    Words,
    right_to_left,
    shown,
)

Shown = Callable[[str], str]

# A word longer than a line would run out of the page; scripts whose letters join stay whole.
# A line may end after a hyphen anyway.
_LONG_WORD = re.compile(r"[^\s\u0590-\u08ff-]{24,}")
_PIECE = 12
# In small letters so many fit into every column: a citekey is whole where people copy it.
_LONGEST_KEY = 36
_LONG_CELL = 2_000  # characters
_SIZE = re.compile(r'<svg\b[^>]* width="(\d+(?:\.\d+)?)" height="(\d+(?:\.\d+)?)"')
_NARROW = 450.0  # units; two such pictures share a place
_BREAK = "\u200b"


def page_data(report: PrintedReport, missing: frozenset[str], note: str) -> dict[str, Any]:
    """The report for a template, `data` there.

    missing: the signs that no font has; they are written as their numbers. note: what is said
    about them above the report, "" for nothing. A link to a place that there is not is dropped.
    """
    data = _Data(places(report), missing)
    return {
        "title": data.shown(report.title),
        "made": data.shown(report.made),
        "dated": report.dated,
        "contents": report.contents,
        "wide": report.wide,
        "note": note,
        "lead": data.blocks(report.lead),
        "sections": [
            {
                "title": data.heading(section.title),
                "anchor": section.anchor,
                "rtl": right_to_left(section.title),
                "blocks": data.blocks(section.blocks),
            }
            for section in report.sections
        ],
    }


def places(report: PrintedReport) -> frozenset[str]:
    """The names of all places that links can lead to."""
    names = {section.anchor for section in report.sections}
    for block in all_blocks(report):
        if isinstance(block, Heading):
            names.add(block.anchor)
        elif isinstance(block, Paragraph):
            names.update(part.link[1:] for part in block.words if part.kind == "target")
    return frozenset(names - {""})


def all_blocks(report: PrintedReport) -> Iterator[Block]:
    """Every block, in order."""
    yield from report.lead
    for section in report.sections:
        yield from section.blocks


def signs_of(report: PrintedReport) -> frozenset[str]:
    """Every sign beyond ASCII that the report shows."""
    signs: set[str] = set()
    for text in _texts(report):
        if not text.isascii():
            signs.update(shown(text))
    return frozenset(sign for sign in signs if not sign.isascii())


def _texts(report: PrintedReport) -> Iterator[str]:
    yield from (report.title, report.made)
    yield from (section.title for section in report.sections)
    for block in all_blocks(report):
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph):
            yield from (part.text for part in block.words)
        elif isinstance(block, Table):
            yield from block.header
            for row in block.rows:
                yield from (line.text for cell in row for line in cell)
        else:
            yield from (block.title, block.alternative, block.svg)


class _Data:
    """Turns blocks into data; places: that links can lead to."""

    def __init__(self, places: frozenset[str], missing: frozenset[str]) -> None:
        self._places = places
        self._numbers = str.maketrans({sign: _number(sign) for sign in missing})
        self._missing = missing

    def shown(self, text: str) -> str:
        """A text as fonts can show it and lines can hold it."""
        text = shown(text)
        if self._missing and not text.isascii():
            text = text.translate(self._numbers)
        return _LONG_WORD.sub(_breakable, text)

    def heading(self, text: str) -> str:
        """The text of a heading: PDF/UA allows none without a sign."""
        return self.shown(text) if text.strip() else "–"

    def _drawn(self, svg: str) -> str:
        return svg.translate(self._numbers) if self._missing and not svg.isascii() else svg

    def blocks(self, blocks: Sequence[Block]) -> list[dict[str, Any]]:
        """The blocks, those that belong to one claim together, and pictures in their rows."""
        made: list[dict[str, Any]] = []
        open_list = made
        for block in blocks:
            if isinstance(block, Picture):
                self._add_picture(block, open_list)
                continue
            item = self._block(block)
            if isinstance(block, Heading):
                made.append(item)
                open_list = item["blocks"] if block.tone else made
            else:
                open_list.append(item)
        return made

    def _add_picture(self, picture: Picture, to: list[dict[str, Any]]) -> None:
        """With the picture before it, where both are narrow; beside it, where captions lack."""
        found = _SIZE.search(picture.svg)
        width, height = map(float, found.groups()) if found else (0.0, 0.0)
        narrow = 0 < width < _NARROW
        beside = narrow and not picture.title
        one = {
            "svg": self._drawn(picture.svg),
            "title": self.shown(picture.title),
            "alternative": shown(picture.alternative),
            "width": width if height else 0.0,
            "height": height,
        }
        last = to[-1] if to else {}
        fits = narrow and last.get("narrow") and last["beside"] == beside
        if fits and len(last["pictures"]) == 1:
            last["pictures"].append(one)
        else:
            pictures = {"narrow": narrow, "beside": beside, "pictures": [one]}
            to.append({"kind": "pictures", **pictures})

    def _block(self, block: Paragraph | Heading | Table) -> dict[str, Any]:
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, Heading):
            return {
                "kind": "claim" if block.tone else "heading",
                "text": self.heading(block.text),
                "anchor": block.anchor,
                "tone": block.tone,
                "rtl": right_to_left(block.text),
                "blocks": [],
            }
        return self._table(block)

    def _paragraph(self, block: Paragraph) -> dict[str, Any]:
        return {
            "kind": "paragraph",
            "role": block.role,
            "level": block.level,
            "rtl": right_to_left(block.text),
            "words": [self._words(part) for part in block.words],
        }

    def _words(self, part: Words) -> tuple[str, str, str]:
        lost = part.link.startswith("#") and part.link[1:] not in self._places
        return self.shown(part.text), part.kind, "" if lost else part.link

    def _table(self, block: Table) -> dict[str, Any]:
        return {
            "kind": "table",
            "header": [self.shown(text) for text in block.header],
            "rows": [self._row(row) for row in block.rows],
            "widths": block.widths,
            "numbers": sorted(block.numbers),
            "about": block.about,
        }

    def _row(self, row: Sequence[Sequence[Paragraph]]) -> dict[str, Any]:
        """A row that stays on one page, unless it is too long for that."""
        length = max(sum(len(line.text) for line in cell) for cell in row)
        cells = [[self._paragraph(line) for line in cell] for cell in row]
        return {"cells": cells, "whole": length < _LONG_CELL}


def _number(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def _breakable(match: re.Match[str]) -> str:
    """The word with places at which a line may end; a mark stays with its letter."""
    word, pieces, start = match.group(), [], 0
    if len(word) <= _LONGEST_KEY and word.isascii() and word.islower():
        return word
    while start < len(word):
        end = start + _PIECE
        while end < len(word) and unicodedata.combining(word[end]):
            end += 1
        pieces.append(word[start:end])
        start = end
    return _BREAK.join(pieces)
