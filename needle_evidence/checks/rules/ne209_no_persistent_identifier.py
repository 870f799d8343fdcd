"""NE209: a work that a claim uses but that carries no lasting identifier."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.identifiers import web_address
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

_BOOKS = frozenset({"book", "mvbook", "inbook", "collection", "mvcollection", "incollection"})
_PAPERS = frozenset({"article", "inproceedings", "conference"})
_REPORTS = frozenset({"report", "techreport"})
_ARXIV = re.compile(r"(?i)(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?")
_LASTING_ADDRESS = re.compile(
    r"(?i)https?://(?:(?:dx\.)?doi\.org/10\.|hdl\.handle\.net/|pubmed\.ncbi\.nlm\.nih\.gov/\d"
    r"|(?:www\.)?ncbi\.nlm\.nih\.gov/(?:pubmed/\d|pmc/articles/PMC|books/NBK)"
    r"|pmc\.ncbi\.nlm\.nih\.gov/articles/PMC|arxiv\.org/abs/|(?:www\.)?jstor\.org/stable/)"
)


def _look(library: Library) -> Iterator[Problem]:
    for reference in library.references:
        if reference.key in library.claims_by_reference and _lacks(reference):
            key, title = one_line(reference.key, 80), one_line(reference.title, 120)
            kinds = "DOI, PMID, ISBN" if reference.entry_type in _BOOKS else "DOI, PMID"
            yield Problem(
                message=f"{key} has no {kinds} or other lasting identifier: “{title}”.",
                location=reference.location,
                subject=reference.key,
            )


def _lacks(reference: Reference) -> bool:
    # A malformed one is a finding of its own (NE203 to NE205), so here any will do.
    kind = reference.entry_type
    names = ["doi", "pmid", "pmcid"]
    if kind in _BOOKS:
        names.append("isbn")
    elif kind in _REPORTS:
        # Agencies publish most reports under an address only.
        names += ["isbn", "url"]
    elif kind not in _PAPERS:
        return False
    if reference.text(*names):
        return False
    return not (
        _has_eprint(reference) or _LASTING_ADDRESS.match(web_address(reference.text("url")))
    )


def _has_eprint(reference: Reference) -> bool:
    eprint = reference.text("eprint")
    return bool(eprint) and bool(
        reference.text("eprinttype", "archiveprefix") or _ARXIV.fullmatch(eprint)
    )


CHECK = Check(
    code="NE209",
    name="no-persistent-identifier",
    severity=Severity.NOTE,
    summary="A cited article, book or report carries no DOI, PMID, ISBN or the like.",
    why=(
        "Readers cannot go straight to it, and whether it was corrected or retracted cannot be "
        "looked up."
    ),
    bad="@article{hall2018effects, title = {Effects of dry needling}, …}",
    good="@article{hall2018effects, title = {Effects of dry needling}, doi = {10.1234/abc}, …}",
    way_out="Look the work up at Crossref or PubMed and add its doi or pmid, if it has one.",
    look=_look,
)
