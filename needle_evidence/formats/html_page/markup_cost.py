"""Whether an HTML page can be parsed in bounded time and memory, told before it is parsed."""

from __future__ import annotations

import re
from collections import Counter

from needle_evidence.errors import UnreadableInputError

# A page of this many elements takes about 10 s and 500 MB; long articles have 20,000.
MOST_ELEMENTS = 500_000
# What HTML's rules make of formatting that is never closed: it is opened anew in each block,
# so that 10 kB can give a million elements.
_MOST_REOPENED = 300_000
# Each piece that a parser joins to a text before it makes it copy that text: about 5 s.
_MOST_COPIED = 40_000_000_000

_SIMPLER = "Save the page's text as .docx, .md or .txt, or without its scripts and forms."

_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|textarea|title|xmp|noscript|iframe)\b.*?(?:</\1|\Z)"
    r"|<(/?)([a-z][^\s/>]*)([^<>]*)"
    r"|<",
    re.DOTALL | re.IGNORECASE,
)
_FORMATTING_TEXT = """
    a b big code em font i nobr s small strike strong tt u
    """
_FORMATTING = frozenset(_FORMATTING_TEXT.split())
_MOST_ALIKE = 3  # of formatting elements with the same attributes, HTML's rules reopen three
_TABLE_PARTS_TEXT = """
    caption col colgroup tbody td tfoot th thead tr
    """
_TABLE_PARTS = frozenset(_TABLE_PARTS_TEXT.split())
# Where these may not stand they are ignored, and the text around them is joined.
_IGNORABLE = frozenset({"body", "form", "frame", "frameset", "head", "html"}) | _TABLE_PARTS


def refuse_costly(source: str, *, path: str) -> None:
    """Raises UnreadableInputError where a page's markup would take too long to parse.

    Linear in the length of the source. path: for the message.
    """
    count = _Count()
    for found in _MARKUP.finditer(source):
        count.add(found)
        if count.is_too_high():
            raise UnreadableInputError(
                f"{path} has more or worse nested markup than any article needs.", _SIMPLER
            )


class _Count:
    """An upper bound, with some margin, of what a parser has to do."""

    def __init__(self) -> None:
        self._elements = 0
        self._reopened = 0
        self._copied = 0
        self._joined_from = 0
        self._tables = 0
        self._open: dict[str, Counter[str]] = {}
        self._open_count = 0

    def is_too_high(self) -> bool:
        return (
            self._elements > MOST_ELEMENTS
            or self._reopened > _MOST_REOPENED
            or self._copied > _MOST_COPIED
        )

    def add(self, found: re.Match[str]) -> None:
        name = (found[3] or "").lower()
        self._copied += found.start() - self._joined_from
        if not name:
            return
        if found[2]:
            self._close(name)
            return
        self._elements += 1
        self._tables += name == "table"
        if name not in _IGNORABLE or (name in _TABLE_PARTS and self._tables):
            self._joined_from = found.end()
        if name in _FORMATTING:
            self._open_formatting(name, found[4].strip())
        else:
            self._reopened += self._open_count

    def _open_formatting(self, name: str, attributes: str) -> None:
        alike = self._open.setdefault(name, Counter())
        if name == "a":  # a link ends the one before it
            self._open_count -= alike.total()
            alike.clear()
        if alike[attributes] < _MOST_ALIKE:
            alike[attributes] += 1
            self._open_count += 1

    def _close(self, name: str) -> None:
        self._tables = max(0, self._tables - (name == "table"))
        alike = self._open.get(name)
        if alike:
            last = next(reversed(alike))
            alike[last] -= 1
            if not alike[last]:
                del alike[last]
            self._open_count -= 1
