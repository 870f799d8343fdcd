"""NE502: a claim whose words stand in no article."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.placements import claims_with_placements, unread_articles
from needle_evidence.model.anchor import AnchorState, Placement
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for claim, placements in claims_with_placements(library):
        unread = unread_articles(library, claim)
        if unread and not any(placement.state.holds for placement in placements):
            yield NotChecked(
                reason=f"{one_line(unread[0], 120)} could not be read", subject=claim.claim_id
            )
            continue
        for placement in placements:
            if placement.state is AnchorState.ORPHANED:
                yield _problem(claim, placement)


def _problem(claim: Claim, placement: Placement) -> Problem:
    article, recorded = one_line(placement.article, 120), placement.recorded
    if recorded is not None:
        message = f"“{one_line(recorded.governed.quote, 120)}” no longer stands in {article}."
        way_out = (
            "If the page dropped the claim, delete the row; if it was reworded, put the page's "
            "new words into the quote cell and judge the evidence for them."
        )
    elif claim.quotes:
        message = f"The quote “{one_line(claim.quotes[0], 120)}” does not stand in {article}."
        way_out = "Copy the words letter by letter from the page."
    else:
        message = f"The words of this claim do not stand in {article}."
        way_out = "Put the page's own words into the quote cell, or delete the row."
    sure = recorded is not None or bool(claim.quotes)
    return Problem(
        message=message,
        location=claim.cell("quote" if claim.quotes else "claim"),
        subject=claim.claim_id,
        way_out=way_out,
        severity=None if sure else Severity.WARNING,
    )


CHECK = Check(
    code="NE502",
    name="claim-not-in-article",
    severity=Severity.ERROR,
    summary="The words of a claim are not on the page that should make it.",
    why=(
        "A claims table that no longer matches its page is worse than none: it vouches for "
        "sentences that nobody prints, while those that are printed go unchecked."
    ),
    bad="quote: “Treats heel pain” (the page says: “Soothes tired feet”)",
    good="quote: “Soothes tired feet” (as the page says)",
    way_out="Copy the page's own words into the quote cell, or delete the row.",
    needs=frozenset({"claims", "articles"}),
    look=_look,
)
