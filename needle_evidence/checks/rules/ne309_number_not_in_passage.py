"""NE309: numbers in a claim, or in a recorded result, that its passages do not contain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from needle_evidence.appraisal.assessment import ClaimAssessment, assess
from needle_evidence.checks.check import Check
from needle_evidence.language.quantities import Quantity, missing_quantities, quantities
from needle_evidence.model.finding import Location, NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness, Result, Stance

_NO_PASSAGE = "no passage is recorded in which its numbers could be looked up"
_NO_SUPPORT = "no passage that supports it is recorded, in which its numbers could be looked up"
_WORKS = frozenset({"study", "review"})
_MOST_SHOWN = 5


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for result in library.results:
        yield from _check_result(result)
    for assessment in assess(library):
        yield from _check_claim(assessment)


def _check_result(result: Result) -> Iterator[Problem | NotChecked]:
    key = one_line(result.citekey, 80)
    if result.passage:
        missing = _missing(result.result, [result.passage], works=1)
        if missing:
            message = f"The result gives {_shown(missing)}, which its passage from {key} lacks."
            yield _problem(message, result.cell("result"), result.claim_id)
    elif _stated(quantities(result.result), works=1):
        subject = f"{one_line(result.claim_id, 80)}, {key}"
        yield NotChecked(reason=_NO_PASSAGE, subject=subject)


def _check_claim(assessment: ClaimAssessment) -> Iterator[Problem | NotChecked]:
    claim, works = assessment.claim, assessment.works
    if not works:
        return
    passages = [
        result.passage
        for work in works
        for result in work.results
        if result.passage
        and result.stance is Stance.SUPPORTS
        and result.directness is not Directness.UNRELATED
    ]
    missing = _missing(claim.text, passages, works=len(works))
    if not missing:
        return
    if passages:
        message = f"The claim gives {_shown(missing)}, which no passage that supports it contains."
        yield _problem(message, claim.cell("claim"), claim.claim_id)
    else:
        yield NotChecked(reason=_NO_SUPPORT, subject=claim.claim_id)


def _missing(text: str, passages: Sequence[str], *, works: int) -> list[Quantity]:
    return [
        quantity
        for quantity in _stated(missing_quantities(text, *passages), works=works)
        # "128 of 400 people": the unit of the first was read from the second, so its value will do.
        if quantity.text[-1].isalpha()
        or "%" in quantity.text
        or missing_quantities(quantity.text, *passages)
    ]


def _stated(found: Sequence[Quantity], *, works: int) -> list[Quantity]:
    """Those with a unit, without what counts the works themselves: "one trial", "both groups"."""
    return [
        quantity
        for quantity in found
        if quantity.unit
        and not (quantity.unit in _WORKS and quantity.value <= works)
        and not (quantity.unit == "group" and quantity.value in (1, 2))
    ]


def _shown(missing: Sequence[Quantity]) -> str:
    shown = ", ".join(f"“{one_line(quantity.text, 40)}”" for quantity in missing[:_MOST_SHOWN])
    more = len(missing) - _MOST_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def _problem(message: str, place: Location, claim_id: str) -> Problem:
    return Problem(message=message, location=place, subject=one_line(claim_id, 80))


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
