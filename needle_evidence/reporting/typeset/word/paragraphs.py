"""Paragraphs of a Word document: runs, links, bookmarks, and scripts from right to left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from needle_evidence.reporting.typeset.printed_report import (
    Paragraph,
    Words,
    right_to_left,
    shown,
)

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.parts.document import DocumentPart

Add = Callable[["BaseOxmlElement"], None]

# A link that Word cannot read makes the whole document unreadable.
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?")
_LONGEST_ADDRESS = 2_000
# The style of each role, and how it is named where it stands one level deeper.
_STYLES = {
    "text": "Normal", "lead": "Lead", "opening": "Opening", "status": "Status",
    "meta": "Small Print",
    "wording": "Wording", "printable": "Wording", "item": "List Bullet", "work": "List Bullet",
    "result": "List Bullet 2", "passage": "Quote", "reference": "Reference", "error": "Problem",
    "warning": "Problem", "note": "Problem",
}  # fmt: skip
_COLOURS = {
    "bad": "A3262A", "error": "A3262A", "doubt": "9A5B00", "warning": "9A5B00",
    "unknown": "6B7280", "note": "6B7280", "found": "2F5FA8", "good": "1D7044",
    "exempt": "C9CED4",
}  # fmt: skip
_CHARACTER_STYLES = {"label": "Label", "code": "Name"}
_MARKS = {
    "strong": "w:b", "bold": "w:b", "target": "w:b", "italic": "w:i", "small_caps": "w:smallCaps",
}  # fmt: skip
_RAISED = {"superscript": "superscript", "subscript": "subscript"}
_NOTHING: Mapping[str, str] = MappingProxyType({})
_INDENT = 230  # twentieths of a point for a level


def element(name: str, attributes: Mapping[str, str] = _NOTHING) -> BaseOxmlElement:
    """An element of the document's XML; both names have their prefix ("w:jc")."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made


def valued(name: str, value: str) -> BaseOxmlElement:
    """An element that is one value."""
    return element(name, {"w:val": value})


class ParagraphWriter:
    """Makes paragraphs; place_names: of all places that links can lead to."""

    def __init__(self, part: DocumentPart, add: Add, place_names: Iterable[str]) -> None:
        self._part = part
        self._add = add
        # Names of bookmarks hold at most 40 letters, digits and underscores.
        self._bookmarks = {name: n for n, name in enumerate(sorted(place_names), start=1)}
        self._relations: dict[str, str] = {}
        self._styles = {style.name: style.style_id for style in part.document.styles if style.name}

    def add(self, block: Paragraph, tone: str = "") -> None:
        """Appends a paragraph to the document; tone: the colour of the bar beside it."""
        self._add(self.made(block, tone=tone))

    def heading(self, text: str, style: str, *, anchor: str = "", tone: str = "") -> None:
        """Appends a title or heading; anchor: its name for links."""
        made = self._empty(style, text, tone=tone)
        run = self._run(Words(text=text))
        for element in self._marked(anchor, run) if anchor else (run,):
            made.append(element)
        self._add(made)

    def made(self, block: Paragraph, *, tone: str = "", style: str = "") -> BaseOxmlElement:
        """A paragraph, for the document or for a cell; style: in place of that of its role."""
        role = block.role
        level = block.level if role in ("meta", "error", "warning", "note") else 0
        paragraph = self._empty(
            style or _STYLES[role], block.text, tone=tone or role, indent=level * _INDENT
        )
        for part in block.words:
            for element in self._elements(part):
                paragraph.append(element)
        return paragraph

    def _empty(self, style: str, text: str, *, tone: str = "", indent: int = 0) -> BaseOxmlElement:
        """A paragraph without words; the order of its properties is that of the schema."""
        properties = element("w:pPr")
        properties.append(valued("w:pStyle", self._styles[style]))
        if colour := _COLOURS.get(tone):
            borders = element("w:pBdr")
            bar = {"w:val": "single", "w:sz": "18", "w:space": "6", "w:color": colour}
            borders.append(element("w:left", bar))
            properties.append(borders)
        if right_to_left(text):
            properties.append(element("w:bidi"))
        if indent:
            properties.append(element("w:ind", {"w:left": str(indent)}))
        paragraph = element("w:p")
        paragraph.append(properties)
        return paragraph

    def _elements(self, part: Words) -> tuple[BaseOxmlElement, ...]:
        link = part.link
        if part.kind == "target":
            return self._marked(link[1:], self._run(part))
        if link.startswith("#") and link[1:] in self._bookmarks:
            where = {"w:anchor": self._bookmark(link[1:]), "w:history": "1"}
        elif _ADDRESS.fullmatch(link) and len(link) <= _LONGEST_ADDRESS:
            where = {"r:id": self._relation(link), "w:history": "1"}
        else:
            return (self._run(part),)
        made = element("w:hyperlink", where)
        made.append(self._run(part, style="Hyperlink"))
        return (made,)

    def _run(self, part: Words, style: str = "") -> BaseOxmlElement:
        run = element("w:r")
        properties = element("w:rPr")
        if name := style or _CHARACTER_STYLES.get(part.kind, ""):
            properties.append(valued("w:rStyle", self._styles[name]))
        if mark := _MARKS.get(part.kind):
            properties.append(element(mark))
            if mark in ("w:b", "w:i"):  # once more for the scripts that Word calls complex
                properties.append(element(f"{mark}Cs"))
        if raised := _RAISED.get(part.kind):
            properties.append(valued("w:vertAlign", raised))
        if right_to_left(part.text):
            properties.append(element("w:rtl"))
        if len(properties):
            run.append(properties)
        text = element("w:t", {"xml:space": "preserve"})
        text.text = shown(part.text)
        run.append(text)
        return run

    def _marked(self, name: str, run: BaseOxmlElement) -> tuple[BaseOxmlElement, ...]:
        """The run between the ends of a bookmark."""
        number = str(self._bookmarks[name])
        start = element("w:bookmarkStart", {"w:id": number, "w:name": self._bookmark(name)})
        return start, run, element("w:bookmarkEnd", {"w:id": number})

    def _bookmark(self, name: str) -> str:
        return f"place_{self._bookmarks[name]}"

    def _relation(self, address: str) -> str:
        """The id of a link's target; each address has one, however often it is linked."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        if address not in self._relations:
            # python-docx would look through all targets for each new one.
            key = f"rLink{len(self._relations) + 1}"
            self._part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, address, key, is_external=True
            )
            self._relations[address] = key
        return self._relations[address]
