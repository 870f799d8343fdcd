"""NE204: a pmid or pmcid field that holds no PubMed number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.own_fields import own_fields
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_NAMES = {"pmid": "PMID", "pmcid": "PMCID"}
_SHAPES = {"pmid": "1 to 8 digits, such as 20140448", "pmcid": "PMC and digits, such as PMC6242300"}
_NORMALISERS = {"pmid": normalise_pmid, "pmcid": normalise_pmcid}


def _look(library: Library) -> Iterator[Problem]:
    for reference, name, value in own_fields(library, *_NAMES):
        if not _NORMALISERS[name](value):
            yield Problem(
                message=f"“{one_line(value, 80)}” is not a {_NAMES[name]} ({_SHAPES[name]}).",
                location=reference.place(name),
                subject=reference.key,
                way_out=_way_out(name, value),
            )


def _way_out(name: str, value: str) -> str:
    if name == "pmid" and re.match(r"(?i)\s*(?:pmcid:?\s*)?pmc\d", value):
        return "This is a PMCID: put it into the field pmcid."
    if normalise_doi(value):
        return "This is a DOI: put it into the field doi."
    trimmed = value.rstrip(".,; ")
    clean = _NORMALISERS[name](trimmed)
    return f"Write it as {clean}." if clean else ""


CHECK = Check(
    code="NE204",
    name="malformed-pmid",
    severity=Severity.WARNING,
    summary="A pmid or pmcid field holds something else.",
    why="The link to PubMed leads nowhere, or to another work.",
    bad="pmid = {PMC6242300}",
    good="pmid  = {29952980},\npmcid = {PMC6242300}",
    way_out="Look the work up at pubmed.ncbi.nlm.nih.gov and copy its number.",
    look=_look,
)
