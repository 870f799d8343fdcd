"""The blocks of a parsed web page, from the elements that hold its article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from needle_evidence.formats.block_writer import BlockWriter
from needle_evidence.formats.html_page import class_words
from needle_evidence.formats.html_page.main_content import (
    HEADINGS,
    LISTS,
    TEXT,
    MainContent,
    PageNode,
    attribute,
    is_read,
    is_reference_list,
    names,
    texts,
)
from needle_evidence.model.article import BlockKind

_BLOCK_TEXT = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol
    p pre search section summary table tbody td tfoot th thead tr ul
    """
_BLOCKS = frozenset(_BLOCK_TEXT.split())
_KINDS = {
    "blockquote": BlockKind.QUOTATION,
    "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION,
}
_ENTRY_ROLES = frozenset({"doc-biblioentry", "doc-endnote"})
# Links that lead to nothing that could be read.
_NO_ADDRESS = ("javascript:", "data:", "vbscript:", "mailto:", "tel:", "blob:", "about:")
_BACK_ARROWS = frozenset({"↑", "↩", "↩\ufe0e", "⤴", "⏎", "↵", "^", "⬆", "⇑"})
_LONGEST_ADDRESS = 2_000
_MOST_LABEL = 10_000

Pieces = Callable[[PageNode], Iterator[tuple[str, int]]]


@dataclass(slots=True)
class _List:
    """A list being read. number: its own, of all lists on the page. label: of the next item."""

    number: int
    depth: int
    label: int | None = None
    step: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What an element passes on to the texts in it.

    whole: all of it is one block, whatever elements are in it. references: it lists references.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    items: _List | None = None
    taken: bool = False
    whole: bool = False
    references: bool = False
    superscript: bool = False
    target: str = ""


class PageBlocks:
    """Reads the blocks of a page into a writer.

    pieces: the text of a text node in pieces, each with its place in the source, -1 for
    unknown. addresses: where the page itself can be found; a link to a place in it is one
    within the page.
    """

    def __init__(
        self, writer: BlockWriter, content: MainContent, pieces: Pieces, addresses: tuple[str, ...]
    ) -> None:
        self._writer = writer
        self._content = content
        self._pieces = pieces
        self._addresses = addresses
        self._lists = 0
        self._label = ""
        self._broken = False
        self._passed = 0

    def read(self, root: PageNode) -> None:
        """Reads the page, in reading order; without recursion, however deep it is."""
        stack: list[tuple[PageNode | None, _Context]] = [(root, _Context())]
        while stack:
            node, context = stack.pop()
            if node is None:
                self._leave(context)
            elif node.name == TEXT:
                if context.taken:
                    self._add(node, context)
            elif node is root or (is_read(node) and not self._content.skipped(node)):
                inner = self._enter(node, context)
                if node.name in _BLOCKS or inner.kind is not context.kind:
                    stack.append((None, context))
                stack.extend((child, inner) for child in reversed(node.children or ()))
        self._writer.end()

    def _enter(self, node: PageNode, context: _Context) -> _Context:
        """What an element passes on to its children; ends the block before it."""
        if self._content.begins(node):
            context = replace(context, taken=True)
        elif self._content.pauses(node):
            context = replace(context, taken=False)
        if not context.taken:
            return context
        if node.name == "br":
            self._break(context)
        inner = self._block(node, context)
        starts = inner.kind is not context.kind or inner.whole != context.whole
        if node.name in _BLOCKS or starts:
            self._boundary(context)
        if node.attrs:
            for name in ("id", "name") if node.name == "a" else ("id",):
                self._writer.name(attribute(node, name))
            inner = self._styled(node, inner)
        elif node.name == "sup":
            inner = replace(inner, superscript=True)
        return inner

    def _block(self, node: PageNode, context: _Context) -> _Context:
        """The context in an element, as far as blocks go."""
        if context.whole:
            return context
        listed = context.references
        if node.attrs:
            listed = listed or is_reference_list(node)
            if attribute(node, "role") in _ENTRY_ROLES or (
                class_words.is_reference_entry(names(node))
            ):
                return self._entry(node, context)
        if node.name in LISTS or node.name == "dl":
            return replace(context, items=self._list(node, context), references=listed)
        if node.name == "li" and context.references:
            return self._entry(node, context)
        if listed != context.references:
            context = replace(context, references=listed)
        return self._kind(node, context)

    def _kind(self, node: PageNode, context: _Context) -> _Context:
        level = HEADINGS.get(node.name) or _heading_level(node)
        if level:
            return replace(context, kind=BlockKind.HEADING, level=level, whole=True)
        depth = context.items.depth if context.items else 1
        if node.name == "li":
            self._number(node, context.items)
            return replace(context, kind=BlockKind.LIST_ITEM, level=depth)
        if node.name == "dd":
            return replace(context, kind=BlockKind.LIST_ITEM, level=depth)
        if node.name == "dt":
            return replace(context, kind=BlockKind.PARAGRAPH, level=0)
        if node.name == "table" and not self._content.is_layout(node):
            return replace(context, kind=BlockKind.TABLE_CELL, level=0, items=None)
        kind = _KINDS.get(node.name)
        return replace(context, kind=kind, level=0) if kind else context

    def _entry(self, node: PageNode, context: _Context) -> _Context:
        if node.name == "li":
            self._number(node, context.items)
        return replace(context, kind=BlockKind.REFERENCE, level=0, whole=True)

    def _list(self, node: PageNode, context: _Context) -> _List:
        self._lists += 1
        depth = 1 + (context.items.depth if context.items else 0)
        items = _List(self._lists, depth)
        if node.name == "ol":
            backwards = "reversed" in (node.attrs or {})
            last = sum(child.name == "li" for child in node.children or ()) if backwards else 1
            items.step = -1 if backwards else 1
            items.label = _whole_number(attribute(node, "start"), last)
        return items

    def _number(self, item: PageNode, items: _List | None) -> None:
        """Sets the number that the list shows before an item."""
        self._label = ""
        if items is not None and items.label is not None:
            number = _whole_number(attribute(item, "value"), items.label)
            self._label, items.label = str(number), number + items.step

    def _styled(self, node: PageNode, context: _Context) -> _Context:
        style = attribute(node, "style").replace(" ", "").lower()
        if node.name == "sup" or "vertical-align:super" in style:
            context = replace(context, superscript=True)
        if node.name == "a" and (target := self._target(attribute(node, "href"))):
            arrow = target.startswith("#") and _is_arrow(node)
            context = replace(context, taken=not arrow, target=target)
        return context

    def _target(self, address: str) -> str:
        address = "".join(address.split())
        if len(address) > _LONGEST_ADDRESS or address.lower().startswith(_NO_ADDRESS):
            return ""
        page, mark, place = address.partition("#")
        if mark and place and page in self._addresses:
            return f"#{place}"
        return address

    def _boundary(self, context: _Context) -> None:
        """Where one block ends and another begins; only a space within a whole one."""
        if not context.whole:
            self._writer.end()
        elif self._writer.is_open:
            self._writer.add(" ", -1)
        self._broken = False

    def _leave(self, context: _Context) -> None:
        self._boundary(context)
        if not context.whole:
            self._label = ""

    def _break(self, context: _Context) -> None:
        """One line break is white space, two are the end of a paragraph."""
        if self._broken and not context.whole:
            self._writer.end()
        elif self._writer.is_open:
            self._writer.add("\n", -1)
        self._broken = True

    def _add(self, node: PageNode, context: _Context) -> None:
        text = node.data or ""
        if text.isspace():
            if not self._writer.is_open:
                return
        else:
            self._broken = False
            if not self._writer.is_open:
                self._open(context)
        # Of raised text only numbers can be marks or exponents: not the "nd" of "2nd".
        superscript = context.superscript and not any(map(str.isalpha, text))
        for piece, source in self._pieces(node):
            # The places must ascend: a broken table's texts are moved before it.
            known = source >= self._passed
            self._writer.add(
                piece,
                source if known else -1,
                superscript=superscript,
                target=context.target,
            )
            if known:
                self._passed = source + len(piece)

    def _open(self, context: _Context) -> None:
        numbered = context.kind in (BlockKind.LIST_ITEM, BlockKind.REFERENCE)
        items = context.items if numbered else None
        self._writer.begin(
            context.kind,
            level=context.level,
            label=self._label if numbered else "",
            list_number=items.number if items else 0,
        )
        self._label = ""


def _heading_level(node: PageNode) -> int:
    if attribute(node, "role") != "heading":
        return 0
    return min(6, max(1, _whole_number(attribute(node, "aria-level"), 2)))


def _whole_number(text: str, otherwise: int) -> int:
    """A number as attributes write it; what is no number of a list item is left out."""
    bare = text.strip()
    if len(bare) > 6 or not (bare.removeprefix("-").isascii() and bare.removeprefix("-").isdigit()):
        return otherwise
    return max(-_MOST_LABEL, min(int(bare), _MOST_LABEL))


def _is_arrow(link: PageNode) -> bool:
    """Whether a link into the page only leads back to the mark: "↑"."""
    if len(link.children or ()) > 3:
        return False
    return "".join(texts(link)).strip() in _BACK_ARROWS
