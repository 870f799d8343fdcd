"""Where a stretch of an article's plain text stands in the file's own text."""

from __future__ import annotations

import html
import re

from needle_evidence.model.article import Article

_ENTITY = re.compile(r"&[^;\s<>&]{1,40};")


def source_after(article: Article, source: str, offset: int) -> int:
    """The place in the source right after the character before an offset of the plain text.

    source: the decoded text that the article was read from.
    """
    last = article.source_map.source(offset - 1)
    return last + _width(article, source, offset - 1, last)


def source_stretch(article: Article, source: str, start: int, end: int) -> tuple[int, int] | None:
    """Start and end in the source of a stretch of the plain text that holds nothing but it.

    Between its characters there may be white space, and a backslash that escapes one in
    Markdown; characters may be written as entities. None where anything else stands in the
    stretch (markup, a link, a citation mark, a comment), or where the places are not sure.
    """
    text, places = article.text, article.source_map
    if not 0 <= start < end <= len(text):
        return None
    first = behind = places.source(start)
    for offset in range(start, end):
        place = places.source(offset)
        if not behind <= place < len(source):
            return None
        if not _may_stand_between(article, source[behind:place], offset):
            return None
        width = _width(article, source, place=place, offset=offset)
        if not _same(text[offset], source[place : place + width]):
            return None
        behind = place + width
    return first, behind


def _may_stand_between(article: Article, gap: str, offset: int) -> bool:
    """Whether what the source holds before a character is no more than layout."""
    if not gap:
        return True
    if gap == "\\":
        return article.format == "markdown"
    around = article.text[max(offset - 1, 0) : offset + 1]
    return gap.isspace() and any(map(str.isspace, around))


def _same(character: str, written: str) -> bool:
    meant = html.unescape(written) if len(written) > 1 else written
    return meant == character or (character == " " and meant.isspace())


def _width(article: Article, source: str, offset: int, place: int) -> int:
    """How many characters of the source one character of the plain text takes there."""
    entity = _ENTITY.match(source, place)
    # A lone "&" goes on in the text as it does in the source.
    if entity is None or article.text.startswith(entity[0][1:], offset + 1):
        return 1
    return len(entity[0]) if html.unescape(entity[0]) != entity[0] else 1
