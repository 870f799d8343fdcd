"""NE607: a field of a reference that the registry's record gives otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.verdict import verdicts
from needle_evidence.checks.check import Check
from needle_evidence.checks.notices import named, place, record_told
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.verification import RecordMatch


def _look(library: Library) -> Iterator[Problem]:
    for reference in library.references:
        verdict = verdicts(library).get(reference.key)
        if (
            verdict is not None
            and verdict.record is RecordMatch.FIELD_MISMATCH
            and not verdict.disputed
        ):
            yield Problem(
                message=f"{named(reference)} differs from the record of its work. "
                f"{record_told(verdict)}.",
                location=place(reference, *verdict.record_rows),
                subject=reference.key,
            )


CHECK = Check(
    code="NE607",
    name="field-mismatch",
    severity=Severity.WARNING,
    summary="A field of a reference differs from what the registry holds about the same work.",
    why=(
        "It is the right work with a wrong year, volume, page or author: readers look in the "
        "wrong place. Registries err too, so both values are shown."
    ),
    bad="year = {2019}, and Crossref has 2014",
    good="year = {2014}, as Crossref has it",
    way_out=(
        "Compare both with the work itself and correct the field; if the registry is wrong, "
        "waive this."
    ),
    needs=frozenset({"references", "verifications"}),
    look=_look,
)
