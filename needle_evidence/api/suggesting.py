"""Suggesting references of the library for claims; linking is a step of its own."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.api.appraising import the_claim
from needle_evidence.appraisal.scope import PartComparison, ScopeFit
from needle_evidence.errors import UsageError
from needle_evidence.model.library import Library
from needle_evidence.suggest.candidates import (
    Candidate,
    Suggestion,
    library_index,
    suggest_references,
)

__all__ = [
    "Candidate",
    "PartComparison",
    "ScopeFit",
    "Suggestion",
    "candidate_record",
    "suggest",
    "suggest_uncited",
]


def suggest(library: Library, claim_id: str, *, top: int = 10) -> Suggestion:
    """The works of the library whose words come nearest to a claim, best first.

    What the claim cites already is among them, and marked. Raises UsageError for an unknown
    claim, an id that several share, and a number below 1.
    """
    _refuse_few(top)
    claim = the_claim(library, claim_id)
    return suggest_references(library, library_index(library), claim, top=top)


def suggest_uncited(library: Library, *, top: int = 3) -> Iterator[Suggestion]:
    """The same for every claim that needs evidence and cites no known work, in file order.

    Raises UsageError for a number below 1.
    """
    _refuse_few(top)
    claims = [c for c in library.claims if c.needs_evidence and not library.cited(c)]
    index = library_index(library) if claims else None
    return (suggest_references(library, index, claim, top=top) for claim in claims if index)


def candidate_record(candidate: Candidate) -> dict[str, object]:
    """One candidate as JSON holds it."""
    reference, design = candidate.reference, candidate.design
    return {
        "citekey": reference.key,
        "title": reference.title,
        "year": reference.year,
        "share": round(candidate.share, 3),
        "matched": [
            {
                "claim_words": matched.claim_words,
                "reference_words": matched.reference_words,
                "where": matched.where,
                "through": matched.relation.value if matched.relation else None,
            }
            for matched in candidate.matched
        ],
        "missing": list(candidate.missing),
        "scope": {
            "fit": candidate.scope.fit.value,
            "because": list(candidate.scope.because),
            "explanation": candidate.scope.explanation,
        },
        "study_design": design.code or None,
        "study_design_inferred": bool(design.code) and not design.stated,
        "cited": candidate.cited,
        "considered": candidate.considered,
        "retracted": candidate.retracted,
    }


def _refuse_few(top: int) -> None:
    if top < 1:
        raise UsageError(f"{top} candidates cannot be shown.", "Give --top a number from 1.")
