"""A recorded result, as a `statistic` of a FHIR R5 Evidence."""

from __future__ import annotations

from decimal import Decimal

from needle_evidence.model.result import Result
from needle_evidence.reporting.claim_view import RatingView
from needle_evidence.reporting.fhir.plain_elements import (
    annotation,
    count,
    fhir_decimal,
    markdown,
    plain,
    quantity,
)
from needle_evidence.reporting.fhir.published_codes import (
    CONFIDENCE_INTERVAL,
    ESTIMATE_TYPE,
    IN_WORDS,
    STATISTIC_TYPE,
    STATISTICS,
    concept,
)
from needle_evidence.reporting.known_parts import Node, known
from needle_evidence.reporting.tables.outcome_rows import (
    OutcomeResult,
    minimal_important_differences,
)

_LEVEL = Decimal("0.95")  # evidence.csv holds 95% intervals


def statistic(found: OutcomeResult) -> Node:
    """The result with its effect, interval and counts, as far as FHIR can hold them.

    Its words and numbers stand in the description; its work, stance, directness and minimal
    important difference in a note.
    """
    record = found.result.record
    said = (found.result.result, found.result.numbers)
    passage = f"“{found.result.passage}”" if found.result.passage else ""
    notes = [
        annotation(_about(found), record.appraiser, record.appraised_on),
        annotation(passage),
        annotation(record.note, record.appraiser, record.appraised_on),
    ]
    return known(
        {
            "description": markdown("\n".join(part for part in said if part)),
            "note": [note for note in notes if note],
            "statisticType": _type(record),
            "quantity": quantity(record.effect, record.unit),
            **_counts(record),
            "attributeEstimate": _interval(record),
        }
    )


def rated_bodies(ratings: tuple[RatingView, ...]) -> list[Node]:
    """How many studies and people the ratings say that they rest on, each number once."""
    sizes = dict.fromkeys((row.record.studies, row.record.participants) for row in ratings)
    found = (
        known({"numberOfStudies": count(studies), "numberOfParticipants": count(people)})
        for studies, people in sizes
    )
    words = "Body of evidence, as rated"
    return [{"description": words, "sampleSize": size} for size in found if size]


def _about(found: OutcomeResult) -> str:
    result = found.result
    fits = f"{result.directness}: {', '.join(result.because)}" if result.because else ""
    parts = (
        found.work.reference.short_name,
        result.locator,
        result.stance or "stance not recorded",
        fits or result.directness,
        "cited" if found.cited else "considered, not cited",
        f"better: {result.record.better}" if result.record.better else "",
    )
    difference = minimal_important_differences((found,))
    more = f"minimal important difference: {difference}" if difference else ""
    return "; ".join(part for part in (*parts, more) if part)


def _type(record: Result) -> Node:
    code = STATISTICS.get(record.measure, "")
    if code or record.measure:
        return concept(STATISTIC_TYPE, code, plain(record.measure))
    numbers = (record.effect, record.ci_low, record.ci_high, record.events)
    told = all(number is None for number in numbers)
    return concept(STATISTIC_TYPE, IN_WORDS if told else "")


def _counts(record: Result) -> Node:
    """Events among the people counted; where the two do not fit, they count something else."""
    events, people = count(record.events), count(record.participants)
    affected = events is not None and people is not None and events <= people
    return {
        "numberOfEvents": None if affected else events,
        "numberAffected": events if affected else None,
        "sampleSize": {"numberOfParticipants": people} if people is not None else {},
    }


def _interval(record: Result) -> list[Node]:
    low, high = fhir_decimal(record.ci_low), fhir_decimal(record.ci_high)
    if low is None or high is None or low > high:
        return []
    ends = {"low": quantity(low, record.unit), "high": quantity(high, record.unit)}
    kind = concept(ESTIMATE_TYPE, CONFIDENCE_INTERVAL)
    return [{"type": kind, "level": _LEVEL, "range": ends}]
