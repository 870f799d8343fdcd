"""Where a claim stands in an article: as it was recorded, and as it is found now."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from needle_evidence.model.finding import Location


class AnchorState(enum.Enum):
    """How a claim's words were found again (the ladder of evidence-rules.md §6)."""

    ANCHORED = "anchored"
    MOVED = "moved"
    NORMALISED = "normalised"
    VARIANT = "variant"
    AMBIGUOUS = "ambiguous"
    REANCHORED = "reanchored"
    MEANING_CHANGED = "meaning_changed"
    ORPHANED = "orphaned"

    @property
    def holds(self) -> bool:
        """Whether the claim still stands there as it was read; the others void an approval."""
        return self in _HOLDING

    @property
    def label(self) -> str:
        """The words that a person reads."""
        return _LABELS[self]


_HOLDING = frozenset(
    {AnchorState.ANCHORED, AnchorState.MOVED, AnchorState.NORMALISED, AnchorState.VARIANT}
)
_LABELS = {
    AnchorState.ANCHORED: "found where it was",
    AnchorState.MOVED: "found in another place",
    AnchorState.NORMALISED: "found, written a little differently",
    AnchorState.VARIANT: "found by an accepted variant",
    AnchorState.AMBIGUOUS: "found in several places",
    AnchorState.REANCHORED: "probably reworded",
    AnchorState.MEANING_CHANGED: "meaning changed",
    AnchorState.ORPHANED: "not found",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class GovernedQuote:
    """A quote with what governs its meaning.

    quote: the claim's words in the article. before, after: the rest of its sentence. lead_in:
    the text that leads its list in ("Potential benefits:"). heading: the nearest one above.
    Each "" for none. All are plain text without citation marks.
    """

    quote: str
    before: str = ""
    after: str = ""
    lead_in: str = ""
    heading: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """One record of appraisal/anchors.json: where a claim stood when a person last looked.

    prefix, suffix: up to 32 characters of the plain text on each side (W3C TextQuoteSelector,
    whose `exact` is `governed.quote`). start, end: offsets into the plain text (W3C
    TextPositionSelector; the end is exclusive). source_sha256: of the article's bytes then.
    """

    claim_id: str
    article: str
    governed: GovernedQuote
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    end: int = -1
    source_sha256: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where a claim stands in an article now.

    start, end: offsets into the article's plain text; -1 where it was not found. For a
    candidate (reanchored, meaning changed) they are the candidate's. governed: the words
    there. differences: what changed since it was recorded, each in words ("number changed:
    4 weeks → 24 weeks"). others: starts of further places, where ambiguous. location: in the
    article's file; of the claim's row where it was not found. recorded: the record it was
    compared with, None where there is none.
    """

    claim_id: str
    article: str
    state: AnchorState
    location: Location
    start: int = -1
    end: int = -1
    governed: GovernedQuote = field(default_factory=lambda: GovernedQuote(quote=""))
    differences: tuple[str, ...] = ()
    others: tuple[int, ...] = ()
    recorded: Anchor | None = None
