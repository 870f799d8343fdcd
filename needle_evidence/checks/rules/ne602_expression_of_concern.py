"""NE602: a work about which an expression of concern was published."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.notices import named, notice_problem, only_titles, works_with
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.verification import NoticeState


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for reference, verdict in works_with(library, NoticeState.CONCERN):
        lead = f"{named(reference)} stands under an expression of concern"
        yield notice_problem(library, reference, verdict, lead)
    yield from only_titles(library)


CHECK = Check(
    code="NE602",
    name="expression-of-concern",
    severity=Severity.WARNING,
    summary="An editor published an expression of concern about a work.",
    why=(
        "The journal doubts the work and has not decided yet. It is not retracted, and it still "
        "counts here; whoever rests a claim on it should know, and look again."
    ),
    bad="crossref says: expression of concern, 2026-05-01",
    good="no source knows of a notice",
    way_out=(
        "Read the notice, and rest the claim on other works if it touches what is cited; look "
        "again later with `needle-evidence verify --online`."
    ),
    look=_look,
)
