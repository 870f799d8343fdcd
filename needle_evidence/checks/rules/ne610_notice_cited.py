"""NE610: what is cited is itself a retraction notice, a correction or an erratum."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.notices import named, notice_problem, only_titles, works_with
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.verification import NoticeState


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for reference, verdict in works_with(library, NoticeState.IS_NOTICE):
        lead = f"{named(reference)} is itself a notice about another work"
        yield notice_problem(library, reference, verdict, lead)
    yield from only_titles(library)


CHECK = Check(
    code="NE610",
    name="notice-cited",
    severity=Severity.WARNING,
    summary="A reference is itself a retraction notice, a correction or an expression of concern.",
    why=(
        "A notice is no evidence: it says something about another work. Most often the notice's "
        "identifier was copied instead of the work's, which may well have been retracted."
    ),
    bad="title = {Retraction notice to: Needling and hip pain}",
    good="title = {Needling and hip pain}",
    way_out=("Cite the work itself, if it still stands, and not the notice."),
    look=_look,
)
