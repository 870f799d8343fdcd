"""NE509: a citation mark that the reference list of its page does not explain."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.marks import mark_drift
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    drift = mark_drift(library)
    for item in drift.marks_without_entry:
        labels = ", ".join(one_line(label, 40) for label in item.labels[:5])
        yield Problem(
            message=f"{one_line(item.text, 60)} names {labels}, which no printed reference has.",
            location=item.location,
            subject=item.article,
        )
    for other in drift.marks_without_list:
        yield Problem(
            message=f"{_marks(other.count)} on the page, and it prints no reference list.",
            location=other.location,
            subject=other.article,
        )


def _marks(count: int) -> str:
    return f"{count} citation {'mark stands' if count == 1 else 'marks stand'}"


CHECK = Check(
    code="NE509",
    name="mark-without-entry",
    severity=Severity.WARNING,
    summary="A citation mark on the page has no entry in the page’s reference list.",
    why=("A number that leads nowhere is no citation: nobody can look up what is meant."),
    bad="“eases knee pain [9]” over a list of 8 references",
    good="“eases knee pain [8]” over a list of 8 references",
    way_out="Add the entry to the list of the page, or correct the mark.",
    needs=frozenset({"claims", "references", "articles"}),
    look=_look,
)
