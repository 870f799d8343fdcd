"""Where the characters of a Markdown block's text stand in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PIPE = re.compile(r"\\|\|")


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedText:
    """The text of a block, and the source of its stretches that stand there one to one.

    runs: (offset in the text, offset in the source), ascending; a run goes on to the next.
    nowhere: the offset for a text that is not found: the beginning of its block.
    """

    text: str
    runs: tuple[tuple[int, int], ...]
    nowhere: int

    def source(self, offset: int) -> int:
        """The offset in the source of the character at `offset`, -1 for not known."""
        run = bisect_right(self.runs, offset, key=lambda pair: pair[0]) - 1
        if run < 0 or self.runs[run][1] < 0:
            return -1
        start, source = self.runs[run]
        return source + offset - start

    @property
    def after(self) -> int:
        """The offset in the source behind the text."""
        last = self.source(len(self.text) - 1)
        return self.nowhere if last < 0 else last + 1

    def stretches(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """The text from `start` to `end` in pieces of one run each, with their source."""
        run = max(0, bisect_right(self.runs, start, key=lambda pair: pair[0]) - 1)
        while start < end:
            following = self.runs[run + 1][0] if run + 1 < len(self.runs) else end
            stop = min(end, max(following, start))
            if stop > start:
                yield self.text[start:stop], self.source(start)
            start, run = stop, run + 1


def placed_lines(text: str, starts: Sequence[int], source: str, *, skip: int = 0) -> PlacedText:
    """Places a block's text, line by line.

    starts: where each source line begins behind its prefix (`> `, indentation). skip: how many
    characters of the first line are no text (the `#` of a heading).
    """
    runs: list[tuple[int, int]] = []
    position, row = 0, 0
    for line in text.split("\n"):
        body = line.lstrip(" \t")
        while row < len(starts):
            place = _beginning(source, starts[row] + (0 if row else skip), body)
            row += 1
            if place >= 0 or position:
                break
        else:
            place = -1
        runs.append((position + len(line) - len(body), place))
        position += len(line) + 1
    return PlacedText(text=text, runs=tuple(runs), nowhere=starts[0] if starts else 0)


def placed_cells(row: str, start: int, blanks: str) -> list[PlacedText]:
    """Places the cells of a table row that begins at `start`, as markdown-it splits it.

    blanks: the characters that are trimmed from a cell. Of an escaped bar only the bar is text.
    """
    left = len(row) - len(row.lstrip(blanks))
    cells: list[list[tuple[int, int]]] = [[]]  # stretches of the row, by cell
    last, end = left, len(row.rstrip(blanks))
    escape = -2
    for found in _PIPE.finditer(row, left, end):
        at = found.start()
        if found[0] == "\\":
            escape = at
        elif escape == at - 1:
            cells[-1].append((last, at - 1))
            last = at
        else:
            cells[-1].append((last, at))
            cells.append([])
            last = at + 1
    cells[-1].append((last, end))
    if cells and not _length(cells[0]):
        cells.pop(0)
    if cells and not _length(cells[-1]):
        cells.pop()
    return [_cell(row, start, stretches, blanks) for stretches in cells]


def _beginning(source: str, place: int, body: str) -> int:
    """Where a line of text begins in its source line, -1 where that holds something else."""
    wanted = body.rstrip()
    while place < len(source) and source[place].isspace() and source[place] != body[:1]:
        if source[place] == "\n":
            return -1
        place += 1
    return place if wanted and source.startswith(wanted, place) else -1


def _length(stretches: list[tuple[int, int]]) -> int:
    return sum(end - start for start, end in stretches)


def _cell(row: str, start: int, stretches: list[tuple[int, int]], blanks: str) -> PlacedText:
    whole = "".join(row[first:end] for first, end in stretches)
    text = whole.strip(blanks)
    position = whole.find(text) * -1
    runs: list[tuple[int, int]] = []
    for first, end in stretches:
        runs.append((position, start + first))
        position += end - first
    return PlacedText(text=text, runs=tuple(runs), nowhere=start)
