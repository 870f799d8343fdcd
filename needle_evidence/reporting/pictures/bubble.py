"""The bubbles of an evidence map: one per cell, direction and whether the claim cites the works."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from needle_evidence.reporting.pictures.cited_pairs import DIRECTIONS, CitedPair

_SMALLEST, _LARGEST = 6.5, 14.0  # radii
_GAP = 2.0
_WORDS = {
    "for": "for",
    "against": "against",
    "neither": "settling nothing",
    "both": "both for and against",
    "unappraised": "not appraised",
}
# Corners of the shapes beside the circle, for a circle of radius 1 and about the same area.
_CORNERS = {
    "against": ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)),
    "neither": ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    "both": ((0.0, -1.3), (1.3, 0.95), (-1.3, 0.95)),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Bubble:
    """Works of one direction in one cell. count: of claim–work pairs. x, y: its middle.

    inferred: pairs whose design only words suggest; indirect: pairs whose direction rests on
    results about something else than the claim says. words: all of that for a reader.
    """

    direction: str
    cited: bool
    count: int
    indirect: int
    inferred: int
    x: float
    y: float
    radius: float
    words: str

    @property
    def corners(self) -> str:
        """The points of a shape with corners, as SVG writes them; "" for a circle."""
        return " ".join(
            f"{self.x + self.radius * across:.1f},{self.y + self.radius * down:.1f}"
            for across, down in _CORNERS.get(self.direction, ())
        )


def pack_bubbles(
    pairs: Iterable[CitedPair], most: int, *, middle: float, room: float
) -> tuple[tuple[Bubble, ...], float]:
    """The bubbles of one cell, in lines of at most `room` units, and the height they take.

    They stand around `middle`, the first line at the top of the picture.

    most: the count of the largest bubble of the picture. The area of a bubble goes with its
    count, but for the smallest, which are drawn larger.
    """
    groups: dict[tuple[str, bool], list[CitedPair]] = {}
    for pair in pairs:
        groups.setdefault((pair.direction, pair.cited), []).append(pair)
    ordered = sorted(
        groups.items(), key=lambda item: (DIRECTIONS.index(item[0][0]), not item[0][1])
    )
    lines = _lines([found for _, found in ordered], most, room)
    bubbles: list[Bubble] = []
    y = 0.0
    for line in lines:
        radii = [_radius(len(found), most) for found in line]
        tallest = max(radii)
        x = middle - (sum(radii) * 2 + _GAP * (len(radii) - 1)) / 2
        for found, radius in zip(line, radii, strict=True):
            bubbles.append(_bubble(found, x + radius, y + tallest, radius))
            x += radius * 2 + _GAP
        y += tallest * 2 + _GAP
    return tuple(bubbles), y - _GAP


def moved(bubbles: Iterable[Bubble], down: float) -> tuple[Bubble, ...]:
    """The bubbles, lower by some units."""
    return tuple(replace(bubble, y=round(bubble.y + down, 1)) for bubble in bubbles)


def _radius(count: int, most: int) -> float:
    largest = min(_LARGEST, _SMALLEST * math.sqrt(most))
    return round(max(_SMALLEST, largest * math.sqrt(count / most)), 1)


def _lines(
    groups: Sequence[list[CitedPair]], most: int, room: float
) -> list[list[list[CitedPair]]]:
    lines: list[list[list[CitedPair]]] = []
    left = 0.0
    for found in groups:
        width = 2 * _radius(len(found), most) + _GAP
        if not lines or width > left:
            lines.append([])
            left = room + _GAP
        lines[-1].append(found)
        left -= width
    return lines


def _bubble(pairs: Sequence[CitedPair], x: float, y: float, radius: float) -> Bubble:
    first = pairs[0]
    indirect = sum(pair.indirect for pair in pairs)
    inferred = sum(pair.inferred for pair in pairs)
    words = [
        f"{len(pairs)} {_WORDS[first.direction]}",
        "cited" if first.cited else "considered, not cited",
    ]
    words += [f"{indirect} of them indirect"] if indirect else []
    words += [f"{inferred} with a design inferred from words"] if inferred else []
    return Bubble(
        direction=first.direction,
        cited=first.cited,
        count=len(pairs),
        indirect=indirect,
        inferred=inferred,
        x=round(x, 1),
        y=round(y, 1),
        radius=radius,
        words=", ".join(words),
    )
