"""A pasted reference list cut into its entries, with the line of each.

A new entry begins with its number or bullet, after an empty line, or on a line that is written
like a reference; what is indented deeper, begins small, or only leads to a full text goes on.
Headings over the list, page numbers and the residue of a web page are left out, and told.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from needle_evidence.formats.printed_reference.list_labels import counted_labels, next_labels
from needle_evidence.formats.printed_reference.names import is_corporate
from needle_evidence.formats.printed_reference.word_tables import fold, tables_of
from needle_evidence.language.page_residue import is_residue
from needle_evidence.language.reference_entries import (
    begins_with_authors,
    looks_like_reference,
    may_be_reference_heading,
    split_label,
)

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"[-*•·▪◦‣–—○●]\s+(?=\S)")
_BLOCK_TAG = re.compile(
    r"(?i)</?(?:p|li|div|tr|td|ol|ul|h[1-6]|br|table|section|article|dd|dt)\b[^<>]{0,400}/?>"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>|<!--|-->|<![A-Za-z][^<>]{0,200}>")
_IS_HTML = re.compile(r"(?i)<(?:p|li|div|ol|ul|br|html|body|table|span|a)\b[^<>]{0,400}>")
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_GOES_ON = re.compile(
    r"(?i)\s*(?:https?://|www\.|doi\b|10\.\d{4,9}/|pmid|pmcid|full[\s-]?text|abstract\b|pdf\b|available\b"
    r"|retrieved\b|accessed\b|google\s+scholar|pubmed|crossref|\[google|\[pubmed|\[crossref|view\s+(?:article|abstract)"
    r"|epub\b|isbn\b|url\b)"
)
_ENDED = re.compile(
    r"(?:[.)\]:/]|\d|(?:scholar|pubmed|crossref)|(?:https?://|www\.|10\.\d{4,9}/)\S*)[\s”\"]*$",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"(?i)(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?|[-–—]\s?\d{1,4}\s?[-–—]")
_RUNNING_HEAD = re.compile(r"[^|]{1,80}\|[^|]{1,80}\|[^|]{0,80}(?:\|[^|]{0,80}){0,3}")
_UNFINISHED = re.compile(r"[:;,(–—-]$|\b(?:pp?|vol|no)\.?$", re.IGNORECASE)
_ORGANISATION = re.compile(r"([^\W\d_a-zß-öø-ÿ][^.()\d]{3,120}?)(?:\.\s|\s?\((?:1[6-9]|20)\d\d)")
_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_a-z]\.$")
_ACRONYM = re.compile(r"[A-Z]{3,8}\.\s[A-Z][a-z]")
_DATED = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)|https?://")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?!\w*-)")
_EMPHASIS = tuple(
    re.compile(
        rf"(?<![\w{sign}])({sign}{{1,3}})(?=[^\s{sign}])([^{sign}]{{1,2000}})(?<=\S)\1(?![\w{sign}])"
    )
    for sign in (r"\*", "_")
)
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\(<?(https?://[^\s()<>]{1,500})>?\)")
_NEXT_NUMBER = re.compile(r"(?<=\S)\s+[\[(]?(\d{1,3})[.)\]]{1,2}\s+(?=[^\W\d_]|\[)")
_SENTENCE_END = frozenset(".)]:/0123456789")
_GLUED_END = re.compile(r"[^\W\d_]-$|/$")
_SHORTEST_RUN = 120
_LONGEST_HEADING = 80
_LOOKED_AT = 2000
_WIDEST_WRAPPED = 120
_MOST_LINES = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedEntry:
    """One entry of a list: its number ("" for none), its text on one line, its first and last line.

    likely: whether it is written like a reference, or stands in a numbered list of which at
    least half are.
    """

    label: str
    text: str
    line: int
    last_line: int
    likely: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedList:
    """A pasted list: its entries, and what is none, each as (number of its line, text).

    left_out: headings, page numbers, and words of the page that the list was copied from.
    """

    entries: tuple[PrintedEntry, ...]
    left_out: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its number in the file, its label or bullet, and what stands after that.

    printed: with the label, without the bullet.
    """

    number: int
    indent: int
    label: str
    bullet: bool
    text: str
    printed: str
    after_gap: bool


def split_printed_list(text: str) -> PrintedList:
    """The entries of a pasted list, in its order; takes time in proportion to the text."""
    lines, left_out = _lines(text)
    labels, lines = _labelled(lines)
    wrapped = _is_wrapped(lines)
    alone = [False] * len(lines) if wrapped else _one_a_line(lines)
    groups: list[list[_Line]] = []
    for index, line in enumerate(lines):
        if groups and not _begins(
            line,
            groups[-1],
            labels[index],
            numbered=any(labels),
            alone=alone[index],
            wrapped=wrapped,
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    entries = _judged([entry for group in groups for entry in _entries(group)])
    return PrintedList(entries=entries, left_out=tuple(left_out))


def _labelled(lines: list[_Line]) -> tuple[list[bool], list[_Line]]:
    """Whether each line begins with the list's next label, and the lines without these labels."""
    begins = next_labels([line.label for line in lines])
    counted = counted_labels([line.printed for line in lines])
    if len(counted) <= sum(begins):
        return begins, lines
    without = [replace(line, text=line.printed, label="") for line in lines]
    for index, label in counted.items():
        text = without[index].printed[label.end :]
        without[index] = replace(without[index], label=label.label, text=text)
    return [index in counted for index in range(len(lines))], without


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    """Whether an editor or a PDF has cut the list's lines at one width."""
    widths = [line.indent + len(line.text) for line in lines]
    widest = max(widths, default=0)
    full = sum(5 * width >= 4 * widest for width in widths)
    return widest <= _WIDEST_WRAPPED and 2 * full >= len(lines) > 2


def _lines(text: str) -> tuple[list[_Line], list[tuple[int, str]]]:
    lines: list[_Line] = []
    left_out: list[tuple[int, str]] = []
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
                left_out.extend([(number, bare)] if bare else [])
                continue
            if lines and _is_page_furniture(bare, lines[-1].text):
                left_out.append((number, bare))
                continue
            lines.append(_line(number, shown, gap or place > 0))
            gap, previous = False, bare
    return lines, left_out


def _without_emphasis(text: str) -> str:
    """Markdown's emphasis and links as the text that a reader sees, and the address."""
    if "](" in text:
        text = _LINK.sub(r"\1 \2", text)
    if "*" in text or "_" in text:
        for pattern in _EMPHASIS:
            text = pattern.sub(r"\2", text)
    return text


def _line(number: int, shown: str, gap: bool) -> _Line:
    bare = _without_emphasis(shown).strip()
    bullet = _BULLET.match(bare)
    text = bare[bullet.end() :] if bullet else bare
    label, rest = split_label(text[:_LOOKED_AT])
    return _Line(
        number=number,
        indent=len(shown.expandtabs(4)) - len(shown.expandtabs(4).lstrip()),
        label=label,
        bullet=bullet is not None,
        text=(rest + text[_LOOKED_AT:]) if label else text,
        printed=text,
        after_gap=gap,
    )


def _is_furniture(bare: str, previous: str) -> bool:
    if len(bare) <= _LONGEST_HEADING and may_be_reference_heading(bare.strip("#*_ ")):
        return True
    return is_residue(bare, previous=previous) and not looks_like_reference(bare)


def _is_page_furniture(bare: str, before: str) -> bool:
    """Whether a line is a PDF page's number or running head between two lines of its text."""
    if _PAGE_NUMBER.fullmatch(bare):
        return _UNFINISHED.search(before[-10:]) is None
    return _RUNNING_HEAD.fullmatch(bare) is not None and any(map(str.isdigit, bare))


def _one_a_line(lines: Sequence[_Line]) -> list[bool]:
    """For each line whether most lines between its empty lines are written like references."""
    found: list[bool] = []
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and not lines[index].after_gap:
            continue
        block = [line for line in lines[start:index] if not _goes_on(line)]
        looking = sum(looks_like_reference(line.text) for line in block)
        found.extend([2 * looking > len(block)] * (index - start))
        start = index
    return found


def _goes_on(line: _Line) -> bool:
    """Whether a line only leads to a full text, or names the entry's identifiers."""
    return _GOES_ON.match(line.text) is not None and not looks_like_reference(line.text)


def _begins(
    line: _Line,
    group: Sequence[_Line],
    labelled: bool,
    *,
    numbered: bool,
    alone: bool,
    wrapped: bool,
) -> bool:
    """Whether a line begins a new entry after those that a group holds."""
    if labelled or line.bullet:
        return True
    first, before = group[0], group[-1]
    if _goes_on(line):
        return False
    if line.after_gap:
        return True
    if (numbered or first.bullet) and not (alone and looks_like_reference(line.text)):
        return False
    if before.indent > first.indent + 1 and line.indent <= first.indent:
        return line.text[:1].isalpha()
    if line.indent > first.indent + 1 or line.text[:1].islower():
        return False
    # Lines that an editor or a PDF has wrapped: the entry before is not at its end yet.
    if not _ENDED.search(before.text[-200:]) or _INITIAL.search(before.text[-10:]):
        return False
    if alone:
        return True
    if wrapped:
        return _begins_like_entry(line.text) and _is_complete(group)
    return looks_like_reference(line.text)


def _begins_like_entry(text: str) -> bool:
    """Whether a line begins with a person's name or an organisation's."""
    if begins_with_authors(text) or _ACRONYM.match(text):
        return True
    named = _ORGANISATION.match(text)
    return named is not None and is_corporate(named[1])


def _is_complete(group: Sequence[_Line]) -> bool:
    """Whether the lines together may be a reference already."""
    if len(group) > _MOST_LINES:
        return True
    text = " ".join(line.text for line in group)[:_LOOKED_AT]
    return _DATED.search(text) is not None or looks_like_reference(text)


def _judged(entries: Sequence[PrintedEntry]) -> tuple[PrintedEntry, ...]:
    """The entries of a numbered list judged together: one may look odd."""
    judged: list[PrintedEntry] = []
    for numbered, run in groupby(entries, key=lambda entry: bool(entry.label)):
        members = list(run)
        for part in _restarts(members) if numbered else [members]:
            looking = sum(entry.likely for entry in part)
            together = numbered and 2 * looking >= len(part)
            judged.extend(replace(entry, likely=True) if together else entry for entry in part)
    return tuple(judged)


def _restarts(entries: Sequence[PrintedEntry]) -> list[list[PrintedEntry]]:
    """Cut before each entry that is numbered 1 again."""
    parts: list[list[PrintedEntry]] = [[]]
    for entry in entries:
        if entry.label == "1" and parts[-1]:
            parts.append([])
        parts[-1].append(entry)
    return parts


def _entries(group: Sequence[_Line]) -> list[PrintedEntry]:
    """The entry of a group, or those of a list whose line breaks were lost."""
    text = group[0].text
    for line in group[1:]:
        text = _joined(text, line.text)
    text = " ".join(text.split())
    found: list[PrintedEntry] = []
    for label, part in _run_together(group[0].label, text):
        found.append(
            PrintedEntry(
                label=label,
                text=part,
                line=group[0].number,
                last_line=group[-1].number,
                likely=looks_like_reference(part),
            )
        )
    return found


def _joined(text: str, following: str) -> str:
    """Two lines as one; a word that the line's end has broken is whole again."""
    if not _GLUED_END.search(text[-2:]):
        return f"{text} {following}"
    broken, rest = _BROKEN_WORD.search(text[-40:]), _FIRST_WORD.match(following)
    if broken is None or rest is None or not following[:1].islower():
        return text + following
    whole = tables_of(fold(broken[1] + rest[0]))
    # "random-ised", but "low-back": its second part is a word by itself.
    if whole or not tables_of(fold(rest[0])):
        return text[:-1] + following
    return text + following


def _run_together(label: str, text: str) -> list[tuple[str, str]]:
    """("1", "Smith J. … 2. Jones K. …") cut before the next numbers, where references follow."""
    if not label.isdecimal() or len(text) < _SHORTEST_RUN:
        return [(label, text)]
    parts: list[tuple[str, str]] = []
    start = 0
    for found in _NEXT_NUMBER.finditer(text):
        follows = int(found[1]) == int(label) + 1
        rest = text[found.end() : found.end() + _LOOKED_AT]
        ended = text[found.start() - 1] in _SENTENCE_END and bool(parts)
        if follows and (ended or looks_like_reference(rest)):
            parts.append((label, text[start : found.start()]))
            label, start = found[1], found.end()
    return [*parts, (label, text[start:])]


def one_entry(text: str) -> PrintedEntry:
    """A text that is one reference, whatever lines it has."""
    bare = _without_emphasis(" ".join(_HIDDEN.sub("", text).split()))
    bullet = _BULLET.match(bare)
    bare = bare[bullet.end() :] if bullet else bare
    label, rest = split_label(bare[:_LOOKED_AT])
    bare = rest + bare[_LOOKED_AT:] if label else bare
    return PrintedEntry(label=label, text=bare, line=1, last_line=1, likely=True)
