"""Making hostile or unprintable characters of a user's text visible and harmless."""

from __future__ import annotations

import re

# C0 and C1 controls, and the characters that change the direction of the text around them
# (Unicode TR 9; the "Trojan Source" characters) or hide: zero-width ones and the BOM. And
# noncharacters (Unicode §23.7), which are signs of our own in what is being printed.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2060-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_LINE_BREAKS = re.compile(r"[\r\n\t]+")


def visible(text: str) -> str:
    r"""The text with control and bidirectional characters written out (`\x1b`, `\u202e`).

    Line breaks and tabs stay.
    """
    if text.isprintable():  # most are; none of the unsafe characters is printable
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSAFE.sub(lambda m: m.group().encode("unicode_escape").decode("ascii"), text)


def one_line(text: str, limit: int = 0) -> str:
    """The text on one line, made visible; longer than `limit` characters it ends in "…"."""
    flat = visible(_LINE_BREAKS.sub(" ", text[: limit * 4] if limit else text)).strip()
    if limit and len(flat) > limit:
        return flat[: limit - 1].rstrip() + "…"
    return flat
