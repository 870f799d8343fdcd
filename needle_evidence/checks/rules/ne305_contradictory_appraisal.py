"""NE305: a row of evidence.csv whose cells contradict each other or are half filled in."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness, Result


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
    directness = result.directness
    if result.stance is not None and directness is None:
        yield "directness", "a stance is recorded, but not whether the work is direct."
    if directness is Directness.INDIRECT and not result.indirect_because:
        yield "indirect_because", "the work is indirect, but nobody recorded in what it differs."
    if directness is not Directness.INDIRECT and result.indirect_because:
        written = ", ".join(result.indirect_because)
        word = directness.value if directness else "not recorded"
        yield "indirect_because", f"it differs in {written}, but its directness is {word}."
    if (result.stance or directness) and not result.appraiser:
        yield "appraiser", "nobody's name stands beside this judgement."
    low, high, effect = result.ci_low, result.ci_high, result.effect
    if low is not None and high is not None and low > high:
        yield "ci_low", f"the interval begins at {low} and ends at {high}."
    elif effect is not None and (
        (low is not None and effect < low) or (high is not None and effect > high)
    ):
        yield "effect", f"the effect {effect} lies outside its own interval."
    if (low is None) != (high is None):
        yield "ci_high" if high is None else "ci_low", "the interval has one end only."
    if effect is not None and not result.measure:
        yield "measure", f"the effect {effect} has no measure (MD, RR …)."
    events, people = result.events, result.participants
    if events is not None and people is not None and events > people:
        yield "events", f"{events} events among {people} participants."


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
    needs=frozenset({"results"}),
    look=_look,
)
