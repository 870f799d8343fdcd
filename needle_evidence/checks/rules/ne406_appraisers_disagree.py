"""NE406: two people judged the same certainty differently."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.schemes.grade import Disagreement, disagreements
from needle_evidence.checks.check import Check
from needle_evidence.model.certainty import CertaintyRating
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        if len(assessment.ratings) < 2:
            continue
        rated = [(row.rating, row.grade) for row in assessment.ratings]
        for found in disagreements(rated):
            yield Problem(
                message=f"{found.domain.replace('_', ' ').capitalize()}: "
                f"{_said(found.first, found.rating)}; {_said(found.second, found.other)}.",
                location=_place(found),
                subject=assessment.claim.claim_id,
            )


def _said(opinion: tuple[str, str], row: CertaintyRating) -> str:
    """Who said what, and in which line."""
    who, word = opinion
    line = f" (line {row.location.line})" if row.location.line else ""
    return f"{one_line(who, 60) or 'somebody'}{line} says “{one_line(word, 60)}”"


def _place(found: Disagreement) -> Location:
    """The later cell; the later row where they differ in the certainty, which is no column."""
    row = found.other
    return row.cell(found.domain) if found.domain in row.columns else row.location


CHECK = Check(
    code="NE406",
    name="appraisers-disagree",
    severity=Severity.WARNING,
    summary="Two appraisers judged the same outcome differently.",
    why=(
        "Trained raters often disagree on GRADE (kappa 0.18 to 0.44, Hartling 2012). The lower "
        "certainty counts until they have talked."
    ),
    bad="imprecision: R. Hall says “serious”, M. Ito “not serious”",
    good="both say “serious”",
    way_out="Let the two compare their reasons and settle it; the lower certainty counts so far.",
    look=_look,
)
