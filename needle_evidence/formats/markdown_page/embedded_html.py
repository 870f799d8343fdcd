"""HTML that stands inside another format: its tags and texts, each with its place."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

# A tag longer than that is text: no page needs it, and each "<" would be read to the end.
_LONGEST_TAG = 4_000
_TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9-]*+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""([A-Za-z-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++))""")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNSEEN = "script|style|template|noscript|svg|nav|form|button|select|textarea|iframe"
_UNSEEN_OPEN = re.compile(rf"<({_UNSEEN})(?=[\s>/])", re.IGNORECASE)
_UNSEEN_CLOSE = re.compile(rf"</({_UNSEEN})\s{{0,20}}>", re.IGNORECASE)
_FENCE = re.compile(r"^[ >]{0,8}(?:```|~~~)", re.MULTILINE)
_NOT_LINE_END = re.compile(r"[^\r\n]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A tag. name: lower case. attributes: by lower-case name, entities resolved."""

    name: str
    start: int = 0
    closing: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class HtmlText:
    """A stretch of text. exact: its characters stand one to one at `start` (no entity)."""

    text: str
    start: int
    exact: bool = True


def html_pieces(markup: str) -> Iterator[Tag | HtmlText]:
    """The tags and texts of HTML in order; comments and declarations are passed over.

    A "<" that begins no tag is text. Takes time in proportion to the length.
    """
    position = text_start = 0
    while (position := markup.find("<", position)) >= 0:
        end = _end_of_unseen(markup, position)
        tag = None
        if end < 0:
            tag = _TAG.match(markup, position, position + _LONGEST_TAG)
            if tag is None:
                position += 1
                continue
            end = tag.end()
        yield from _texts(markup, text_start, position)
        if tag is not None:
            yield _tag(tag)
        position = text_start = end
    yield from _texts(markup, text_start, len(markup))


def read_tag(markup: str) -> Tag | None:
    """The tag that a text is, None for a comment or anything else."""
    found = _TAG.match(markup)
    return None if found is None else _tag(found)


def blank_unseen(source: str) -> str:
    """The source with spaces for elements that hold no text of the page, lines kept.

    These are scripts, styles, menus (`nav`), forms and the like, with all inside. One without
    an end tag, or across a fence of code, stays as it is: nothing else is lost with it.
    """
    ends: dict[str, list[tuple[int, int]]] = {}
    for found in _UNSEEN_CLOSE.finditer(source):
        ends.setdefault(found[1].lower(), []).append(found.span())
    if not ends:
        return source
    kept: list[str] = []
    position = 0
    for found in _UNSEEN_OPEN.finditer(source):
        known = ends.get(found[1].lower(), [])
        after = bisect_left(known, (found.end(), 0))
        if found.start() < position or after == len(known) or source[found.start() - 1] == "`":
            continue
        end = known[after][1]
        if _FENCE.search(source, found.start(), end):
            continue
        kept.append(source[position : found.start()])
        kept.append(_NOT_LINE_END.sub(" ", source[found.start() : end]))
        position = end
    return "".join(kept) + source[position:]


def _end_of_unseen(markup: str, start: int) -> int:
    """Where the comment, declaration or instruction that begins at `start` ends, else -1."""
    if markup.startswith("<!--", start):
        end = markup.find("-->", start + 2)
        return len(markup) if end < 0 else end + 3
    if markup.startswith(("<!", "<?"), start):
        end = markup.find(">", start, start + _LONGEST_TAG)
        return -1 if end < 0 else end + 1
    return -1


def _tag(found: re.Match[str]) -> Tag:
    attributes = {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(found[3])
    }
    return Tag(
        name=found[2].lower(),
        start=found.start(),
        closing=bool(found[1]),
        attributes=attributes,
    )


def _texts(markup: str, start: int, end: int) -> Iterator[HtmlText]:
    for found in _ENTITY.finditer(markup, start, end):
        if found.start() > start:
            yield HtmlText(text=markup[start : found.start()], start=start)
        yield HtmlText(text=html.unescape(found[0]), start=found.start(), exact=False)
        start = found.end()
    if end > start:
        yield HtmlText(text=markup[start:end], start=start)
