"""The blocks of a page gathered into what a reader sees: paragraphs, lists, tables, quotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from needle_evidence.model.article import BlockKind
from needle_evidence.reporting.page_mark import MarkView

_DEEPEST = 5  # lists nested deeper are shown at this depth
_MOST_COLUMNS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class RunView:
    """A run of text. parts: (text, whether it is a citation mark as printed).

    mark: what is told about it, None for plain text. anchor: its own name in the report, ""
    for plain text. closes: the mark's label belongs behind it.
    """

    parts: tuple[tuple[str, bool], ...]
    mark: MarkView | None = None
    anchor: str = ""
    closes: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockView:
    """One block. level: of a list item, how deep. row: what the cells of one row share.

    label: of an entry of the page's reference list, where its words do
    not begin with it.
    """

    kind: BlockKind
    runs: tuple[RunView, ...]
    level: int = 0
    row: str = ""
    label: str = ""

    @property
    def marked(self) -> bool:
        """Whether anything in it is marked."""
        return any(run.mark is not None for run in self.runs)


@dataclass(frozen=True, kw_only=True, slots=True)
class ListItem:
    """An item of a list with the list that hangs on it."""

    block: BlockView
    items: tuple[ListItem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """What belongs together.

    kind: "paragraphs", "captions", "quotation", "list", "table", "cells" (of a table whose
    rows are not known) or "references". blocks: of all kinds but "list", which has items, and
    "table", which has rows.
    """

    kind: str
    blocks: tuple[BlockView, ...] = ()
    items: tuple[ListItem, ...] = ()
    rows: tuple[tuple[BlockView, ...], ...] = ()


_KINDS = {
    BlockKind.HEADING: "paragraphs",
    BlockKind.PARAGRAPH: "paragraphs",
    BlockKind.CAPTION: "captions",
    BlockKind.QUOTATION: "quotation",
    BlockKind.LIST_ITEM: "list",
    BlockKind.TABLE_CELL: "table",
    BlockKind.REFERENCE: "references",
}


def pieces(blocks: Iterable[BlockView]) -> Iterator[Piece]:
    """Neighbouring blocks of one kind together, in order."""
    for kind, group in groupby(blocks, key=lambda block: _KINDS[block.kind]):
        together = tuple(group)
        if kind == "list":
            yield Piece(kind=kind, items=_items(together))
        elif kind == "table":
            yield _table(together)
        else:
            yield Piece(kind=kind, blocks=together)


def _items(blocks: Sequence[BlockView], depth: int = 1) -> tuple[ListItem, ...]:
    items = []
    first = 0
    while first < len(blocks):
        last = first + 1
        while depth < _DEEPEST and last < len(blocks) and blocks[last].level > blocks[first].level:
            last += 1
        hanging = _items(blocks[first + 1 : last], depth + 1)
        items.append(ListItem(block=blocks[first], items=hanging))
        first = last
    return tuple(items)


def _table(cells: tuple[BlockView, ...]) -> Piece:
    """The rows, where the cells' places in the source tell them: all of one width."""
    rows = tuple(tuple(group) for _, group in groupby(cells, key=lambda cell: cell.row))
    widths = {len(row) for row in rows}
    if len(rows) > 1 and len(widths) == 1 and 1 < widths.pop() <= _MOST_COLUMNS:
        return Piece(kind="table", rows=rows)
    return Piece(kind="cells", blocks=cells)
