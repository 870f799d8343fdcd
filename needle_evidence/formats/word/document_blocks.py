"""The blocks of a Word document in reading order, with the place of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from needle_evidence.formats.article_builder import ArticleBuilder
from needle_evidence.formats.word.document import WordDocument
from needle_evidence.formats.word.elements import (
    MC,
    W,
    XmlElement,
    seen_alternative,
    value_of,
    whole_number,
)
from needle_evidence.formats.word.fields import is_bibliography_tag
from needle_evidence.formats.word.notes import Note, Notes
from needle_evidence.formats.word.numbering import Numbering
from needle_evidence.formats.word.paragraph_text import (
    TextReader,
    bookmark_name,
    shown_content,
)
from needle_evidence.formats.word.pieces import ParagraphText, Piece
from needle_evidence.formats.word.styles import Style, Styles
from needle_evidence.model.article import BlockKind

_THROUGH = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag"))
_DEEPEST_HEADING = 6
_NO_LIST = "0"
# In tables nested deeper than this can say, all cells stand where the outer one does.
_LONGEST_PLACE = 200


def read_blocks(document: WordDocument, builder: ArticleBuilder) -> str:
    """Hands the document's blocks to the builder; returns the text in the style "Title".

    Paragraphs with text are counted from 1, headings, list items and captions among them and
    those in tables not, and so are tables, rows and cells. A document as it would read with
    all tracked changes accepted: deleted and hidden text, field instructions, tables of
    contents, comments, headers and footers are left out. Notes come last, as references.
    """
    walk = _Walk(document, builder)
    walk.blocks(document.body, _Place())
    walk.notes()
    return walk.title


@dataclass(slots=True)
class _Place:
    """Where blocks stand.

    path: "" in the body, else "table 1, row 2, cell 3". kind: of blocks that nothing says more
    about. tables: how many there were here so far.
    """

    path: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    tables: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    """What a paragraph is."""

    kind: BlockKind
    level: int = 0
    label: str = ""
    list_number: int = 0
    is_title: bool = False


class _Walk:
    """Goes through a document once; `title` is what it found in the style "Title"."""

    def __init__(self, document: WordDocument, builder: ArticleBuilder) -> None:
        self.title = ""
        self._builder = builder
        self._styles = Styles(document.styles)
        self._numbering = Numbering(document.numbering)
        roots = {kind: part.root for kind, part in document.notes.items()}
        self._notes = Notes(roots, document.body)
        self._notes_targets = {kind: part.targets for kind, part in document.notes.items()}
        self._reader = TextReader(self._styles, self._notes, document.targets)
        self._paragraphs = 0
        self._bibliographies = 0
        self._lists: dict[str, int] = {}
        self._names: list[str] = []
        # The text of paragraphs whose end was deleted: it goes on in the next one.
        self._carried: ParagraphText | None = None
        self._handlers: dict[str, Callable[[XmlElement, _Place], None]] = {
            f"{W}p": self._paragraph,
            f"{W}tbl": self._table,
            f"{W}sdt": self._content_control,
            f"{MC}AlternateContent": self._alternatives,
            f"{W}bookmarkStart": self._bookmark,
            **dict.fromkeys(_THROUGH, self._inside),
        }

    def blocks(self, parent: XmlElement, place: _Place) -> None:
        """Reads all blocks in a body, a table cell or a text box."""
        self._inside(parent, place)
        if self._carried is not None:
            carried, self._carried = self._carried, None
            self._write(carried, _Form(kind=place.kind), place)

    def notes(self) -> None:
        """Writes the notes that the text referred to."""
        for note in self._notes.found:
            self._reader.targets = self._notes_targets[note.kind]
            self._note(note)

    def _inside(self, parent: XmlElement, place: _Place) -> None:
        for child in parent:
            handler = self._handlers.get(child.tag)
            if handler is not None:
                handler(child, place)

    def _alternatives(self, element: XmlElement, place: _Place) -> None:
        seen = seen_alternative(element)
        if seen is not None:
            self._inside(seen, place)

    def _bookmark(self, element: XmlElement, place: _Place) -> None:
        del place
        self._names.append(bookmark_name(element))

    def _content_control(self, element: XmlElement, place: _Place) -> None:
        content = shown_content(element)
        properties = element.find(f"{W}sdtPr")
        if content is None or _gallery(properties) == "Table of Contents":
            return
        tag = value_of(properties, f"{W}tag")
        own = properties is not None and properties.find(f"{W}bibliography") is not None
        listed = own or is_bibliography_tag(tag)
        self._bibliographies += listed
        self._inside(content, place)
        self._bibliographies -= listed

    def _table(self, table: XmlElement, place: _Place) -> None:
        place.tables += 1
        before = f"{place.path}, inner " if place.path else ""
        name = f"{before}table {place.tables}"
        for row_number, row in enumerate(_children(table, f"{W}tr", _is_row_kept), start=1):
            for cell_number, cell in enumerate(_children(row, f"{W}tc", _is_cell_kept), start=1):
                at = f"{name}, row {row_number}, cell {cell_number}"
                at = at if len(place.path) < _LONGEST_PLACE else place.path
                self.blocks(cell, _Place(at, BlockKind.TABLE_CELL))

    def _paragraph(self, paragraph: XmlElement, place: _Place) -> None:
        text, self._carried = self._carried or ParagraphText(), None
        # Handed on, never copied: a page can be made of empty paragraphs with names.
        if text.names:
            text.names.extend(self._names)
        else:
            text.names = self._names
        self._names = []
        self._reader.read(paragraph, text)
        properties = paragraph.find(f"{W}pPr")
        if _is_end_deleted(properties):
            self._carried = text if text.pieces or text.boxes or text.names else None
            return
        style_id = value_of(properties, f"{W}pStyle")
        style = self._styles.of_paragraph(style_id)
        if style.is_contents:
            return
        form = self._form(text, properties, style, style_id, place)
        self._write(text, form, place)

    def _form(
        self,
        text: ParagraphText,
        properties: XmlElement | None,
        style: Style,
        style_id: str,
        place: _Place,
    ) -> _Form:
        """What a paragraph is by its style, its list, and what it stands in."""
        number, depth = self._list_of(properties, style, style_id)
        # A list counts its headings and empty items too.
        label = self._numbering.count(number, depth) if number else ""
        heading = _heading_level(properties, style)
        if heading and text.has_text:
            self._reader.leave_bibliography()
            return _Form(
                kind=BlockKind.HEADING,
                level=min(heading, _DEEPEST_HEADING),
                is_title=style.is_title,
            )
        if text.in_bibliography or self._bibliographies:
            return _Form(kind=BlockKind.REFERENCE, label=label)
        if style.kind is not None:
            return _Form(kind=style.kind, label=label)
        if number:
            list_number = self._lists.setdefault(number, len(self._lists) + 1)
            level = max(depth + 1, style.least_list_level)
            return _Form(
                kind=BlockKind.LIST_ITEM, level=level, label=label, list_number=list_number
            )
        return _Form(kind=place.kind)

    def _list_of(
        self, properties: XmlElement | None, style: Style, style_id: str
    ) -> tuple[str, int]:
        """The number of the list that a paragraph belongs to, "" for none, and its level."""
        own = value_of(properties, f"{W}numPr/{W}numId")
        number = own or style.numbering
        if not number or number == _NO_LIST:
            return "", 0
        depth = whole_number(value_of(properties, f"{W}numPr/{W}ilvl"))
        if depth < 0 and not own:
            tied = self._numbering.level_of_style(number, style_id)
            depth = tied or style.list_level
        return number, min(max(depth, 0), 8)

    def _write(self, text: ParagraphText, form: _Form, place: _Place) -> None:
        if text.has_text:
            self._paragraphs += not place.path
            pieces = text.joined()
            if form.is_title and not self.title:
                self.title = "".join(piece.text for piece in pieces if piece.mark is None)
            self._builder.begin(
                form.kind,
                level=form.level,
                place=place.path or f"paragraph {self._paragraphs}",
                label=form.label,
                list_number=form.list_number,
                ids=filter(None, text.names),
            )
            self._add(pieces)
            self._builder.end()
        else:
            # What points at an empty paragraph means the next one.
            self._names = text.names
        for number, box in enumerate(text.boxes):
            at = place.path or f"paragraph {self._paragraphs}"
            several = f" {number + 1}" if len(text.boxes) > 1 else ""
            self.blocks(box, _Place(f"text box{several} at {at}"))

    def _add(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            if piece.mark is None:
                self._builder.add(piece.text, superscript=piece.superscript, target=piece.target)
            else:
                self._builder.add_mark(
                    piece.text, kind=piece.mark, labels=piece.labels, target=piece.target
                )

    def _note(self, note: Note) -> None:
        text = ParagraphText()
        for paragraph in note.element.iter(f"{W}p"):
            self._reader.read(paragraph, text)
            text.pieces.append(Piece(text=" "))
        self._builder.begin(
            BlockKind.REFERENCE,
            place=f"{note.kind} {note.label}",
            label=note.label,
            ids=[note.name, *filter(None, text.names)],
        )
        self._add(text.joined())
        self._builder.end()


def _heading_level(properties: XmlElement | None, style: Style) -> int:
    """From 1, 0 for none: the paragraph's own level, else its style's; a title's is 1."""
    own = whole_number(value_of(properties, f"{W}outlineLvl"))
    if own >= 0:
        return own + 1 if own < 9 else 0
    return style.heading_level or int(style.is_title)


def _is_end_deleted(properties: XmlElement | None) -> bool:
    if properties is None:
        return False
    return any(properties.find(f"{W}rPr/{W}{name}") is not None for name in ("del", "moveFrom"))


def _gallery(properties: XmlElement | None) -> str:
    return value_of(properties, f"{W}docPartObj/{W}docPartGallery")


def _children(
    parent: XmlElement, name: str, kept: Callable[[XmlElement], bool]
) -> Iterator[XmlElement]:
    """The rows of a table or the cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == name and kept(child):
            yield child
        elif child.tag == f"{W}sdt":
            content = shown_content(child)
            if content is not None:
                yield from _children(content, name, kept)
        elif child.tag in _THROUGH:
            yield from _children(child, name, kept)


def _is_row_kept(row: XmlElement) -> bool:
    return row.find(f"{W}trPr/{W}del") is None


def _is_cell_kept(cell: XmlElement) -> bool:
    return cell.find(f"{W}tcPr/{W}cellDel") is None
