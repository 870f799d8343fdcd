"""How certain the evidence is, topic by topic: one column per level, reported and judged apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from needle_evidence.model.certainty import Certainty
from needle_evidence.model.claim import ClaimGroup
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.pictures.drawn_text import Label, label, text_width
from needle_evidence.reporting.topic_view import TopicView

WIDTH = 380.0
_MOST_ROWS = 30
_PITCH, _BAR, _BAR_TOP = 49.0, 17.0, 19.0
_TOP, _GAP = 62.0, 8.0
_NUMBER_ROOM = 4.0
LEVELS: tuple[Certainty | None, ...] = (*Certainty, None)
_KINDS = ("reported", "judged", "unjudged")


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """A column: its signs ("⊕⊕◯◯", "" for none), its words, its left edge."""

    signs: str
    words: str
    x: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """The claims of one topic at one level of one kind; number_x: where their number stands."""

    kind: str
    count: int
    words: str
    x: float
    width: float
    number_x: float


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileRow:
    """One topic. counts: claims at each of `LEVELS`, as (reported, judged, neither)."""

    label: Label
    anchor: str
    name: str
    y: float
    bar_y: float
    claims: int
    blocks: tuple[Block, ...]
    counts: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CertaintyProfile:
    """The whole picture.

    column: width of a level. top: where the rows begin. left_out: topics that are not drawn.
    """

    width: float
    height: float
    top: float
    bar: float
    column: float
    levels: tuple[Level, ...]
    rows: tuple[ProfileRow, ...]
    claims: int
    judged: int
    left_out: int


def certainty_profile(topics: Sequence[TopicView]) -> CertaintyProfile | None:
    """The picture of the health-effect claims of these topics, None where there is none.

    A claim stands at the level that licenses its wording: the lowest of those recorded for its
    critical outcomes. At most 30 topics are drawn, those with the most claims.
    """
    with_claims = [topic for topic in topics if topic.tally.claims]
    if not with_claims:
        return None
    by_size = sorted(range(len(with_claims)), key=lambda at: -with_claims[at].tally.claims)
    drawn = [(with_claims[at], _counts(with_claims[at])) for at in sorted(by_size[:_MOST_ROWS])]
    most = max((sum(cell[:2]) for _, counts in drawn for cell in counts), default=0)
    column = WIDTH / len(LEVELS)
    claims = sum(topic.tally.claims for topic in with_claims)
    return CertaintyProfile(
        width=WIDTH,
        top=_TOP,
        height=_TOP + len(drawn) * _PITCH,
        bar=_BAR,
        column=column,
        levels=tuple(
            Level(
                signs=level.symbol if level else "",
                words=level.label if level else "not judged",
                x=round(at * column, 1),
            )
            for at, level in enumerate(LEVELS)
        ),
        rows=tuple(
            _row(topic, counts, _TOP + at * _PITCH, most)
            for at, (topic, counts) in enumerate(drawn)
        ),
        claims=claims,
        judged=claims - sum(_unjudged(topic) for topic in with_claims),
        left_out=len(with_claims) - len(drawn),
    )


def _claims(topic: TopicView) -> list[ClaimView]:
    return [view for view in topic.claims if view.claim.group is ClaimGroup.HEALTH_EFFECT]


def _unjudged(topic: TopicView) -> int:
    return sum(view.certainty is None for view in _claims(topic))


def _counts(topic: TopicView) -> tuple[tuple[int, int, int], ...]:
    found = Counter((view.certainty, _kind(view)) for view in _claims(topic))
    return tuple(
        (found[level, _KINDS[0]], found[level, _KINDS[1]], found[level, _KINDS[2]])
        for level in LEVELS
    )


def _kind(view: ClaimView) -> str:
    if view.certainty is None:
        return "unjudged"
    return next((rating.kind for rating in view.ratings if rating.governs), "judged")


def _row(
    topic: TopicView, counts: tuple[tuple[int, int, int], ...], y: float, most: int
) -> ProfileRow:
    column = WIDTH / len(LEVELS)
    blocks: list[Block] = []
    for at, (level, cell) in enumerate(zip(LEVELS, counts, strict=True)):
        words = f"{level.label} certainty" if level else "certainty not judged"
        blocks += _blocks(cell, words, at * column, most)
    return ProfileRow(
        label=label(topic.name, WIDTH - 80, 13),
        anchor=topic.anchor,
        name=topic.name,
        y=y,
        bar_y=y + _BAR_TOP,
        claims=topic.tally.claims,
        blocks=tuple(blocks),
        counts=counts,
    )


def _blocks(cell: tuple[int, int, int], words: str, left: float, most: int) -> list[Block]:
    """The blocks of one cell side by side, each followed by its number."""
    present = [(kind, count) for kind, count in zip(_KINDS, cell, strict=True) if count]
    numbers = [text_width(str(count), 11.5) + _NUMBER_ROOM for _, count in present]
    room = WIDTH / len(LEVELS) - _GAP - sum(numbers) - 3 * len(present)
    blocks, x = [], left
    for (kind, count), number in zip(present, numbers, strict=True):
        # What nobody judged is no level: it has a number and no bar.
        width = max(4.0, room * count / most) if kind != "unjudged" else 0.0
        blocks.append(
            Block(
                kind=kind,
                count=count,
                words=words if kind == "unjudged" else f"{words}, {kind}",
                x=round(x, 1),
                width=round(width, 1),
                number_x=round(x + width + 3, 1),
            )
        )
        x += width + number + 3
    return blocks
