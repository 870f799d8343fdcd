"""Articles in HTML: the page's main content, every character with its place in the source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.article_builder import ArticleBuilder
from needle_evidence.formats.article_format import ArticleFormat
from needle_evidence.formats.block_writer import BlockWriter
from needle_evidence.formats.declared_encoding import decode_declared
from needle_evidence.formats.html_page.bogus_markup import without_bogus_markup
from needle_evidence.formats.html_page.main_content import MainContent
from needle_evidence.formats.html_page.markup_cost import refuse_costly
from needle_evidence.formats.html_page.page_blocks import PageBlocks
from needle_evidence.formats.html_page.page_head import read_head
from needle_evidence.formats.html_page.source_pieces import source_pieces
from needle_evidence.model.article import Article, BlockKind

if TYPE_CHECKING:
    from needle_evidence.formats.html_page.main_content import PageNode

_BYTE_ORDER_MARK = "\ufeff"
_SAVE_WHOLE = (
    "Save it from the browser once its text shows (“complete page”), or save its text as "
    ".docx, .md or .txt."
)


def _read(data: bytes, path: str) -> Article:
    source = _decode(data, path)
    # The parser takes a byte order mark away, which would shift every place by one.
    shift = len(source) - len(source.lstrip(_BYTE_ORDER_MARK))
    markup = without_bogus_markup(source[shift:])
    refuse_costly(markup, path=path)
    from justhtml import JustHTML  # 70 ms that a project without HTML does without

    root = JustHTML(markup, track_node_locations=True, sanitize=False).root

    def pieces(node: PageNode) -> Iterator[tuple[str, int]]:
        return _pieces(node, markup, shift)

    head = read_head(root)
    builder = ArticleBuilder(path=path, format_name="html", data=data, source=source)
    writer = BlockWriter(builder)
    PageBlocks(writer, MainContent(root), pieces, head.addresses).read(root)
    article = builder.finish(title=head.title, meta=head.meta)
    if all(block.kind is BlockKind.HEADING for block in article.blocks):
        raise UnreadableInputError(
            f"{path} holds only menus, forms or scripts, and no text of an article.", _SAVE_WHOLE
        )
    return article


def _pieces(node: PageNode, markup: str, shift: int) -> Iterator[tuple[str, int]]:
    """The text of a text node in pieces, each with its offset in the source, -1 for unknown."""
    text: str = node.data or ""
    start: int | None = getattr(node, "origin_offset", None)
    if start is None:
        yield text, -1
        return
    # The line end after <pre> is no text.
    if markup[start : start + 1] in ("\r", "\n") and not text.startswith("\n"):
        start += 2 if markup.startswith("\r\n", start) else 1
    for piece, place in source_pieces(text, markup, start):
        yield piece, place + shift if place >= 0 else -1


def _decode(data: bytes, path: str) -> str:
    return decode_declared(data, path=path)


ARTICLE_FORMAT = ArticleFormat(
    name="html", endings=(".html", ".htm", ".xhtml"), read=_read, decode=_decode
)
