"""NE606: an identifier that the registries which assign it do not know."""

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
        if verdict is not None and verdict.record is RecordMatch.BAD_IDENTIFIER:
            yield Problem(
                message=f"An identifier of {named(reference)} does not exist. "
                f"{record_told(verdict)}. {citing(library, reference.key)}",
                location=place(reference, *verdict.record_rows),
                subject=reference.key,
            )


CHECK = Check(
    code="NE606",
    name="bad-identifier",
    severity=Severity.ERROR,
    summary="No registry that assigns such identifiers knows one that a reference gives.",
    why=(
        "The link leads nowhere: the identifier is mistyped, or the work was made up. Of DOIs, "
        "Crossref and DataCite were both asked; a few are given out by other agencies."
    ),
    bad="doi = {10.1234/hall2081}, a slip for hall2018",
    good="doi = {10.1234/hall2018}",
    way_out=(
        "Open the link, and correct the identifier or take it out. If it does lead to the work, "
        "waive this and say who registered it."
    ),
    needs=frozenset({"references", "verifications"}),
    look=_look,
)
