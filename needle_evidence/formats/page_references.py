"""Which blocks of a page are the entries of its reference list.

Under a heading such as "References" the list goes on to the next heading of the same or a
higher rank, or to two blocks in a row that are no entries. Without a heading, a list or a run
of paragraphs is one where most of it is written like references.

All items of such a list are entries, also one that does not look so, or the numbers that the
page prints would no longer be those that its marks use. A line that belongs to an entry ("Full
text:", a lone address, a second paragraph of its list item) is put at the entry's end. Any other
paragraph among entries stays a paragraph: it may be a claim.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from needle_evidence.language.reference_entries import (
    is_reference_heading,
    looks_like_reference,
    may_be_reference_heading,
    split_label,
)
from needle_evidence.model.article import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needle_evidence.formats.article_builder import OpenBlock

_CONTINUATION = re.compile(
    r"\s*(?:(?:https?://|www\.|doi:?\s*10\.|10\.\d{4,9}/|pmid:?\s*\d|pmcid:?\s*PMC)\S*[.\s]*"
    r"|(?:full\s+text|abstract|pdf|link|doi|pubmed|available(?:\s+(?:at|from))?|free\s+article|url"
    r"|google\s+scholar|crossref|view\s+(?:article|abstract)|volltext|zusammenfassung)"
    r"(?:\s+(?:link|here|online))?\s*[:.]?\s*(?:https?://\S+)?\s*)",
    re.IGNORECASE,
)
_LONGEST_HEADING = 80
_LONGEST_LINK = 400
_LINE_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.TABLE_CELL})
_FEWEST_PARAGRAPHS = 3


def recognise_references(blocks: Sequence[OpenBlock]) -> None:
    """Gives the entries of the page's reference list the kind `REFERENCE`, in place.

    The line over the list ("References:") becomes a heading. Takes time in proportion to the
    number of blocks.
    """
    known = any(block.kind is BlockKind.REFERENCE for block in blocks)
    lists = _by_list(blocks)
    headings = [number for number, block in enumerate(blocks) if _may_be_heading(block)]
    for at, following in pairwise([*headings, len(blocks)]):
        entries = _Section(blocks, lists, at, following).entries()
        if entries:
            _take(entries)
            _make_heading(blocks, at)
            known = True
    if not known:
        _take_unheaded(blocks, lists)


class _Section:
    """What stands under the heading of a reference list."""

    def __init__(
        self, blocks: Sequence[OpenBlock], lists: dict[int, list[OpenBlock]], at: int, end: int
    ) -> None:
        self._blocks = blocks
        self._lists = lists
        self._certain = is_reference_heading(blocks[at].raw)
        self._at = at
        self._end = _section_end(blocks, at, end)
        self._accepted: dict[int, bool] = {}

    def entries(self) -> list[OpenBlock]:
        """The entries, in order; lines that belong to one are joined to it."""
        found: list[OpenBlock] = []
        others = looking = 0
        for block in self._blocks[self._at + 1 : self._end]:
            if block.kind is BlockKind.HEADING or not block.pieces:
                others = 0
            elif found and self._continues(block):
                _append(found[-1], block)
            elif self._is_entry(block, found):
                found.append(block)
                looking += looks_like_reference(block.raw)
                others = 0
            else:
                others += 1
                if others == 2:
                    break
        return found if self._certain or 2 * looking >= len(found) else []

    def _continues(self, block: OpenBlock) -> bool:
        if block.kind is BlockKind.LIST_ITEM and self._accepts(block.list_number):
            return not block.label and any(item.label for item in self._lists[block.list_number])
        return block.kind in _LINE_KINDS and _CONTINUATION.fullmatch(block.raw) is not None

    def _is_entry(self, block: OpenBlock, found: Sequence[OpenBlock]) -> bool:
        if block.kind is BlockKind.REFERENCE:
            return True
        if block.kind is BlockKind.LIST_ITEM:
            return self._accepts(block.list_number)
        if block.kind not in _LINE_KINDS:
            return False
        raw = block.raw
        if looks_like_reference(raw) or (self._certain and _leads_away(block)):
            return True
        label, rest = split_label(raw)
        return self._certain and label == str(len(found) + 1) and bool(rest)

    def _accepts(self, list_number: int) -> bool:
        """Whether a list under the heading is the reference list."""
        known = self._accepted.get(list_number)
        if known is None:
            items = self._lists[list_number]
            looking = sum(looks_like_reference(item.raw) for item in items)
            if self._certain:
                leading = sum(map(_leads_away, items))
                first = next(iter(self._blocks[self._at + 1 : self._end]), None)
                numbered = first is items[0] and bool(first.label)
                known = numbered or 3 * max(looking, leading) >= len(items)
            else:
                known = 2 * looking >= len(items)
            self._accepted[list_number] = known
        return known


def _may_be_heading(block: OpenBlock) -> bool:
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return False
    return block.length <= 2 * _LONGEST_HEADING and may_be_reference_heading(block.raw)


def _section_end(blocks: Sequence[OpenBlock], at: int, end: int) -> int:
    """The next heading of the same or a higher rank; any, after a line that is no heading."""
    own = blocks[at]
    for number in range(at + 1, end):
        block = blocks[number]
        if block.kind is BlockKind.HEADING and (
            own.kind is not BlockKind.HEADING or block.level <= own.level
        ):
            return number
    return end


def _by_list(blocks: Sequence[OpenBlock]) -> dict[int, list[OpenBlock]]:
    """The items of each list; several lists of one number (0) count as one."""
    lists: dict[int, list[OpenBlock]] = defaultdict(list)
    for block in blocks:
        if block.kind is BlockKind.LIST_ITEM:
            lists[block.list_number].append(block)
    return lists


def _leads_away(block: OpenBlock) -> bool:
    return block.length <= _LONGEST_LINK and block.address.startswith(("http:", "https:"))


def _append(entry: OpenBlock, line: OpenBlock) -> None:
    """Moves the words of a line to the end of its entry; an empty block is dropped later."""
    entry.pieces.append(replace(entry.pieces[-1], text=" ", source=-1))
    entry.pieces.extend(line.pieces)
    entry.length += 1 + line.length
    entry.address = entry.address or line.address
    entry.ids.extend(line.ids)
    line.pieces.clear()
    line.styled.clear()
    line.marks.clear()
    line.ids.clear()
    line.length = 0


def _take(entries: Sequence[OpenBlock]) -> None:
    for entry in entries:
        entry.kind = BlockKind.REFERENCE


def _make_heading(blocks: Sequence[OpenBlock], at: int) -> None:
    block = blocks[at]
    if block.kind is BlockKind.HEADING:
        return
    before = (blocks[number] for number in range(at - 1, -1, -1))
    last = next((other for other in before if other.kind is BlockKind.HEADING), None)
    block.kind = BlockKind.HEADING
    block.level = last.level if last is not None else 2
    block.styled.clear()


def _take_unheaded(blocks: Sequence[OpenBlock], lists: dict[int, list[OpenBlock]]) -> None:
    for items in lists.values():
        numbered = [item for item in items if item.label]
        firsts = numbered or items
        looking = sum(looks_like_reference(item.raw) for item in firsts)
        if looking >= 2 and 5 * looking >= 3 * len(firsts):
            _take_list(items, numbered=bool(numbered))
    for run in _paragraph_runs(blocks):
        first, _ = split_label(run[0].raw)
        if len(run) >= (_FEWEST_PARAGRAPHS - 1 if first == "1" else _FEWEST_PARAGRAPHS):
            _take(run)


def _take_list(items: Sequence[OpenBlock], *, numbered: bool) -> None:
    entry: OpenBlock | None = None
    for item in items:
        if entry is not None and numbered and not item.label:
            _append(entry, item)
        else:
            item.kind, entry = BlockKind.REFERENCE, item


def _paragraph_runs(blocks: Sequence[OpenBlock]) -> list[list[OpenBlock]]:
    """Paragraphs one after the other that are all written like references."""
    runs: list[list[OpenBlock]] = [[]]
    for block in blocks:
        if block.kind in _LINE_KINDS and looks_like_reference(block.raw):
            runs[-1].append(block)
        elif runs[-1] and not (block.kind in _LINE_KINDS and _CONTINUATION.fullmatch(block.raw)):
            runs.append([])
    return [run for run in runs if run]
