"""NE404: a row of certainty.csv for which GRADE gives no certainty."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.checks.check import Check
from needle_evidence.model.certainty import CertaintyRating
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        for row in assessment.ratings:
            for refusal in row.grade.refusals:
                yield Problem(
                    message=one_line(refusal, 400),
                    location=_place(row.rating, refusal),
                    subject=assessment.claim.claim_id,
                )


def _place(rating: CertaintyRating, refusal: str) -> Location:
    """The cell whose column leads the refusal, else the row."""
    column, colon, _ = refusal.partition(": ")
    return rating.cell(column) if colon and column in rating.columns else rating.location


CHECK = Check(
    code="NE404",
    name="certainty-refused",
    severity=Severity.ERROR,
    summary="A row of certainty.csv breaks a rule of GRADE, so it gives no certainty.",
    why=(
        "GRADE rates an outcome over all studies of it: no rating without studies, a reason for "
        "every domain that lowers, no raising of randomised evidence, none for prognosis, "
        "diagnosis or prevalence here. A rating that breaks the rules looks better than it is."
    ),
    bad="start: randomized, large_effect: yes: the effect was large",
    good="start: randomized, large_effect empty",
    way_out="Correct the row as the message says, or delete it.",
    look=_look,
)
