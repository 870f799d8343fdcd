"""NE203: a doi field that holds no DOI."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.own_fields import own_fields
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.identifiers import normalise_doi
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_DOI_INSIDE = re.compile(r"10\.\d{4,9}(?:\.\d+)*(?:/|%2[Ff])[^\s\"<>]+")
_TRAILING = ".,;:\"'“”’"
_BRACKETS = {")": "(", "]": "[", ">": "<", "}": "{"}


def _look(library: Library) -> Iterator[Problem]:
    for reference, name, value in own_fields(library, "doi"):
        reason = _fault(value)
        if reason:
            clean = _cleaned(value)
            yield Problem(
                message=f"“{one_line(value, 100)}” is not a DOI: {reason}.",
                location=reference.place(name),
                subject=reference.key,
                way_out=f"Write it as {one_line(clean, 100)}." if clean else "",
            )


def _fault(value: str) -> str:
    """What is wrong with the value, or "" for a DOI or the address of a DOI."""
    if normalise_doi(value):
        return "" if _trimmed(value) == value else "it ends in a sign that does not belong to it"
    if re.match(r"(?i)[a-z]+://|www\.", value) and not normalise_doi(value.split()[0]):
        return "it is the address of another site"
    if re.search(r"\s", value):
        return "it holds a space"
    if "/" not in value and "%2f" not in value.lower():
        return "it has no “/”"
    if not re.match(r"(?i)(?:https?://[^/]*/|doi:)?10\.", value):
        return "it does not begin with “10.”"
    return "a DOI looks like 10.1234/abc"


def _trimmed(value: str) -> str:
    """The value without the punctuation of the sentence that it was copied from."""
    while value:
        opening = _BRACKETS.get(value[-1])
        unmatched = opening is not None and value.count(opening) < value.count(value[-1])
        if value[-1] not in _TRAILING and not unmatched:
            break
        value = value[:-1]
    return value


def _cleaned(value: str) -> str:
    """The one DOI inside the value, or "" where there is none or the value holds more."""
    found = _DOI_INSIDE.findall(value)
    if len(found) != 1:
        return ""
    rest = value[value.index(found[0]) + len(found[0]) :]
    if rest.strip(_TRAILING + " "):
        return ""
    doi = _trimmed(urllib.parse.unquote(re.split(r"[?#&]", found[0])[0]))
    return doi if normalise_doi(doi) else ""


CHECK = Check(
    code="NE203",
    name="malformed-doi",
    severity=Severity.WARNING,
    summary="A doi field holds something that is not a DOI.",
    why="The link leads nowhere, and nobody can look up whether the work was retracted.",
    bad="doi = {https://www.journal.example/article/17}",
    good="doi = {10.2522/ptj.20130255}",
    way_out=(
        "Copy the DOI from the work's first page or from its publisher; it begins with 10. Put "
        "other addresses into url."
    ),
    look=_look,
)
