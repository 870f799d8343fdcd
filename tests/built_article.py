"""Small articles for tests, built from plain text without a reader."""

from __future__ import annotations

import hashlib
import re

from needle_evidence.model.article import Article, Block, BlockKind, Sentence

_SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s|$)|$)")


def built_article(text: str, path: str = "articles/a.md") -> Article:
    """An article of blocks with an empty line between two.

    "# " begins a heading, "- " a list item (its lead-in is the block before the list), "[1] " a
    reference; every other block is a paragraph. A sentence ends at its full stop.
    """
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    parts: list[str] = []
    length, heading, lead_in = 0, -1, -1
    for raw in text.strip().split("\n\n"):
        kind, written = _kind(raw)
        number = len(blocks)
        start, end = length, length + len(written)
        in_list = kind is BlockKind.LIST_ITEM
        blocks.append(
            Block(
                kind=kind,
                start=start,
                end=end,
                level=int(kind is BlockKind.HEADING),
                heading=heading if kind is not BlockKind.HEADING else -1,
                lead_in=lead_in if in_list else -1,
            )
        )
        if kind is BlockKind.HEADING:
            heading = number
        if not in_list:
            lead_in = number if written.endswith(":") else -1
        if kind not in (BlockKind.HEADING, BlockKind.REFERENCE):
            sentences.extend(
                Sentence(start=start + match.start(), end=start + match.end(), block=number)
                for match in _SENTENCE.finditer(written)
            )
        parts.append(written)
        length = end + 2
    whole = "\n\n".join(parts)
    return Article(
        path=path,
        format="markdown",
        text=whole,
        blocks=tuple(blocks),
        sentences=tuple(sentences),
        sha256=hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _kind(raw: str) -> tuple[BlockKind, str]:
    for sign, kind in (
        ("# ", BlockKind.HEADING),
        ("- ", BlockKind.LIST_ITEM),
        ("[1] ", BlockKind.REFERENCE),
    ):
        if raw.startswith(sign):
            return kind, raw.removeprefix(sign)
    return BlockKind.PARAGRAPH, raw
