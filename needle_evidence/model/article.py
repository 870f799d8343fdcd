"""An article as it was read: its blocks, its plain text, and where each character stands."""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.model.finding import Location


class BlockKind(enum.Enum):
    """What a block of an article is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    CAPTION = "caption"
    QUOTATION = "quotation"
    REFERENCE = "reference"


class MarkKind(enum.Enum):
    """How a citation mark names its reference."""

    NUMBER = "number"
    CITEKEY = "citekey"
    AUTHOR_YEAR = "author_year"


@dataclass(frozen=True, kw_only=True, slots=True)
class CitationMark:
    """An in-text citation mark, such as `[5]`, a superscript, `[@key]`, `(Author, 2014)`.

    offset: where it stood in the plain text, which does not hold it. text: as written. labels:
    what it names, ranges written out: numbers ("2", "3"), citekeys, or "Author 2014". start,
    end: its own place in the source, -1 in formats without offsets (DOCX).
    """

    kind: MarkKind
    text: str
    labels: tuple[str, ...]
    offset: int
    start: int = -1
    end: int = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class PageReference:
    """One entry of the reference list that an article prints.

    label: the number or key that marks use for it, "" where it has none. text: as printed,
    without the label. block: number of its block. address: the first link in it, "" for none.
    """

    label: str
    text: str
    block: int
    address: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One block of an article: a stretch of its plain text.

    start, end: offsets into `Article.text`. level: of a heading, 1 to 6; of a list item, how
    deep its list is nested, from 1; else 0. heading, lead_in: number of the block that is its
    nearest heading, and of the one that leads its list in ("Potential benefits:"); -1 for
    none. place: where it stands in a source without lines ("paragraph 12"), else "".
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    heading: int = -1
    lead_in: int = -1
    place: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One sentence: offsets into `Article.text`, and the number of the block that holds it."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceMap:
    """Where each character of the plain text stands in the source.

    starts, sources: a run of characters begins at `starts[i]` in the plain text and at
    `sources[i]` in the source, and goes on one to one up to the next run. lines: offset in the
    source at which each line begins. starts and lines are ascending; all are empty in formats
    without lines.
    """

    starts: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()

    def source(self, offset: int) -> int:
        """The offset in the source of the character at `offset`; -1 where there is none."""
        run = bisect_right(self.starts, offset) - 1
        if run < 0:
            return self.sources[0] if self.sources else -1
        return self.sources[run] + offset - self.starts[run]

    def line_and_character(self, offset: int) -> tuple[int, int] | None:
        """Line and position in the line, both from 1, of a place in the plain text."""
        source = self.source(offset)
        return None if source < 0 else self.of_source(source)

    def of_source(self, source: int) -> tuple[int, int] | None:
        """Line and position in the line, both from 1, of an offset in the source."""
        if not self.lines:
            return None
        line = max(1, bisect_right(self.lines, source))
        return line, source - self.lines[line - 1] + 1


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Article:
    """One article of a project.

    path: relative to the project, with `/`. format: name of its format ("markdown", …).
    text: the blocks with an empty line between two, without citation marks; white space in a
    block is one space. sentences: of all blocks but headings' and references', in order; a
    block without a full stop is one sentence. references: the list the page prints. sha256: of
    the file's bytes, hexadecimal. unreadable: why it could not be read, "" where it could;
    everything else is empty then. meta: what its front matter or head says, by name.
    """

    path: str
    format: str = ""
    title: str = ""
    text: str = ""
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    marks: tuple[CitationMark, ...] = ()
    references: tuple[PageReference, ...] = ()
    source_map: SourceMap = field(default_factory=SourceMap)
    sha256: str = ""
    unreadable: str = ""
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def block_text(self, number: int) -> str:
        """The text of a block, "" for number -1."""
        if number < 0:
            return ""
        block = self.blocks[number]
        return self.text[block.start : block.end]

    def last_sentence(self, number: int) -> str:
        """The last sentence of a block, all of a block without sentences; "" for number -1."""
        if number < 0:
            return ""
        within = self.blocks[number]
        sentences = self.sentences_between(within.start, within.end)
        start = sentences[-1].start if sentences else within.start
        return self.text[start : within.end]

    def block_at(self, offset: int) -> int:
        """The number of the block that holds an offset (the one before, between two)."""
        return max(0, bisect_right(self.blocks, offset, key=lambda block: block.start) - 1)

    def location(self, offset: int) -> Location:
        """Where the character at an offset of the plain text stands in the file."""
        found = self.source_map.line_and_character(offset)
        if found is not None:
            return Location(path=self.path, line=found[0], character=found[1])
        if not self.blocks:
            return Location(path=self.path)
        return Location(path=self.path, field=self.blocks[self.block_at(offset)].place)

    def sentences_between(self, start: int, end: int) -> tuple[Sentence, ...]:
        """The sentences that share a character with a stretch of the plain text."""
        first = bisect_right(self.sentences, start, key=lambda sentence: sentence.end)
        last = first
        while last < len(self.sentences) and self.sentences[last].start < end:
            last += 1
        return self.sentences[first:last]


def plain_path(path: str) -> str:
    """A path as articles are named and compared: with `/`, without `./` and doubled signs."""
    flat = path.strip().replace("\\", "/")
    parts = [part for part in flat.split("/") if part not in ("", ".")]
    return ("/" if flat.startswith("/") else "") + ("/".join(parts) or ".")
