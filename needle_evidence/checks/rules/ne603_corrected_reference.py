"""NE603: a work of which a correction was published."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.notices import named, notice_problem, only_titles, works_with
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.verification import NoticeState


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for reference, verdict in works_with(library, NoticeState.CORRECTION):
        lead = f"{named(reference)} was corrected"
        yield notice_problem(library, reference, verdict, lead)
    yield from only_titles(library)


CHECK = Check(
    code="NE603",
    name="corrected-reference",
    severity=Severity.NOTE,
    summary="A correction of a work was published.",
    why=(
        "Most corrections mend a name or a figure; some change the result that a claim rests on. "
        "Only a person who reads the correction can tell."
    ),
    bad="pubmed says: corrected, doi:10.1234/erratum",
    good="no source knows of a correction",
    way_out=(
        "Look whether what is cited changed; correct the recorded result if it did, or waive "
        "this with what you found."
    ),
    look=_look,
)
