"""NE212: a journal article that gives one page only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.own_fields import own_fields
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

# Longer numbers, and numbers with a leading zero, are article numbers.
_ONE_PAGE = re.compile(r"[1-9]\d{0,3}")
_ARTICLE_NUMBER_FIELDS = ("eid", "articleno", "article-number", "articlenumber", "elocation-id")
_TRULY_SHORT = re.compile(r"(?i)(?:correction|erratum|corrigendum|retraction|retracted)\b")


def _look(library: Library) -> Iterator[Problem]:
    for reference, name, value in own_fields(library, "pages"):
        if reference.entry_type == "article" and _is_first_page_only(reference, value):
            yield Problem(
                message=(
                    f"{one_line(reference.key, 80)} gives page {value} only, "
                    "most likely the first page."
                ),
                location=reference.place(name),
                subject=reference.key,
            )


def _is_first_page_only(reference: Reference, pages: str) -> bool:
    if not _ONE_PAGE.fullmatch(pages) or reference.text(*_ARTICLE_NUMBER_FIELDS):
        return False
    if reference.text("pagetotal", "numpages") == "1" or _TRULY_SHORT.match(reference.title):
        return False
    # Publishers that number articles build the DOI from that number (10.3390/jcm9103300); after
    # a dot or a slash it may as well be the first page (10.1093/ptj/80.3.276).
    numbered = re.search(rf"(?i)[a-z0-9]{pages}$", reference.text("doi"))
    return len(pages) < 3 or not numbered


CHECK = Check(
    code="NE212",
    name="incomplete-page-range",
    severity=Severity.WARNING,
    summary="A journal article gives a single page number.",
    why="Lists copied from other pages often keep the first page only; the reference is not whole.",
    bad="pages = {402}",
    good="pages = {402--418}",
    way_out=(
        "Look up the last page and write both, first--last. If the number is an article number, "
        "put it into `eid`."
    ),
    look=_look,
)
