"""NE604: a notice about a work whose nature no source names."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.notices import named, notice_problem, only_titles, works_with
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.verification import NoticeState


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for reference, verdict in works_with(library, NoticeState.UNKNOWN):
        lead = f"{named(reference)} has a notice, and whether it is a retraction is not known"
        yield notice_problem(library, reference, verdict, lead)
    yield from only_titles(library)


CHECK = Check(
    code="NE604",
    name="notice-of-unknown-nature",
    severity=Severity.WARNING,
    summary="A work has a notice, and no source says whether it is a retraction.",
    why=(
        "Lists that give only two identifiers hold retractions, corrections and expressions of "
        "concern alike. Neither “retracted” nor “fine” may be guessed from one: a person decides."
    ),
    bad="retraction_list says: unknown, doi:10.1234/notice",
    good="person says: correction, read by R. Hall",
    way_out=(
        "Open the notice, then record what it is: needle-evidence verify CITEKEY --judge "
        "retraction (or concern, correction, none) --by NAME --because TEXT."
    ),
    look=_look,
)
