"""A report as one prints it, for PDF and Word alike: sections of paragraphs, tables, pictures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from needle_evidence.model.plain_text import visible

_LINE_BREAKS = re.compile(r"[\r\n\t]+")
# Unicode's noncharacters: no XML may hold the last two of a plane.
_NOT_CHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_FIRST_WORDS = 200  # characters among which the first letter is looked for


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """Some words set alike.

    kind: "" for plain text, else as in a formatted reference ("italic", "bold", "superscript"
    …), or "strong", "label", "code". link: an https address, or "#" and the name of a place in
    the report, "" for none; where the kind is "target", that place is here.
    """

    text: str
    kind: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """One paragraph. role: how it is set, see `ROLES`. level: of a list, 0 for none."""

    words: tuple[Words, ...]
    role: str = "text"
    level: int = 0

    @property
    def text(self) -> str:
        """Its words without how they are set."""
        return "".join(part.text for part in self.words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading of the second level, within a section.

    anchor: its name for links. tone: of a claim, how much to worry ("bad", "doubt" …), which
    its status says in words too; "" for others.
    """

    text: str
    anchor: str = ""
    tone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table whose first row is repeated on each page.

    widths: of the columns, in parts of their sum. numbers: the columns (from 0) that hold
    numbers. about: what the table shows, for those who do not see it.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]
    widths: tuple[int, ...]
    about: str
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture. svg: a file of its own. title: its caption, "" where the picture has its own.

    alternative: what it shows, in words.
    """

    svg: str
    title: str
    alternative: str


Block = Paragraph | Heading | Table | Picture


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part with a heading of the first level. anchor: its name for links, "" for none."""

    title: str
    blocks: tuple[Block, ...]
    anchor: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedReport:
    """A whole report. lead: what stands under its title. made: how it was made, in a sentence.

    contents: it has a table of contents. wide: its tables need landscape pages. dated: ISO
    date, "" unless asked for.
    """

    title: str
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]
    made: str
    contents: bool = True
    wide: bool = False
    dated: str = ""


# How a paragraph may be set. Each has its style in Word and its rule in `parts.typ`. "opening"
# and "status" stay on the page of what follows them.
ROLES = (
    "text", "lead", "opening", "status", "meta", "wording", "printable", "item", "work", "result",
    "passage", "reference", "error", "warning", "note",
)  # fmt: skip


def shown(text: str) -> str:
    """The text on one line; what hides, turns the line or is no character is written out."""
    flat = visible(_LINE_BREAKS.sub(" ", text))
    return _NOT_CHARACTERS.sub(_written_out, flat)


def right_to_left(text: str) -> bool:
    """Whether the first letter of the text belongs to a script that runs from right to left."""
    for sign in text[:_FIRST_WORDS]:
        direction = unicodedata.bidirectional(sign)
        if direction in _RIGHT_TO_LEFT:
            return True
        if direction == "L":
            return False
    return False


def words(*parts: str | Words) -> tuple[Words, ...]:
    """The parts in order, without empty ones."""
    made = (Words(text=part) if isinstance(part, str) else part for part in parts)
    return tuple(part for part in made if part.text)


def paragraph(*parts: str | Words, role: str = "text", level: int = 0) -> Paragraph:
    """A paragraph of these parts."""
    return Paragraph(words=words(*parts), role=role, level=level)


def strong(text: str) -> Words:
    """Words that stand out."""
    return Words(text=text, kind="strong")


def label(text: str) -> Words:
    """Words that name what follows; a space is put between."""
    return Words(text=f"{text} ", kind="label")


def code(text: str) -> Words:
    """A name that a file holds, such as a citekey."""
    return Words(text=text, kind="code")


def with_code(text: str) -> tuple[Words, ...]:
    """A finding's text, in which `words between backticks` are names."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:  # a backtick without its fellow is only a sign
        pieces[-2:] = ["`".join(pieces[-2:])]
    return words(*(code(one) if odd % 2 else one for odd, one in enumerate(pieces)))


def stopped(text: str) -> str:
    """The text as a sentence: with a full stop where it ends in no sign of its own."""
    return f"{text}." if text and text[-1] not in ".!?…" else text


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 claim", "2 claims"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def filled(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without paragraphs that say nothing."""
    return tuple(block for block in blocks if not isinstance(block, Paragraph) or block.words)


def _written_out(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")
