"""NE302: a recorded result, or a reported certainty, of a work that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_MOST_OFFERS = 50


def _look(library: Library) -> Iterator[Problem]:
    named = [(result.citekey, result.cell("citekey"), result.claim_id) for result in library.results]
    named += [
        (rating.reported_by, rating.cell("reported_by"), rating.claim_id)
        for rating in library.ratings
        if rating.reported_by
    ]
    unknown = [entry for entry in named if entry[0] not in library.reference_by_key]
    for number, (key, place, claim_id) in enumerate(unknown):
        offer = suggestion(key, library.reference_by_key) if number < _MOST_OFFERS else ""
        yield _problem(library, key, place, claim_id, offer)


def _problem(library: Library, key: str, place: Location, claim_id: str, offer: str) -> Problem:
    message = f"There is no reference {one_line(key, 80)} in {library.references_path}."
    return Problem(
        message=f"{message} {offer}".strip(), location=place, subject=one_line(claim_id, 80)
    )


CHECK = Check(
    code="NE302",
    name="unknown-work",
    severity=Severity.ERROR,
    summary="A row in the appraisal folder names a citekey that references.bib does not hold.",
    why=(
        "A judgement must lead to the work that it is about. Without the entry nobody can look it "
        "up, and the result counts nowhere."
    ),
    bad="claim_id,citekey,stance\nreduces-hip-pain,hall2018effect,supports",
    good="claim_id,citekey,stance\nreduces-hip-pain,hall2018effects,supports",
    way_out="Write the citekey as it stands in references.bib, or add the entry there.",
    look=_look,
)
