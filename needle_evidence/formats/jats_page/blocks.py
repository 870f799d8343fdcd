"""The blocks of an article in JATS XML, element by element in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from needle_evidence.formats.block_writer import BlockWriter
from needle_evidence.formats.jats_page.references import CITATIONS, ReferenceEntry
from needle_evidence.model.article import BlockKind

# The parts whose text is the article's; what is dropped in them is no text of it. Letters and
# reviews printed with an article (sub-article) have bodies of their own.
_KEPT = frozenset({"abstract", "body", "floats-group", "ref-list"})
_DROPPED_TEXT = """
    alt-text annotation attrib disp-formula fn fn-group graphic inline-formula inline-graphic
    long-desc math media object-id permissions response sub-article supplementary-material
    table-wrap-foot tex-math
    """
_DROPPED = frozenset(_DROPPED_TEXT.split())
# Links to notes, addresses and authors are letters beside the text.
_DROPPED_LINKS = frozenset({"aff", "author-notes", "contrib", "corresp", "fn", "table-fn"})
_CITATION_LINKS = frozenset({"bibr", "bibliography"})
_SECTIONS = frozenset({"abstract", "ref-list", "sec"})
_LISTS = frozenset({"def-list", "list"})
_BLOCKS_TEXT = """
    abstract body caption def def-item def-list disp-quote fig list list-item p preformat ref
    ref-list sec speech statement table table-wrap td term th title tr verse-group verse-line
    """
_BLOCKS = frozenset(_BLOCKS_TEXT.split())
_ITEMS = frozenset({"list-item", "def"})
_KINDS = {
    "fig": BlockKind.CAPTION,
    "table-wrap": BlockKind.CAPTION,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
    "disp-quote": BlockKind.QUOTATION,
    "verse-group": BlockKind.QUOTATION,
    "ref": BlockKind.REFERENCE,
}
_WHOLE = frozenset({"td", "th", "ref"})
_NOT_ITS_TEXT = frozenset({BlockKind.HEADING, BlockKind.REFERENCE})


@dataclass(slots=True, kw_only=True)
class _Open:
    """An element that is being read. whole: all of it is one block."""

    name: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    whole: bool = False
    taken: bool = False
    superscript: bool = False
    target: str = ""


class JatsBlocks:
    """Takes elements and texts as a parser meets them, and gives a writer the blocks.

    has_text: a block of the article's own text came. language: of the article, "" for none.
    """

    def __init__(self, writer: BlockWriter) -> None:
        self.has_text = False
        self.language = ""
        self._writer = writer
        self._title: list[str] = []
        self._open: list[_Open] = [_Open(name="")]
        self._dropped = 0
        self._articles = 0
        self._sections = 0
        self._lists: list[int] = []
        self._list_count = 0
        self._label: list[str] | None = None
        self._reference = ReferenceEntry()

    @property
    def title(self) -> str:
        """The title of the article, "" for none."""
        return " ".join("".join(self._title).split())

    @property
    def takes_text(self) -> bool:
        """Whether text that comes now is the article's."""
        return not self._dropped and self._open[-1].taken

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins; names are without prefix, in small letters."""
        if self._dropped or _is_dropped(name, attributes):
            self._dropped += 1
            return
        outer = self._open[-1]
        inner = _Open(
            name=name,
            kind=outer.kind,
            level=outer.level,
            whole=outer.whole,
            taken=outer.taken or bool(self._articles and name in _KEPT),
            superscript=outer.superscript or name == "sup",
            target=outer.target or _target(name, attributes),
        )
        self._open.append(inner)
        if name == "article":
            self._articles += 1
            self.language = self.language or attributes.get("lang", "")
        self._count(name)
        if inner.whole:
            self._in_whole(name, attributes)
        elif self._articles:
            self._begin_block(inner, outer)
        if inner.taken:
            self._writer.name(attributes.get("id", ""))

    def end(self, name: str) -> None:
        """An element ends."""
        if self._dropped:
            self._dropped -= 1
            return
        ended, outer = self._open.pop(), self._open[-1]
        self._sections -= name in _SECTIONS
        self._articles -= name == "article"
        if name in _LISTS:
            self._lists.pop()
        if self._label is not None and name == "label":
            self._reference.label = "".join(self._label).strip().strip("[]().:")
            self._label = None
        if ended.kind is BlockKind.REFERENCE and self._writer.is_open:
            self._writer.add(self._reference.end_part(name), -1)
        if ended.kind is not outer.kind or (name in _BLOCKS and not outer.whole):
            self._writer.end()

    def add(self, text: str, place: int) -> None:
        """Text of the article; place: offset of it in the source, -1 for unknown."""
        opened = self._open[-1]
        referenced = opened.kind is BlockKind.REFERENCE
        if self._label is not None:
            self._label.append(text)
            return
        if opened.kind is BlockKind.HEADING and opened.level == 1:
            self._title.append(text)
        if text.isspace() and (not self._writer.is_open or (referenced and self._is_between())):
            return
        if not self._writer.is_open:
            self._begin(opened)
        target = opened.target
        if referenced and not text.isspace():
            self._writer.add(self._reference.sign_before(text), -1)
            target = target or self._reference.address(text)
        self.has_text = self.has_text or opened.kind not in _NOT_ITS_TEXT
        # Of raised text only numbers can be marks or exponents: not the "nd" of "2nd".
        superscript = opened.superscript and not any(map(str.isalpha, text))
        self._writer.add(text, place, superscript=superscript, target=target)

    def _is_between(self) -> bool:
        """Whether white space here only lays out the tags of a reference."""
        name = self._open[-1].name
        return self._reference.tagged and (name in CITATIONS or name in ("name", "person-group"))

    def _begin(self, opened: _Open) -> None:
        self._writer.begin(
            opened.kind,
            level=opened.level,
            label=self._reference.label if opened.kind is BlockKind.REFERENCE else "",
            list_number=(
                self._lists[-1] if self._lists and opened.kind is BlockKind.LIST_ITEM else 0
            ),
        )

    def _count(self, name: str) -> None:
        self._sections += name in _SECTIONS
        if name in _LISTS:
            self._list_count += 1
            self._lists.append(self._list_count)

    def _in_whole(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._open[-1].kind is BlockKind.REFERENCE:
            self._reference.begin_part(name, attributes)
            if name == "label":
                self._label = []
        elif name == "break" or name in _BLOCKS:
            self._space()

    def _begin_block(self, inner: _Open, outer: _Open) -> None:
        """Sets what kind of block an element of the article is, and ends the one before."""
        name = inner.name
        if name == "break":
            self._space()
        elif name == "label":
            inner.taken = False
        elif name == "article-title" and outer.name == "title-group":
            inner.kind, inner.level, inner.whole = BlockKind.HEADING, 1, True
            inner.taken = not self._title
        elif name == "title" and outer.name in _SECTIONS:
            inner.kind, inner.level, inner.whole = BlockKind.HEADING, self._heading_level(), True
        elif name in ("title", "term") and outer.kind is BlockKind.LIST_ITEM:
            inner.kind, inner.level = BlockKind.PARAGRAPH, 0
        elif name in _ITEMS:
            inner.kind, inner.level = BlockKind.LIST_ITEM, len(self._lists)
        elif kind := _KINDS.get(name):
            inner.kind, inner.level, inner.whole = kind, 0, name in _WHOLE
            if name == "ref":
                self._reference = ReferenceEntry()
        if inner.kind is not outer.kind or name in _BLOCKS:
            self._writer.end()

    def _heading_level(self) -> int:
        return min(6, 1 + max(1, self._sections))

    def _space(self) -> None:
        if self._writer.is_open:
            self._writer.add(" ", -1)


def _is_dropped(name: str, attributes: Mapping[str, str]) -> bool:
    return name in _DROPPED or (name == "xref" and attributes.get("ref-type") in _DROPPED_LINKS)


def _target(name: str, attributes: Mapping[str, str]) -> str:
    """Where a link leads, "" where that is no reference and no address."""
    if name == "xref" and attributes.get("ref-type") in _CITATION_LINKS:
        first, *_ = attributes.get("rid", "").split() or [""]
        return f"#{first}"
    address = attributes.get("href", "").strip() if name in ("ext-link", "uri") else ""
    return address if address.startswith(("http://", "https://")) else ""
