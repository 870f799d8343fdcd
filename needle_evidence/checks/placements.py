"""Where the claims of a library stand in its articles, for the checks that ask."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.model.anchor import AnchorState, Placement
from needle_evidence.model.claim import Claim
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_MOST = 4  # differences named in one message


def claims_with_placements(library: Library) -> Iterator[tuple[Claim, tuple[Placement, ...]]]:
    """Each claim with its placements, in the order of the file; a doubled id comes once."""
    for claim_id, claims in library.claims_by_id.items():
        yield claims[0], library.placements.get(claim_id, ())


def claims_placed(library: Library, state: AnchorState) -> Iterator[tuple[Claim, Placement]]:
    """Each claim with each of its places that has this state."""
    for claim, placements in claims_with_placements(library):
        for placement in placements:
            if placement.state is state:
                yield claim, placement


def unread_articles(library: Library, claim: Claim) -> tuple[str, ...]:
    """The paths of the articles in which a claim may stand and that could not be read."""
    named = {placement.article for placement in library.placements.get(claim.claim_id, ())}
    return tuple(
        article.path
        for article in library.articles
        if article.unreadable and (not claim.articles or article.path in {*claim.articles, *named})
    )


def listed_differences(placement: Placement) -> str:
    """The first differences of a placement, and how many more there are."""
    shown = "; ".join(one_line(words, 120) for words in placement.differences[:_MOST])
    left = len(placement.differences) - _MOST
    return f"{shown}; and {left} more" if left > 0 else shown
