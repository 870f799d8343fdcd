"""How much a claim on a page should worry its reader: one order, from refuted to standing."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.model.anchor import AnchorState
from needle_evidence.reporting.claim_view import ClaimView

# Worst first, as harm to somebody who believes the page: what studies speak against; what
# looks backed and is not; what nothing backs; what studies left open; what has no data behind
# it; what nobody judged; what was shown only for something like it; what a study found.
_WORST_FIRST = (
    ClaimStatus.REFUTED,
    ClaimStatus.RETRACTED,
    ClaimStatus.BROKEN,
    ClaimStatus.UNRELATED_ONLY,
    ClaimStatus.UNCITED,
    ClaimStatus.MIXED,
    ClaimStatus.NEUTRAL_ONLY,
    ClaimStatus.OPINION_ONLY,
    ClaimStatus.UNAPPRAISED,
    ClaimStatus.INDIRECT_ONLY,
    ClaimStatus.SUPPORTED,
)
_VERDICTS = ("over_claim", "not_checked", "under_claim", "licensed")
_SHORT = {
    ClaimStatus.UNCITED: "no reference",
    ClaimStatus.BROKEN: "reference not found",
    ClaimStatus.RETRACTED: "retracted",
    ClaimStatus.UNRELATED_ONLY: "unrelated works",
    ClaimStatus.UNAPPRAISED: "not appraised",
    ClaimStatus.OPINION_ONLY: "opinion only",
    ClaimStatus.INDIRECT_ONLY: "indirect",
    ClaimStatus.MIXED: "mixed",
    ClaimStatus.SUPPORTED: "supported",
    ClaimStatus.REFUTED: "refuted",
    ClaimStatus.NEUTRAL_ONLY: "not settled",
}


class Concern(enum.Enum):
    """The colour that a claim has on its page, worst first.

    bad: refuted, or nothing that can be followed backs it, or its meaning changed. doubt: what
    is cited does not settle it, it says too much, or its place is doubtful. unknown: nobody
    appraised it. found: a cited study found it. good: its wording is licensed at moderate or
    high certainty, or it stands. exempt: it needs no evidence.
    """

    BAD = "bad"
    DOUBT = "doubt"
    UNKNOWN = "unknown"
    FOUND = "found"
    GOOD = "good"
    EXEMPT = "exempt"


_CONCERNS = tuple(Concern)
_OF_STATUS: Mapping[ClaimStatus | None, Concern] = {
    **dict.fromkeys(_WORST_FIRST[:5], Concern.BAD),
    **dict.fromkeys(_WORST_FIRST[5:], Concern.DOUBT),
    ClaimStatus.UNAPPRAISED: Concern.UNKNOWN,
    ClaimStatus.SUPPORTED: Concern.FOUND,
    None: Concern.EXEMPT,
}


def concern(view: ClaimView, state: AnchorState = AnchorState.ANCHORED) -> Concern:
    """The concern about a claim that was found in this state; what people recorded decides."""
    own = _OF_STATUS[view.status]
    if own is Concern.FOUND and view.good:
        own = Concern.GOOD
    if says_too_much(view):
        own = Concern.DOUBT
    if state.holds:
        return own
    doubtful = Concern.BAD if state is AnchorState.MEANING_CHANGED else Concern.DOUBT
    return min(own, doubtful, key=_CONCERNS.index)


def says_too_much(view: ClaimView) -> bool:
    """Whether the wording is what is wrong with a claim: what it cites may well support less."""
    return (
        view.wording.verdict == "over_claim"
        and bool(view.works)
        and _OF_STATUS[view.status] is not Concern.BAD
    )


def worst_first(
    view: ClaimView, state: AnchorState = AnchorState.ANCHORED
) -> tuple[int, int, int, int, int]:
    """A key that sorts claims from the one to worry about most to the one to worry about least.

    The concern decides, then whether the place is sure, the status, the wording, and whether
    the claim stands; claims that need no evidence come last.
    """
    status = len(_WORST_FIRST) if view.status is None else _WORST_FIRST.index(view.status)
    return (
        _CONCERNS.index(concern(view, state)),
        state.holds,
        status,
        _VERDICTS.index(view.wording.verdict),
        view.good + view.stands,
    )


def status_rank(status: ClaimStatus | None) -> int | None:
    """How well a status backs a claim, 0 the worst; None for a row that needs no evidence."""
    return None if status is None else _WORST_FIRST.index(status)


def short_label(view: ClaimView, state: AnchorState = AnchorState.ANCHORED) -> str:
    """The status in the few words that fit on a page: "no reference", "supported, low certainty".

    "supported" is never said without its certainty. A doubtful place is named first.
    """
    words = "needs no reference" if view.status is None else _SHORT[view.status]
    if view.status is ClaimStatus.SUPPORTED:
        sure = f"{view.certainty.label} certainty" if view.certainty else "certainty not judged"
        words = f"{words}, {sure}"
    if says_too_much(view):
        words = f"says too much; {words}"
    return words if state.holds else f"{state.label}: {words}"
