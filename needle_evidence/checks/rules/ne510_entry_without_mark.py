"""NE510: a printed reference that no mark of its page names."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.marks import mark_drift
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    drift = mark_drift(library)
    for item in drift.entries_without_mark:
        yield Problem(
            message=f"No mark names this reference: “{one_line(item.entry.text, 120)}”.",
            location=item.location,
            subject=item.article,
        )
    for other in drift.lists_without_marks:
        yield Problem(
            message=(
                f"The page prints {other.count} {'reference' if other.count == 1 else 'references'}"
                ", and no mark in its text names any of them."
            ),
            location=other.location,
            subject=other.article,
        )


CHECK = Check(
    code="NE510",
    name="entry-without-mark",
    severity=Severity.NOTE,
    summary="A reference that the page prints is cited nowhere in its text.",
    why=(
        "A list at the end of a page looks like backing for all of it. Which sentence each work "
        "is for, only a mark can say."
    ),
    bad="a list of 8 references under a page without any mark",
    good="each of the 8 references named by a mark such as [3]",
    way_out="Put a mark beside the claim that the work is for, or take the entry off the list.",
    needs=frozenset({"claims", "references", "articles"}),
    look=_look,
)
