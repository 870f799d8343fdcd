"""How many claims cited a reference over the history of a project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from needle_evidence.model.claim import Claim, ClaimGroup


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryPoint:
    """Coverage at one commit.

    commit: shortened name. day: of the commit, ISO. claims: about health effects. cited: those
    that list a reference which the reference file held.
    """

    commit: str
    day: str
    claims: int
    cited: int


def history_point(
    commit: str, day: str, claims: Iterable[Claim], citekeys: Iterable[str]
) -> HistoryPoint:
    """Coverage of these claims by these works; of a doubled claim id the rows count each."""
    known = frozenset(citekeys)
    counted = [claim for claim in claims if claim.group is ClaimGroup.HEALTH_EFFECT]
    return HistoryPoint(
        commit=commit[:10],
        day=day,
        claims=len(counted),
        cited=sum(any(key in known for key in claim.references) for claim in counted),
    )
