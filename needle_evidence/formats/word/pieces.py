"""What a paragraph of a Word document shows: its text in pieces of one style each."""

from __future__ import annotations

from dataclasses import dataclass, field

from needle_evidence.formats.word.elements import XmlElement
from needle_evidence.model.article import MarkKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of text in one style.

    target: where a link around it leads. mark: it is a citation mark that the document itself
    tells apart; then kind and labels say what it names.
    """

    text: str
    superscript: bool = False
    target: str = ""
    mark: MarkKind | None = None
    labels: tuple[str, ...] = ()


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph shows.

    names: that links can point at. boxes: the text boxes anchored in it. in_bibliography: it
    stands in a list of references that a reference manager made.
    """

    pieces: list[Piece] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    boxes: list[XmlElement] = field(default_factory=list)
    in_bibliography: bool = False

    @property
    def has_text(self) -> bool:
        """Whether there is a letter or a digit in it."""
        return any(character.isalnum() for piece in self.pieces for character in piece.text)

    def joined(self) -> list[Piece]:
        """The pieces, those next to each other in one style put together.

        Word splits runs anywhere: three runs with "1", "," and "2" are one mark.
        """
        found: list[Piece] = []
        texts: list[list[str]] = []
        for piece in self.pieces:
            last = found[-1] if found else None
            if last is not None and _alike(last, piece):
                texts[-1].append(piece.text)
            else:
                found.append(piece)
                texts.append([piece.text])
        return [
            Piece(
                text="".join(parts),
                superscript=piece.superscript,
                target=piece.target,
                mark=piece.mark,
                labels=piece.labels,
            )
            for piece, parts in zip(found, texts, strict=True)
        ]


def _alike(first: Piece, second: Piece) -> bool:
    if first.mark is not None or second.mark is not None:
        return False
    return first.superscript == second.superscript and first.target == second.target
