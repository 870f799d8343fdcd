"""What one mark on a page tells: the claims that share its words, or that no row holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from needle_evidence.anchoring.coverage import ClaimingSentence
from needle_evidence.model.finding import Location
from needle_evidence.reporting.claim_concern import (
    Concern,
    concern,
    says_too_much,
    short_label,
    worst_first,
)
from needle_evidence.reporting.claim_place import ClaimPlace
from needle_evidence.reporting.claim_view import ClaimView

NOT_REGISTERED = "not registered"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedClaim:
    """One claim at one place of a page. label: status, certainty and doubts in few words.

    looked_for: the wordings that were searched in the page.
    """

    view: ClaimView
    place: ClaimPlace
    concern: Concern
    label: str

    @property
    def says_too_much(self) -> bool:
        """Whether its wording is what is wrong with it."""
        return says_too_much(self.view)

    @property
    def looked_for(self) -> tuple[str, ...]:
        """The claim's accepted quotes, else its text."""
        return self.view.claim.quotes or (self.view.claim.text,)


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkView:
    """One mark: what a reader is told about a stretch of the page.

    anchor: name in the report of the (first) marked words; note: of what is told about them.
    claims: worst first; more: how many others share the words. unregistered: the claim
    sentence that no row holds, where no claim stands here. tone: the worst concern, or
    "unregistered". label: the worst claim's. words: the (first) marked words.
    """

    anchor: str
    note: str
    claims: tuple[PlacedClaim, ...]
    more: int
    unregistered: ClaimingSentence | None
    tone: str
    label: str
    words: str
    location: Location

    @property
    def worst(self) -> PlacedClaim | None:
        """The claim to worry about most; None for an unregistered sentence."""
        return self.claims[0] if self.claims else None


def placed_claims(claims: Sequence[ClaimView], article: str) -> tuple[PlacedClaim, ...]:
    """The places of the claims in one article, the claim to worry about most first."""
    placed = [
        PlacedClaim(
            view=view,
            place=place,
            concern=concern(view, place.state),
            label=short_label(view, place.state),
        )
        for view in claims
        for place in view.places
        if place.article == article
    ]
    return tuple(sorted(placed, key=lambda one: worst_first(one.view, one.place.state)))


def mark_view(
    claims: Sequence[PlacedClaim],
    unregistered: ClaimingSentence | None,
    *,
    more: int,
    anchor: str,
    words: str,
    location: Location,
) -> MarkView:
    """The mark of one stretch; claims: worst first, none for an unregistered sentence."""
    label = claims[0].label if claims else NOT_REGISTERED
    if len(claims) + more > 1:
        same = not more and len({one.label for one in claims}) == 1
        label = f"{len(claims) + more} claims{':' if same else ', worst:'} {label}"
    return MarkView(
        anchor=anchor,
        note=f"{anchor}-note",
        claims=tuple(claims),
        more=more,
        unregistered=None if claims else unregistered,
        tone=claims[0].concern.value if claims else "unregistered",
        label=label,
        words=words,
        location=location,
    )
