"""NE110: claims whose kind of question is not recorded."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_SHOWN = 5


def _look(library: Library) -> Iterator[Problem]:
    # A question that cannot be read is a finding of its own, NE107.
    malformed = {
        problem.location.line
        for problem in library.problems
        if problem.kind == "malformed_cell" and problem.location.field == "question"
    }
    empty = [
        claim
        for claim in library.claims
        if claim.question is None and claim.location.line not in malformed
    ]
    if empty:
        shown = ", ".join(
            f"{one_line(claim.claim_id, 60)} (line {claim.location.line})"
            for claim in empty[:_SHOWN]
        )
        more = f" and {len(empty) - _SHOWN} more" if len(empty) > _SHOWN else ""
        many = "claims have" if len(empty) > 1 else "claim has"
        yield Problem(
            message=f"{len(empty)} {many} no kind of question recorded: {shown}{more}.",
            location=Location(path=library.claims_path, field="question"),
            subject=library.claims_path,
        )


CHECK = Check(
    code="NE110",
    name="question-not-recorded",
    severity=Severity.NOTE,
    summary="The question cell of one or more claims is empty.",
    why=(
        "The kind of question decides which studies can answer a claim. Until it is recorded "
        "the claim counts as one about a health effect."
    ),
    bad="reduces-hip-pain,Dry needling reduces hip pain.,,hall2018effects",
    good="reduces-hip-pain,Dry needling reduces hip pain.,treatment_benefit,hall2018effects",
    way_out="Fill in the question column, for example treatment_benefit, mechanism or definition.",
    look=_look,
)
