"""NE508: a reference that a row lists and its article does not cite beside the claim."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.marks import mark_drift
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for item in mark_drift(library).unmarked:
        printed = "its reference list holds it" if item.printed else "its list does not hold it"
        yield Problem(
            message=(
                f"The row lists {one_line(item.citekey, 80)}, and the page has no mark for it "
                f"here; {printed}."
            ),
            location=item.location,
            subject=item.claim_id,
        )


CHECK = Check(
    code="NE508",
    name="citation-not-on-page",
    severity=Severity.WARNING,
    summary="The row of a claim lists a work that the page does not cite beside the claim.",
    why=(
        "Readers cannot follow a claim to its evidence, and a page that cites elsewhere looks as "
        "if this claim had none."
    ),
    bad="page: “eases knee pain”; references: berg2018tape",
    good="page: “eases knee pain [4]”; references: berg2018tape",
    way_out="Put the mark on the page, or take the citekey out of the row.",
    needs=frozenset({"claims", "references", "articles"}),
    look=_look,
)
