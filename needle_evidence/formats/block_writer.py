"""Holding a block back until all of its text is known, then handing it to the builder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from needle_evidence.formats.article_builder import ArticleBuilder
from needle_evidence.language.page_residue import is_residue
from needle_evidence.model.article import BlockKind, MarkKind


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    source: int
    superscript: bool = False
    target: str = ""
    kind: MarkKind | None = None
    labels: tuple[str, ...] = ()


@dataclass(slots=True)
class WaitingBlock:
    """A block whose kind may still change; the fields are those of `ArticleBuilder.begin`."""

    kind: BlockKind
    level: int = 0
    label: str = ""
    list_number: int = 0
    ids: list[str] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text so far, marks included."""
        return "".join(piece.text for piece in self.pieces)


class BlockWriter:
    """Passes blocks on to a builder, without residue of web pages.

    settle: may change the kind of a paragraph that is complete, given its text and the kind
    of the block before it (None at the beginning).
    """

    def __init__(
        self,
        builder: ArticleBuilder,
        *,
        settle: Callable[[WaitingBlock, BlockKind | None], None] | None = None,
    ) -> None:
        self._builder = builder
        self._settle = settle
        self._block: WaitingBlock | None = None
        self._previous = ""
        self._previous_kind: BlockKind | None = None
        self._names: list[str] = []

    @property
    def is_open(self) -> bool:
        """Whether a block waits for more text."""
        return self._block is not None

    def begin(
        self, kind: BlockKind, *, level: int = 0, label: str = "", list_number: int = 0
    ) -> None:
        """Opens a block, ending an open one."""
        self.end()
        self._block = WaitingBlock(kind, level, label, list_number)

    def add(self, text: str, source: int, *, superscript: bool = False, target: str = "") -> None:
        """Adds text whose characters stand one to one from `source` on."""
        if text:
            self._opened().pieces.append(_Piece(text, source, superscript, target))

    def add_at(
        self, text: str, source: int, *, superscript: bool = False, target: str = ""
    ) -> None:
        """Adds text that stands at `source` in another form: all of it has that one place."""
        for character in text:
            self.add(character, source, superscript=superscript, target=target)

    def add_mark(self, text: str, source: int, kind: MarkKind, labels: Sequence[str]) -> None:
        """Adds a citation mark that the format tells apart."""
        if text:
            piece = _Piece(text, source, kind=kind, labels=tuple(labels))
            self._opened().pieces.append(piece)

    def name(self, identifier: str) -> None:
        """Notes a name that links point at: of the open block, or else of the next one."""
        if identifier:
            (self._names if self._block is None else self._block.ids).append(identifier)

    def end(self) -> None:
        """Ends the open block and hands it over, unless it is residue or without text."""
        block, self._block = self._block, None
        if block is None:
            return
        text = block.text
        if not any(map(str.isalnum, text)):
            self._names.extend(block.ids)
            return
        residue = block.kind is not BlockKind.REFERENCE and is_residue(
            text, previous=self._previous
        )
        self._previous = text
        if residue:
            return
        if self._settle is not None:
            self._settle(block, self._previous_kind)
        self._previous_kind = block.kind
        self._hand_over(block)

    def _opened(self) -> WaitingBlock:
        if self._block is None:
            self._block = WaitingBlock(BlockKind.PARAGRAPH)
        return self._block

    def _hand_over(self, block: WaitingBlock) -> None:
        names, self._names = self._names, []
        self._builder.begin(
            block.kind,
            level=block.level,
            label=block.label,
            list_number=block.list_number,
            ids=[*names, *block.ids],
        )
        for piece in block.pieces:
            if piece.kind is not None:
                self._builder.add_mark(
                    piece.text, piece.source, kind=piece.kind, labels=piece.labels
                )
            else:
                self._builder.add(
                    piece.text,
                    piece.source,
                    superscript=piece.superscript,
                    target=piece.target,
                )
        self._builder.end()
