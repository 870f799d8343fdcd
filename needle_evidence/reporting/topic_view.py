"""How claims are backed, counted: over all of them and topic by topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.claim import ClaimGroup
from needle_evidence.model.finding import Finding, Severity
from needle_evidence.reporting.claim_view import ClaimView

NO_TOPIC = "No topic"
GROUP_LABELS = {
    ClaimGroup.HEALTH_EFFECT: "health-effect claims",
    ClaimGroup.MECHANISM: "mechanism claims",
    ClaimGroup.OTHER_QUESTION: "claims of other kinds",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many claims of one group there are, and how many are cited.

    cited: they list at least one reference that could be read. not_found: they list some, but
    none that could be read. uncited: they list none. with_problems: an error or warning other
    than a missing reference is open on them. statuses: label and number of claims of each
    status that occurs, in the order of `ClaimStatus`. certainties: what stands beside
    `supported`, in words, and how often. over_claims: the wording says too much. stand: they
    may be published as backed.
    """

    label: str
    claims: int
    cited: int
    not_found: int
    uncited: int
    with_problems: int
    statuses: tuple[tuple[ClaimStatus, int], ...] = ()
    certainties: tuple[tuple[str, int], ...] = ()
    over_claims: int = 0
    stand: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicView:
    """The claims of one topic, cited ones first, with their tally (health effects only)."""

    name: str
    anchor: str
    claims: tuple[ClaimView, ...]
    tally: Tally


def group_tallies(claims: Sequence[ClaimView]) -> tuple[Tally, ...]:
    """How the claims of each group are backed, those about health effects first."""
    return tuple(
        _tally(label, [view for view in claims if view.claim.group is group])
        for group, label in GROUP_LABELS.items()
    )


def topic_views(claims: Iterable[ClaimView]) -> tuple[TopicView, ...]:
    """Topics in the order of the file; within one, claims with references first."""
    by_topic: dict[str, list[ClaimView]] = {}
    for view in claims:
        by_topic.setdefault(view.claim.topic or NO_TOPIC, []).append(view)
    return tuple(
        TopicView(
            name=name,
            anchor=f"topic-{number}",
            claims=tuple(sorted(views, key=_cited_first)),
            tally=_tally(
                GROUP_LABELS[ClaimGroup.HEALTH_EFFECT],
                [v for v in views if v.claim.group is ClaimGroup.HEALTH_EFFECT],
            ),
        )
        for number, (name, views) in enumerate(by_topic.items(), start=1)
    )


def _tally(label: str, claims: Sequence[ClaimView]) -> Tally:
    """How the claims of one group are backed."""
    cited = sum(bool(view.references) for view in claims)
    counts = Counter(view.status for view in claims)
    listing = sum(bool(view.references or view.unknown_keys) for view in claims)
    return Tally(
        label=label,
        claims=len(claims),
        cited=cited,
        not_found=listing - cited,
        uncited=len(claims) - listing,
        with_problems=sum(any(_is_defect(f) for f in view.problems) for view in claims),
        statuses=tuple((status, counts[status]) for status in ClaimStatus if counts[status]),
        certainties=_certainties(claims),
        over_claims=sum(view.wording.verdict == "over_claim" for view in claims),
        stand=sum(view.stands for view in claims),
    )


def _certainties(claims: Sequence[ClaimView]) -> tuple[tuple[str, int], ...]:
    """How certain what is `supported` is, highest first: "at low certainty" 2, …."""
    supported = Counter(view.certainty for view in claims if view.status is ClaimStatus.SUPPORTED)
    rated = [(f"at {c.label} certainty", supported[c]) for c in Certainty if supported[c]]
    unrated = [("with certainty not judged", supported[None])] if supported[None] else []
    return tuple(rated + unrated)


def _is_defect(finding: Finding) -> bool:
    return finding.severity is not Severity.NOTE and finding.name != "uncited-claim"


def _cited_first(view: ClaimView) -> int:
    if view.status is None:
        return 2
    return 1 if view.status is ClaimStatus.UNCITED else 0
