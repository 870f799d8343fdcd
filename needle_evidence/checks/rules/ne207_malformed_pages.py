"""NE207: a page range that runs backwards or holds text that is no page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.own_fields import own_fields
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_RANGE = re.compile(r"(\d{1,9})\s*[-\u2010-\u2015\u2212]+\s*(\d{1,9})")
_LABEL = re.compile(r"(?i)^(?:pp?|pages?|pgs?|s)\b\.?\s*")
_ODD_TEXT = (
    (re.compile(r"\?"), "it holds a question mark"),
    (
        re.compile(r"(?i)\d-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b"),
        "a spreadsheet made a date of it",
    ),
    (re.compile("\ufffd"), "it holds a damaged letter"),
    (re.compile(r"(?i)\bn/?a\b|\btb[ad]\b|\bx{2,}\b"), "it holds a placeholder"),
    (re.compile(r"(?i)full\s*text|abstract|available|https?:|www\.|doi"), "it holds other text"),
    (re.compile(r"(?i)\bpp?\b.*\bpp?\b"), "“pp” stands in it twice"),
    (re.compile(r"(?i)in\s+press|to\s+appear|forthcoming|ahead\s+of"), "it holds no page"),
)


def _look(library: Library) -> Iterator[Problem]:
    for reference, name, value in own_fields(library, "pages"):
        fault = _fault(value)
        if fault:
            yield Problem(
                message=f"The pages “{one_line(value, 60)}” look wrong: {fault}.",
                location=reference.place(name),
                subject=reference.key,
            )


def _fault(value: str) -> str:
    """What is wrong with the value, or ""."""
    for pattern, fault in _ODD_TEXT:
        if pattern.search(value):
            return fault
    for part in re.split(r"[,;]", _LABEL.sub("", value)):
        match = _RANGE.fullmatch(part.strip())
        if match and _backwards(*match.groups()):
            return "the range runs backwards"
    return ""


def _backwards(first: str, last: str) -> bool:
    if len(last) < len(first):
        # "252-65" is short for 252-265.
        last = first[: len(first) - len(last)] + last
    return int(last) < int(first)


CHECK = Check(
    code="NE207",
    name="malformed-pages",
    severity=Severity.WARNING,
    summary="A page range runs backwards or holds text that is no page.",
    why="The printed reference sends the reader to pages that the work does not have.",
    bad="pages = {265--252}",
    good="pages = {252--265}",
    way_out="Copy first and last page from the work, or leave the field out.",
    look=_look,
)
