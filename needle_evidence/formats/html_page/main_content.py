"""Which elements of a web page hold the article, and which its menus, share bars and forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from needle_evidence.formats.html_page import class_words

TEXT = "#text"
# Elements that show no text of the page, whatever they hold, and text that was struck out.
_UNREAD_TEXT = """
    audio canvas datalist embed head iframe link map math meta noembed noframes noscript object
    option picture script select source style svg template textarea title track video
    del s strike
    """
UNREAD = frozenset(_UNREAD_TEXT.split())
LISTS = frozenset({"ol", "ul", "menu"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}

_FURNITURE = frozenset({"nav", "button", "dialog"})
# These may hold the article itself on a page that is badly made.
_SOFT_FURNITURE = frozenset({"aside", "footer", "form"})
_FURNITURE_ROLES = frozenset(
    {"navigation", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "doc-toc"}
)
_SOFT_ROLES = frozenset({"banner", "complementary", "form", "toolbar"})
_FOLDED_ROLES = frozenset({"tabpanel", "region"})
_NEVER_DROPPED = frozenset({"html", "body", "main"})
_MARK_ELEMENTS = frozenset({"sup", "a"})
_REFERENCE_ROLES = frozenset({"doc-bibliography", "doc-endnotes"})
_REFERENCE_HOLDERS = frozenset({"ol", "ul", "div", "section", "aside", "footer", "details", "dl"})
_LAYOUT_ROLES = frozenset({"presentation", "none"})
# A part that holds less of the page's text is not where the article is.
_MOST = 0.7
_FEWEST_MENU_ITEMS = 3
_LONGEST_MENU_ITEM = 40


class PageNode(Protocol):
    """An element or a text of a parsed page."""

    @property
    def name(self) -> str:
        """The element's name in small letters, or `TEXT`."""

    @property
    def attrs(self) -> dict[str, str | None] | None:
        """Its attributes; of a text none."""

    @property
    def children(self) -> list[Any] | None:
        """What is in it."""

    @property
    def data(self) -> Any:
        """The text of a text."""


def is_read(node: PageNode) -> bool:
    """Whether a node is a text or an element that can hold text of the page."""
    return node.name == TEXT or (node.name not in UNREAD and node.name[:1] not in ("#", "!"))


def attribute(node: PageNode, name: str) -> str:
    """The value of an attribute, "" where it is missing or empty."""
    return (node.attrs or {}).get(name) or ""


def names(node: PageNode) -> str:
    """The classes and the id of an element, with spaces between."""
    attributes = node.attrs
    if not attributes:
        return ""
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()


def is_reference_list(node: PageNode) -> bool:
    """Whether an element says that it is a list of references."""
    if attribute(node, "role") in _REFERENCE_ROLES:
        return True
    return node.name in _REFERENCE_HOLDERS and class_words.is_reference_list(names(node))


class MainContent:
    """What to read of a page, told from the whole of it; linear in its size.

    A walk down from the root takes no text at first. At an element that `begins`, text is
    taken from there on; where it `pauses`, not any more; what is `skipped` is not entered.
    """

    def __init__(self, root: PageNode) -> None:
        self._nodes: list[PageNode] = [root]
        self._parents: list[int] = [-1]
        self._words: list[int] = [0]
        self._linked: list[int] = [0]
        self._led_in: set[int] = set()
        self._begins: set[int] = set()
        self._pauses: set[int] = set()
        self._skipped: set[int] = set()
        self._layout: set[int] = set()
        self._measure()
        self._headings = self._holds(lambda node: node.name == "h1")
        self._subheadings = self._holds(lambda node: node.name in HEADINGS)
        self._references = self._holds(is_reference_list)
        self._choose()
        self._find_layout_tables()

    def begins(self, node: PageNode) -> bool:
        """Whether text is taken from this element on."""
        return id(node) in self._begins

    def pauses(self, node: PageNode) -> bool:
        """Whether this element is no text of the article, but may hold some deeper down."""
        return id(node) in self._pauses

    def skipped(self, node: PageNode) -> bool:
        """Whether nothing in this element is text of the article."""
        return id(node) in self._skipped

    def is_layout(self, table: PageNode) -> bool:
        """Whether a table only arranges the page."""
        return id(table) in self._layout

    def _measure(self) -> None:
        """Lists all elements in reading order, with the letters of text in each."""
        own: list[tuple[PageNode, int, bool]] = [(self._nodes[0], 0, False)]
        last = ""
        while own:
            node, number, in_link = own.pop()
            if node.name == TEXT:
                text = (node.data or "").strip()
                self._words[number] += len(text)
                self._linked[number] += len(text) * in_link
                last = text[-1:] or last
                continue
            if node is not self._nodes[0]:
                self._nodes.append(node)
                self._parents.append(number)
                number = len(self._nodes) - 1
                self._words.append(0)
                self._linked.append(0)
                if node.name in LISTS and last in (":", "："):
                    self._led_in.add(number)
            in_link = in_link or node.name == "a"
            children = reversed(node.children or ())
            own.extend((child, number, in_link) for child in children if is_read(child))
        for number in range(len(self._nodes) - 1, 0, -1):
            self._words[self._parents[number]] += self._words[number]
            self._linked[self._parents[number]] += self._linked[number]

    def _holds(self, fits: Callable[[PageNode], bool]) -> list[bool]:
        """For each element whether it, or one in it, fits."""
        found = [fits(node) for node in self._nodes]
        for number in range(len(found) - 1, 0, -1):
            if found[number]:
                found[self._parents[number]] = True
        return found

    def _choose(self) -> None:
        dropped = self._dropped()
        kept = self._kept(dropped)
        main = self._main(dropped, kept)
        needs_heading = not self._headings[main]
        self._begins.add(id(self._nodes[main]))
        for number, node in enumerate(self._nodes):
            listed = self._references[number]
            if dropped[number]:
                (self._pauses if listed else self._skipped).add(id(node))
            if _lists_references(node) and not dropped[number]:
                self._begins.add(id(node))
            elif needs_heading and node.name == "h1" and not dropped[number]:
                self._begins.add(id(node))
                needs_heading = False

    def _dropped(self) -> list[bool]:
        """For each element whether it begins, or stands in, a part that is not the article."""
        letters = self._words[0] - self._linked[0]
        items = self._items()
        dropped = [False] * len(self._nodes)
        for number, node in enumerate(self._nodes):
            if not number:
                continue
            # A list of references counts wherever it stands, be it in the page's footer.
            dropped[number] = dropped[self._parents[number]] and not _lists_references(node)
            if dropped[number] or node.name in _NEVER_DROPPED:
                continue
            unlinked = self._words[number] - self._linked[number]
            most = self._headings[number] or unlinked * 2 > letters
            dropped[number] = (
                self._is_furniture(node, number, most=most)
                or self._is_hidden(node, number)
                or self._is_menu(number, items[number])
            )
        return dropped

    def _is_furniture(self, node: PageNode, number: int, *, most: bool) -> bool:
        """most: it holds the page's title or most of its text."""
        role = attribute(node, "role").lower()
        if node.name in _FURNITURE or role in _FURNITURE_ROLES:
            return True
        called = names(node)
        if class_words.is_back_link(called) or role == "doc-backlink":
            return True
        if called and not self._headings[number] and class_words.is_comments(called):
            return True
        if node.name == "header":
            return not self._subheadings[number]
        if most or is_reference_list(node):
            return False
        if node.name == "aside" and class_words.is_box(called):
            return False
        if node.name in _SOFT_FURNITURE or role in _SOFT_ROLES:
            return role != "doc-endnote"
        return bool(called) and class_words.is_furniture(called)

    def _is_hidden(self, node: PageNode, number: int) -> bool:
        attributes = node.attrs
        if not attributes:
            return False
        called = names(node)
        if called and class_words.is_unseen(called):
            return not self._subheadings[number]
        style = (attributes.get("style") or "").replace(" ", "").lower()
        hidden = (
            ("hidden" in attributes and attributes["hidden"] not in ("until-found", "false"))
            or "display:none" in style
            or "visibility:hidden" in style
        )
        if not hidden and attributes.get("aria-hidden") == "true":
            hidden = node.name not in _MARK_ELEMENTS and not self._is_in_mark(number)
        folded = attribute(node, "role") in _FOLDED_ROLES or class_words.is_folded(called)
        return hidden and not folded

    def _is_in_mark(self, number: int) -> bool:
        return self._nodes[self._parents[number]].name in _MARK_ELEMENTS

    def _is_menu(self, number: int, items: int) -> bool:
        """A list of nothing but short links, which no line leads in, is a menu."""
        if items < _FEWEST_MENU_ITEMS or number in self._led_in or self._references[number]:
            return False
        words = self._words[number]
        return self._linked[number] >= 0.9 * words and words < items * _LONGEST_MENU_ITEM

    def _items(self) -> list[int]:
        """For each list how many items it has itself."""
        items = [0] * len(self._nodes)
        for number, node in enumerate(self._nodes):
            if node.name == "li" and self._nodes[self._parents[number]].name in LISTS:
                items[self._parents[number]] += 1
        return items

    def _kept(self, dropped: Sequence[bool]) -> list[int]:
        """For each element the letters in it that are not dropped."""
        own = list(self._words)
        for number in range(1, len(own)):
            own[self._parents[number]] -= self._words[number]
        kept = [0 if gone else letters for letters, gone in zip(own, dropped, strict=True)]
        for number in range(len(kept) - 1, 0, -1):
            kept[self._parents[number]] += kept[number]
        return kept

    def _main(self, dropped: Sequence[bool], kept: Sequence[int]) -> int:
        """The smallest part that calls itself the article and holds most of the page's text."""
        fitting = [
            number
            for number, node in enumerate(self._nodes)
            if not dropped[number] and _is_article(node) and kept[number] >= _MOST * kept[0]
        ]
        return min(fitting, key=lambda number: (kept[number], -number), default=0)

    def _find_layout_tables(self) -> None:
        """Tables with a heading or a table in them, or that say so themselves."""
        inner: list[int] = [-1] * len(self._nodes)
        for number, node in enumerate(self._nodes):
            outer = inner[self._parents[number]] if number else -1
            inner[number] = outer
            if outer >= 0 and (node.name == "table" or node.name in HEADINGS):
                self._layout.add(id(self._nodes[outer]))
            if node.name == "table":
                inner[number] = number
                if attribute(node, "role") in _LAYOUT_ROLES:
                    self._layout.add(id(node))


def _lists_references(node: PageNode) -> bool:
    return is_reference_list(node) and not class_words.is_comments(names(node))


def _is_article(node: PageNode) -> bool:
    return (
        node.name in ("article", "main")
        or attribute(node, "role") in ("main", "article")
        or attribute(node, "itemprop") == "articleBody"
    )


def texts(node: PageNode) -> Iterator[str]:
    """All texts in an element, in reading order."""
    stack = [node]
    while stack:
        current = stack.pop()
        if current.name == TEXT:
            yield current.data or ""
        else:
            stack.extend(reversed(current.children or ()))
