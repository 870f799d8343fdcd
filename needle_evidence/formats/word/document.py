"""The parts of an opened Word document that its text is read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.formats.word.elements import XmlElement


@dataclass(frozen=True, kw_only=True, slots=True)
class NotesPart:
    """The footnotes or endnotes. targets: where their links lead, by the links' ids."""

    root: XmlElement
    targets: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True, slots=True)
class WordDocument:
    """An opened document: the root elements of its parts.

    styles, numbering: None where it has none. notes: by kind, "footnote" and "endnote".
    targets: where the body's links lead, by the links' ids; nothing there is fetched. title,
    properties: what the file says about itself.
    """

    body: XmlElement
    styles: XmlElement | None = None
    numbering: XmlElement | None = None
    notes: Mapping[str, NotesPart] = field(default_factory=lambda: MappingProxyType({}))
    targets: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    title: str = ""
    properties: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
