"""What of a reference tells its work from others, brought to one form once for all comparisons."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from needle_evidence.curation.work_authors import Authors, work_authors
from needle_evidence.curation.work_kinds import Kind, work_kind
from needle_evidence.curation.work_places import (
    Journal,
    Pages,
    cochrane_number,
    read_journal,
    read_pages,
    read_volume,
)
from needle_evidence.curation.work_titles import WorkTitle, work_title
from needle_evidence.language.folded_text import folded
from needle_evidence.model.identifiers import (
    normalise_doi,
    normalise_isbn,
    normalise_pmcid,
    normalise_pmid,
)
from needle_evidence.model.reference import Reference

_LONGEST = 400  # characters of a journal's name
_COCHRANE_VERSION = re.compile(r"\.pub(\d+)")
_ARXIV = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})")
_LEADING_LETTERS = re.compile(r"^\D+")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WorkFeatures:
    """A reference and what of it is compared, normalised; empty texts where it lacks something.

    identifiers: by name (DOI, PMID, PMCID, arXiv number), own ones only. isbns: digits of 13.
    year: 0 where unknown. issue: the number field. cochrane: number of a Cochrane review;
    cochrane_version: "pub2", "" where not said. states: the title is headed RETRACTED or so.
    """

    reference: Reference
    title: WorkTitle = field(default_factory=WorkTitle)
    kind: Kind = Kind.UNKNOWN
    authors: Authors = field(default_factory=Authors)
    identifiers: dict[str, str] = field(default_factory=dict)
    isbns: frozenset[str] = frozenset()
    year: int = 0
    volume: str = ""
    issue: str = ""
    pages: Pages = field(default_factory=Pages)
    journal: Journal = field(default_factory=Journal)
    edition: str = ""
    cochrane: str = ""
    cochrane_version: str = ""


def work_features(reference: Reference) -> WorkFeatures:
    """A reference's features."""
    journal = read_journal(reference.container[:_LONGEST])
    printed = reference.text("pages", "eid")
    pages = read_pages(printed)
    kind, title = work_kind(reference, journal, pages)
    doi = normalise_doi(reference.text("doi"))
    cochrane = ""
    if journal.is_cochrane or "14651858" in doi:
        cochrane = cochrane_number(doi, printed, reference.text("eid", "number"))
    version = _COCHRANE_VERSION.search(doi) if "14651858" in doi else None
    return WorkFeatures(
        reference=reference,
        title=work_title(title),
        kind=kind,
        authors=work_authors(reference),
        identifiers=_identifiers(reference, doi),
        isbns=_isbns(reference),
        year=int(reference.year or 0),
        volume=read_volume(reference.text("volume")),
        issue=folded(reference.text("number", "issue")[:40]),
        pages=Pages() if cochrane else pages,
        journal=journal,
        edition=_edition(reference.text("edition")[:60]),
        cochrane=cochrane,
        cochrane_version=version[1] if version else ("1" if "14651858" in doi else ""),
    )


def _identifiers(reference: Reference, doi: str) -> dict[str, str]:
    found = {
        "DOI": doi,
        "PMID": normalise_pmid(reference.text("pmid")),
        "PMCID": normalise_pmcid(reference.text("pmcid")).partition(".")[0],
        "arXiv number": _arxiv(reference, doi),
    }
    # What a chapter inherits is the identifier of its book.
    inherited = {name.upper() for name in reference.inherited}
    return {name: value for name, value in found.items() if value and name not in inherited}


def _arxiv(reference: Reference, doi: str) -> str:
    server = folded(reference.text("eprinttype", "archiveprefix"))
    text = reference.text("eprint") if server == "arxiv" else reference.text("arxiv")
    if doi.startswith("10.48550/arxiv."):
        text = doi.removeprefix("10.48550/arxiv.")
    match = _ARXIV.search(text[:100])
    return match[1] if match else ""


def _isbns(reference: Reference) -> frozenset[str]:
    text = reference.text("isbn")[:200]
    if not text or "isbn" in reference.inherited:
        return frozenset()
    whole = normalise_isbn(text)
    found = [whole] if whole else map(normalise_isbn, re.split(r"[,;/\s]+", text))
    return frozenset(_as_thirteen(isbn) for isbn in found if isbn)


def _as_thirteen(isbn: str) -> str:
    """An ISBN of ten digits as that of thirteen, without check digit either way."""
    return "978" + isbn[:9] if len(isbn) == 10 else isbn[:12]


_ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6",
    "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10",
}  # fmt: skip


def _edition(text: str) -> str:
    words = folded(text).split()
    for word in words:
        if word in _ORDINALS:
            return _ORDINALS[word]
        digits = re.match(r"\d+", word)
        if digits:
            return digits.group()
    return " ".join(words)
