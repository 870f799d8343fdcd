"""The text of Word paragraphs as a reader of the finished page sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from needle_evidence.formats.word.elements import (
    MC,
    M,
    R,
    W,
    XmlElement,
    seen_alternative,
    switch,
    value_of,
)
from needle_evidence.formats.word.fields import OpenField, citation_look, is_citation_tag
from needle_evidence.formats.word.notes import Notes
from needle_evidence.formats.word.pieces import ParagraphText, Piece
from needle_evidence.formats.word.styles import Style, Styles, is_superscript, is_unsaid
from needle_evidence.formats.word.symbol_font import from_symbol_font
from needle_evidence.model.article import MarkKind

_LONGEST_SIGN = 20
_DEEPEST_FIELD = 50
# Names that Word itself gives, to what was pasted or edited last; nothing links to them.
_OWN_BOOKMARKS = ("_GoBack", "_Hlk", "OLE_LINK")
_SPACES = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}ptab": "\t"}
_THROUGH = frozenset(
    f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "sdtContent")
)
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})


class TextReader:
    """Reads paragraphs one after the other; fields and notes go on from one to the next.

    targets: where the links of the part that is read lead, by their ids.
    """

    def __init__(self, styles: Styles, notes: Notes, targets: Mapping[str, str]) -> None:
        self.targets = targets
        self._styles = styles
        self._notes = notes
        self._fields: list[OpenField] = []
        self._deleted = 0
        self._style = Style()
        self._run_state = _RunState()
        self._text = ParagraphText()
        self._handlers: dict[str, Callable[[XmlElement, str], None]] = {
            f"{W}r": self._run,
            f"{W}hyperlink": self._hyperlink,
            f"{W}fldSimple": self._simple_field,
            f"{W}sdt": self._content_control,
            f"{W}bookmarkStart": self._bookmark,
            f"{MC}AlternateContent": self._alternatives,
            f"{W}ruby": self._ruby,
            f"{M}sup": self._raised,
            f"{M}f": self._fraction,
            f"{M}d": self._delimited,
            **dict.fromkeys(_THROUGH, self._children),
            **dict.fromkeys(_GONE, self._deletion),
            f"{W}t": self._words,
            f"{M}t": self._words,
            f"{W}sym": self._symbol,
            f"{W}noBreakHyphen": lambda _, target: self._say("-", target),
            **dict.fromkeys(_SPACES, self._space),
            f"{W}fldChar": self._field_character,
            f"{W}instrText": self._instruction,
            f"{W}footnoteReference": self._note_reference,
            f"{W}endnoteReference": self._note_reference,
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._drawing,
        }

    def read(self, paragraph: XmlElement, text: ParagraphText) -> None:
        """Adds what a paragraph shows to a text."""
        self._text = text
        self._style = self._styles.of_paragraph(value_of(paragraph, f"{W}pPr/{W}pStyle"))
        self._run_state = self._state(None)
        text.in_bibliography = text.in_bibliography or self.in_bibliography
        self._children(paragraph, "")
        self._end_paragraph()

    @property
    def in_bibliography(self) -> bool:
        """Whether the field of a list of references is open."""
        return any(one.is_bibliography for one in self._fields)

    def leave_bibliography(self) -> None:
        """A heading ends a list of references whose field was never ended."""
        for one in self._fields:
            one.is_bibliography = False

    def _children(self, element: XmlElement, target: str) -> None:
        for child in element:
            handler = self._handlers.get(child.tag)
            if handler is not None:
                handler(child, target)
            elif isinstance(child.tag, str) and child.tag.startswith(M):
                self._children(child, target)

    def _say(self, text: str, target: str) -> None:
        """Adds text, unless it is deleted, hidden, or part of a field's instruction."""
        if not text or self._silent:
            return
        raised = self._run_state.superscript
        citation = next((one for one in self._fields if one.is_citation), None)
        if citation is not None:
            citation.said.append((text, raised))
            return
        target = target or next((one.target for one in reversed(self._fields) if one.target), "")
        self._text.pieces.append(Piece(text=text, superscript=raised, target=target))

    @property
    def _silent(self) -> bool:
        if self._deleted or self._run_state.hidden:
            return True
        return not all(one.in_result for one in self._fields)

    def _state(self, properties: XmlElement | None) -> _RunState:
        """The properties of a run: its own, else its style's, else its paragraph's."""
        style = Style() if properties is None else self._styles.of(_run_style(properties))
        hidden = (is_unsaid(properties), style.hidden, self._style.hidden)
        raised = (is_superscript(properties), style.superscript, self._style.superscript)
        fonts = None if properties is None else properties.find(f"{W}rFonts")
        return _RunState(
            hidden=next((state for state in hidden if state is not None), False),
            superscript=next((state for state in raised if state is not None), False),
            symbols=fonts is not None and fonts.get(f"{W}ascii", "") == "Symbol",
        )

    def _run(self, run: XmlElement, target: str) -> None:
        before, self._run_state = self._run_state, self._state(run.find(f"{W}rPr"))
        sign = run.find(f"{W}footnoteReference[@{W}customMarkFollows]")
        if sign is None:
            sign = run.find(f"{W}endnoteReference[@{W}customMarkFollows]")
        if sign is None:
            self._children(run, target)
        else:
            words = "".join(word.text or "" for word in run.findall(f"{W}t"))
            self._refer(sign, words.strip()[:_LONGEST_SIGN])
        self._run_state = before

    def _words(self, element: XmlElement, target: str) -> None:
        text = element.text or ""
        self._say(from_symbol_font(text) if self._run_state.symbols else text, target)

    def _space(self, element: XmlElement, target: str) -> None:
        self._say(_SPACES[element.tag], target)

    def _symbol(self, element: XmlElement, target: str) -> None:
        try:
            character = chr(int(element.get(f"{W}char", ""), 16) & 0xFFFF)
        except ValueError:
            return
        if element.get(f"{W}font", "") == "Symbol":
            character = from_symbol_font(character)
        # A half of a surrogate pair is no character and could not be written.
        self._say("" if character.encode("utf-8", "ignore") == b"" else character, target)

    def _hyperlink(self, element: XmlElement, target: str) -> None:
        address = self.targets.get(element.get(f"{R}id", ""), "")
        anchor = element.get(f"{W}anchor", "")
        own = f"{address}#{anchor}" if anchor else address
        self._children(element, own or target)

    def _deletion(self, element: XmlElement, target: str) -> None:
        """Read through for the ends of fields only, so that none stays open."""
        self._deleted += 1
        self._children(element, target)
        self._deleted -= 1

    def _bookmark(self, element: XmlElement, target: str) -> None:
        del target
        self._text.names.append(bookmark_name(element))

    def _alternatives(self, element: XmlElement, target: str) -> None:
        seen = seen_alternative(element)
        if seen is not None:
            self._children(seen, target)

    def _ruby(self, element: XmlElement, target: str) -> None:
        """The words without the small reading aid above them."""
        words = element.find(f"{W}rubyBase")
        if words is not None:
            self._children(words, target)

    def _raised(self, element: XmlElement, target: str) -> None:
        before = self._run_state
        self._run_state = replace(before, superscript=True)
        self._children(element, target)
        self._run_state = before

    def _fraction(self, element: XmlElement, target: str) -> None:
        above, below = element.find(f"{M}num"), element.find(f"{M}den")
        if above is not None and below is not None:
            self._children(above, target)
            self._say("/", target)
            self._children(below, target)

    def _delimited(self, element: XmlElement, target: str) -> None:
        before = element.find(f"{M}dPr/{M}begChr")
        after = element.find(f"{M}dPr/{M}endChr")
        self._say("(" if before is None else before.get(f"{M}val", ""), target)
        self._children(element, target)
        self._say(")" if after is None else after.get(f"{M}val", ""), target)

    def _drawing(self, element: XmlElement, target: str) -> None:
        del target
        if not self._silent:
            self._text.boxes.extend(_text_boxes(element))

    def _note_reference(self, element: XmlElement, target: str) -> None:
        del target
        self._refer(element, "")

    def _refer(self, element: XmlElement, sign: str) -> None:
        kind = "endnote" if element.tag == f"{W}endnoteReference" else "footnote"
        note = None if self._silent else self._notes.refer(kind, element.get(f"{W}id", ""), sign)
        if note is not None:
            self._text.pieces.append(
                Piece(
                    text=note.label,
                    superscript=True,
                    target=f"#{note.name}",
                    mark=MarkKind.NUMBER,
                    labels=(note.label,),
                )
            )

    def _instruction(self, element: XmlElement, target: str) -> None:
        del target
        if self._fields:
            self._fields[-1].instruct(element.text or "")

    def _field_character(self, element: XmlElement, target: str) -> None:
        del target
        step = element.get(f"{W}fldCharType", "")
        if step == "begin":
            # The outermost gives way; Word itself nests fields twenty deep.
            del self._fields[: len(self._fields) + 1 - _DEEPEST_FIELD]
            self._fields.append(OpenField())
        elif step == "separate" and self._fields and not self._fields[-1].in_result:
            self._show_field()
        elif step == "end" and self._fields:
            self._end_field()

    def _simple_field(self, element: XmlElement, target: str) -> None:
        self._in_field(element, target, element.get(f"{W}instr", ""))

    def _in_field(self, element: XmlElement, target: str, instruction: str) -> None:
        """Reads an element as what a field shows."""
        before = len(self._fields)
        opened = OpenField()
        opened.instruct(instruction)
        self._fields.append(opened)
        self._show_field()
        self._children(element, target)
        # A field that begins in here must not end out there.
        while len(self._fields) > before:
            self._end_field()

    def _show_field(self) -> None:
        self._fields[-1].show()
        if self._fields[-1].is_bibliography:
            self._text.in_bibliography = True

    def _end_field(self) -> None:
        ended = self._fields.pop()
        text = "".join(part for part, _ in ended.said)
        if not text.strip():
            return
        raised = any(part_raised for _, part_raised in ended.said)
        look = citation_look(text, ended.instruction)
        self._text.pieces.append(
            Piece(text=text, superscript=raised, mark=look.kind, labels=look.labels)
        )

    def _content_control(self, element: XmlElement, target: str) -> None:
        content = shown_content(element)
        if content is None:
            return
        tag = value_of(element, f"{W}sdtPr/{W}tag")
        if is_citation_tag(tag):
            self._in_field(content, target, tag)
        else:
            self._children(content, target)

    def _end_paragraph(self) -> None:
        """Nothing may vanish in a field that was never ended: it counts as ended here."""
        self._fields = [one for one in self._fields if one.in_result]
        for one in self._fields:
            said, one.said, one.is_citation, one.target = one.said, [], False, ""
            self._text.pieces.extend(Piece(text=text, superscript=up) for text, up in said)


def shown_content(control: XmlElement) -> XmlElement | None:
    """What a content control (`w:sdt`) holds; None while it only asks to be filled in."""
    if switch(control, f"{W}sdtPr/{W}showingPlcHdr"):
        return None
    return control.find(f"{W}sdtContent")


def bookmark_name(bookmark: XmlElement) -> str:
    """The name that links can point at; "" for a bookmark of Word's own."""
    name = bookmark.get(f"{W}name", "")
    return "" if name.startswith(_OWN_BOOKMARKS) else name


@dataclass(frozen=True, kw_only=True, slots=True)
class _RunState:
    """symbols: its letters stand for the signs of the font "Symbol"."""

    hidden: bool = False
    superscript: bool = False
    symbols: bool = False


def _run_style(properties: XmlElement) -> str:
    return value_of(properties, f"{W}rStyle")


def _text_boxes(element: XmlElement) -> Iterator[XmlElement]:
    """The text boxes in a drawing; one inside another is left to the reader of that one."""
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            seen = seen_alternative(child)
            if seen is not None:
                yield from _text_boxes(seen)
        else:
            yield from _text_boxes(child)
