"""What the styles of a Word document say about a paragraph or a run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from needle_evidence.formats.word.elements import (
    W,
    XmlElement,
    switch,
    value_of,
    whole_number,
)
from needle_evidence.model.article import BlockKind

# Word allows a chain of eleven.
_LONGEST_CHAIN = 20
_BODY_TEXT = 9
_HEADING = re.compile(r"heading ?([1-9])")
_DEEPER_LIST = re.compile(r"list (?:bullet|number|continue) ([2-5])")
_CONTENTS = re.compile(r"toc ?\d|table of figures|table of authorities|index ?\d")
# By the names that Word writes in every language (`w:name`; only the id is translated), then
# LibreOffice's and EndNote's.
_KINDS = {
    "caption": BlockKind.CAPTION,
    "quote": BlockKind.QUOTATION,
    "intense quote": BlockKind.QUOTATION,
    "block text": BlockKind.QUOTATION,
    "quotations": BlockKind.QUOTATION,
    "bibliography": BlockKind.REFERENCE,
    "endnote bibliography": BlockKind.REFERENCE,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """A style with what it inherits.

    names: its name, lower case, then those of the styles it is based on. outline: level of a
    heading from 0, 9 for body text, -1 for none. numbering, list_level: number and level of
    the list it belongs to. hidden, superscript: None where it says nothing.
    """

    names: tuple[str, ...] = ()
    outline: int = -1
    numbering: str = ""
    list_level: int = -1
    hidden: bool | None = None
    superscript: bool | None = None

    @property
    def kind(self) -> BlockKind | None:
        """The kind of block that its name stands for, None for any."""
        return next((_KINDS[name] for name in self.names if name in _KINDS), None)

    @property
    def is_title(self) -> bool:
        """Whether it is the style of the document's title."""
        return "title" in self.names

    @property
    def is_contents(self) -> bool:
        """Whether it is the style of a line in a table of contents or an index."""
        return any(_CONTENTS.fullmatch(name) for name in self.names)

    @property
    def heading_level(self) -> int:
        """From 1; 0 for no heading."""
        if self.outline >= 0:
            return self.outline + 1 if self.outline < _BODY_TEXT else 0
        found = next(filter(None, map(_HEADING.fullmatch, self.names)), None)
        return int(found[1]) if found else 0

    @property
    def least_list_level(self) -> int:
        """From 1: "List Bullet 2" stands on the second level though its list has but one."""
        found = next(filter(None, map(_DEEPER_LIST.fullmatch, self.names)), None)
        return int(found[1]) if found else 1


class Styles:
    """The styles of a document by their ids. root: of its styles part, None for none."""

    def __init__(self, root: XmlElement | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._elements = {style.get(f"{W}styleId", ""): style for style in found}
        self._known: dict[str, Style] = {}
        self._usual = next((id_ for id_, style in self._elements.items() if _is_usual(style)), "")

    def of(self, style_id: str) -> Style:
        """The style with this id; an unknown one says nothing."""
        if style_id not in self._known:
            self._known[style_id] = _joined(list(self._chain(style_id)))
        return self._known[style_id]

    def of_paragraph(self, style_id: str) -> Style:
        """The style of a paragraph; without an id, the document's usual one."""
        return self.of(style_id or self._usual)

    def _chain(self, style_id: str) -> Iterator[XmlElement]:
        for _ in range(_LONGEST_CHAIN):
            element = self._elements.get(style_id)
            if element is None:
                return
            yield element
            style_id = value_of(element, f"{W}basedOn")


def is_unsaid(properties: XmlElement | None) -> bool | None:
    """Whether run properties hide the text or strike it out; None where they say nothing."""
    states = [switch(properties, f"{W}{name}") for name in ("vanish", "strike", "dstrike")]
    return True if True in states else next((s for s in states if s is not None), None)


def is_superscript(properties: XmlElement | None) -> bool | None:
    """Whether run properties raise the text; None where they say nothing."""
    alignment = value_of(properties, f"{W}vertAlign")
    return alignment == "superscript" if alignment else None


def _is_usual(style: XmlElement) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") in {"1", "true"}


def _joined(chain: list[XmlElement]) -> Style:
    """The nearest style of the chain that says something about a property decides on it."""
    runs = [style.find(f"{W}rPr") for style in chain]
    hidden = map(is_unsaid, runs)
    raised = map(is_superscript, runs)
    outlines = (whole_number(value_of(style, f"{W}pPr/{W}outlineLvl")) for style in chain)
    levels = (whole_number(value_of(style, f"{W}pPr/{W}numPr/{W}ilvl")) for style in chain)
    numbers = (value_of(style, f"{W}pPr/{W}numPr/{W}numId") for style in chain)
    names = (value_of(style, f"{W}name") or style.get(f"{W}styleId", "") for style in chain)
    return Style(
        names=tuple(name.lower() for name in names),
        outline=next((level for level in outlines if level >= 0), -1),
        numbering=next(filter(None, numbers), ""),
        list_level=next((level for level in levels if level >= 0), -1),
        hidden=next((state for state in hidden if state is not None), None),
        superscript=next((state for state in raised if state is not None), None),
    )
