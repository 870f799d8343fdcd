"""Tagged lines (RIS, MEDLINE, refer, ISI) as records of tag, value and line; nothing is dropped."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from needle_evidence.model.finding import Location, Problem, Severity


class TaggedStyle(enum.Enum):
    """How the lines of a record are tagged; the value is the format's common name."""

    RIS = "RIS"  # "TY  - JOUR" … "ER  - "
    MEDLINE = "MEDLINE"  # "PMID- 1", continued on lines that begin with six spaces
    REFER = "EndNote refer"  # "%0 Journal Article"
    ISI = "Web of Science"  # "PT J" … "ER", continued on lines that begin with three spaces


@dataclass(frozen=True, kw_only=True, slots=True)
class TaggedLine:
    """One tag with its value. line: counted from 1.

    value: a line break stands between it and each line that continues it, whose indentation is
    kept, for that tells a wrapped text from a list. Blank lines are left out.
    """

    tag: str
    value: str
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TaggedRecord:
    """One record. line: where it begins. raw: its text as it stands in the file."""

    style: TaggedStyle
    lines: tuple[TaggedLine, ...]
    line: int
    raw: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaggedText:
    """The records of a file in its order, and what was wrong with their frames."""

    records: tuple[TaggedRecord, ...]
    problems: tuple[Problem, ...] = ()


# The tags of the RIS specifications of 2001 and 2011. Only they are taken for tags where a line
# is not spelled as it should be: "UK - based work" goes on with an abstract.
_RIS_TAGS = """
    A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DO DP ED EP ER
    DOI ET ID IS J1 J2 JA JF JO KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PP PY RI RN RP SE SN
    SP ST T1 T2 T3 TA TI TT TY U1 U2 U3 U4 U5 UR VL VO Y1 Y2"""
RIS_TAGS = frozenset(_RIS_TAGS.split())
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_OPENINGS = {
    TaggedStyle.RIS: re.compile(r"(?i)[ \t]*TY(?:[ \t]+[-–—](?:[ \t]|$)|  -)"),
    TaggedStyle.MEDLINE: re.compile(r"(?i)PMID[ \t]*-[ \t]*\d*[ \t]*$"),
    TaggedStyle.REFER: re.compile(r"%0(?:[ \t]|$)"),
    TaggedStyle.ISI: re.compile(r"PT [A-Z][ \t]*$"),
}
_OPENING_LETTERS = frozenset("TtPp% \t")
_TAG = {
    TaggedStyle.RIS: re.compile(
        r"(?i)(DOI|[A-Z][A-Z0-9])(?:(  [-–—])[ \t]?|[ \t]+[-–—](?:[ \t]|$))(.*)"
    ),
    TaggedStyle.MEDLINE: re.compile(r"(?i)(?=.{4}-)([A-Z][A-Z0-9]{1,3})()[ ]{0,2}-[ \t]?(.*)"),
    TaggedStyle.REFER: re.compile(r"%([!-~])()(?:[ \t]+|$)(.*)"),
    TaggedStyle.ISI: re.compile(r"([A-Z][A-Z0-9])()(?: |$)(.*)"),
}
_ENDS = re.compile(r"(?i)[ \t]*ER(?:[ \t]*[-–—])?[ \t]*$")
_HEADERS = frozenset({"FN", "VR", "EF"})
_TITLES = {
    TaggedStyle.RIS: frozenset({"TI", "T1", "CT", "BT"}),
    TaggedStyle.MEDLINE: frozenset({"TI", "BTI", "PMID"}),
    TaggedStyle.REFER: frozenset({"T"}),
    TaggedStyle.ISI: frozenset({"TI"}),
}
# What Ovid and others print between records: "2.", "<2>", "Record 2 of 10".
_RECORD_NUMBER = re.compile(
    r"(?i)[ \t]*(?:<?\[?\d{1,7}[.)\]>]{0,2}|record #?\d+(?: of \d+)?)[ \t]*"
)
# An entry of BibTeX goes on with no value of a record.
_BIBTEX_ENTRY = re.compile(r"@[A-Za-z]{3,20}\s?[{(][^\s,{}]{1,200},")
_LONGEST_RAW = 2_000


def read_tagged_lines(text: str, *, path: str, style: TaggedStyle) -> TaggedText:
    """The records of a text, in time and memory that grow as the text does; raises nothing.

    style: of lines that stand in no record; each record is read in the style of its own first
    line. A record ends at its `ER`, at the next record or at the end of the text (the first two
    formats' missing `ER` is a problem). Lines behind an `ER` are a record of their own where
    they hold a title, else they belong to the record before. Text that belongs to no record
    becomes a problem of kind `unreadable`, but for a record's number.
    """
    reading = _Reading(text=text, path=path, style=style)
    for line in _lines(text):
        reading.take(line)
    return reading.finish()


def opening_style(line: str) -> TaggedStyle | None:
    """The style of the record that this line begins, None for any other line."""
    if line[:1] not in _OPENING_LETTERS:
        return None
    return next((style for style, form in _OPENINGS.items() if form.match(line)), None)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    start: int
    end: int


def _lines(text: str) -> Iterator[_Line]:
    """The lines of a text; a form feed or a line separator is a part of its line."""
    for number, match in enumerate(_LINE.finditer(text), start=1):
        if match.start() < len(text):
            yield _Line(number, match[1], match.start(), match.end(1))


@dataclass(slots=True)
class _Cell:
    tag: str
    number: int
    parts: list[str]


@dataclass(slots=True)
class _Record:
    """A record that still grows. opened: it began with the line that its style asks for."""

    style: TaggedStyle
    line: int
    start: int
    end: int
    indent: int = 0
    opened: bool = True
    closed: bool = False
    cells: list[_Cell] = field(default_factory=list)

    def tagged(self, text: str) -> tuple[str, str] | None:
        """Tag and value of a line, None where it has no tag."""
        if self.indent:
            head = text[: self.indent]
            text = head.lstrip() + text[self.indent :]
        return _tag_and_value(text, self.style)

    @property
    def is_own(self) -> bool:
        """Whether it says enough to be a record: it was opened, or ended, or has a title."""
        titles = _TITLES[self.style]
        return self.opened or self.closed or any(cell.tag in titles for cell in self.cells)


def _tag_and_value(text: str, style: TaggedStyle) -> tuple[str, str] | None:
    match = _TAG[style].match(text)
    if match is None:
        return None
    tag = match[1] if style is TaggedStyle.REFER else match[1].upper()
    if style is TaggedStyle.RIS and tag not in RIS_TAGS and (not match[2] or tag != match[1]):
        return None
    return tag, match[3]


@dataclass(slots=True)
class _Reading:
    """What is known while the lines go by."""

    text: str
    path: str
    style: TaggedStyle
    records: list[_Record] = field(default_factory=list)
    current: _Record | None = None
    stray: list[_Line] = field(default_factory=list)
    number: _Line | None = None
    blank: bool = True
    unended: list[int] = field(default_factory=list)
    unopened: list[int] = field(default_factory=list)
    behind: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, line: _Line) -> None:
        style = opening_style(line.text)
        if style is not None and self._may_open(line.text):
            self.number = None
            self._open(line, style)
        elif not line.text or line.text.isspace():
            self.blank = True
            return
        elif self.blank and line.text[:1] not in "%" and _RECORD_NUMBER.fullmatch(line.text):
            self._settle_number()
            self.number = line
            return
        else:
            self._settle_number()
            self._go_on(line)
        self.blank = False

    def finish(self) -> TaggedText:
        self._settle_number()
        if self.current is not None and not self.current.closed:
            self._miss_end(self.current)
        self._put_away()
        self._settle_stray()
        self._say_frames()
        self._say_mixed()
        made = tuple(map(self._made, self.records))
        return TaggedText(records=made, problems=tuple(self.problems))

    def _may_open(self, line: str) -> bool:
        """Whether an opening line is none that goes on with a value: those are indented."""
        record = self.current
        indent = len(line) - len(line.lstrip())
        if not indent or record is None or record.closed:
            return True
        return record.style is TaggedStyle.RIS and record.indent == indent

    def _open(self, line: _Line, style: TaggedStyle) -> None:
        if self.current is not None and not self.current.closed:
            self._miss_end(self.current)
        self._put_away()
        self._settle_stray()
        indent = len(line.text) - len(line.text.lstrip())
        record = _Record(style, line.number, line.start, line.end, indent)
        self.current = record
        tag, value = record.tagged(line.text) or ("", line.text)
        record.cells.append(_Cell(tag, line.number, [value]))

    def _go_on(self, line: _Line) -> None:
        """A line that opens no record and is not blank."""
        record = self.current
        style = record.style if record else self.style
        framed = style in (TaggedStyle.RIS, TaggedStyle.ISI)
        if record and framed and not record.closed and _ENDS.match(line.text):
            record.closed = True
            record.end = line.end
            return
        found = record.tagged(line.text) if record else _tag_and_value(line.text, style)
        if found and style is TaggedStyle.ISI and found[0] in _HEADERS:
            return
        if found is None:
            self._continue(line)
            return
        if record is None or record.closed or self._parts_here(record):
            self._put_away()
            self._settle_stray()
            record = _Record(style, line.number, line.start, line.end, opened=False)
            self.current = record
        record.cells.append(_Cell(found[0], line.number, [found[1]]))
        record.end = line.end

    def _parts_here(self, record: _Record) -> bool:
        """Whether a blank line parts records: in formats without an end, where none is opened."""
        endless = record.style in (TaggedStyle.MEDLINE, TaggedStyle.REFER)
        return endless and self.blank and not record.opened

    def _continue(self, line: _Line) -> None:
        record = self.current
        if record and line.text[:1] == "@" and _BIBTEX_ENTRY.match(line.text):
            if not record.closed:
                self._miss_end(record)
            record.closed = True
        if record is None or record.closed:
            self.stray.append(line)
            return
        record.cells[-1].parts.append(line.text)
        record.end = line.end

    def _settle_number(self) -> None:
        """A number on a line of its own that no record follows is a text like any other."""
        line, self.number = self.number, None
        if line is not None:
            self._continue(line)

    def _put_away(self) -> None:
        """The current record is complete."""
        record, self.current = self.current, None
        if record is None:
            return
        if record.is_own:
            self.records.append(record)
            if not record.opened and record.style is TaggedStyle.RIS:
                self.unopened.append(record.line)
        elif self.records:
            owner = self.records[-1]
            owner.cells.extend(record.cells)
            owner.end = record.end
            self.behind.append(record.line)
        else:
            self._unreadable(record.line, record.start, record.end)

    def _settle_stray(self) -> None:
        """Text outside records, one problem for all of it in one place."""
        if self.stray:
            self._unreadable(self.stray[0].number, self.stray[0].start, self.stray[-1].end)
            self.stray = []

    def _unreadable(self, line: int, start: int, end: int) -> None:
        raw = self.text[start : min(end, start + _LONGEST_RAW)]
        self._say("unreadable", line, "This text belongs to no record and was not read.",
                  Severity.WARNING, raw=raw)  # fmt: skip

    def _miss_end(self, record: _Record) -> None:
        if record.is_own and record.style in (TaggedStyle.RIS, TaggedStyle.ISI):
            self.unended.append(record.line)

    def _say_frames(self) -> None:
        """One problem for each way in which records lack their frame."""
        for kind, lines, what in (
            (
                "missing_end",
                self.unended,
                "no ER line; it was read up to the next record, or to the end",
            ),
            ("missing_start", self.unopened, "no TY line, so its type is not known"),
            ("behind_end", self.behind, "lines behind its ER line; they were taken as its own"),
        ):
            if lines:
                count = len(lines)
                others = f" ({count} records of this file are so)" if count > 1 else ""
                self._say(kind, lines[0], f"The record here has {what}{others}.", Severity.NOTE)

    def _say_mixed(self) -> None:
        styles = {record.style: record.line for record in reversed(self.records)}
        others = [style for style in styles if style is not self.style]
        if others and len(styles) > 1:
            names = " and ".join(style.value for style in TaggedStyle if style in styles)
            first = min(styles[style] for style in others)
            self._say("mixed_formats", first, f"This file mixes records of {names}; each was read "
                      "in its own format.", Severity.NOTE)  # fmt: skip

    def _say(
        self, kind: str, line: int, message: str, severity: Severity, *, raw: str = ""
    ) -> None:
        where = Location(path=self.path, line=line)
        self.problems.append(
            Problem(kind=kind, message=message, location=where, severity=severity, raw=raw)
        )

    def _made(self, record: _Record) -> TaggedRecord:
        lines = tuple(
            TaggedLine(tag=cell.tag, value="\n".join(cell.parts).rstrip(), line=cell.number)
            for cell in record.cells
        )
        raw = self.text[record.start : record.end]
        return TaggedRecord(style=record.style, lines=lines, line=record.line, raw=raw)
