"""NE507: a citation mark beside a claim whose row does not list that reference."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.marks import mark_drift
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for item in mark_drift(library).unlisted:
        yield Problem(
            message=(
                f"The page cites {one_line(item.citekey, 80)} here ({one_line(item.text, 60)}), "
                f"and the row of this claim does not list it."
            ),
            location=item.location,
            subject=item.claim_id,
        )


CHECK = Check(
    code="NE507",
    name="citation-not-listed",
    severity=Severity.WARNING,
    summary="The page cites a work for a claim, and the row of the claim does not list it.",
    why=(
        "What the page cites is what its readers rely on. A work that stands only on the page is "
        "appraised by nobody."
    ),
    bad="page: “eases knee pain [4]”; references: berg2018tape (the page’s 4 is ito2020heat)",
    good="page: “eases knee pain [4]”; references: berg2018tape;ito2020heat",
    way_out="Add the citekey to the row's references, or take the mark off the page.",
    needs=frozenset({"claims", "references", "articles"}),
    look=_look,
)
