"""NE321: a sign-off that no longer covers the claim as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.sign_off import SignOffState
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_MOST = 5  # changes named in one message


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        signed = assessment.sign_off
        if signed.state is not SignOffState.STALE or signed.review is None:
            continue
        who = one_line(signed.review.reviewed_by, 60)
        approval = f"The approval by {who}" if who else "An approval without a name"
        when = signed.review.reviewed_on
        day = f" on {when.isoformat()}" if when else ""
        yield Problem(
            message=f"{approval}{day} is out of date: {_listed(signed.changes)}.",
            location=assessment.claim.cell("claim"),
            subject=assessment.claim.claim_id,
        )


def _listed(changes: Sequence[str]) -> str:
    """The first changes, and how many more there are."""
    shown = "; ".join(one_line(change, 120) for change in changes[:_MOST])
    left = len(changes) - _MOST
    return f"{shown}; and {left} more" if left > 0 else shown


CHECK = Check(
    code="NE321",
    name="stale-approval",
    severity=Severity.WARNING,
    summary="A claim changed after somebody approved it.",
    why=(
        "An approval is for what its reviewer read: the sentence, the references, the recorded "
        "results, the certainty. When any of them changes, nobody has approved what stands now."
    ),
    bad="approved: “may reduce pain”; the page now says “reduces pain”",
    good="approved again after the change",
    way_out="Look at what changed, and sign off again: needle-evidence review CLAIM_ID --by NAME.",
    look=_look,
)
