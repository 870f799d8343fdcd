"""The text of an article cut into stretches: plain ones, and those that claims stand in."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

MOST_IN_ONE = 40  # claims that are listed with one stretch; the others are counted


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch of text that one thing stands in; things with a lower number are listed first."""

    start: int
    end: int
    thing: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """A stretch of text in which the same things stand from its start to its end.

    things: in ascending order, each once, at most `MOST_IN_ONE`. more: how many others.
    group: start of the first of the stretches that hang together, because spans overlap.
    ends: one of the spans ends here.
    """

    start: int
    end: int
    things: tuple[int, ...]
    more: int
    group: int
    ends: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A run of a block's text: plain where `stretch` is None.

    parts: (text, whether it is a citation mark as printed). start: offset of its first
    character. closes: the last run of a stretch in which a span ends.
    """

    parts: tuple[tuple[str, bool], ...]
    start: int
    stretch: Stretch | None = None
    closes: bool = False


def stretches(spans: Iterable[Span]) -> Iterator[Stretch]:
    """The disjoint stretches that overlapping and nested spans cut a text into, ascending.

    Empty spans are left out. The time is linear in the number of spans but for sorting.
    """
    opening: defaultdict[int, list[int]] = defaultdict(list)
    closing: defaultdict[int, list[int]] = defaultdict(list)
    for span in {(one.start, one.end, one.thing) for one in spans if one.start < one.end}:
        opening[span[0]].append(span[2])
        closing[span[1]].append(span[2])
    active: list[int] = []
    group = 0
    for here, there in pairwise(sorted({*opening, *closing})):
        for thing in closing.get(here, ()):
            del active[bisect_left(active, thing)]
        if not active:
            group = here
        for thing in opening.get(here, ()):
            insort(active, thing)
        if active:
            things = tuple(dict.fromkeys(active[:MOST_IN_ONE]))
            yield Stretch(
                start=here,
                end=there,
                things=things,
                more=max(0, len(active) - MOST_IN_ONE),
                group=group,
                ends=there in closing,
            )


def runs(
    text: str,
    start: int,
    end: int,
    found: Sequence[Stretch],
    marks: Sequence[tuple[int, str]] = (),
) -> tuple[Run, ...]:
    """One block's text as runs.

    start, end: of the block. found: the stretches that share a character with it, ascending.
    marks: offset and words of the citation marks in it, ascending; one at the end of a
    stretch belongs to that stretch.
    """
    made: list[Run] = []
    waiting = list(reversed(marks))
    cuts: list[tuple[int, int, Stretch | None]] = []
    position = start
    for stretch in found:
        first, last = max(stretch.start, start), min(stretch.end, end)
        cuts += [(position, first, None), (first, last, stretch)]
        position = last
    cuts.append((position, end, None))
    for first, last, here in cuts:
        if first < last or (last == end and waiting):
            parts = tuple(_parts(text, first, last, waiting))
            closes = here is not None and here.ends and last == here.end
            made.append(Run(parts=parts, start=first, stretch=here, closes=closes))
    return tuple(run for run in made if run.parts)


def _parts(
    text: str, start: int, end: int, waiting: list[tuple[int, str]]
) -> Iterator[tuple[str, bool]]:
    """The text between two offsets, with the marks up to its end taken from the waiting ones."""
    position = start
    while waiting and waiting[-1][0] <= end:
        offset, words = waiting.pop()
        if position < offset:
            yield text[position:offset], False
        position = max(position, offset)
        yield words, True
    if position < end:
        yield text[position:end], False
