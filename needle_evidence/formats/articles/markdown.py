"""Markdown articles: CommonMark with GFM, front matter, footnotes and pandoc's citations.

Not page text: code blocks, mathematics that needs typesetting, pictures and their alternative
texts, link destinations, comments, struck-out words, template tags, menus and forms in HTML.
Every paragraph of a list item is a `LIST_ITEM`, so that all of it stands under the list's
lead-in; only its first has the number shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from needle_evidence.formats.article_builder import ArticleBuilder
from needle_evidence.formats.article_format import ArticleFormat
from needle_evidence.formats.block_writer import BlockWriter, WaitingBlock
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.markdown_page.embedded_html import (
    HtmlText,
    Tag,
    blank_unseen,
    html_pieces,
)
from needle_evidence.formats.markdown_page.front_matter import read_front_matter
from needle_evidence.formats.markdown_page.inline_text import InlineReader
from needle_evidence.formats.markdown_page.places import PlacedText, placed_cells, placed_lines
from needle_evidence.formats.markdown_page.tokens import BLANKS, parse_markdown, refuse_large
from needle_evidence.model.article import Article, BlockKind

if TYPE_CHECKING:
    from markdown_it.token import Token

_PROGRAMMED = (".qmd", ".rmd")
_LINE_END = re.compile(r"(?<!\\)\\\r\n|\r\n|\r")
_NOT_LINE_END = re.compile(r"[^\n]")
# What site generators and pandoc put beside the text; blanked before Markdown is read.
_MARKUP = re.compile(
    r"\{%[^%\n]{0,400}%\}|\{\{[^{}\n]{0,400}\}\}"  # Jinja, Liquid, Hugo, Quarto
    r"|(?<=[\s\])*_`])\{[:#.][^{}\n]{0,200}\}"  # attributes: {#id .class}, {:.class}
    r"|^[ \t]{0,3}\$\$(?=[^$])[^$]{1,4000}\$\$[ \t]*$"  # mathematics of its own lines
    r"|^[ \t]{0,3}:{3,}[^\n]*"  # pandoc's fenced divisions
    r"|^\[{1,2}_?(?:toc|TOC)_?\]{1,2}[ \t]*$",
    re.MULTILINE,
)
_PANDOC_CITATION = re.compile(r"\[-?@[^\[\]\s]")
_CAPTION = re.compile(
    r"\s{0,9}(?:Figure|Fig\.?|Table|Abbildung|Abb\.|Tabelle)\s{1,3}\d{1,3}[a-z]?\s{0,3}[.:–—-]"
)
_TABLE_CAPTION = re.compile(r"\s{0,9}(?:Table)?: ")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HTML_BLOCKS = {
    "li": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
    "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION,
    "blockquote": BlockKind.QUOTATION,
    **dict.fromkeys(_HEADINGS, BlockKind.HEADING),
}
_HTML_BREAK_NAMES = """
    address article aside body center details div dl dt fieldset figure footer header hr main ol p
    pre section summary table tbody tfoot thead tr ul
"""
_HTML_BREAKS = frozenset(_HTML_BREAK_NAMES.split())
_HTML_LISTS = frozenset({"ul", "ol", "dl"})


def read_markdown(data: bytes, path: str) -> Article:
    """Reads a Markdown page; raises UnreadableInputError where it is too large or hostile."""
    refuse_large(len(data), path)
    source = _decode(data, path)
    front = read_front_matter(source)
    page = _blank_markup(source, front.end)
    builder = ArticleBuilder(path=path, format_name="markdown", data=data, source=source)
    pandoc = "bibliography" in front.values or bool(_PANDOC_CITATION.search(page))
    programmed = path.lower().endswith(_PROGRAMMED)
    reader = _Reader(page, BlockWriter(builder, settle=_settle), programmed, pandoc)
    reader.read(parse_markdown(page, path=path))
    return builder.finish(title=front.values.get("title", ""), meta=front.values)


def _blank_markup(source: str, begin: int) -> str:
    """The source with spaces for all that is no Markdown; every offset stays what it was."""
    page = _LINE_END.sub(lambda found: "\n".rjust(len(found[0])), source)
    page = _NOT_LINE_END.sub(" ", page[:begin]) + page[begin:]
    page = _MARKUP.sub(lambda found: _NOT_LINE_END.sub(" ", found[0]), page)
    return blank_unseen(page)


def _settle(block: WaitingBlock, previous: BlockKind | None) -> None:
    """A paragraph that names a figure or table by number is its caption."""
    if block.kind is not BlockKind.PARAGRAPH:
        return
    text = block.text
    if _CAPTION.match(text) or (previous is BlockKind.TABLE_CELL and _TABLE_CAPTION.match(text)):
        block.kind = BlockKind.CAPTION


@dataclass(slots=True)
class _List:
    """An open list. next_label: the number that its next item shows, None for bullets."""

    number: int
    next_label: int | None
    label: str = ""

    def advance(self) -> None:
        """Begins an item."""
        if self.next_label is not None:
            self.label = str(self.next_label)
            self.next_label += 1


class _Reader:
    """Walks through the block tokens of a page."""

    def __init__(self, page: str, writer: BlockWriter, programmed: bool, pandoc: bool) -> None:
        self._page = page
        self._writer = writer
        self._inline = InlineReader(writer, runs_code=programmed, pandoc=pandoc)
        self._lists: list[_List] = []
        self._lists_seen = 0
        self._quotes = 0
        self._footnote: str | None = None
        self._heading: tuple[int, str] | None = None
        self._row: list[PlacedText] | None = None
        self._cell = 0
        self._opens: dict[str, Callable[[Token], None]] = {
            "bullet_list_open": self._open_list,
            "ordered_list_open": self._open_list,
            "list_item_open": lambda _: self._lists[-1].advance(),
            "bullet_list_close": lambda _: self._close_list(),
            "ordered_list_close": lambda _: self._close_list(),
            "blockquote_open": lambda _: self._quote(1),
            "blockquote_close": lambda _: self._quote(-1),
            "footnote_reference_open": self._open_footnote,
            "footnote_reference_close": lambda _: self._close_footnote(),
            "heading_open": self._open_heading,
            "heading_close": lambda _: self._close_heading(),
            "tr_open": lambda _: self._open_row(),
            "table_close": lambda _: self._close_table(),
            "inline": self._read_inline,
            "html_block": self._read_html,
        }

    def read(self, tokens: Sequence[Token]) -> None:
        """Hands the blocks of the page to the writer."""
        for token in tokens:
            step = self._opens.get(token.type)
            if step is not None:
                step(token)
        self._writer.end()

    def _open_list(self, token: Token) -> None:
        first = token.attrs.get("start", 1) if token.type == "ordered_list_open" else None
        self._begin_list(None if first is None else int(first))

    def _begin_list(self, first: int | None) -> None:
        self._lists_seen += 1
        self._lists.append(_List(self._lists_seen, first))

    def _close_list(self) -> None:
        self._writer.end()
        self._lists.pop()

    def _quote(self, step: int) -> None:
        self._quotes += step

    def _open_footnote(self, token: Token) -> None:
        self._footnote = str(token.meta["label"])
        self._writer.begin(BlockKind.REFERENCE, label=self._footnote)

    def _close_footnote(self) -> None:
        self._footnote = None
        self._writer.end()

    def _open_heading(self, token: Token) -> None:
        self._heading = (int(token.tag[1:]), token.markup)

    def _close_heading(self) -> None:
        self._heading = None

    def _open_row(self) -> None:
        self._row, self._cell = [], 0

    def _close_table(self) -> None:
        self._row = None

    def _read_inline(self, token: Token) -> None:
        if "starts" not in token.meta:
            return  # the library's own title of an alert box
        place = self._place(token)
        if place is None:
            return
        self._begin_block()
        notes = self._inline.read(token, place)
        if self._footnote is not None:
            self._writer.add_at(" ", place.after)
            return
        self._writer.end()
        for label, note, there in notes:
            self._writer.begin(BlockKind.REFERENCE, label=label)
            self._inline.read(note, there)
            self._writer.end()

    def _place(self, token: Token) -> PlacedText | None:
        starts = token.meta.get("starts", ())
        if self._row is None:
            skip = 0
            if self._heading is not None and self._heading[1].startswith("#"):
                skip = len(self._heading[1])
            return placed_lines(token.content, starts, self._page, skip=skip)
        if not self._row and starts:
            end = self._page.find("\n", starts[0])
            row = self._page[starts[0] : len(self._page) if end < 0 else end]
            self._row = placed_cells(row, starts[0], BLANKS)
        self._cell += 1
        if self._cell <= len(self._row) and self._row[self._cell - 1].text == token.content:
            return self._row[self._cell - 1]
        return placed_lines(token.content, starts, self._page) if token.content else None

    def _begin_block(self) -> None:
        """Opens the block that a text without a kind of its own belongs to here."""
        if self._footnote is not None:
            if not self._writer.is_open:
                self._writer.begin(BlockKind.REFERENCE, label=self._footnote)
        elif self._row is not None:
            self._writer.begin(BlockKind.TABLE_CELL)
        elif self._heading is not None:
            self._writer.begin(BlockKind.HEADING, level=self._heading[0])
        elif self._lists:
            self._begin_item()
        else:
            quoted = self._quotes > 0
            self._writer.begin(BlockKind.QUOTATION if quoted else BlockKind.PARAGRAPH)

    def _begin_item(self) -> None:
        current = self._lists[-1]
        label, current.label = current.label, ""
        self._writer.begin(
            BlockKind.LIST_ITEM,
            level=len(self._lists),
            label=label,
            list_number=current.number,
        )

    def _read_html(self, token: Token) -> None:
        """Reads a block of HTML; what it leaves open ends with it."""
        place = placed_lines(token.content, token.meta.get("starts", ()), self._page)
        depth = len(self._lists)
        self._inline.reset()
        for piece in html_pieces(token.content):
            if isinstance(piece, Tag):
                self._apply_block_tag(piece, depth, place)
                self._inline.apply(piece)
                continue
            if not self._writer.is_open and not piece.text.isspace():
                self._begin_block()
            self._show_html_text(piece, place)
        del self._lists[depth:]
        self._inline.reset()
        if self._footnote is None:
            self._writer.end()

    def _show_html_text(self, piece: HtmlText, place: PlacedText) -> None:
        if not self._writer.is_open:
            return
        if not piece.exact:
            source = place.source(piece.start)
            self._inline.show(piece.text, source if source >= 0 else place.nowhere, exact=False)
            return
        for text, source in place.stretches(piece.start, piece.start + len(piece.text)):
            known = source >= 0
            self._inline.show(text, source if known else place.nowhere, exact=known)

    def _apply_block_tag(self, tag: Tag, depth: int, place: PlacedText) -> None:
        if self._footnote is not None:
            return
        if tag.name in _HTML_LISTS:
            self._writer.end()
            if not tag.closing:
                first = tag.attributes.get("start", "1")
                number = int(first) if first.isascii() and first[:9].isdigit() else 1
                self._begin_list(number if tag.name == "ol" else None)
            elif len(self._lists) > depth:
                self._lists.pop()
        elif tag.name in _HTML_BLOCKS:
            self._begin_html_block(tag)
        elif tag.name in _HTML_BREAKS:
            self._writer.end()
        elif tag.name == "br" and self._writer.is_open:
            source = place.source(tag.start)
            self._writer.add(" ", source if source >= 0 else place.nowhere)

    def _begin_html_block(self, tag: Tag) -> None:
        kind = _HTML_BLOCKS[tag.name]
        if tag.closing:
            self._writer.end()
        elif kind is BlockKind.LIST_ITEM and self._lists:
            self._lists[-1].advance()
            self._begin_item()
        else:
            self._writer.begin(kind, level=_HEADINGS.get(tag.name, int(tag.name in ("li", "dd"))))


def _decode(data: bytes, path: str) -> str:
    return decode(data, path=path).text


ARTICLE_FORMAT = ArticleFormat(
    name="markdown",
    endings=(".md", ".markdown", ".qmd", ".rmd"),
    read=read_markdown,
    decode=_decode,
)
