"""The text of a Markdown block: what its inline tokens show, each piece with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from needle_evidence.formats.block_writer import BlockWriter
from needle_evidence.formats.markdown_page.embedded_html import Tag, read_tag
from needle_evidence.formats.markdown_page.places import PlacedText
from needle_evidence.formats.markdown_page.tokens import CITEKEY, tidy_key
from needle_evidence.model.article import MarkKind

if TYPE_CHECKING:
    from markdown_it.token import Token

_IN_TEXT = re.compile(
    r"(?P<url>https?://[^\s<>\"]{1,2000})"
    r"|\^(?P<raised>[0-9+−-][0-9,;+−–-]{0,20})\^"
    r"|~(?P<lowered>[0-9]{1,3})~"
    rf"|(?P<cite>(?<![\w@.])-?@(?P<key>{CITEKEY})(?: \[pp?\. ?[^\[\]@]{{1,40}}\])?)"
)
_SIGNS = re.compile(r"[:^~@]")
_AFTER_URL = ".,;:!?'\"*_~)]}»”’"
_YEAR = re.compile(r"(?:18|19|20)\d\d")
# Quarto writes its cross-references ("see @fig-trial") like citations.
_CROSS_REFERENCE = re.compile(r"(?:fig|tbl|sec|eq|lst|thm|tip|nte|wrn|cau|imp)-")
_CODE_TO_RUN = re.compile(r"(?:r|\{(?:r|python|julia)\})\s")
_STRUCK = frozenset({"del", "s", "strike"})


class InlineReader:
    """Writes the text of inline tokens.

    runs_code: code in a line may be a program whose result the page shows (`r mean(x)`), as in
    Quarto and R Markdown. pandoc: the page cites by keys, so that `@name` in running text is a
    citation and no account of a social network.
    """

    def __init__(self, writer: BlockWriter, *, runs_code: bool, pandoc: bool) -> None:
        self._writer = writer
        self._runs_code = runs_code
        self._pandoc = pandoc
        self._notes = 0
        self._raised = 0
        self._struck = 0
        self._target = ""
        self._shows: dict[str, Callable[[Token, PlacedText, int], int]] = {
            "text": self._text,
            "text_special": self._special,
            "softbreak": self._break,
            "hardbreak": self._break,
            "code_inline": self._code,
            "mathematics": self._mathematics,
            "html_inline": self._html,
            "link_open": self._link,
            "link_close": self._link_end,
            "s_open": self._strike,
            "s_close": self._strike,
            "footnote_ref": self._footnote_mark,
            "citation": self._citation,
            "note": self._note_mark,
        }

    def read(self, token: Token, place: PlacedText) -> list[tuple[str, Token, PlacedText]]:
        """Writes the text of an inline token into the open block.

        Gives the footnotes that stand in it (`^[…]`), to be read after the block: label, a
        token with their children, and where their text stands.
        """
        self.reset()
        notes: list[tuple[str, Token, PlacedText]] = []
        children = iter(token.children or [])
        cursor = 0
        for child in children:
            cursor = int(child.meta.get("start", cursor))
            if child.markup == "autolink":
                cursor = self._address(child, next(children), next(children), place, cursor)
                continue
            show = self._shows.get(child.type)
            if show is None:
                cursor = int(child.meta.get("end", cursor + len(child.markup)))
                continue
            end = show(child, place, cursor)
            if child.type == "note":
                start = cursor + 2
                notes.append((f"^{self._notes}", child, _part(place, start, child.content)))
            cursor = end
        return notes

    def apply(self, tag: Tag) -> None:
        """Takes note of an HTML tag among the text."""
        step = -1 if tag.closing else 1
        if tag.name == "sup":
            self._raised = max(0, self._raised + step)
        elif tag.name in _STRUCK:
            self._struck = max(0, self._struck + step)
        elif tag.name == "a":
            self._target = "" if tag.closing else tag.attributes.get("href", "")
        for name in ("id", "name"):
            if not tag.closing and tag.name != "input":
                self._writer.name(tag.attributes.get(name, ""))

    def reset(self) -> None:
        """Forgets tags that were not closed."""
        self._raised = self._struck = 0
        self._target = ""

    def show(self, text: str, source: int, *, exact: bool = True) -> None:
        """Writes text as the tags around it say; exact: it stands one to one at `source`."""
        if self._struck:
            return
        write = self._writer.add if exact else self._writer.add_at
        write(text, source, superscript=bool(self._raised), target=self._target)

    def _show_part(self, place: PlacedText, start: int, end: int) -> None:
        for text, source in place.stretches(start, end):
            known = source >= 0
            self.show(text, source if known else place.nowhere, exact=known)

    def _text(self, token: Token, place: PlacedText, cursor: int) -> int:
        text, end = token.content, cursor + len(token.content)
        if place.text[cursor:end] != text:
            self.show(text, place.nowhere, exact=False)
            return cursor
        shown = 0
        if _SIGNS.search(text):
            for found in _IN_TEXT.finditer(text):
                self._show_part(place, cursor + shown, cursor + found.start())
                shown = self._show_found(found, place, cursor)
        self._show_part(place, cursor + shown, end)
        return end

    def _show_found(self, found: re.Match[str], place: PlacedText, cursor: int) -> int:
        """Writes what is no plain text in a text; gives the offset in it that comes next."""
        start, end = found.span()
        if found["url"]:
            end = start + len(found[0].rstrip(_AFTER_URL))
            outer, self._target = self._target, self._target or found[0][: end - start]
            self._show_part(place, cursor + start, cursor + end)
            self._target = outer
        elif found["raised"]:
            self._raised += 1
            self._show_part(place, cursor + start + 1, cursor + end - 1)
            self._raised -= 1
        elif found["lowered"]:
            self._show_part(place, cursor + start + 1, cursor + end - 1)
        elif self._cites(found["key"]):
            end = found.end("cite")
            key = tidy_key(found["key"])
            if found.end("key") == end:
                end = found.start("key") + len(key) + 2 * found["key"].startswith("{")
            self._mark(place, cursor + start, cursor + end, MarkKind.CITEKEY, (key,))
        else:
            self._show_part(place, cursor + start, cursor + end)
        return end

    def _cites(self, key: str) -> bool:
        if _CROSS_REFERENCE.match(key) or not tidy_key(key):
            return False
        return self._pandoc or bool(_YEAR.search(key))

    def _special(self, token: Token, place: PlacedText, cursor: int) -> int:
        """An escape shows its last character, or both; an entity another text."""
        source = place.source(cursor)
        exact = source >= 0 and token.markup.endswith(token.content)
        shift = len(token.markup) - len(token.content) if exact else 0
        self.show(
            token.content, max(source, 0) + shift if source >= 0 else place.nowhere, exact=exact
        )
        return cursor + len(token.markup)

    def _break(self, token: Token, place: PlacedText, cursor: int) -> int:
        source = place.source(cursor)
        self.show(" ", source if source >= 0 else place.nowhere)
        return int(token.meta.get("end", cursor + 1))

    def _code(self, token: Token, place: PlacedText, cursor: int) -> int:
        end = int(token.meta["end"])
        if not (self._runs_code and _CODE_TO_RUN.match(token.content)):
            marks = len(token.markup)
            self._show_part(place, cursor + marks, end - marks)
        return end

    def _mathematics(self, token: Token, place: PlacedText, cursor: int) -> int:
        if token.content:
            self._show_part(place, cursor + 1, cursor + 1 + len(token.content))
        return int(token.meta["end"])

    def _html(self, token: Token, place: PlacedText, cursor: int) -> int:
        tag = read_tag(token.content)
        if tag is not None:
            if tag.name in ("br", "p", "div", "li", "td", "tr"):
                self._break(token, place, cursor)
            self.apply(tag)
        return int(token.meta["end"])

    def _link(self, token: Token, place: PlacedText, cursor: int) -> int:
        del place
        self._target = str(token.attrs.get("href", ""))
        return cursor + 1

    def _link_end(self, token: Token, place: PlacedText, cursor: int) -> int:
        del place
        self._target = ""
        return int(token.meta.get("end", cursor))

    def _address(
        self, opening: Token, shown: Token, closing: Token, place: PlacedText, cursor: int
    ) -> int:
        """`<https://…>`: the address as it stands in the source is the text."""
        del shown
        end = int(closing.meta["end"])
        self._target = str(opening.attrs.get("href", ""))
        self._show_part(place, cursor + 1, end - 1)
        self._target = ""
        return end

    def _strike(self, token: Token, place: PlacedText, cursor: int) -> int:
        del place
        self._struck = max(0, self._struck + token.nesting)
        return cursor + len(token.markup)

    def _footnote_mark(self, token: Token, place: PlacedText, cursor: int) -> int:
        end = int(token.meta["end"])
        self._mark(place, cursor, end, MarkKind.NUMBER, (str(token.meta["label"]),))
        return end

    def _citation(self, token: Token, place: PlacedText, cursor: int) -> int:
        end = int(token.meta["end"])
        self._mark(place, cursor, end, MarkKind.CITEKEY, token.meta["keys"])
        return end

    def _note_mark(self, token: Token, place: PlacedText, cursor: int) -> int:
        self._notes += 1
        end = int(token.meta["end"])
        self._mark(place, cursor, end, MarkKind.NUMBER, (f"^{self._notes}",))
        return end

    def _mark(
        self, place: PlacedText, start: int, end: int, kind: MarkKind, labels: tuple[str, ...]
    ) -> None:
        if self._struck:
            return
        first, last = place.source(start), place.source(end - 1)
        if last - first != end - 1 - start:  # prefixes of lines stand within it
            first = -1
        self._writer.add_mark(place.text[start:end].replace("\n", " "), first, kind, labels)


def _part(place: PlacedText, start: int, text: str) -> PlacedText:
    """A stretch of a placed text as one of its own."""
    run = max(0, bisect_right(place.runs, start, key=lambda pair: pair[0]) - 1)
    runs = tuple((offset - start, source) for offset, source in place.runs[run:])
    return PlacedText(text=text, runs=runs, nowhere=place.nowhere)
