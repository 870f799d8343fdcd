"""Putting an article together from the pieces that a reader of some format hands over."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.language.citation_marks import FoundMark, Styled, find_marks
from needle_evidence.language.reference_entries import split_label
from needle_evidence.language.sentences import sentence_spans
from needle_evidence.model.article import (
    Article,
    Block,
    BlockKind,
    CitationMark,
    MarkKind,
    PageReference,
    Sentence,
    SourceMap,
)

_BETWEEN_BLOCKS = "\n\n"
_LINE = re.compile(r"\r\n|\r|\n")
_TOKEN = re.compile(r"\s+|\S+")
# The space before a mark goes with it where one of these follows.
_STOPS = frozenset(".,;:!?)]}»”’")
_UNSPLIT = frozenset({BlockKind.HEADING, BlockKind.REFERENCE})
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a block's text; source: offset of its first character, -1 for unknown."""

    text: str
    source: int
    superscript: bool


@dataclass(slots=True)
class OpenBlock:
    """A block while it is read.

    label: the number that its list shows before it. list_number: the same for all items of a
    list. ids: names that links can point at. address: the first link in it that leaves the
    page. styled, marks, starts (of the pieces): offsets into `raw`.
    """

    kind: BlockKind
    level: int = 0
    place: str = ""
    label: str = ""
    list_number: int = 0
    ids: list[str] = field(default_factory=list)
    address: str = ""
    pieces: list[_Piece] = field(default_factory=list)
    styled: list[Styled] = field(default_factory=list)
    marks: list[FoundMark] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    length: int = 0

    @property
    def raw(self) -> str:
        """The text as handed over, marks and white space included."""
        return "".join(piece.text for piece in self.pieces)


class ArticleBuilder:
    """Collects blocks in reading order; `finish` makes the article of them.

    source: the decoded text of the file, for lines; "" in formats without lines.
    """

    def __init__(self, *, path: str, format_name: str, data: bytes, source: str = "") -> None:
        self._path = path
        self._format = format_name
        self._sha256 = hashlib.sha256(data).hexdigest()
        self._lines = (0, *(match.end() for match in _LINE.finditer(source))) if source else ()
        self._blocks: list[OpenBlock] = []
        self._open: OpenBlock | None = None

    def begin(
        self,
        kind: BlockKind,
        *,
        level: int = 0,
        place: str = "",
        label: str = "",
        list_number: int = 0,
        ids: Iterable[str] = (),
    ) -> None:
        """Opens a block, ending an open one; the parameters are those of `OpenBlock`."""
        self.end()
        self._open = OpenBlock(kind, level, place, label, list_number, list(ids))

    def add(
        self, text: str, source: int = -1, *, superscript: bool = False, target: str = ""
    ) -> None:
        """Adds text to the open block (a paragraph is opened where there is none).

        source: offset of its first character; the others follow one to one. What the source
        writes in another way (an entity) is added by itself. target: where a link around it
        leads to.
        """
        if not text:
            return
        block = self._opened()
        start, end = block.length, block.length + len(text)
        block.pieces.append(_Piece(text, source, superscript))
        block.starts.append(start)
        block.length = end
        if superscript or target:
            block.styled.append(
                Styled(start=start, end=end, superscript=superscript, target=target)
            )
        if target and not target.startswith("#"):
            block.address = block.address or target

    def add_mark(
        self,
        text: str,
        source: int = -1,
        *,
        kind: MarkKind,
        labels: Sequence[str] = (),
        target: str = "",
    ) -> None:
        """Adds a citation mark that the format itself tells apart from the text."""
        if not text:
            return
        block = self._opened()
        start = block.length
        self.add(text, source)
        block.marks.append(
            FoundMark(
                start=start,
                end=block.length,
                kind=kind,
                text=text,
                labels=tuple(labels),
                target=target,
            )
        )

    def name(self, identifier: str) -> None:
        """Notes a name inside the open block that links can point at."""
        if self._open is not None and identifier:
            self._open.ids.append(identifier)

    def end(self) -> None:
        """Ends the open block; one without a letter or a digit is dropped."""
        block, self._open = self._open, None
        if block is not None and any(map(str.isalnum, block.raw)):
            self._blocks.append(block)

    def finish(self, *, title: str = "", meta: Mapping[str, str] | None = None) -> Article:
        """The article; where the format gives no title, the first heading is it."""
        from needle_evidence.formats.page_references import recognise_references

        self.end()
        recognise_references(self._blocks)
        joined = _Joined(self._blocks)
        text = _BETWEEN_BLOCKS.join(joined.texts)
        headings = (block for block in joined.blocks if block.kind is BlockKind.HEADING)
        first = next((text[heading.start : heading.end] for heading in headings), "")
        return Article(
            path=self._path,
            format=self._format,
            title=" ".join(title.split()) or first,
            text=text,
            blocks=tuple(joined.blocks),
            sentences=tuple(_sentences(text, joined.blocks)),
            marks=tuple(joined.marks),
            references=tuple(joined.references),
            source_map=SourceMap(
                starts=tuple(joined.starts), sources=tuple(joined.sources), lines=self._lines
            ),
            sha256=self._sha256,
            meta=MappingProxyType(dict(meta or {})),
        )

    def _opened(self) -> OpenBlock:
        if self._open is None:
            self._open = OpenBlock(BlockKind.PARAGRAPH)
        return self._open


class _Joined:
    """The blocks' plain texts one after the other, with everything that points into them."""

    def __init__(self, blocks: Sequence[OpenBlock]) -> None:
        self.texts: list[str] = []
        self.blocks: list[Block] = []
        self.marks: list[CitationMark] = []
        self.references: list[PageReference] = []
        self.starts: list[int] = []
        self.sources: list[int] = []
        self._length = 0
        self._headings: list[int] = []
        # For each depth of lists: the number of the list, of its lead-in, and of its last item.
        self._lists: dict[int, tuple[int, int, int]] = {}
        self._labels = dict(_labels_by_name(blocks))
        for block in blocks:
            self._join(block)

    def _join(self, block: OpenBlock) -> None:
        start = self._length + len(_BETWEEN_BLOCKS) * bool(self.texts)
        marks = [] if block.kind is BlockKind.REFERENCE else _marks(block)
        plain = _PlainText(block.pieces, marks)
        text = plain.text
        if not text:
            return
        lead_in = self._lead_in(block)
        for mark, offset in zip(marks, plain.mark_offsets, strict=True):
            self.marks.append(self._mark(block, mark, start + offset))
        for offset, source in plain.runs:
            self.starts.append(start + offset)
            self.sources.append(source)
        if block.kind is BlockKind.REFERENCE:
            own, rest = split_label(text)
            same = bool(own) and own == (block.label or own)
            self.references.append(
                PageReference(
                    label=block.label or own,
                    text=rest if same else text,
                    block=len(self.blocks),
                    address=block.address,
                )
            )
        if block.kind is BlockKind.HEADING:
            while self._headings and self.blocks[self._headings[-1]].level >= block.level:
                self._headings.pop()
        self.texts.append(text)
        self._length = start + len(text)
        self.blocks.append(
            Block(
                kind=block.kind,
                start=start,
                end=self._length,
                level=block.level,
                heading=self._headings[-1] if self._headings else -1,
                lead_in=lead_in,
                place=block.place,
            )
        )
        if block.kind is BlockKind.HEADING:
            self._headings.append(len(self.blocks) - 1)

    def _mark(self, block: OpenBlock, mark: FoundMark, offset: int) -> CitationMark:
        label = self._labels.get(mark.target.removeprefix("#"), "") if mark.target else ""
        first, last = _source_of(block, mark.start), _source_of(block, mark.end - 1)
        known = first >= 0 and last >= first
        return CitationMark(
            kind=MarkKind.NUMBER if label.isdigit() else mark.kind,
            text=mark.text,
            labels=(label,) if label else mark.labels,
            offset=offset,
            start=first if known else -1,
            end=last + 1 if known else -1,
        )

    def _lead_in(self, block: OpenBlock) -> int:
        """The block that leads a list item's list in, -1 for none.

        That is the paragraph right before the list, the item that a nested list hangs on, or
        an item before it in the same list that ends with a colon.
        """
        if block.kind is not BlockKind.LIST_ITEM:
            self._lists.clear()
            return -1
        number, level = len(self.blocks), block.level
        for deeper in [depth for depth in self._lists if depth > level]:
            del self._lists[deeper]
        known = self._lists.get(level)
        if known is not None and known[0] == block.list_number:
            led_by = known[2] if self.texts[known[2]].endswith((":", "：")) else known[1]
        elif level - 1 in self._lists:
            led_by = self._lists[level - 1][2]
        else:
            led_by = self._paragraph_before(number)
        self._lists[level] = (block.list_number, led_by, number)
        return led_by

    def _paragraph_before(self, number: int) -> int:
        if not number or self.blocks[number - 1].kind is not BlockKind.PARAGRAPH:
            return -1
        return number - 1


def _labels_by_name(blocks: Sequence[OpenBlock]) -> Iterator[tuple[str, str]]:
    """Which label stands for a name that links point at; unlabelled entries are counted."""
    references = [block for block in blocks if block.kind is BlockKind.REFERENCE]
    for number, block in enumerate(references, start=1):
        own, _ = split_label(block.raw.strip())
        block.label = block.label or own or (str(number) if block.ids else "")
        for identifier in block.ids:
            yield identifier, block.label


def _marks(block: OpenBlock) -> list[FoundMark]:
    """The marks that the format told apart and those found among the words, by place."""
    taken = sorted((mark.start, mark.end) for mark in block.marks)
    starts = [start for start, _ in taken]

    def free(mark: FoundMark) -> bool:
        before = bisect_left(starts, mark.end)
        return before == 0 or taken[before - 1][1] <= mark.start

    seen = filter(free, find_marks(block.raw, block.styled))
    return sorted([*block.marks, *seen], key=lambda mark: mark.start)


def _source_of(block: OpenBlock, offset: int) -> int:
    """The place in the source of a character of the block's raw text, -1 for unknown."""
    if not 0 <= offset < block.length:
        return -1
    number = bisect_right(block.starts, offset) - 1
    piece = block.pieces[number]
    return piece.source + offset - block.starts[number] if piece.source >= 0 else -1


class _PlainText:
    """A block's text without marks and with single spaces.

    runs: (offset in the plain text, offset in the source) where a one-to-one run begins.
    mark_offsets: where each mark stood.
    """

    def __init__(self, pieces: Sequence[_Piece], marks: Sequence[FoundMark]) -> None:
        self.runs: list[tuple[int, int]] = []
        self.mark_offsets: list[int] = []
        self._kept: list[str] = []
        self._length = 0
        self._space: int | None = None  # source of a space that waits for the next word
        self._after_mark = False
        start, cuts = 0, iter(marks)
        cut = next(cuts, None)
        for piece in pieces:
            position, end = start, start + len(piece.text)
            while cut is not None and cut.start < end:
                self._keep(piece, position - start, max(cut.start, position) - start)
                position = min(cut.end, end)
                if cut.end > end:
                    break
                self.mark_offsets.append(self._length)
                self._after_mark = True
                cut = next(cuts, None)
            self._keep(piece, position - start, len(piece.text))
            start = end
        self.text = "".join(self._kept)

    def _keep(self, piece: _Piece, start: int, end: int) -> None:
        for match in _TOKEN.finditer(piece.text, start, end):
            source = piece.source + match.start() if piece.source >= 0 else -1
            if match[0].isspace():
                if self._length and self._space is None:
                    self._space = source
                continue
            words = match[0].translate(_RAISED) if piece.superscript else match[0]
            if self._space is not None:
                if not (self._after_mark and words[0] in _STOPS):
                    self._emit(" ", self._space)
                self._space = None
            self._after_mark = False
            self._emit(words, source)

    def _emit(self, words: str, source: int) -> None:
        last = self.runs[-1] if self.runs else None
        if source >= 0 and (last is None or last[1] - last[0] != source - self._length):
            self.runs.append((self._length, source))
        self._kept.append(words)
        self._length += len(words)


def _sentences(text: str, blocks: Sequence[Block]) -> Iterator[Sentence]:
    for number, block in enumerate(blocks):
        if block.kind not in _UNSPLIT:
            for start, end in sentence_spans(text[block.start : block.end]):
                yield Sentence(start=block.start + start, end=block.start + end, block=number)
