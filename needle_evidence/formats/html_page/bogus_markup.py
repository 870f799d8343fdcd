"""Markup that browsers show nothing of, made so that the HTML parser shows nothing of it either."""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"<!--(?:-?>|.*?(?P<closed>--!?>|\Z))"
    r"|<(?P<raw>script|style|textarea|title|xmp|noscript|iframe)\b.*?(?:</(?P=raw)|\Z)"
    r"|(?P<bogus><(?!!doctype)(?:[!?]|/(?![a-z]))[^>]*)(?P<end>>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_UNENDED_TAG = re.compile(r"</?[a-zA-Z][^<>]*\Z")
_COMMENT = len("<!---->")


def without_bogus_markup(source: str) -> str:
    """The source with comments in place of `<?xml …?>`, `<![CDATA[…>`, `<![if …]>` and the like.

    All offsets stay the same. A comment or a tag that never ends hides, as in a browser, all
    that follows it: the text ends there. Takes time in proportion to the source.
    """
    kept: list[str] = []
    position = 0
    for found in _MARKUP.finditer(source):
        if found["closed"] == "" or found["end"] == "":
            kept.append(source[position : found.start()])
            return "".join(kept)
        if found["bogus"]:
            kept.append(source[position : found.start()])
            kept.append(_silent(found[0]))
            position = found.end()
    rest = source[position:]
    last = rest.rfind("<")
    if last >= 0 and _UNENDED_TAG.match(rest, last):
        rest = rest[:last]
    kept.append(rest)
    return "".join(kept)


def _silent(markup: str) -> str:
    """As many characters that show nothing; of fewer than five there are none."""
    if len(markup) >= _COMMENT:
        return f"<!--{' ' * (len(markup) - _COMMENT)}-->"
    spaces = len(markup) - len("<wbr>")
    return f"<wbr{' ' * spaces}>" if spaces >= 0 else markup
