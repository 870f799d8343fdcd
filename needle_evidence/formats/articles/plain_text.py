"""Plain text articles, as pasted from a web page or wrapped by an editor.

How lines become blocks is said in `text_lines`. A heading is a line that stands alone, has at
most twelve words, no stop at its end but a question mark, and text after it; three and more
such lines one after the other are no headings but a list without bullets. Where no empty line
parts it from what follows, a heading ends with a question mark or has at most eight words and
a long line, or one that ends with a colon, after it. The heading that opens the file has
level 1, all others level 2, unless `#` or a line below says another. A word parted by a hyphen
at the end of a line stays parted. Residue of a web page is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from needle_evidence.formats.article_builder import ArticleBuilder
from needle_evidence.formats.article_format import ArticleFormat
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.text_lines import Marker, TextBlock, text_blocks
from needle_evidence.language.page_residue import is_residue
from needle_evidence.model.article import Article, BlockKind

_MOST_WORDS = 12
_FEW_WORDS = 8
_LONGEST_HEADING = 120
_LONG_LINE = 80
# So many short lines in a row are no headings.
_MANY = 3
_ENDS = frozenset(".:;,!…。：；，！")
_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")


def read_plain_text(data: bytes, path: str) -> Article:
    """Reads a plain text; raises UnreadableInputError where its bytes are no text."""
    source = _decode(data, path)
    builder = ArticleBuilder(path=path, format_name="plain_text", data=data, source=source)
    blocks = _without_residue(text_blocks(source))
    headings = _headings(blocks)
    lists = _Lists()
    for block, level in zip(blocks, headings, strict=True):
        if level:
            lists.clear()
            builder.begin(BlockKind.HEADING, level=level)
        elif block.marker is not None:
            depth, number = lists.place(block.marker, block)
            builder.begin(
                BlockKind.LIST_ITEM, level=depth, label=block.marker.label, list_number=number
            )
        else:
            lists.clear()
            builder.begin(BlockKind.PARAGRAPH)
        _add_lines(builder, block, _hashes(block) if level else 0)
    return builder.finish()


def _add_lines(builder: ArticleBuilder, block: TextBlock, skip: int) -> None:
    end = -1
    for line in block.lines:
        if end >= 0:
            builder.add(" ", end)
        builder.add(line.text[skip:], line.start + skip)
        end, skip = line.start + len(line.text), 0


def _without_residue(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    kept: list[TextBlock] = []
    previous = ""
    for block in blocks:
        text = block.text
        if any(map(str.isalnum, text)):
            if not is_residue(text, previous=previous):
                kept.append(block)
            previous = text
    return kept


def _headings(blocks: Sequence[TextBlock]) -> list[int]:
    """The level of each block as a heading, 0 for none."""
    candidates = [_could_be_heading(block) for block in blocks]
    levels = [0] * len(blocks)
    run = 0  # length of the row of candidates that ends before this block
    for index, block in enumerate(blocks):
        text = block.text
        follows = index + 1 < len(blocks)
        if block.underlined or _hashes(block):
            levels[index] = block.underlined or len(text) - len(text.lstrip("#"))
        elif follows and (
            (candidates[index] and (not index or _opens(candidates, index, run, text)))
            or _opens_group(block, blocks[index + 1])
        ):
            levels[index] = 2 if index else 1
        run = run + 1 if candidates[index] else 0
    return levels


def _opens(candidates: Sequence[bool], index: int, run: int, text: str) -> bool:
    """Whether a candidate among candidates is a heading: a question, or one of a few."""
    if text.endswith(("?", "？")):
        return True
    ahead = 0
    while ahead < _MANY and index + ahead < len(candidates) and candidates[index + ahead]:
        ahead += 1
    return run + ahead < _MANY or (run == index and run + ahead == _MANY)


def _could_be_heading(block: TextBlock) -> bool:
    return block.alone and _is_short(block, _MOST_WORDS)


def _opens_group(block: TextBlock, following: TextBlock) -> bool:
    """Whether the first of several lines is their heading."""
    if not block.first or block.alone or following.first or following.marker is not None:
        return False
    if block.text.endswith(("?", "？")):
        return _is_short(block, _MOST_WORDS)
    leads = len(following.text) >= _LONG_LINE or following.text.endswith((":", "："))
    return leads and _is_short(block, _FEW_WORDS)


def _is_short(block: TextBlock, most_words: int) -> bool:
    if block.marker is not None or len(block.lines) > 1:
        return False
    text = block.text
    return (
        len(text) <= _LONGEST_HEADING
        and len(text.split()) <= most_words
        and text[-1] not in _ENDS
        and any(map(str.isalpha, text))
    )


def _hashes(block: TextBlock) -> int:
    """How many characters the `## ` before a heading takes, 0 where there is none."""
    if block.marker is not None or len(block.lines) > 1:
        return 0
    found = _HASHES.match(block.lines[0].text)
    return found.end() if found else 0


@dataclass(frozen=True, slots=True)
class _OpenList:
    style: str
    indent: int
    number: int


class _Lists:
    """Which list an item belongs to, and how deep that is."""

    def __init__(self) -> None:
        self._open: list[_OpenList] = []
        self._seen = 0

    def clear(self) -> None:
        """A block that is no item ends all lists."""
        self._open.clear()

    def place(self, marker: Marker, block: TextBlock) -> tuple[int, int]:
        """The depth of an item, from 1, and the number of its list."""
        while self._open and block.indent < self._open[-1].indent - 1:
            self._open.pop()
        same = next(
            (
                depth
                for depth, known in enumerate(self._open)
                if known.style == marker.style and abs(known.indent - block.indent) <= 1
            ),
            None,
        )
        if same is not None:
            del self._open[same + 1 :]
            if marker.label not in ("1", "a"):
                return len(self._open), self._open[-1].number
            self._open.pop()
        elif self._open and self._open[-1].indent >= block.indent - 1:
            # Bullets below a number stand under it, whatever became of the indentation.
            nested = self._open[-1].style[-1] in ".)]" and not marker.label
            if not nested:
                self._open.pop()
        self._seen += 1
        self._open.append(_OpenList(marker.style, block.indent, self._seen))
        return len(self._open), self._seen


def _decode(data: bytes, path: str) -> str:
    return decode(data, path=path).text


ARTICLE_FORMAT = ArticleFormat(
    name="plain_text", endings=(".txt", ".text"), read=read_plain_text, decode=_decode
)
