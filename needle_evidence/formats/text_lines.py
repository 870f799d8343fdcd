"""The lines of a plain text, put together into paragraphs, list items and headings' lines.

Rules:

- Blank lines part blocks.
- A line begins a list item where a bullet (• ◦ ▪ · * - –) or a number (`1.`, `1)`, `(a)`,
  `[1]`) stands before its text. In the middle of a paragraph, a number must be 1 or follow on
  the item before, and a dash must come after a stop or not be the only one: text that an
  editor wrapped may begin a line with either.
- A line break in a paragraph is a wrap where the next word had not fitted into the width of
  the page, which is the length that nine of ten broken lines do not exceed. Where that is
  under 40 or over 120 characters nothing is wrapped, and each line is a block of its own. It is
  also one where a line of 40 characters or more has no stop at its end and the next begins with
  a small letter.
- The lines under an item belong to it where they stand further in than its marker, or are
  wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeGuard

# Editors and word processors end a line by these too.
_LINE = re.compile(r"[^\r\n\v\f\u2028\u2029\x85]+|(\r\n|[\r\n\v\f\u2028\u2029\x85])")
_MARKER = re.compile(
    r"(?P<bullet>[•◦▪▫‣●○■□∙·➢➤✓✔*+–—-])[\t \xa0]+(?=\S)"
    r"|(?:(?P<open>[(\[]?)(?P<number>\d{1,3}|[a-zA-Z](?=\)))(?P<close>[.)\]]))[\t \xa0]+(?=\S)"
)
_TIGHT_BULLET = re.compile(r"(?P<bullet>[•◦▪‣●■➢➤✓✔])(?=\w)")
_RULE = re.compile(r"[-=_*~─—]{3,}|(?:[-=_*~─—] ){2,}[-=_*~─—]")
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}")
_DASHES = frozenset("-–—*+")
_STOPS = (".", ":", ";", "!", "?", "…", "。", "：")
_CLOSING = "\"'”’)]»"
_NARROWEST, _WIDEST = 40, 120
# With fewer broken lines than this the width of the page is a guess.
_ENOUGH_LINES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class TextLine:
    """A line without the white space around it. start: its offset. indent: columns before."""

    text: str
    start: int
    indent: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Marker:
    """What makes a line a list item. style: which list it can belong to. label: its number."""

    style: str
    label: str
    length: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TextBlock:
    """Lines that belong together. marker: of a list item, without whose text the first is.

    underlined: 1 or 2 where the line below is `===` or `---`, else 0. alone: an empty line or
    the end of the file is on both sides. first: it opens its group of lines.
    """

    lines: tuple[TextLine, ...]
    marker: Marker | None = None
    indent: int = 0
    underlined: int = 0
    alone: bool = False
    first: bool = False

    @property
    def text(self) -> str:
        """The lines with a space between two."""
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class _Growing:
    lines: list[TextLine] = field(default_factory=list)
    marker: Marker | None = None
    indent: int = 0
    underlined: int = 0


def text_blocks(source: str) -> list[TextBlock]:
    """The blocks of a plain text in order, by the rules of this module."""
    groups = list(_groups(source))
    width, certain = _page_width(groups)
    blocks: list[TextBlock] = []
    for group in groups:
        grown = _grown(group, width, certain)
        blocks.extend(
            TextBlock(
                lines=tuple(block.lines),
                marker=block.marker,
                indent=block.indent,
                underlined=block.underlined,
                alone=len(grown) == 1,
                first=index == 0,
            )
            for index, block in enumerate(grown)
        )
    return blocks


def line_marker(text: str) -> Marker | None:
    """The list marker that a line begins with, None for none."""
    found = _MARKER.match(text) or _TIGHT_BULLET.match(text)
    if found is None:
        return None
    if found["bullet"]:
        return Marker(style=found["bullet"], label="", length=found.end())
    number = found["number"]
    style = f"{found['open']}{'1' if number.isdigit() else 'a'}{found['close']}"
    if style not in ("1.", "1)", "(1)", "[1]", "a)", "(a)"):
        return None
    return Marker(style=style, label=number, length=found.end())


def _groups(source: str) -> Iterator[list[TextLine]]:
    """The lines between two empty ones."""
    group: list[TextLine] = []
    empty = True  # no text since the last line end
    for found in _LINE.finditer(source):
        if found[1] is not None:
            if empty and group:
                yield group
                group = []
            empty = True
            continue
        text = found[0].strip()
        if text:
            before = found[0][: found[0].index(text[0])]
            start = found.start() + len(before)
            group.append(TextLine(text=text, start=start, indent=len(before.expandtabs(4))))
            empty = False
    if group:
        yield group


def _page_width(groups: Sequence[Sequence[TextLine]]) -> tuple[int, bool]:
    """The width at which the text was wrapped, 0 for not at all; whether that is certain."""
    lengths = sorted(
        line.indent + len(line.text)
        for group in groups
        for line, following in pairwise(group)
        if line_marker(following.text) is None and not _RULE.fullmatch(following.text)
    )
    if not lengths:
        return 0, False
    width = lengths[(len(lengths) * 9) // 10]
    fits = _NARROWEST <= width <= _WIDEST
    return (width if fits else 0), len(lengths) >= _ENOUGH_LINES


def _grown(group: Sequence[TextLine], width: int, certain: bool) -> list[_Growing]:
    blocks: list[_Growing] = []
    dashes = sum(1 for line in group if line.text[0] in _DASHES)
    previous: TextLine | None = None
    for line in group:
        current = blocks[-1] if blocks else None
        if _UNDERLINE.fullmatch(line.text) and _can_be_underlined(current):
            current.underlined = 1 if line.text[0] == "=" else 2
            previous = None
            continue
        if _RULE.fullmatch(line.text):
            previous = None
            continue
        marker = line_marker(line.text)
        if marker is not None and _begins_item(marker, current, previous, dashes):
            rest = line.text[marker.length :]
            item = TextLine(text=rest, start=line.start + marker.length, indent=line.indent)
            blocks.append(_Growing([item], marker, line.indent))
        elif (
            current is not None
            and previous is not None
            and _goes_on(current, previous, line, width, certain)
        ):
            current.lines.append(line)
        else:
            blocks.append(_Growing([line], None, line.indent))
        previous = line
    return blocks


def _can_be_underlined(block: _Growing | None) -> TypeGuard[_Growing]:
    return block is not None and block.marker is None and len(block.lines) == 1


def _begins_item(
    marker: Marker, current: _Growing | None, previous: TextLine | None, dashes: int
) -> bool:
    if current is None or previous is None:
        return True
    before = current.marker
    if before is not None and before.style == marker.style and not marker.label:
        return True
    if marker.label:
        value = _value(marker.label)
        follows = before is not None and bool(before.label) and value == _value(before.label) + 1
        return value == 1 or follows or previous.text.endswith(_STOPS)
    if marker.style in _DASHES:
        return dashes > 1 or previous.text.endswith(_STOPS)
    return True


def _value(label: str) -> int:
    return int(label) if label.isdigit() else ord(label.lower()) - ord("a") + 1


def _goes_on(
    block: _Growing, previous: TextLine, line: TextLine, width: int, certain: bool
) -> bool:
    if block.marker is not None and line.indent > block.indent:
        return True
    # Wrapped unevenly: a paragraph neither ends without a stop nor begins in small letters.
    ended = previous.text.rstrip(_CLOSING).endswith(_STOPS)
    if len(previous.text) >= _NARROWEST and line.text[0].islower() and not ended:
        return True
    if not width:
        return False
    if not certain and previous.text.endswith(_STOPS):
        return False
    word = len(line.text.split(maxsplit=1)[0])
    return previous.indent + len(previous.text) + 1 + word > width
