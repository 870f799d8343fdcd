"""NE609: sources that contradict each other about a reference."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.verdict import verdicts
from needle_evidence.checks.check import Check
from needle_evidence.checks.notices import named, place, record_told
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library


def _look(library: Library) -> Iterator[Problem]:
    for reference in library.references:
        verdict = verdicts(library).get(reference.key)
        if verdict is not None and verdict.disputed:
            yield Problem(
                message=f"The sources disagree about {named(reference)}. {record_told(verdict)}.",
                location=place(reference, *verdict.record_rows),
                subject=reference.key,
            )


CHECK = Check(
    code="NE609",
    name="sources-disagree",
    severity=Severity.WARNING,
    summary="One source takes a reference for the right work, and another one contradicts it.",
    why=(
        "One of the registries is wrong, or the entry mixes two works. No source is believed over "
        "another."
    ),
    bad="crossref: verified; pubmed: another title and other authors",
    good="crossref: verified; pubmed: verified",
    way_out=("Look at the work itself; correct the entry, or waive this with what you found."),
    needs=frozenset({"references", "verifications"}),
    look=_look,
)
