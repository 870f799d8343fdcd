"""In-text citation marks: `[5]`, superscript numbers, `[@key]`, `(Author, 2014)`, linked marks.

Of a citation whose author is part of the sentence ("Author (2014) found") only the year's
parenthesis is the mark, so that the sentence stays readable without it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from needle_evidence.language.citation_labels import (
    author_before,
    author_year_labels,
    citekey_labels,
    citekeys_in,
    has_year,
    number_labels,
    years_only,
)
from needle_evidence.language.raised_numbers import may_cite
from needle_evidence.model.article import MarkKind

_BRACKETS = re.compile(r"\[([^\[\]]{1,400})\]|【([^【】]{1,80})】|［([^［］]{1,80})］")
_PARENTHESES = re.compile(r"\(([^()]{1,400})\)|（([^（）]{1,400})）")
_FOOTNOTE = re.compile(r"\^([^\s\[\]^]{1,80})")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]{1,3}(?:[,;˒‚–⁻‑-][⁰¹²³⁴-⁹]{1,3}){0,30}(?![⁰¹²³⁴-⁹⁺⁻⁼ⁿ\w])")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻˒‚", "0123456789()-,,")
_OPEN, _CLOSED = "([（［【", ")]）］】"

# Words before a bracket that holds an interval, and before one that names a part of a text.
_INTERVAL = re.compile(
    r"(?:\b(?:CIs?|CrI|PI|IQR|SD|interval|range|from|between|scale(?:\s+of)?|scores?|aged?|ages|=)"
    r"|=)\s*[:,=]?\s*$",
    re.IGNORECASE,
)
# "mean [SD] days, 5.5 [3] vs 9 [4]": brackets hold what the first one announces.
_SPREAD = re.compile(r"[\[(](?:SDs?|SEM?|IQR|range|95% CI|%)[\])]")
_PART = re.compile(
    r"\b(?:section|chapter|fig(?:ure)?|table|step|appendix|page|p|equation|eq|box|item|question"
    r"|part|option|slide|note|no|nr|level|grade)\b\.?\s*$",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(r"(?<![\d.,])(\d{1,6}(?:[.,]\d{1,4})?)\s*%?\s*$")
_ONE_LETTER = re.compile(r"(?:^|[^\w])[^\W\d_]$")
_PHONE_AFTER = re.compile(r"[\s/-]{0,2}\d{2,4}[-–./ ]?\d")
_BEFORE_YEAR = re.compile(r",?\s+\(?(?=(?:1[6-9]|20)\d\d)")

_SEPARATOR = re.compile(r"\s*(?:[,;]?\s*(?:and|und|et|&)\b\s*|[,;]\s*|\s*)")
_DASH = re.compile(r"\s?[-–−‐‑]\s?")
_AHEAD = re.compile(
    r"[(（]\s*(?:(?:see|cf\.?|e\.g\.,?|refs?\.?|references?|sources?:?)\s*)?$", re.I
)
_BEHIND = re.compile(r"\s*[)）]")
_AROUND = 120
_FAR_BEFORE = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Styled:
    """A stretch of a text that is set as superscript, or stands in a link to `target`."""

    start: int
    end: int
    superscript: bool = False
    target: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundMark:
    """A citation mark in a text. labels: what it names. target: where its link leads, "".

    start, end: what goes out of the sentence with it, which can hold the parentheses around it
    or the comma up to the next mark. text: as written, without that comma.
    """

    start: int
    end: int
    kind: MarkKind
    text: str
    labels: tuple[str, ...]
    target: str = ""


def find_marks(text: str, styled: Sequence[Styled] = ()) -> tuple[FoundMark, ...]:
    """The citation marks of one block's text, by place; they never overlap.

    styled: its superscripts and links. Takes time in proportion to the text's length.

    A bare `@key` is a mark only where the key holds a year. `(5)` is one only where it is
    raised or linked. A number at the block's beginning is a label, not a mark.
    """
    raised = _merged([replace(part, target="") for part in styled if part.superscript])
    links = _merged([replace(part, superscript=False) for part in styled if part.target])
    page = _Styles(text, raised, links)
    found = [
        *page.raised_marks(),
        *page.bracketed_marks(),
        *page.marks_in_parentheses(),
        *page.linked_marks(),
        *page.bare_keys(),
    ]
    return tuple(_joined(text, _without_overlaps(found)))


class _Styles:
    """A text with its raised and linked stretches, merged and by place."""

    def __init__(self, text: str, raised: Sequence[Styled], links: Sequence[Styled]) -> None:
        self._text = text
        self._raised = raised
        self._links = links
        self._first = next((at for at, letter in enumerate(text) if letter.isalnum()), len(text))

    def raised_marks(self) -> Iterator[FoundMark]:
        for part in self._raised:
            words = self._text[part.start : part.end].translate(_DIGITS)
            bare = words.strip()
            if bare.startswith(tuple(_OPEN)) and bare.endswith(tuple(_CLOSED)):
                bare = bare[1:-1]
            labels = number_labels(bare.strip(" ,;"))
            if labels and (
                may_cite(self._text, part.start, bare)
                or (self._follows_text(part.start) and self._in_page(part.start, part.end))
            ):
                yield self._mark(part.start, part.end, MarkKind.NUMBER, labels)
        for found in _RAISED.finditer(self._text):
            words = found[0].translate(_DIGITS)
            labels = number_labels(words)
            ahead = self._text[max(0, found.start() - 1) : found.start()]
            if labels and not ahead.isspace() and may_cite(self._text, found.start(), words):
                yield self._mark(found.start(), found.end(), MarkKind.NUMBER, labels)

    def bracketed_marks(self) -> Iterator[FoundMark]:
        for found in _BRACKETS.finditer(self._text):
            words = found[1] or found[2] or found[3]
            labels = number_labels(words)
            footnote = _FOOTNOTE.fullmatch(words)
            kind = MarkKind.NUMBER
            if labels:
                if not self._cites(found.start(), found.end(), labels):
                    continue
            elif footnote:
                labels = (footnote[1],)
                kind = MarkKind.NUMBER if footnote[1].isdecimal() else MarkKind.CITEKEY
            elif "@" in words:
                labels, kind = citekey_labels(words), MarkKind.CITEKEY
            else:
                start, labels = author_year_labels(words)
                kind = MarkKind.AUTHOR_YEAR
                labels = () if start else labels
            if labels:
                yield self._mark(found.start(), found.end(), kind, labels)

    def marks_in_parentheses(self) -> Iterator[FoundMark]:
        for found in _PARENTHESES.finditer(self._text):
            words = found[1] or found[2]
            if numbers := number_labels(words):
                linked = self._in_page(found.start(), found.end())
                if self._follows_text(found.start()) and linked:
                    yield self._mark(found.start(), found.end(), MarkKind.NUMBER, numbers)
                continue
            if "@" in words:
                if keys := citekey_labels(words):
                    yield self._mark(found.start(), found.end(), MarkKind.CITEKEY, keys)
                continue
            if years := years_only(words):
                author = author_before(self._text[max(0, found.start() - _AROUND) : found.start()])
                labels = tuple(f"{author} {year}" for year in years) if author else ()
                start = 0
            else:
                start, labels = author_year_labels(words)
            if labels:
                first, last = found.start(), found.end()
                if start:
                    first, last = first + 1 + start, last - 1
                yield self._mark(first, last, MarkKind.AUTHOR_YEAR, labels)

    def linked_marks(self) -> Iterator[FoundMark]:
        """Links into the page whose words are a number, or an author with a year."""
        for link in self._links:
            if not link.target.startswith("#") or not self._follows_text(link.start):
                continue
            words = self._text[link.start : link.end]
            if len(words) > _AROUND:
                continue
            start, end = self._with_brackets(link.start, link.end)
            if labels := number_labels(words.strip().strip(_OPEN + _CLOSED)):
                if not _PART.search(self._before(start)):
                    yield self._mark(start, end, MarkKind.NUMBER, labels)
                continue
            _, labels = author_year_labels(words)
            year = _BEFORE_YEAR.search(words)
            if labels and year:
                yield self._mark(link.start + year.start(), link.end, MarkKind.AUTHOR_YEAR, labels)

    def bare_keys(self) -> Iterator[FoundMark]:
        for start, end, key in citekeys_in(self._text):
            if has_year(key):
                yield self._mark(start, end, MarkKind.CITEKEY, (key,))

    def _mark(self, start: int, end: int, kind: MarkKind, labels: tuple[str, ...]) -> FoundMark:
        targets = {link.target for link in self._links_in(start, end)}
        return FoundMark(
            start=start,
            end=end,
            kind=kind,
            text=self._text[start:end].strip(),
            labels=labels,
            target=targets.pop() if len(targets) == 1 and len(labels) == 1 else "",
        )

    def _links_in(self, start: int, end: int) -> Sequence[Styled]:
        first = bisect_right(self._links, start, key=lambda link: link.end)
        return self._links[first : bisect_left(self._links, end, key=lambda link: link.start)]

    def _in_page(self, start: int, end: int) -> bool:
        return any(link.target.startswith("#") for link in self._links_in(start, end))

    def _follows_text(self, start: int) -> bool:
        return start > self._first

    def _before(self, start: int) -> str:
        return self._text[max(0, start - 40) : start]

    def _with_brackets(self, start: int, end: int) -> tuple[int, int]:
        ahead, behind = self._text[start - 1 : start], self._text[end : end + 1]
        if ahead and behind and _OPEN.find(ahead) == _CLOSED.find(behind) != -1:
            return start - 1, end + 1
        return start, end

    def _cites(self, start: int, end: int, labels: Sequence[str]) -> bool:
        """Whether a number in brackets names a source, not an interval, a part or a label."""
        before, after = self._before(start), self._text[end : end + 12]
        if not self._follows_text(start):
            # "[1] Smith J" begins an entry; "[1] shows that" begins a sentence.
            return after.lstrip()[:1].islower()
        if _ONE_LETTER.search(before) or before.endswith(("/", "-", "+", "=")):
            return False
        if after.startswith("/") or _PHONE_AFTER.match(after) or _PART.search(before):
            return False
        if _NUMBER_BEFORE.search(before):
            announced = _SPREAD.search(self._text, max(0, start - _FAR_BEFORE), start)
            return announced is None and (len(labels) < 2 or not _holds_interval(before, labels))
        return len(labels) < 2 or _INTERVAL.search(before) is None


def _holds_interval(before: str, labels: Sequence[str]) -> bool:
    """Whether "4 [1, 7]" gives the bounds of a number, not two sources."""
    number = _NUMBER_BEFORE.search(before)
    if number is None:
        return False
    return int(labels[0]) <= float(number[1].replace(",", ".")) <= int(labels[-1])


def _merged(parts: Sequence[Styled]) -> list[Styled]:
    """Stretches by place; those that touch and lead to the same target are one."""
    merged: list[Styled] = []
    for part in sorted(parts, key=lambda part: (part.start, part.end)):
        last = merged[-1] if merged else None
        if last is None or part.start > last.end:
            merged.append(part)
        elif part.target == last.target:
            merged[-1] = replace(last, end=max(last.end, part.end))
        elif part.end > last.end:
            merged.append(replace(part, start=last.end))
    return merged


def _without_overlaps(found: list[FoundMark]) -> list[FoundMark]:
    chosen: list[FoundMark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if not chosen or mark.start >= chosen[-1].end:
            chosen.append(mark)
    return chosen


def _joined(text: str, marks: Sequence[FoundMark]) -> Iterator[FoundMark]:
    """Marks that follow one another take the comma between them and parentheses around them."""
    run: list[FoundMark] = []
    for mark in marks:
        if run and run[-1].kind is mark.kind is MarkKind.NUMBER:
            between = text[run[-1].end : mark.start] if mark.start - run[-1].end < 9 else "…"
            if _DASH.fullmatch(between) and (labels := _through(run[-1], mark)):
                words = text[run[-1].start : mark.end]
                run[-1] = replace(run[-1], end=mark.end, text=words, labels=labels, target="")
                continue
            if _SEPARATOR.fullmatch(between):
                run[-1] = replace(run[-1], end=mark.start)
                run.append(mark)
                continue
        yield from _widened(text, run)
        run = [mark]
    yield from _widened(text, run)


def _through(first: FoundMark, last: FoundMark) -> tuple[str, ...]:
    if len(first.labels) != 1 or len(last.labels) != 1:
        return ()
    labels = number_labels(f"{first.labels[0]}-{last.labels[0]}")
    return labels if len(labels) > 2 else ()


def _widened(text: str, run: list[FoundMark]) -> Iterator[FoundMark]:
    if run:
        ahead = _AHEAD.search(text, max(0, run[0].start - 20), run[0].start)
        behind = _BEHIND.match(text, run[-1].end, run[-1].end + 4)
        if ahead and behind:
            run[0] = replace(run[0], start=ahead.start())
            run[-1] = replace(run[-1], end=behind.end())
    yield from run
