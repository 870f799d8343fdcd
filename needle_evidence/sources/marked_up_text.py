"""Titles and abstracts of registries, in JATS and HTML markup, as plain text."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"</?(?P<name>[A-Za-z][\w:.-]{0,40})(?:\s[^<>]*|/)?>")
_NAMESPACES = ("jats:", "mml:", "m:", "math:")
_INLINE_TEXT = """
    b bold em ext-link i inline-formula italic monospace named-content ovl roman sans-serif sc scp
    span strike strong styled-content sub sup tt u underline xref
    """
_WITHIN_LINE = frozenset(_INLINE_TEXT.split())
_BLOCK_TEXT = "abstract br break div fn li list list-item ol p sec title ul"
# Only these are tags: authors' own "<" and ">" are not.
_BLOCKS = frozenset(_BLOCK_TEXT.split())
_HEADING = re.compile(r"<(?:jats:)?title(?:\s[^<>]*)?>([^<]{0,200})</(?:jats:)?title>")
_TEX = re.compile(r"<(?:jats:)?tex-math(?:\s[^<>]*)?>[^<]*</(?:jats:)?tex-math>")
_SPACE = re.compile(r"\s+")


def unmarked(text: str) -> str:
    """The text without its markup, on one line.

    Headings within an abstract end in a colon; the heading "Abstract" is left out. Markup that
    was escaped twice is taken out too, a plain "<" or "&" stays. Takes linear time.
    """
    if "<" not in text and "&" not in text:
        return _SPACE.sub(" ", text).strip()
    for _ in range(2):
        text = _HEADING.sub(_heading, _TEX.sub("", text))
        text = html.unescape(_TAG.sub(_without, text))
    return _SPACE.sub(" ", _TAG.sub(_without, text)).strip()


def _heading(match: re.Match[str]) -> str:
    words = match.group(1).strip().rstrip(":.")
    return f" {words}: " if words and words.lower() not in {"abstract", "summary"} else " "


def _without(match: re.Match[str]) -> str:
    name = match["name"].lower()
    if name.startswith(_NAMESPACES):
        within = name.startswith(("mml:", "m:", "math:"))
        return "" if within or name.partition(":")[2] in _WITHIN_LINE else " "
    if name in _WITHIN_LINE:
        return ""
    return " " if name in _BLOCKS else match.group()
