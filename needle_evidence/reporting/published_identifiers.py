"""The identifiers of a work as other programs may have them: only those that are its own."""

from __future__ import annotations

from dataclasses import dataclass

from needle_evidence.appraisal.verdict import ReferenceState
from needle_evidence.model.identifiers import (
    bare_doi,
    doi_link,
    normalise_pmcid,
    normalise_pmid,
    pmc_link,
    pubmed_link,
)
from needle_evidence.reporting.reference_view import ReferenceView

_NOT_ITS_OWN = frozenset({ReferenceState.WRONG_WORK.value, ReferenceState.BAD_IDENTIFIER.value})


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedIdentifier:
    """scheme: "DOI", "PMID" or "PMCID". link: its https address."""

    scheme: str
    value: str
    link: str


def published_identifiers(view: ReferenceView) -> tuple[PublishedIdentifier, ...]:
    """The DOI, PubMed and PubMed Central numbers of a work, normalised.

    None where a registry says that they belong to another work or to none: programs that join
    works by their identifiers would take the one for the other.
    """
    if view.verification.verdict in _NOT_ITS_OWN:
        return ()
    found = (
        ("DOI", bare_doi(view.record.text("doi")), doi_link),
        ("PMID", normalise_pmid(view.record.text("pmid")), pubmed_link),
        ("PMCID", normalise_pmcid(view.record.text("pmcid")), pmc_link),
    )
    return tuple(
        PublishedIdentifier(scheme=scheme, value=value, link=link(value))
        for scheme, value, link in found
        if value
    )
