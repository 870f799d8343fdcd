"""Where each character of a text that an HTML parser gives stands in the page's source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,9})|[A-Za-z][A-Za-z0-9]{1,31});?")
_ODD = re.compile(r"[&<\r\x00\f]")
# Markup that a parser ignored inside one text: a stray end tag, never a long stretch.
_LONGEST_MARKUP = 500
_UNKNOWN = -1


def source_pieces(text: str, source: str, start: int) -> Iterator[tuple[str, int]]:
    """The text in pieces, each with the offset in the source of its first character.

    text: of one text node. start: where the source of it begins. The characters of a piece
    stand in the source one to one; a character that the source writes as a reference
    (`&nbsp;`) or as a line end of two characters is a piece of its own. From the first
    character that does not stand where it should, the rest is one piece with offset -1.
    """
    if not _ODD.search(source, start, start + len(text)) and source.startswith(text, start):
        if text:
            yield text, start
        return
    position, place = 0, start
    while position < len(text):
        step = _same(text, position, source, place) or _rewritten(text, position, source, place)
        if step is None:
            yield text[position:], _UNKNOWN
            return
        taken, passed = step
        if taken:
            yield text[position : position + taken], place
        position, place = position + taken, place + passed


def _same(text: str, position: int, source: str, place: int) -> tuple[int, int] | None:
    """The characters up to the next odd one, if they are the same in text and source."""
    longest = place + len(text) - position
    odd = _ODD.search(source, place, longest)
    end = min(odd.start() if odd else longest, len(source))
    if end > place and text.startswith(source[place:end], position):
        return end - place, end - place
    # The text may end, or go on elsewhere, before the next odd character.
    return None


def _rewritten(text: str, position: int, source: str, place: int) -> tuple[int, int] | None:
    """How many characters of the text, and of the source, one odd place takes."""
    odd = source[place : place + 1]
    if odd == "&":
        return _reference(text, position, source, place)
    if odd == "\r":
        end = 2 if source.startswith("\r\n", place) else 1
        return (1, end) if text.startswith("\n", position) else None
    if odd == "<" and not text.startswith("<", position):
        end = source.find(">", place, place + _LONGEST_MARKUP)
        return (0, end + 1 - place) if end >= 0 else None
    if odd == "\x00":
        return (0, 1)
    return (1, 1) if odd and text.startswith(odd, position) else None


def _reference(text: str, position: int, source: str, place: int) -> tuple[int, int] | None:
    found = _REFERENCE.match(source, place)
    if found:
        numbered = found[0][1] == "#"
        written = found[0] if numbered else _named(found[0])
        meant = _numbered(written) if numbered else unescape(written)
        if meant and text.startswith(meant, position):
            return len(meant), len(written)
    return (1, 1) if text.startswith("&", position) else None


def _numbered(written: str) -> str:
    """The character of a reference by number; `unescape` gives none for control characters."""
    digits = written[2:].rstrip(";").lower()
    return unescape(written) or chr(int(digits[1:], 16) if digits[0] == "x" else int(digits))


def _named(written: str) -> str:
    """The longest beginning of a reference by name that has a meaning, "" for none."""
    if written[1:] in html5:
        return written
    # The names without a semicolon are at most 6 letters long.
    return next((written[:end] for end in range(7, 2, -1) if written[1:end] in html5), "")
