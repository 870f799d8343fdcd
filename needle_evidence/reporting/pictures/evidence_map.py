"""Which conditions were studied how, and what that said: a map of conditions and designs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from needle_evidence.model.claim import ClaimGroup
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.pictures.bubble import Bubble, moved, pack_bubbles
from needle_evidence.reporting.pictures.cited_pairs import CitedPair, cited_pairs, condition_of
from needle_evidence.reporting.pictures.design_group import DESIGN_GROUPS
from needle_evidence.reporting.pictures.drawn_text import Label, label
from needle_evidence.reporting.topic_view import TopicView

_MOST_ROWS = 30
_LOWEST = 15.0  # height of a line of bubbles
_ALWAYS = (0, 1)  # columns that are drawn even if empty: what is missing there matters


@dataclass(frozen=True, kw_only=True, slots=True)
class MapLayout:
    """Where things stand, in units of the picture.

    top: where the rows begin, below the legend and the headings. left: where the cells begin.
    slant: room at the right for the last heading, which stands aslant, and for the counts of
    the rows. name, foot: room above and below the bubbles of a row. names: room for a name.
    """

    width: float
    top: float
    left: float
    slant: float
    name: float
    foot: float
    names: float


# For a phone, with the names above the cells, and for a wide page, with the names beside them.
NARROW = MapLayout(width=380, top=204, left=0, slant=46, name=21, foot=6, names=310)
WIDE = MapLayout(width=760, top=164, left=250, slant=80, name=5, foot=5, names=240)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One condition and one group of designs."""

    column: str
    bubbles: tuple[Bubble, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MapRow:
    """One condition. anchor: its claim, or the topic of its claims where there are several.

    y: its upper edge; base: the base line of its name.
    """

    label: Label
    name: str
    anchor: str
    y: float
    base: float
    pairs: int
    cells: tuple[Cell, ...]

    @property
    def words(self) -> str:
        """The row for those who do not see it."""
        parts = [
            f"{cell.column}: {'; '.join(bubble.words for bubble in cell.bubbles)}"
            for cell in self.cells
        ]
        return ". ".join((self.name, *parts))


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A group of designs; x: its middle, left: its left edge."""

    words: str
    x: float
    left: float


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceMap:
    """The whole picture; pairs: of a health-effect claim and a work beside it.

    indirect: pairs of a work whose direction rests on something else than the claim says.
    left_out: conditions with fewer works that are not drawn.
    without: conditions of which no work is recorded. unrelated, retracted: pairs that are not
    drawn, for such works say nothing about the claim.
    """

    layout: MapLayout
    height: float
    columns: tuple[Column, ...]
    rows: tuple[MapRow, ...]
    pairs: int
    cited: int
    indirect: int
    inferred: int
    left_out: int
    without: int
    unrelated: int
    retracted: int

    @property
    def width(self) -> float:
        """The width of the picture."""
        return self.layout.width


def evidence_map(
    topics: Sequence[TopicView], claims: Sequence[ClaimView], layout: MapLayout = NARROW
) -> EvidenceMap | None:
    """The map of the health-effect claims, None where no work is beside any of them.

    At most 30 conditions are drawn, those with the most works first.
    """
    effects = [view for view in claims if view.claim.group is ClaimGroup.HEALTH_EFFECT]
    pairs = list(cited_pairs(effects))
    if not pairs:
        return None
    by_condition: dict[str, list[CitedPair]] = {}
    for pair in pairs:
        by_condition.setdefault(pair.condition.casefold(), []).append(pair)
    ranked = sorted(by_condition.values(), key=lambda found: -len(found))
    drawn = ranked[:_MOST_ROWS]
    used = sorted({pair.column for found in drawn for pair in found} | set(_ALWAYS))
    columns = _columns(used, layout)
    topic_of = {view.anchor: topic.anchor for topic in topics for view in topic.claims}
    rows, height = _rows(drawn, columns, topic_of, layout)
    conditions = {
        condition_of(view.claim).casefold()
        for view in effects
        if all(work.directness == "unrelated" for work in (*view.works, *view.considered))
    }
    return EvidenceMap(
        layout=layout,
        height=height,
        columns=tuple(columns.values()),
        rows=rows,
        pairs=len(pairs),
        cited=sum(pair.cited for pair in pairs),
        indirect=sum(pair.indirect for pair in pairs),
        inferred=sum(pair.inferred for pair in pairs),
        left_out=len(ranked) - len(drawn),
        without=len(conditions - by_condition.keys()),
        unrelated=sum(
            work.directness == "unrelated" for v in effects for work in (*v.works, *v.considered)
        ),
        retracted=sum(len(view.retracted) for view in effects),
    )


def _columns(used: Sequence[int], layout: MapLayout) -> dict[int, Column]:
    width = _cell_width(len(used), layout)
    return {
        group: Column(
            words=DESIGN_GROUPS[group][0],
            x=round(layout.left + (at + 0.5) * width, 1),
            left=round(layout.left + at * width, 1),
        )
        for at, group in enumerate(used)
    }


def _cell_width(columns: int, layout: MapLayout) -> float:
    return (layout.width - layout.left - layout.slant) / columns


def _rows(
    drawn: Sequence[list[CitedPair]],
    columns: dict[int, Column],
    topic_of: dict[str, str],
    layout: MapLayout,
) -> tuple[tuple[MapRow, ...], float]:
    """The rows, and the lower edge of the last one."""
    most = max(_largest(found) for found in drawn)
    room = _cell_width(len(columns), layout) - 1
    rows: list[MapRow] = []
    y = layout.top
    for found in drawn:
        packed = {}
        for group, column in columns.items():
            here = [pair for pair in found if pair.column == group]
            if here:
                packed[column] = pack_bubbles(here, most, middle=column.x, room=room)
        tallest = max(_LOWEST, *(height for _, height in packed.values()))
        middle = y + layout.name + tallest / 2
        cells = tuple(
            Cell(column=column.words, bubbles=moved(bubbles, middle - height / 2))
            for column, (bubbles, height) in packed.items()
        )
        base = y + 16 if layout.left == 0 else middle + 4.5
        rows.append(_row(found, cells, y, base, topic_of, layout))
        y += layout.name + tallest + layout.foot
    return tuple(rows), round(y, 1)


def _row(
    pairs: Sequence[CitedPair],
    cells: tuple[Cell, ...],
    y: float,
    base: float,
    topic_of: dict[str, str],
    layout: MapLayout,
) -> MapRow:
    name = pairs[0].condition
    anchors = {pair.claim.anchor for pair in pairs}
    first = pairs[0].claim.anchor
    return MapRow(
        label=label(name, layout.names, 13),
        name=name,
        anchor=first if len(anchors) == 1 else topic_of.get(first, first),
        y=round(y, 1),
        base=round(base, 1),
        pairs=len(pairs),
        cells=cells,
    )


def _largest(pairs: Sequence[CitedPair]) -> int:
    """The count of the largest bubble among these pairs."""
    counts = Counter((pair.column, pair.direction, pair.cited) for pair in pairs)
    return max(counts.values())
