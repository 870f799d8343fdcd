"""Elements of WordprocessingML as the readers see them, and the names they look for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, overload

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VALUE = f"{W}val"

_OFF = frozenset({"0", "false", "off", "none"})
_LARGEST_NUMBER = 1_000_000


class XmlElement(Protocol):
    """The part of lxml's elements that is used here."""

    @property
    def tag(self) -> str:
        """The name with its namespace in braces; comments have none (no string)."""

    @property
    def text(self) -> str | None:
        """The text before the first child."""

    @overload
    def get(self, name: str) -> str | None: ...
    @overload
    def get(self, name: str, default: str) -> str: ...
    def get(self, name: str, default: str | None = None) -> str | None:
        """The value of an attribute."""

    def find(self, path: str) -> XmlElement | None:
        """The first element at a path below this one."""

    def findall(self, path: str) -> list[XmlElement]:
        """All elements at a path below this one."""

    def iter(self, *tags: str) -> Iterable[XmlElement]:
        """This element and all below it of one of these names, in document order."""

    def __iter__(self) -> Iterator[XmlElement]:
        """Its children."""


def value_of(parent: XmlElement | None, path: str) -> str:
    """The `w:val` of the element at a path, "" where there is none."""
    found = None if parent is None else parent.find(path)
    return "" if found is None else found.get(VALUE, "")


def switch(parent: XmlElement | None, path: str) -> bool | None:
    """An on/off property: on by being there, off by its value, None where it is absent."""
    found = None if parent is None else parent.find(path)
    return None if found is None else found.get(VALUE, "1").lower() not in _OFF


def whole_number(text: str, unknown: int = -1) -> int:
    """A whole number from 0 to one million; `unknown` for all else."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_LARGEST_NUMBER))):
        return unknown
    return min(int(text), _LARGEST_NUMBER)


def seen_alternative(element: XmlElement) -> XmlElement | None:
    """Of the alternatives that `mc:AlternateContent` offers, the one that new programs show."""
    choice = element.find(f"{MC}Choice")
    return element.find(f"{MC}Fallback") if choice is None else choice
