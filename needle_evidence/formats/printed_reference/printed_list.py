"""A pasted reference list cut into its entries, with the line of each.

A new entry begins with its number or bullet, after an empty line, or on a line that is written
like a reference; what is indented deeper, begins small, or only leads to a full text goes on.
Headings over the list, tags of HTML and the residue of a web page are left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from needle_evidence.language.page_residue import is_residue
from needle_evidence.language.reference_entries import (
    looks_like_reference,
    may_be_reference_heading,
    split_label,
)

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"[-*•·▪◦‣–—○●]\s+(?=\S)")
_BLOCK_TAG = re.compile(r"(?i)</?(?:p|li|div|tr|td|ol|ul|h[1-6]|br|table|section|article|dd|dt)\b[^<>]{0,400}/?>")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>|<!--|-->|<![A-Za-z][^<>]{0,200}>")
_IS_HTML = re.compile(r"(?i)<(?:p|li|div|ol|ul|br|html|body|table|span|a)\b[^<>]{0,400}>")
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_GOES_ON = re.compile(
    r"(?i)\s*(?:https?://|www\.|doi\b|10\.\d{4,9}/|pmid|pmcid|full[\s-]?text|abstract\b|pdf\b|available\b"
    r"|retrieved\b|accessed\b|google\s+scholar|pubmed|crossref|\[google|\[pubmed|\[crossref|view\s+(?:article|abstract)"
    r"|epub\b|isbn\b|url\b)"
)
_ENDED = re.compile(r"(?:[.)\]:/]|\d|\b(?:scholar|pubmed|crossref))[\s”\"]*$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_HEADING = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedEntry:
    """One entry of a list: its number ("" for none), its text on one line, and its first line.

    likely: whether it is written like a reference, or stands in the list's numbering.
    """

    label: str
    text: str
    line: int
    likely: bool = True


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its number in the file, its label or bullet, and what stands after that."""

    number: int
    indent: int
    label: str
    bullet: bool
    text: str
    after_gap: bool


def split_printed_list(text: str) -> tuple[PrintedEntry, ...]:
    """The entries of a pasted list, in its order; takes time in proportion to the text."""
    lines = _lines(text)
    labels = _numbering(lines)
    groups: list[list[_Line]] = []
    for index, line in enumerate(lines):
        if groups and not _begins(line, groups[-1], labels[index], numbered=any(labels)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_entry(group) for group in groups if _is_content(group))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    gap = True
    previous = ""
    as_html = _IS_HTML.search(text) is not None
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        pieces = _BLOCK_TAG.split(raw) if as_html else [raw]
        for place, piece in enumerate(pieces):
            shown = _HIDDEN.sub("", html.unescape(_TAG.sub("", piece)) if as_html else piece)
            bare = shown.strip()
            if not bare or _is_furniture(bare, previous):
                gap = gap or not bare or place > 0
                previous = bare or previous
                continue
            lines.append(_line(number, shown, gap or place > 0))
            gap, previous = False, bare
    return lines


def _line(number: int, shown: str, gap: bool) -> _Line:
    bare = shown.strip()
    bullet = _BULLET.match(bare)
    text = bare[bullet.end() :] if bullet else bare
    label, rest = split_label(text[:2000])
    return _Line(
        number=number,
        indent=len(shown.expandtabs(4)) - len(shown.expandtabs(4).lstrip()),
        label=label,
        bullet=bullet is not None,
        text=(rest + text[2000:]) if label else text,
        after_gap=gap,
    )


def _is_furniture(bare: str, previous: str) -> bool:
    if len(bare) <= _LONGEST_HEADING and may_be_reference_heading(bare.strip("#*_ ")):
        return True
    return is_residue(bare, previous=previous) and not looks_like_reference(bare)


def _numbering(lines: Sequence[_Line]) -> list[bool]:
    """For each line whether its label is the next one of the list's numbering."""
    begins = [False] * len(lines)
    expected = 0
    labelled = sum(bool(line.label) for line in lines)
    for index, line in enumerate(lines):
        if not line.label:
            continue
        if not line.label.isdecimal():
            begins[index] = labelled > 1
        elif not expected or 0 < int(line.label) - expected <= 3 or line.label == "1":
            expected = int(line.label)
            begins[index] = True
    return begins if sum(begins) > 1 or (begins and begins[0]) else [False] * len(lines)


def _begins(line: _Line, group: Sequence[_Line], labelled: bool, *, numbered: bool) -> bool:
    """Whether a line begins a new entry after those that a group holds."""
    if labelled or line.bullet:
        return True
    before = group[-1]
    if _GOES_ON.match(line.text) and not looks_like_reference(line.text):
        return False
    if line.after_gap:
        return True
    if numbered or group[0].bullet:
        return False
    if line.indent > group[0].indent + 1 or line.text[:1].islower():
        return False
    # Lines that an editor or a PDF has wrapped: the entry before is not at its end yet.
    return bool(_ENDED.search(before.text[-40:])) and looks_like_reference(line.text)


def _is_content(group: Sequence[_Line]) -> bool:
    return any(_LETTER.search(line.text) or line.text for line in group)


def _entry(group: Sequence[_Line]) -> PrintedEntry:
    first = group[0]
    text = first.text
    for line in group[1:]:
        glued = re.search(r"[^\W\d_]-$|/$", text) is not None and not line.text[:1].isspace()
        text = text + line.text if glued else f"{text} {line.text}"
    text = " ".join(text.split())
    return PrintedEntry(
        label=first.label,
        text=text,
        line=first.number,
        likely=bool(first.label) or looks_like_reference(text),
    )


def one_entry(text: str) -> PrintedEntry:
    """A text that is one reference, whatever lines it has."""
    bare = " ".join(_HIDDEN.sub("", text).split())
    bullet = _BULLET.match(bare)
    bare = bare[bullet.end() :] if bullet else bare
    label, rest = split_label(bare[:2000])
    entry = PrintedEntry(label=label, text=bare, line=1)
    return replace(entry, text=rest + bare[2000:]) if label else entry


def spaced_lines(text: str) -> Iterator[str]:
    """The lines of a text."""
    yield from _LINE_END.split(text)
