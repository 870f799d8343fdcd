"""Where each block of a BibTeX text, and each field of its entries, begins and ends."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass

# The marks between which bibtexparser's splitter jumps: ours must see the same blocks as the
# reader does. A backslash in front of a sign takes its meaning away. The head of an entry may
# be spread over lines (`@ article {`), as BibTeX allows and our reader does.
_START = r"@(?:\w*[ \t]*|[ \t\r\n]*\w+[ \t\r\n]*)(?=[{(])"
_BLOCK_START = re.compile(_START)
_MARK = re.compile(rf'(?<!\\)[{{}}",=]|{_START}')
_MARK_IN_PARENTHESES = re.compile(rf'(?<!\\)[{{}}",=)]|{_START}')
_BLANKS = " \t\f\v\xa0"


class BlockKind(enum.Enum):
    """What a block is."""

    ENTRY = "entry"
    STRING = "string"
    PREAMBLE = "preamble"
    COMMENT = "comment"
    BROKEN = "broken"


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldSpan:
    """One field: its name as written, and where it stands in the text.

    start: of the name. value_start, value_end: of the value with its delimiters, without white
    space around. after: the position behind the field's comma, or of the sign that closes the
    entry where it has none.
    """

    name: str
    start: int
    value_start: int
    value_end: int
    after: int
    comma: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockSpan:
    """One block from its `@` to behind its closing sign.

    entry_type, key: as written; key_start, key_end: of the key, without white space around.
    close: position of the closing sign. Only an entry has a key and fields.
    """

    kind: BlockKind
    start: int
    end: int
    entry_type: str = ""
    key: str = ""
    key_start: int = 0
    key_end: int = 0
    close: int = 0
    fields: tuple[FieldSpan, ...] = ()


class _BrokenBlockError(Exception):
    """A block that does not end as it should; resume: where the next one is looked for."""

    def __init__(self, resume: int) -> None:
        super().__init__()
        self.resume = resume


def block_spans(text: str) -> Iterator[BlockSpan]:
    """The blocks of a BibTeX text in its order; any line end; raises nothing.

    What stands between blocks belongs to none. A block that does not end before the next one
    begins at the start of a line is broken.
    """
    position = 0
    while match := _BLOCK_START.search(text, position):
        if not _is_head(text, match):
            position = match.start() + 1
            continue
        block = _Block(text, match)
        try:
            span = block.read()
            position = span.end
        except _BrokenBlockError as broken:
            position = broken.resume
            end = max(broken.resume, match.end())
            span = BlockSpan(kind=BlockKind.BROKEN, start=match.start(), end=end)
        yield span


def entry_spans(text: str) -> Iterator[BlockSpan]:
    """The entries of a BibTeX text, those that the reader loads: with a type and a key."""
    for block in block_spans(text):
        if block.kind is BlockKind.ENTRY and block.key and block.entry_type:
            yield block


def _is_head(text: str, match: re.Match[str]) -> bool:
    """A loosely written head (`@ article`) counts only at the start of a line."""
    head = match.group()
    loose = head[1:2].isspace() or "\n" in head or "\r" in head
    return not loose or _begins_line(text, match.start(), _BLANKS[:2])


def _begins_line(text: str, position: int, blanks: str = _BLANKS) -> bool:
    while position > 0 and text[position - 1] in blanks:
        position -= 1
    return position == 0 or text[position - 1] in "\r\n"


class _Block:
    """The reading of one block."""

    __slots__ = ("_closing", "_marks", "_position", "_start", "_text", "_type")

    def __init__(self, text: str, head: re.Match[str]) -> None:
        self._text = text
        self._start = head.start()
        self._type = head.group()[1:].strip()
        parentheses = text[head.end()] == "("
        self._closing = ")" if parentheses else "}"
        self._marks = _MARK_IN_PARENTHESES if parentheses else _MARK
        self._position = head.end() + 1

    def read(self) -> BlockSpan:
        kind = self._type.lower()
        if kind.startswith("comment"):
            return self._other(BlockKind.COMMENT, quotes=False)
        if kind.startswith("preamble"):
            return self._other(BlockKind.PREAMBLE, quotes=True)
        if kind.startswith("string"):
            self._expect("=")
            return self._other(BlockKind.STRING, quotes=True)
        return self._entry()

    def _next(self, *, within: bool = True) -> re.Match[str]:
        """The next mark; within a value or comment, a head that begins no line is passed over."""
        while match := self._marks.search(self._text, self._position):
            self._position = match.end()
            if match.group()[0] != "@":
                return match
            if _is_head(self._text, match) and (
                not within or _begins_line(self._text, match.start())
            ):
                raise _BrokenBlockError(match.start())
            # The opening sign behind a head is a mark of its own.
            self._position = match.start() + 1
        raise _BrokenBlockError(len(self._text))

    def _expect(self, *signs: str) -> re.Match[str]:
        match = self._next(within=False)
        if match.group() not in signs:
            raise _BrokenBlockError(match.start())
        return match

    def _other(self, kind: BlockKind, *, quotes: bool) -> BlockSpan:
        depth, quoted = 0, False
        quotes = quotes and self._closing == ")"
        while True:
            match = self._next()
            sign = match.group()
            if sign == "{":
                depth += 1
            elif sign == "}" and depth:
                depth -= 1
            elif sign == '"' and not depth and quotes:
                quoted = not quoted
            elif sign == self._closing and not depth and not quoted:
                return BlockSpan(kind=kind, start=self._start, end=match.end(), close=match.start())

    def _entry(self) -> BlockSpan:
        opened = self._position
        mark = self._expect(",", self._closing)
        key_start, key_end = self._stripped(opened, mark.start())
        fields: list[FieldSpan] = []
        while mark.group() == ",":
            name_from = mark.end()
            mark = self._expect("=", self._closing)
            if mark.group() == "=":
                value_from = mark.end()
                name_at, name_end = self._stripped(name_from, mark.start())
                mark = self._end_of_value()
                fields.append(self._field(name_at, name_end, value_from, mark))
            elif self._text[name_from : mark.start()].strip():
                raise _BrokenBlockError(mark.end())
        return BlockSpan(
            kind=BlockKind.ENTRY,
            start=self._start,
            end=mark.end(),
            entry_type=self._type,
            key=self._text[key_start:key_end],
            key_start=key_start,
            key_end=key_end,
            close=mark.start(),
            fields=tuple(fields),
        )

    def _field(
        self, name_at: int, name_end: int, value_from: int, mark: re.Match[str]
    ) -> FieldSpan:
        value_start, value_end = self._stripped(value_from, mark.start())
        comma = mark.group() == ","
        return FieldSpan(
            name=self._text[name_at:name_end],
            start=name_at,
            value_start=value_start,
            value_end=value_end,
            after=mark.end() if comma else mark.start(),
            comma=comma,
        )

    def _end_of_value(self) -> re.Match[str]:
        """The comma or closing sign behind a value."""
        depth, quoted, text = 0, False, self._text
        while True:
            match = self._next()
            sign = match.group()
            if sign == '"' and not depth:
                at = match.start()
                # `{"}` is a quotation mark within quotes, but for one that ends the file.
                inner = text[at - 1] == "{" and text[at + 1] == "}" if at + 2 < len(text) else False
                if not (quoted and inner):
                    quoted = not quoted
            elif sign == "{" and not quoted:
                depth += 1
            elif sign == "}" and not quoted and depth:
                depth -= 1
            elif sign in (",", self._closing) and not quoted and not depth:
                return match

    def _stripped(self, start: int, end: int) -> tuple[int, int]:
        text = self._text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end
