"""NE303: two rows of one appraisal table that say what they say about the same thing."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    first: dict[Hashable, Location] = {}
    keyed: list[tuple[Hashable, str, Location]] = [
        (("result", *result.key), result.claim_id, result.location) for result in library.results
    ]
    keyed += [
        (
            ("rating", r.claim_id, r.outcome, r.comparator, r.timepoint, r.rating, r.appraiser,
             r.reported_by),
            r.claim_id,
            r.location,
        )
        for r in library.ratings
    ]  # fmt: skip
    for key, claim_id, place in keyed:
        before = first.setdefault(key, place)
        if before is not place:
            yield Problem(
                message=f"Line {before.line} holds a row about the same claim, work, outcome, "
                "comparator and time point.",
                location=place,
                subject=one_line(claim_id, 80),
            )


CHECK = Check(
    code="NE303",
    name="repeated-row",
    severity=Severity.ERROR,
    summary="Two rows of evidence.csv, or of certainty.csv, have the same key.",
    why=(
        "Two rows about the same result may contradict each other, and then nobody can tell which "
        "one was meant. Both are counted until one is removed."
    ),
    bad=(
        "claim_id,citekey,outcome,stance\nreduces-hip-pain,hall2018effects,pain,supports\n"
        "reduces-hip-pain,hall2018effects,pain,neutral"
    ),
    good=(
        "claim_id,citekey,outcome,stance\nreduces-hip-pain,hall2018effects,pain,supports\n"
        "reduces-hip-pain,hall2018effects,walking,neutral"
    ),
    way_out="Keep one of the rows, or tell them apart by outcome, comparator or time point.",
    look=_look,
)
