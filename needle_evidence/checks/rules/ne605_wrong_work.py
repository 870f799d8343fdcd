"""NE605: an identifier that belongs to another work."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.verdict import verdicts
from needle_evidence.checks.check import Check
from needle_evidence.checks.notices import citing, named, place, record_told
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.verification import RecordMatch


def _look(library: Library) -> Iterator[Problem]:
    for reference in library.references:
        verdict = verdicts(library).get(reference.key)
        if verdict is not None and verdict.record is RecordMatch.WRONG_WORK:
            yield Problem(
                message=f"An identifier of {named(reference)} belongs to another work. "
                f"{record_told(verdict)}. {citing(library, reference.key)}",
                location=place(reference, *verdict.record_rows),
                subject=reference.key,
            )


CHECK = Check(
    code="NE605",
    name="wrong-work",
    severity=Severity.ERROR,
    summary="An identifier of a reference belongs to another work.",
    why=(
        "Title and authors that do not exist together are what made-up references look like; a "
        "slip in a DOI leads readers to a paper that says something else."
    ),
    bad="doi = {10.1234/other}, which is “Sleep and tea” by Ito",
    good="doi = {10.1234/hall2018}, which is this work",
    way_out=(
        "Find out which is meant, and correct the identifier or the entry; then run "
        "`needle-evidence verify CITEKEY --online`."
    ),
    needs=frozenset({"references", "verifications"}),
    look=_look,
)
