"""NE503: a claim whose words, or what governs them, changed their meaning in the article."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.placements import claims_placed, listed_differences
from needle_evidence.model.anchor import AnchorState
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for claim, placement in claims_placed(library, AnchorState.MEANING_CHANGED):
        since = "since it was anchored" if placement.recorded else "from the table's words"
        yield Problem(
            message=(
                f"“{one_line(placement.governed.quote, 120)}” differs in meaning {since}: "
                f"{listed_differences(placement)}."
            ),
            location=placement.location,
            subject=claim.claim_id,
            way_out=_WAY_OUT.format(claim=claim.claim_id),
            raw=placement.governed.quote,
        )


_WAY_OUT = (
    "Correct the page; or judge the evidence for what it says now, and then run "
    "`needle-evidence anchor --accept {claim}`."
)

CHECK = Check(
    code="NE503",
    name="meaning-changed",
    severity=Severity.ERROR,
    summary="What an article says about a claim no longer means what was appraised.",
    why=(
        "“4 weeks” and “24 weeks” differ in one character, “may help” and “helps” in one word, "
        "and an unchanged sentence says something else under another heading. What was "
        "appraised and approved is not what is printed now."
    ),
    bad="anchored: “may reduce heel pain for 4 weeks”; now: “reduces heel pain for 24 weeks”",
    good="anchored: “may reduce heel pain for 4 weeks”; now: the same",
    way_out=_WAY_OUT.format(claim="CLAIM_ID"),
    needs=frozenset({"claims", "articles"}),
    look=_look,
)
