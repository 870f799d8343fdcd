"""NE309: numbers in a claim, or in a recorded result, that its passages do not contain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from needle_evidence.appraisal.assessment import ClaimAssessment, assess
from needle_evidence.checks.check import Check
from needle_evidence.language.quantities import Quantity, missing_quantities, quantities
from needle_evidence.model.finding import Location, NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Result, Stance

_NO_PASSAGE = "no passage is recorded in which its numbers could be looked up"


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for result in library.results:
        yield from _check_result(result)
    for assessment in assess(library):
        yield from _check_claim(assessment)


def _check_result(result: Result) -> Iterator[Problem | NotChecked]:
    if not _with_units(result.result):
        return
    if not result.passage:
        subject = f"{one_line(result.claim_id, 80)}, {one_line(result.citekey, 80)}"
        yield NotChecked(reason=_NO_PASSAGE, subject=subject)
        return
    missing = _units(missing_quantities(result.result, result.passage))
    if missing:
        key = one_line(result.citekey, 80)
        yield _problem(missing, f"its passage from {key}", result.cell("result"), result.claim_id)


def _check_claim(assessment: ClaimAssessment) -> Iterator[Problem | NotChecked]:
    claim = assessment.claim
    if not assessment.works or not _with_units(claim.text):
        return
    passages = [
        result.passage
        for work in assessment.works
        for result in work.results
        if result.passage and result.stance is Stance.SUPPORTS
    ]
    if not passages:
        yield NotChecked(reason=_NO_PASSAGE, subject=claim.claim_id)
        return
    missing = _units(missing_quantities(claim.text, *passages))
    if missing:
        what = "the passages recorded for it"
        yield _problem(missing, what, claim.cell("claim"), claim.claim_id)


def _with_units(text: str) -> bool:
    return any(quantity.unit for quantity in quantities(text))


def _units(missing: Sequence[Quantity]) -> list[Quantity]:
    return [quantity for quantity in missing if quantity.unit]


def _problem(missing: list[Quantity], where: str, place: Location, claim_id: str) -> Problem:
    shown = ", ".join(f"“{one_line(quantity.text, 40)}”" for quantity in missing[:5])
    more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
    verb = "stands" if len(missing) == 1 else "stand"
    return Problem(
        message=f"{shown}{more} {verb} in no part of {where}.",
        location=place,
        subject=one_line(claim_id, 80),
    )


CHECK = Check(
    code="NE309",
    name="number-not-in-passage",
    severity=Severity.WARNING,
    summary="A claim or a recorded result gives a number that its passage does not contain.",
    why=(
        "Numbers are what readers remember. One that the quoted passage does not hold was "
        "mistyped, rounded, computed, or belongs to another outcome or time point."
    ),
    bad="result: “Pain fell by 14 points in 24 weeks.” passage: “… by 14 points at 4 weeks …”",
    good="result: “Pain fell by 14 points in 4 weeks.” passage: “… by 14 points at 4 weeks …”",
    way_out="Correct the number, or quote the passage that holds it.",
    needs=frozenset({"claims", "references", "results"}),
    look=_look,
)
