"""NE305: a row of evidence.csv whose cells contradict each other or are half filled in."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import MEASURES, RATIO_MEASURES, Directness, Result

_NEVER_NEGATIVE = RATIO_MEASURES | {"proportion"}


def _look(library: Library) -> Iterator[Problem]:
    for result in library.results:
        for column, message in _faults(result):
            yield Problem(
                message=f"{one_line(result.citekey, 80)}: {message}",
                location=result.cell(column),
                subject=one_line(result.claim_id, 80),
            )


def _faults(result: Result) -> Iterator[tuple[str, str]]:
    """(column, what is wrong) for each contradiction or gap of one row."""
    yield from _judgement_faults(result)
    yield from _interval_faults(result)
    if result.effect is not None and not result.measure:
        yield "measure", f"the effect {result.effect} has no measure ({', '.join(MEASURES[:4])} …)."
    if result.measure in _NEVER_NEGATIVE:
        for column in ("effect", "ci_low", "ci_high"):
            number = getattr(result, column)
            if number is not None and number < 0:
                noun = "the proportion" if result.measure == "proportion" else result.measure
                yield column, f"{noun} is recorded with {number}, and it cannot be below 0."
                break
    events, people = result.events, result.participants
    if events is not None and people is not None and events > people:
        message = f"{events} events among {people} participants: count the people who had one."
        yield "events", message


def _judgement_faults(result: Result) -> Iterator[tuple[str, str]]:
    directness = result.directness
    if result.stance is not None and directness is None:
        yield "directness", "a stance is recorded, but not whether the work is direct."
    if directness is Directness.INDIRECT and not result.indirect_because:
        yield "indirect_because", "the work is indirect, but nobody recorded in what it differs."
    # In what an unrelated work differs is no contradiction, only more than anybody asked.
    if directness in (None, Directness.DIRECT) and result.indirect_because:
        written = ", ".join(result.indirect_because)
        word = directness.value if directness else "not recorded"
        yield "indirect_because", f"it differs in {written}, but its directness is {word}."
    if (result.stance or directness) and not result.appraiser:
        yield "appraiser", "nobody's name stands beside this judgement."


def _interval_faults(result: Result) -> Iterator[tuple[str, str]]:
    low, high, effect = result.ci_low, result.ci_high, result.effect
    if (low is None) != (high is None):
        column = "ci_high" if high is None else "ci_low"
        yield column, f"the interval has one end only; {column} is empty or could not be read."
    if low is not None and high is not None and low > high:
        yield "ci_low", f"the interval begins at {low} and ends at {high}, which is lower."
    elif effect is not None and (
        (low is not None and effect < low) or (high is not None and effect > high)
    ):
        shown = f"{'…' if low is None else low} to {'…' if high is None else high}"
        yield "effect", f"the effect {effect} lies outside its own interval ({shown})."


CHECK = Check(
    code="NE305",
    name="contradictory-appraisal",
    severity=Severity.WARNING,
    summary="A row of evidence.csv contradicts itself or is half filled in.",
    why=(
        "A stance without directness does not count, a judgement without a name is nobody's, and "
        "an effect outside its own interval was mistyped."
    ),
    bad=(
        "claim_id,citekey,stance,directness,indirect_because,appraiser\n"
        "reduces-hip-pain,hall2018effects,supports,direct,population,R. Hall"
    ),
    good=(
        "claim_id,citekey,stance,directness,indirect_because,appraiser\n"
        "reduces-hip-pain,hall2018effects,supports,indirect,population,R. Hall"
    ),
    way_out="Correct the row: stance, directness, its reason, the appraiser and the numbers.",
    look=_look,
)
