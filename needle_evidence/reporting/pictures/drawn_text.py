"""Words in a picture: cut to the room there is, the whole text kept beside them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from needle_evidence.model.plain_text import one_line

_MOST = 300  # characters of a text that are kept beside a cut one
_NARROW, _WIDE = 0.53, 1.05  # mean advance of a letter, of an East Asian sign; in em


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """Words as they are drawn. full: the whole text (at most 300 characters), "" if not cut."""

    text: str
    full: str = ""


def label(text: str, room: float, size: float = 12) -> Label:
    """A text on one line that fits into `room` units at a font size of `size` units."""
    whole = one_line(text, _MOST)
    if text_width(whole, size) <= room:
        return Label(text=whole)
    left = room - text_width("…", size)
    shown = []
    for sign in whole:
        left -= text_width(sign, size)
        if left < 0:
            break
        shown.append(sign)
    return Label(text="".join(shown).rstrip() + "…", full=whole)


def text_width(text: str, size: float) -> float:
    """About how wide a text is drawn, in the units of `size`; marks on a letter take no room."""
    if text.isascii():
        return size * _NARROW * len(text)
    return size * sum(_advance(sign) for sign in text)


def _advance(sign: str) -> float:
    if sign.isascii():
        return _NARROW
    if unicodedata.combining(sign):
        return 0
    return _WIDE if unicodedata.east_asian_width(sign) in "WF" else _NARROW
