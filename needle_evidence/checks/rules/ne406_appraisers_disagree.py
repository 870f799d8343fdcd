"""NE406: two people judged the same certainty differently."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.schemes.grade import disagreements
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        if len(assessment.ratings) < 2:
            continue
        rated = [(row.rating, row.grade) for row in assessment.ratings]
        for found in disagreements(rated):
            one, other = found.first, found.second
            yield Problem(
                message=f"{found.domain.replace('_', ' ').capitalize()}: "
                f"{one_line(one[0], 60) or 'somebody'} says “{one_line(one[1], 60)}”, "
                f"{one_line(other[0], 60) or 'somebody'} “{one_line(other[1], 60)}” "
                f"(line {found.rating.location.line}).",
                location=found.other.cell(found.domain),
                subject=assessment.claim.claim_id,
            )


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
    needs=frozenset({"claims", "references", "ratings"}),
    look=_look,
)
